"""Figures in sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.howmuch.find import FigureFinder
from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.records import Change, Figure
from dragoman.when.types import TimeMention, Times
from dragoman.who.types import Cast

Parse = Callable[..., Parsed]
NOTHING = Cast([])


@pytest.fixture(scope="session")
def finder() -> FigureFinder:
    return FigureFinder(Library())


@pytest.fixture(scope="session")
def figures(finder: FigureFinder, parse: Parse) -> Callable[[str], list[Figure]]:
    return lambda text: finder.find(parse(text), Times([]), NOTHING)


def year(text: str, words: str) -> Times:
    start = text.index(words)
    end = start + len(words)
    mention = TimeMention(
        sentence=0, token=0, start=start, end=end, text=words, kind="date", value=words, first=words, last=words
    )
    return Times([mention])


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Sixteen provinces have joined the suit.", 16, "provinces"),
        ("The blast wounded fourteen police officers.", 14, "police officers"),
        ("The 27-member bloc rejected the plan.", 27, "members"),
        ("She begins a five-year term in March.", 5, "year"),
        ("The king declared three days of mourning.", 3, "day"),
        ("The talks went on over the last six years.", 6, "year"),
        ("The ministry set aside $400 million for flood defences.", 4e8, "USD"),
        ("About a third of the harbour was destroyed.", 1 / 3, "fraction"),
        ("Raids killed 12 on Sunday.", 12, "people"),
        ("The mine had been idle for more than a year before the sale.", 1, "year"),
    ],
)
def test_value_and_unit(figures: Callable[[str], list[Figure]], text: str, value: float, unit: str) -> None:
    found = figures(text)
    assert [(f.value, f.unit) for f in found] == [(pytest.approx(value), unit)]
    assert all(text[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed on 16 May.",
        "It has stood since 1949.",
        "Mr Sousa, 71, will not run again.",
        "A 92-year-old woman survived.",
        "Resolution 2231 expires in October.",
        "They met under Article 5 of the pact.",
        "A Boeing 737 was hit.",
        "One of the envoys left.",
        "At one point the line went dead.",
        "The two leaders shook hands.",
        "The parcel came two days ago.",
        "The Group of Seven condemned the raid.",
        "It was the first visit.",
        "The house passed it by 230-198.",
        "The 21st century will tell.",
        "Several weeks went by.",
        "A number of firms left.",
        "The 2020 race is open.",
    ],
)
def test_no_figures(figures: Callable[[str], list[Figure]], text: str) -> None:
    assert [f.text for f in figures(text)] == []


def test_a_change_belongs_to_the_figure_it_modifies(finder: FigureFinder, parse: Parse) -> None:
    text = "Exports to Peru hit a record of $52.5bn in 2021, up 5 percent from a year earlier."
    (figure,) = finder.find(parse(text), year(text, "2021"), NOTHING)
    assert figure.value == pytest.approx(52.5e9)
    assert (figure.unit, figure.period, figure.rank) == ("USD", "2021", "record")
    assert figure.change == Change(percent=5, direction="up", baseline_period="2020")
    assert figure.measure == "Exports to Peru"


def test_a_change_may_stand_alone(finder: FigureFinder, parse: Parse) -> None:
    text = "Wheat shipments to Egypt fell more than 24 percent in 2021."
    (figure,) = finder.find(parse(text), year(text, "2021"), NOTHING)
    assert (figure.value, figure.qualifier) == (None, "more than")
    assert figure.change == Change(percent=24, direction="down", baseline_period="2020")


def test_a_change_that_leads_to_a_value(figures: Callable[[str], list[Figure]]) -> None:
    (figure,) = figures("Sales fell by a quarter to 4.2 million tonnes.")
    assert (figure.value, figure.unit) == (pytest.approx(4.2e6), "t")
    assert figure.change == Change(percent=25, direction="down")


def test_making_up_is_no_rise(figures: Callable[[str], list[Figure]]) -> None:
    (figure,) = figures("Women make up 16% of the army.")
    assert (figure.value, figure.unit, figure.change) == (16, "%", None)


@pytest.mark.parametrize(
    ("text", "rank", "unit"),
    [
        ("It was her second visit in six months.", 2, "visit"),
        ("Crowds marched for the fourth night in a row.", 4, "night"),
        ("He won for the third time.", 3, "time"),
    ],
)
def test_ranks(figures: Callable[[str], list[Figure]], text: str, rank: int, unit: str) -> None:
    assert [(f.rank, f.unit, f.value) for f in figures(text)] == [(rank, unit, None)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The order named more than 280 entities, including 20 firms in Dubai.", "firms"),
        ("While 54 nations have signed the pact, only 27 have ratified it.", "nations"),
    ],
)
def test_parts_know_their_whole(figures: Callable[[str], list[Figure]], text: str, unit: str) -> None:
    whole, part = figures(text)
    assert (part.part_of, part.unit) == (whole.id, unit)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Trade reached $9bn, Peruvian customs data shows.", "Peruvian customs"),
        ("According to the Harbour Board, 14 ships sank.", "Harbour Board"),
        ("Officials said 24 people were hurt.", "Officials"),
    ],
)
def test_who_counted(figures: Callable[[str], list[Figure]], text: str, source: str) -> None:
    assert [f.source for f in figures(text)] == [source]


def test_vague_counts_are_ranges(figures: Callable[[str], list[Figure]]) -> None:
    (figure,) = figures("The general sent tens of thousands of troops over the border.")
    assert (figure.value, figure.low, figure.high, figure.unit) == (None, 20_000, 99_999, "troops")


def test_the_same_again_in_another_unit_is_told_once(figures: Callable[[str], list[Figure]]) -> None:
    assert [f.unit for f in figures("The camp lies 70 miles (112 km) south of the port.")] == ["[mi_i]"]


def test_ids_are_stable(figures: Callable[[str], list[Figure]]) -> None:
    text = "Some 30 ships and 12 planes took part."
    assert [f.id for f in figures(text)] == [f.id for f in figures(text)]
    assert len({f.id for f in figures(text)}) == 2


@pytest.mark.parametrize(
    "text", ["", "\n\n", "5", "$", "½ ½ ½", "1 2 3 4 5 6 7 8 9", "-" * 300, "one " * 400, "‘\u200b5’ \ufeff%"]
)
def test_odd_texts_do_no_harm(figures: Callable[[str], list[Figure]], text: str) -> None:
    assert all(f.text == text[f.start : f.end] for f in figures(text))
