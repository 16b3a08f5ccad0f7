"""Promises for every text: words where the offsets say, the same ids each time, no text that cannot be read."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.reader import Reader
from dragoman.reading import Reading
from dragoman.records import Actor, Place, Record, Span
from dragoman.text.document import Document
from dragoman.text.examples import names
from dragoman.text.load import load_bytes

HOSTILE = {
    "control marks": "France\x00 expelled\x07 two Russian\x1b[31m diplomats.",
    "one long word": "a" * 200_000,
    "one long line": "Iran, " * 8_000 + "condemned Israel.",
    "nested quotes": '"' * 400 + "He said “no ‘never “again”’”." + '"' * 400,
    "right-to-left marks": "Iran \u202econdemned\u202c \u2067Israel\u2069 on Monday.",
    "lone surrogates": "Egypt \ud800 condemned \udfff Israel.",
    "brackets": "(" * 300 + "Turkey met Syria" + ")" * 300,
    "only quotes": "“”‘’\"'" * 50,
    "newlines": "\n\r\n\u2028" * 500 + "Chad met Mali.",
    "emoji": "🇫🇷 expelled 👩‍✈️ two diplomats 🙃 on Monday",
    "spaces": " \t\u00a0 " * 100,
    "numbers": "1,000,000,000.00 " * 200 + "-3–2 ½ 1/2 €€€ 5% of %",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def spans_of(value: Any) -> Iterator[Any]:
    """Everything in a record that points at words."""
    if isinstance(value, Record | Span | Actor):
        yield value
    if isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from spans_of(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_of(item)


def assert_words_stand_where_they_say(reading: Reading, text: str) -> None:
    for record in reading.records:
        assert record.why, record
        for span in spans_of(record):
            assert text[span.start : span.end] == span.text
        for field in record.__struct_fields__:
            place = getattr(record, field)
            if isinstance(place, Place):
                assert 0 <= place.start < place.end <= len(text)


@pytest.mark.parametrize("name", names())
def test_examples_read_whole(reader: Reader, name: str) -> None:
    from dragoman.text.examples import example

    document = load_bytes(example(name), name)
    assert document.date is not None
    reading = reader.read_document(document)
    assert_words_stand_where_they_say(reading, document.text)
    for kind in ("events", "statements", "figures", "facts", "checks"):
        assert getattr(reading, kind), kind


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read(reader: Reader, name: str) -> None:
    text = HOSTILE[name]
    reading = reader.read_document(Document(id="h", text=text, date="2024-05-14"))
    assert_words_stand_where_they_say(reading, text)
    for line in reading.to_jsonl().splitlines():
        json.loads(line)


WORDS = st.sampled_from(
    "France Russia’s the U.S. President “ ” \" ' , . : - – ( ) said expelled will not two 280 percent $5bn on Monday "
    "in 2022 refused to visit Beijing troops he they both countries sanctions \n \n\n who was by Putin, NATO".split(" ")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=40))
def test_any_words_keep_their_places(reader: Reader, words: list[str]) -> None:
    text = " ".join(words)
    assert_words_stand_where_they_say(reader.read_document(Document(id="p", text=text, date="2024-05-14")), text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    assert_words_stand_where_they_say(reader.read_document(Document(id="p", text=text)), text)


def test_the_same_text_gives_the_same_records(reader: Reader) -> None:
    document = Document(id="d", text="Canada sanctioned Belarus on Monday, officials said.", date="2024-05-14")
    first = reader.read_document(document).to_jsonl()
    assert first == Reader().read_document(document).to_jsonl()
    assert first


def test_a_pickled_reader_carries_its_settings_only(reader: Reader) -> None:
    reader.read("Canada sanctioned Belarus.")
    packed = pickle.dumps(reader)
    assert len(packed) < 1000
    assert pickle.loads(packed).read("Canada sanctioned Belarus.").events[0].event == "SANCTION"


def test_tables_have_the_same_columns_for_every_reading(reader: Reader) -> None:
    text = "Canada sanctioned Belarus on Monday, officials said. Prices rose 5 percent, the first rise since 2019. "
    text += "President Anna Berg, 61, was born in Oslo in 1963. The city was founded in 1048."
    full = reader.read(text, date="2024-05-14")
    assert any(isinstance(r.get("date"), str) for r in full.to_dicts())
    bare = reader.read("The garden was quiet.")
    assert full.to_arrow().schema == bare.to_arrow().schema
    assert list(full.to_pandas()["kind"]) == [r["kind"] for r in full.to_dicts()]
    assert bare.to_arrow().num_rows == len(bare.records)


def test_relation_between_given_actors(reader: Reader) -> None:
    sentence = "Iran refused to release the British tanker."
    relation = reader.relation(sentence, (0, 4), (28, 35))
    assert relation is not None
    assert (relation.event, relation.mode) == ("REJECT", "yield")
    assert reader.relation("Iran is far from Iceland.", (0, 4), (17, 24)) is None
