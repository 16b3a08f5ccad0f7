"""Samples coded by hand, in the forms that people have them."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.evaluation.coding import Coding
from dragoman.evaluation.gold import Gold, read_gold
from dragoman.evaluation.rows import read_rows
from dragoman.knowledge.files import Library

Read = Callable[..., Gold]
TEXT = "Canada sanctioned Belarus on Monday."
RECORD = {
    "event": "SANCTION", "mode": "discontinue", "text": TEXT, "date": "2024-05-13",
    "actor": [{"code": "CAN", "sector": "GOV"}], "recipient": [{"code": "BLR"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def coding(library: Library) -> Coding:
    return Coding(library)


@pytest.fixture
def read(tmp_path: Path, coding: Coding) -> Read:
    def read_content(name: str, content: str, text_field: str | None = None) -> Gold:
        (tmp_path / name).write_text(content, encoding="utf-8")
        return read_gold(str(tmp_path / name), coding, text_field)

    return read_content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("g.jsonl", json.dumps(RECORD)),
        ("gold", json.dumps(RECORD)),
        ("g.jsonl", json.dumps({**RECORD, "actor": "CAN", "recipient": ["BLR"]})),
        ("g.jsonl", json.dumps({**RECORD, "text": None, "event_text": TEXT})),
        ("g.jsonl", json.dumps({**RECORD, "text": None, "text_info": {"text": TEXT}})),
        ("g.jsonl", json.dumps({"event_type": "sanction", "source": [{"country_or_actor_code": "CANGOV"}],
                                "target": [{"actor_text": "Belarus"}], "date": "2024-05-13T10:00:00Z", "text": TEXT})),
        ("g.csv", f"text,actor,event,recipient,date\n{TEXT},CAN,SANCTION,BLR,2024-05-13\n"),
        ("g.csv", f"Sentence;Source Actor;Event Code;Target;Day\r\n{TEXT};CANGOV;163;BLR;13 May 2024\r\n"),
        ("g.tsv", f"text\tsrc\tevent\ttgt\tdate\n{TEXT}\tCanada\tsanction/discontinue\tBelarus\t2024-05-13\n"),
    ],
)  # fmt: skip
def test_forms(read: Read, name: str, content: str) -> None:
    (text,) = read(name, content).texts
    (event,) = text.events
    assert text.text == TEXT
    assert (event.event, event.actor, event.recipient, event.date) == ("SANCTION", {"CAN"}, {"BLR"}, "2024-05-13")


@pytest.mark.parametrize(
    ("event", "gives"),
    [("ASSAULT", "ASSAULT"), ("193", "ASSAULT"), ("42", "CONSULT"), ("042", "CONSULT"), ("DEMAND", "REQUEST"),
     ("protest", "PROTEST"), ("010", None), ("", None), ("none", None)],
)  # fmt: skip
def test_events(read: Read, event: str, gives: str | None) -> None:
    gold = read("g.csv", f"text,event\n{TEXT},{event}\n")
    assert [e.event for e in gold.texts[0].events] == ([gives] if gives else [])
    assert any("CAMEO 01" in note for note in gold.notes) == (event == "010")


@pytest.mark.parametrize(
    ("actor", "codes"),
    [("CAN;BLR", {"CAN", "BLR"}), ("USAGOV|UKRMIL", {"USA", "UKR"}), ("IGOUNO", {"UNO"}), ("JAP", {"JPN"}),
     ("South Korea", {"KOR"}), ("Greenland", {"DNK"}), ("---", set()), ("protesters", set())],
)  # fmt: skip
def test_actors(read: Read, actor: str, codes: set[str]) -> None:
    gold = read("g.csv", f'text,event,actor\n{TEXT},AID,"{actor}"\n')
    assert gold.texts[0].events[0].actor == codes
    assert any("no code" in note for note in gold.notes) == (actor == "protesters")


def test_rows_of_a_text_are_its_events(read: Read) -> None:
    gold = read("g.csv", f"text,event\n{TEXT},SANCTION\nNothing happened.,\n{TEXT},AID\n")
    assert [[e.event for e in t.events] for t in gold.texts] == [["SANCTION", "AID"], []]
    assert [t.source.rpartition(":")[2] for t in gold.texts] == ["2", "3"]


@pytest.mark.parametrize(
    ("columns", "levels"),
    [
        ({}, ("type",)),
        ({"actor": "CAN"}, ("type", "actors")),
        ({"actor": "CAN", "date": "2024-05-13"}, ("type", "actors")),
        ({"actor": "CAN", "date": "2024-05", "published": "2024-05-14"}, ("type", "actors", "date")),
    ],
)
def test_only_what_the_sample_says_is_asked(read: Read, columns: dict[str, str], levels: tuple[str, ...]) -> None:
    gold = read("g.jsonl", json.dumps({"text": TEXT, "event": "AID", **columns}))
    assert gold.levels == levels


@pytest.mark.parametrize(
    ("columns", "published"),
    [({"date": "2024-05-13"}, "2024-05-13"), ({"date": "2024-05"}, None),
     ({"date": "2024-05-13", "published": "May 14, 2024"}, "2024-05-14")],
)  # fmt: skip
def test_the_day_of_the_report(read: Read, columns: dict[str, str], published: str | None) -> None:
    gold = read("g.jsonl", json.dumps({"text": TEXT, "event": "AID", **columns}))
    assert gold.texts[0].published == published
    assert any("no date of publication" in note for note in gold.notes) == ("published" not in columns)


@pytest.mark.parametrize(
    ("name", "content", "text_field", "message"),
    [
        ("g.jsonl", '{"text": "x",\n', None, r"g.jsonl:1: is not JSON"),
        ("g.jsonl", "[1]\n", None, r"g.jsonl:1: is not a record"),
        ("g.jsonl", '\n{"event": "AID"}', None, r"g.jsonl:2: has no text; --text-field .* fields are event"),
        ("g.jsonl", json.dumps(RECORD), "body", r"g.jsonl:1: has no text in 'body'"),
        ("g.csv", "text,event\nx,AID\ny,HUG\n", None, r"g.csv:3: 'HUG' is not an event; write .* ACCUSE"),
        ("g.csv", "text,event\nx,YIELD\n", None, r"g.csv:2: 'YIELD' is not an event"),
        ("g.csv", "text,event,date\nx,AID,soon\n", None, r"g.csv:2: date 'soon' is not a date; write it like"),
        ("g.csv", "text,event\nx,y,AID\n", None, r"g.csv:2: 3 cells, but 2 columns"),
        ("g.csv", "text,event\n", None, r"g.csv: has no rows"),
        ("g.csv", '"text\nover lines",event\n"a\nb",AID\n"c\nd",HUG\n', "text_over_lines", r"g.csv:5: 'HUG'"),
    ],
)
def test_mistakes_are_named(read: Read, name: str, content: str, text_field: str | None, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(name, content, text_field)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=100), st.text(alphabet='{}[]",:;\t\n\r|a1\x00é', max_size=60).map(str.encode)),
       suffix=st.sampled_from([".jsonl", ".csv", ""]))  # fmt: skip
def test_any_bytes_give_rows_or_one_error(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"g{suffix}"
    path.write_bytes(data)
    with suppress(InputError):
        assert all(row.source.startswith(f"{path}:") for row in read_rows(str(path)))


ODD = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8),
              st.sampled_from(["AID", "CAN", "2024-05-14", "0000-00-00", "190", "Canada", "\ud800"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "name", "text"]), inner),
    max_leaves=4,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=st.dictionaries(st.sampled_from(["event", "actor", "recipient", "date", "published", "text_info"]), ODD))
def test_any_record_gives_a_sample_or_one_error(tmp_path: Path, coding: Coding, record: dict[str, object]) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(json.dumps({"text": TEXT, **record}), encoding="utf-8")
    try:
        gold = read_gold(str(path), coding)
    except InputError as error:
        told = error
    else:
        assert [t.text for t in gold.texts] == [TEXT]
        return
    assert told.source == f"{path}:1"
    assert told.remedy
