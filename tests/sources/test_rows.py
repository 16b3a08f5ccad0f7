"""Rows to pieces: which field is what, and the days that sources write."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dragoman.sources.days import day_of
from dragoman.sources.options import Fields, SourceOptions
from dragoman.sources.rows import Rows, language_code
from dragoman.sources.types import Fault, Piece

TEXT = "Austria recalled its envoy on Monday."


def piece(row: dict[str, Any], **fields: str) -> Piece | Fault:
    return Rows(SourceOptions(fields=Fields(**fields), max_bytes=1_000)).piece(row, "x.jsonl:1")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"text": TEXT}, {}),
        ({"Body": TEXT, "Headline": "Envoy recalled"}, {"title": "Envoy recalled"}),
        ({"article_text": TEXT, "publication-date": "2019-03-05T23:10:00Z"}, {"date": "2019-03-05"}),
        ({"content": TEXT, "description": "Short.", "publishedAt": "2019-03-05"}, {"date": "2019-03-05"}),
        ({"text": " ", "html": TEXT}, {}),
        ({"text": TEXT, "source": {"id": "wire", "name": "The Wire"}}, {"publisher": "The Wire"}),
        (
            {"text": ["Austria recalled its envoy", "on Monday."]},
            {"content": b"Austria recalled its envoy\n\non Monday."},
        ),
        ({"maintext": TEXT, "lang": "EN-gb", "url": " https://wire.example/1 "}, {"language": "en"}),
        ({"text": TEXT, "url": "https://wire.example/1"}, {"url": "https://wire.example/1"}),
        ({"text": TEXT, "date": "", "published": "5 March 2019"}, {"date": "2019-03-05"}),
    ],
)
def test_usual_names(row: dict[str, Any], expected: dict[str, Any]) -> None:
    found = piece(row)
    assert isinstance(found, Piece)
    for name, value in {"content": TEXT.encode(), **expected}.items():
        assert getattr(found, name) == value, name


def test_named_fields() -> None:
    row = {"text": "wrong", "fields": {"bodyText": TEXT}, "when": "2019-03-05"}
    found = piece(row, text="fields.bodyText", date="when")
    assert isinstance(found, Piece)
    assert (found.content, found.date) == (TEXT.encode(), "2019-03-05")


@pytest.mark.parametrize(
    ("row", "fields", "reason", "remedy"),
    [
        ({"paragraph": TEXT, "n": 1}, {}, "no field looks like the text", "fields.text; there are: paragraph, n"),
        ({}, {}, "no field looks like the text", "there are: none"),
        ({"text": TEXT}, {"text": "story"}, "no field 'story'", "there are: text"),
        ({"text": None}, {}, "nothing in the field text", ""),
        ({"text": 5}, {}, "nothing in the field text", ""),
        ({"text": "x" * 1_001}, {}, "too large: more than 1,000 bytes", "max_bytes"),
    ],
)
def test_what_has_no_text(row: dict[str, Any], fields: dict[str, str], reason: str, remedy: str) -> None:
    found = piece(row, **fields)
    assert isinstance(found, Fault)
    assert reason in found.reason
    assert remedy in found.remedy


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2019-03-05", "2019-03-05"),
        ("2019-03-05T23:30:00-05:00", "2019-03-05"),
        ("2019-03-05 23:30:00.123", "2019-03-05"),
        ("2019/3/5", "2019-03-05"),
        ("20190305", "2019-03-05"),
        ("20190305T101500Z", "2019-03-05"),
        (20190305101500, "2019-03-05"),
        (20190305, "2019-03-05"),
        ("March 5, 2019 at 5:00 pm", "2019-03-05"),
        ("Tuesday, 5 March 2019 10:30", "2019-03-05"),
        ("Tue, 05 Mar 2019 23:30:00 GMT", "2019-03-05"),
        ("25/03/2019", "2019-03-25"),
        (1551744000, "2019-03-05"),
        (1551744000000, "2019-03-05"),
        ("1551744000", "2019-03-05"),
        (1551744000.5, "2019-03-05"),
        (date(2019, 3, 5), "2019-03-05"),
        (datetime(2019, 3, 5, 23, tzinfo=UTC), "2019-03-05"),
    ],
)
def test_days(given: Any, day: str) -> None:
    assert day_of(given) == (day, None)


@pytest.mark.parametrize(
    "given", ["05/06/2019", "soon", "2019", 7, True, float("nan"), float("inf"), "2019-02-30", [1]]
)
def test_days_that_cannot_be_read_are_told(given: Any) -> None:
    day, note = day_of(given)
    assert day is None
    assert note is not None
    assert "cannot be read" in note


def test_an_unreadable_date_is_a_note_of_the_piece() -> None:
    found = piece({"text": TEXT, "date": "05/06/2019"})
    assert isinstance(found, Piece)
    assert found.date is None
    assert "05/06/2019" in found.notes[0]


@pytest.mark.parametrize(
    ("given", "code"), [("en", "en"), ("en_US", "en"), ("English", "en"), ("German", None), (None, None), ("", None)]
)
def test_language_codes(given: str | None, code: str | None) -> None:
    assert language_code(given) == code
