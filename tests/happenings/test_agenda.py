"""Plans and what became of them: told with made events, and read from little reports."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.happenings.agenda import Planned, agenda
from dragoman.happenings.link import link
from dragoman.happenings.types import Told
from dragoman.reader import Reader
from told import told

PLAN = told("lake-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-15", status="planned", seen="2024-03-01")


def done(**more: Any) -> Told:
    given = {"on": "2024-03-15", "seen": "2024-03-16", **more}
    return told("fjord-1", "CONSULT/visit", "KEN", "UGA", **given)


def talks(**more: Any) -> Told:
    return told("a", "CONSULT", "UGA+KEN", **more)


def put_off(text: str, actor: str = "KEN", recipient: str = "UGA", **more: Any) -> Told:
    return told("fjord-1", "REJECT/meet", actor, recipient, text=text, cameo="125", **{"seen": "2024-03-10", **more})


OUTCOMES = [
    ("its day is to come", [], "2024-03-10", "coming"),
    ("its day is today", [], "2024-03-15", "coming"),
    ("its day is past", [], "2024-03-16", "overdue"),
    ("it is reported", [done()], "2024-03-20", "came true"),
    ("it is reported, but later than the day asked for", [done()], "2024-03-14", "coming"),
    ("it is put off", [put_off("Kenya postponed the visit to Uganda")], "2024-03-20", "postponed"),
    ("it is called off", [put_off("Uganda called off the visit", "UGA", "KEN")], "2024-03-20", "cancelled"),
    ("one party calls it off", [put_off("Kenya cancelled the visit", "KEN", "")], "2024-03-20", "cancelled"),
    ("it did not take place", [done(status="negated")], "2024-03-20", "cancelled"),
    ("it is put off and held", [put_off("Kenya postponed the visit"), done()], "2024-03-20", "came true"),
    ("another meeting is put off", [put_off("Norway postponed talks", "NOR", "UGA")], "2024-03-20", "overdue"),
    ("it is another story", [put_off("Kenya cancelled it", "KEN", "", story="b")], "2024-03-20", "overdue"),
    ("what was called off before", [put_off("Kenya cancelled talks", seen="2024-02-10")], "2024-03-20", "overdue"),
    ("what was called off long after", [put_off("Kenya cancelled talks", seen="2024-05-10")], "2024-05-20", "overdue"),
    (
        "talks of its day",
        [told("a", "CONSULT", "UGA+KEN", on="2024-03-15", seen="2024-03-16")],
        "2024-03-20",
        "came true",
    ),
    ("talks of another day", [talks(on="2024-03-12")], "2024-03-20", "overdue"),
    (
        "talks of its day, reported without it",
        [told("a", "CONSULT", "UGA+KEN", seen="2024-03-16")],
        "2024-03-20",
        "came true",
    ),
    ("what another did", [told("a", "CONSULT/visit", "NOR", "UGA", on="2024-03-15")], "2024-03-20", "overdue"),
]


@pytest.mark.parametrize(("why", "after", "today", "outcome"), OUTCOMES, ids=[row[0] for row in OUTCOMES])
def test_outcome(why: str, after: list[Told], today: str, outcome: str) -> None:
    (plan,) = agenda(link([PLAN, *after]), today)
    assert plan.outcome == outcome
    assert plan.plan == (PLAN.event.id,)
    assert bool(plan.evidence) == (outcome in ("came true", "postponed", "cancelled"))
    assert plan.why


def test_a_plan_without_a_day_is_never_overdue() -> None:
    undated = told("lake-1", "CONSULT/visit", "KEN", "UGA", status="planned", seen="2024-03-01")
    (plan,) = agenda(link([undated]), "2025-03-01")
    assert (plan.outcome, plan.start) == ("coming", None)


def test_plans_to_accuse_are_not_on_the_agenda() -> None:
    assert agenda(link([told("lake-1", "ACCUSE", "KEN", "UGA", status="planned")]), "2024-03-01") == []


def test_a_promise_to_meet_is_kept_by_meeting() -> None:
    promise = told("lake-1", "AGREE", "KEN+UGA", on="2024-03-15", status="planned", seen="2024-03-01")
    talks = told("fjord-1", "CONSULT", "KEN+UGA", on="2024-03-15", seen="2024-03-16")
    assert [plan.outcome for plan in agenda(link([promise]), "2024-03-20")] == ["overdue"]
    assert [plan.outcome for plan in agenda(link([promise, talks]), "2024-03-20")] == ["came true"]


def test_a_promise_and_its_plan_are_one() -> None:
    promise = told("lake-1", "AGREE", "KEN+UGA", on="2024-03-15", status="planned", seen="2024-03-01")
    assert [plan.event for plan in agenda(link([promise, PLAN]), "2024-03-10")] == ["CONSULT"]


def test_the_agenda_is_in_the_order_of_dates() -> None:
    later = told("lake-2", "CONSULT/visit", "NOR", "CHL", on="2024-04-01", status="planned", seen="2024-02-01")
    plans = agenda(link([later, PLAN]), "2024-03-10")
    assert [plan.start for plan in plans] == ["2024-03-15", "2024-04-01"]


READ = [
    (
        [
            ("2024-03-05", "Kenyan President William Ruto will visit Uganda on Friday, the two governments said."),
            ("2024-03-09", "Kenyan President William Ruto visited Uganda on Friday."),
        ],
        "came true",
    ),
    (
        [
            ("2024-03-05", "Kenyan President William Ruto will visit Uganda on Friday, the two governments said."),
            ("2024-03-06", "The visit of President William Ruto to Uganda was called off on Wednesday."),
        ],
        "cancelled",
    ),
    (
        [
            ("2024-02-02", "Norway and Chile are to hold talks in Santiago on February 11."),
            ("2024-02-09", "The talks between Norway and Chile planned for Sunday were postponed."),
        ],
        "postponed",
    ),
    (
        [
            ("2024-02-02", "Norway and Chile are to hold talks in Santiago on February 11."),
            ("2024-02-12", "Talks between Norway and Chile in Santiago on Sunday did not take place."),
        ],
        "cancelled",
    ),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("reports", "outcome"), READ)
def test_plans_read_from_reports(reader: Reader, reports: list[tuple[str, str]], outcome: str) -> None:
    tellings = [
        Told(event=event, date=day, story="one")
        for day, text in reports
        for event in reader.read(text, date=day, id=day).events
    ]
    plans: list[Planned] = agenda(link(tellings), "2024-04-01")
    assert [plan.outcome for plan in plans] == [outcome]
