"""Where sentences begin and end, and how much of a text is taken at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dragoman.parse.types import Parsed
from dragoman.text.document import paragraphs

SENTENCES = [
    ("Lt. Gen. Ada Oduor met Capt. Bo Traore in Lagos. Both left.", 2),
    ("She saw Lt.-Gen. Haile there. Maj. Gen. Musa spoke.", 2),
    ("They hold Nos. 3 and 4. He is No. 10 on the list.", 2),
    ("Asked for a truce, the general said: No. Nobody moved.", 2),
    ("He works in the U.S. Congress. They agreed.", 2),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_the_stop_of_an_abbreviation_ends_no_sentence(parse: Callable[..., Parsed], text: str, count: int) -> None:
    assert len(parse(text).sentences) == count


def test_a_sentence_without_end_is_cut(parse: Callable[..., Parsed]) -> None:
    parsed = parse("He said, " * 400)
    assert 3 <= len(parsed.sentences) < 40
    assert all(len(s.tokens) <= 301 for s in parsed.sentences)


@pytest.mark.parametrize("mark", ["(", "'", "$", "([{", "a"])
def test_a_word_without_end_is_cut_before_it_is_read(parse: Callable[..., Parsed], mark: str) -> None:
    text = "Ships left. " + mark * 9_000 + " Ships came."
    assert max(p.end - p.start for p in paragraphs(text)) < 450
    began = time.perf_counter()
    parsed = parse(text)
    assert time.perf_counter() - began < 8
    assert parsed.sentences[0].tokens[0].text == "Ships"
    assert parsed.sentences[-1].tokens[-2].text == "came"
    assert all(t.text == text[t.start : t.end] for s in parsed.sentences for t in s.tokens)
