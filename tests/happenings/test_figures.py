"""Figures of several reports side by side."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.happenings.figures import Comparison, ToldFigure, compare_figures, compare_tolls, contradictions
from dragoman.happenings.link import link
from dragoman.happenings.types import Told
from dragoman.records import Change, Figure, record_id
from told import party, told


def figure(doc: str, value: float | None, **more: Any) -> ToldFigure:
    """A figure of the wheat exports of Chile in 2023, unless said otherwise."""
    seen, story = more.pop("seen", "2024-03-05"), more.pop("story", "one story")
    copies, of = more.pop("copies", None), more.pop("of", "CHL")
    fields: dict[str, Any] = {"measure": "wheat exports", "unit": "USD", "period": "2023", **more}
    return ToldFigure(
        figure=Figure(
            id=record_id("figure", doc, 0, 9, value, sorted(map(str, fields.items()))),
            doc=doc,
            start=0,
            end=9,
            text="the words",
            why=("made",),
            value=value,
            of=(party(of),) if of else (),
            **fields,
        ),
        date=seen,
        publisher=doc.split("-")[0],
        story=story,
        copies=copies,
    )


JUDGED = [
    ("the same value", [figure("a", 3.2e9), figure("b", 3.2e9)], "agree"),
    ("rounded", [figure("a", 3.2e9), figure("b", 3.205e9)], "agree"),
    ("a bound that holds", [figure("a", 3.2e9), figure("b", 3e9, qualifier="more than")], "agree"),
    ("about", [figure("a", 3.2e9), figure("b", 3e9, qualifier="about")], "agree"),
    ("in a range", [figure("a", 3.2e9), figure("b", None, low=3e9, high=4e9)], "agree"),
    ("words in another form", [figure("a", 3.2e9), figure("b", 3.2e9, measure="the exports of wheat")], "agree"),
    ("no period beside one", [figure("a", 3.2e9), figure("b", 3.2e9, period=None)], "agree"),
    ("another value, of no period", [figure("a", 3.2e9), figure("b", 2e9, period=None)], "unclear"),
    ("of people without a code", [figure("a", 3.2e9, of="some farmers"), figure("b", 3.2e9, of="")], "agree"),
    ("another value", [figure("a", 3.2e9), figure("b", 2.1e9)], "contradiction"),
    ("another value later", [figure("a", 3.2e9), figure("b", 3.9e9, seen="2024-03-09")], "contradiction"),
    ("a bound that does not hold", [figure("a", 3.2e9), figure("b", 4e9, qualifier="at least")], "contradiction"),
    ("two values in one report", [figure("a", 3.2e9), figure("a", 1e9), figure("b", 3.2e9)], "unclear"),
    ("of nobody and no time", [figure(d, v, of="", period=None) for d, v in (("a", 2.0), ("b", 9.0))], "unclear"),
]

APART = [
    ("one report only", [figure("a", 3.2e9), figure("a", 2e9)]),
    ("another year", [figure("a", 3.2e9), figure("b", 2e9, period="2022")]),
    ("no period beside two", [figure("a", 2e9), figure("a", 1e9, period="2022"), figure("b", 2e9, period=None)]),
    ("another unit", [figure("a", 3.2e9), figure("b", 2e9, unit="EUR")]),
    ("another state", [figure("a", 3.2e9), figure("b", 2e9, of="NOR")]),
    ("another measure", [figure("a", 3.2e9), figure("b", 2e9, measure="salmon exports")]),
    ("another story", [figure("a", 3.2e9), figure("b", 2e9, story="another")]),
    ("no story", [figure("a", 3.2e9, story=None), figure("b", 2e9, story=None)]),
    ("a measure of one word", [figure(d, 2.0, measure="people") for d in "ab"]),
    ("a change", [figure("a", 3.2e9), figure("b", 5.0, change=Change(percent=5.0))]),
    ("a part", [figure("a", 3.2e9), figure("b", 1e9, part_of="fg_1")]),
]


@pytest.mark.parametrize(("why", "figures", "verdict"), JUDGED, ids=[row[0] for row in JUDGED])
def test_side_by_side(why: str, figures: list[ToldFigure], verdict: str) -> None:
    (compared,) = compare_figures(figures)
    assert compared.verdict == verdict
    assert {value.record for value in compared.values} == {told.figure.id for told in figures}
    assert compared.why
    assert len(list(contradictions([compared]))) == (verdict == "contradiction")


@pytest.mark.parametrize(("why", "figures"), APART, ids=[row[0] for row in APART])
def test_not_side_by_side(why: str, figures: list[ToldFigure]) -> None:
    assert compare_figures(figures) == []


def test_a_contradiction_is_a_check_that_names_both_records() -> None:
    one, other = figure("fjord-1", 3.2e9, source="the ministry"), figure("lake-1", 2.1e9, source="the port")
    (check,) = contradictions(compare_figures([other, one]))
    assert (check.check, check.verdict, check.doc) == ("two values for one measure", "inconsistent", "lake-1")
    assert check.records == (one.figure.id, other.figure.id)
    assert check.computed == "3.2 billion against 2.1 billion"
    assert "the ministry, fjord, 2024-03-05: 3.2 billion; the port, lake, 2024-03-05: 2.1 billion" in check.why


def test_copies_are_one_source() -> None:
    (compared,) = compare_figures([figure("a", 2e9, copies="wire"), figure("b", 2e9, copies="wire")])
    assert (len(compared.values), compared.independent) == (2, 1)


@given(
    st.permutations([figure("a", 3.2e9), figure("b", 2.1e9), figure("c", 3.2e9, seen="2024-03-01"), figure("c", 9.0)])
)
def test_the_order_of_figures_makes_no_difference(figures: list[ToldFigure]) -> None:
    assert compare_figures(figures) == compare_figures(sorted(figures, key=lambda told: told.figure.id))


def toll(*counts: tuple[str, int]) -> list[Comparison]:
    """The dead of one bombing, as reports of some days count them."""
    tellings = [
        told(f"p{i}", "ASSAULT", "FRA", "KEN", at="Kabul", on="2024-03-04", seen=day, size={"dead": count})
        for i, (day, count) in enumerate(counts)
    ]
    by_event: dict[str, Told] = {telling.event.id: telling for telling in tellings}
    (happening,) = link(tellings)
    return compare_tolls([(happening.id, by_event[event]) for event in happening.events])


TOLLS = [
    ((("2024-03-04", 9), ("2024-03-05", 12), ("2024-03-06", 15)), "update"),
    ((("2024-03-04", 9), ("2024-03-05", 9)), "agree"),
    ((("2024-03-04", 9), ("2024-03-04", 12)), "contradiction"),
    ((("2024-03-04", 12), ("2024-03-05", 9)), "contradiction"),
]


@pytest.mark.parametrize(("counts", "verdict"), TOLLS)
def test_a_toll_that_grows_is_an_update(counts: tuple[tuple[str, int], ...], verdict: str) -> None:
    (compared,) = toll(*counts)
    assert compared.verdict == verdict
    if verdict == "update":
        assert compared.why == ("a growing toll: 9 on 2024-03-04, 15 on 2024-03-06",)


def test_a_toll_of_at_least_allows_more() -> None:
    texts = ("A bomb killed at least 9 people", "A bomb killed 12 people")
    tellings = [
        told(f"p{count}", "ASSAULT", "FRA", "KEN", at="Kabul", size={"dead": count}, text=text)
        for text, count in zip(texts, (9, 12), strict=True)
    ]
    (compared,) = compare_tolls(("hp", telling) for telling in tellings)
    assert (compared.verdict, [value.said for value in compared.values]) == ("agree", ["12", "at least 9"])


def test_comparisons_go_over_the_wire() -> None:
    compared = toll(("2024-03-04", 9), ("2024-03-05", 12))
    assert msgspec.json.decode(msgspec.json.encode(compared), type=list[Comparison]) == compared
