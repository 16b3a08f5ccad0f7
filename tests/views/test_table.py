"""The table for people, at the width of a plain terminal and out of a pipe."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.console import Console

from dragoman.reading import Reading
from dragoman.records import Change, Figure, When
from dragoman.views.select import only
from dragoman.views.table import print_reading
from dragoman.views.wording import actor_words, amount, change_words, interval, number_words
from made import LIFTED, RUSSIA, TRADE, VISIT, document, reading


def printed(of: Reading, width: int = 80, why: bool = False) -> str:
    out = io.StringIO()
    print_reading(of, Console(file=out, width=width), why=why)
    return out.getvalue()


def test_what_was_read_comes_first() -> None:
    lines = printed(reading()).splitlines()
    assert lines[0] == "Brazil’s president to visit Norway next week"
    assert lines[1].startswith("made · 2024-05-14 (from the dateline) · ")
    assert lines[2] == "6 events (1 planned) · 1 statement · 3 figures · 2 facts · 2 checks"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_width_and_words(width: int) -> None:
    out = printed(reading(), width)
    assert max(map(len, out.splitlines())) <= width
    flat = " ".join(out.split())
    for record in reading().records:
        assert " ".join(record.text.split()) in flat


def test_status_is_visible_without_colour() -> None:
    out = printed(reading(), 120)
    assert re.search(r"» planned +2024-05-20/26 +042 +CONSULT visit +Lucas Moura \(BRA GOV\) → Norway \(NOR\)", out)
    for mark in ("‹ historical", "? hypothetical", "× negated", "• actual", "⇒ implies", "✓ consistent"):
        assert mark in out


def test_columns_are_aligned() -> None:
    lines = [line for line in printed(reading(), 120).splitlines() if re.match("[»‹?×•] ", line)]
    events = [line for line in lines if re.search("CONSULT|CONCEDE|SANCTION|ACCUSE", line)]
    assert len(events) == 6
    assert len({re.search("CONSULT|CONCEDE|SANCTION|ACCUSE", line).start() for line in events}) == 1  # type: ignore[union-attr]


def test_why_and_what_is_unresolved() -> None:
    assert "consult.visit" not in printed(reading())
    assert "- consult.visit: “visit” with an object" in printed(reading(), why=True)
    assert "? date: 2022 or 2023" in printed(reading())


def test_only_some_kinds() -> None:
    out = printed(only(reading(), ["facts"]))
    assert "FACTS 2" in out
    assert "EVENTS" not in out


def test_nothing_found_and_no_date() -> None:
    out = printed(only(reading(document("Word.", title=None, date=None, date_source="")), []))
    assert out == "made · no date: relative dates stay unresolved · 1 words\nno records found\n"


@given(st.text(alphabet=st.characters(), min_size=1, max_size=60))
def test_hostile_words_print(text: str) -> None:
    actor = replace(RUSSIA, name=text, person=text)
    event = replace(VISIT, text=text, actor=(actor,), why=(text,), unresolved={"date": (text,)}, date=When(text=text))
    out = printed(Reading(document(text, id=text, title=text), [event], [], [], [], []), why=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", out)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, ""),
        (When(start="2024-05-16", end="2024-05-17"), "2024-05-16/17"),
        (When(start="2024-05-30", end="2024-06-02"), "2024-05-30/06-02"),
        (When(start="2023-12-30", end="2024-01-02"), "2023-12-30/2024-01-02"),
        (When(start="2024", end="2024"), "2024"),
        (When(start="2024-05"), "2024-05"),
        (When(text="next week"), "“next week”"),
    ],
)
def test_interval(when: When | None, words: str) -> None:
    assert interval(when) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(240.1e9, "240.1 billion"), (1e12, "1 trillion"), (-2.5e6, "-2.5 million"), (12000.0, "12,000"), (0.125, "0.125"),
     (float("inf"), "inf"), (float("nan"), "nan")],
)  # fmt: skip
def test_number_words(number: float, words: str) -> None:
    assert number_words(number) == words


def figure(**fields: object) -> Figure:
    return replace(TRADE, **{"value": None, "unit": None, "change": None, **fields})


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (figure(value=26.3, unit="%"), "26.3%"),
        (figure(value=280.0, unit="entity", qualifier="more than"), "more than 280 entity"),
        (figure(low=20000.0, high=99999.0, unit="troop"), "20,000 to 99,999 troop"),
        (figure(low=20.0), "20"),
        (figure(value=6.0, unit="year", qualifier="exactly"), "6 year"),
        (figure(), ""),
    ],
)
def test_amount(of: Figure, words: str) -> None:
    assert amount(of) == words


def test_change_words() -> None:
    assert change_words(Change(percent=26.3, direction="up", baseline_period="2022"), "USD") == "up 26.3% on 2022"
    assert change_words(Change(amount=4.0, direction="down"), "USD") == "down 4 USD"


def test_an_actor_without_code_keeps_its_name() -> None:
    assert actor_words(LIFTED.actor[0]) == "Norway (NOR)"
    assert actor_words(replace(RUSSIA, code=None, name="the West")) == "the West"
