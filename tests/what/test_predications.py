"""What a text says happens, coded or not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.reader import Reader

READER = Reader()


def told(text: str) -> dict[str, str]:
    return {p.text: p.status for p in READER.predications(text, date="2024-05-14")}


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("Steel exports fell in April.", "fell", "actual"),
        ("The yard will launch a second ferry.", "launch", "planned"),
        ("The carrier plans to close its base in Cork.", "close", "hypothetical"),
        ("The carrier plans to close its base in Cork.", "plans", "actual"),
        ("The crew had to cut the cables.", "cut", "actual"),
        ("The crew has to cut the cables.", "cut", "hypothetical"),
        ("Workers were forced to leave the mill.", "leave", "actual"),
        ("The ministry did not publish the report.", "publish", "negated"),
        ("The firm will stop selling diesel vans.", "selling", "planned"),
        ("Unions demanded compensation for the delay.", "compensation", "hypothetical"),
        ("Unions demanded compensation for the delay.", "delay", "actual"),
        ("If the bank fails, depositors are covered.", "fails", "hypothetical"),
    ],
)
def test_status(text: str, word: str, status: str) -> None:
    assert told(text)[word] == status


def test_spans_dates_and_reasons() -> None:
    text = "The “Aurora” was delayed on Monday after a collision; talks begin on May 20."
    found = READER.predications(text, date="2024-05-14")
    assert all(text[p.start : p.end] == p.text and p.why for p in found)
    dates = {p.text: p.date.start for p in found if p.date is not None}
    assert dates["delayed"] == "2024-05-13"
    assert dates["begin"] == "2024-05-20"


def test_months_and_helping_verbs_tell_nothing() -> None:
    assert set(told("They had been waiting since March 3.")) == {"waiting"}


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    text = f"Rain fell. {text}"
    for found in READER.predications(text):
        assert text[found.start : found.end] == found.text
