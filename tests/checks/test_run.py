"""Each check with what makes it agree, what makes it disagree and what leaves it silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dragoman.checks.run import run_checks
from dragoman.howmuch.find import FigureFinder
from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.records import AnyRecord, Change, Event, Fact, Figure, When, record_id
from dragoman.when.types import TimeMention, Times
from dragoman.who.types import Cast

Parse = Callable[..., Parsed]
NO_TIMES = Times([])


@pytest.fixture(scope="session")
def finder() -> FigureFinder:
    return FigureFinder(Library())


def verdicts(parsed: Parsed, records: Sequence[AnyRecord], times: Times = NO_TIMES) -> list[tuple[str, str]]:
    return [(c.check, c.verdict) for c in run_checks(parsed, times, records)]


def figure(text: str, words: str, **fields: object) -> Figure:
    start = text.index(words)
    ident = record_id("figure", "test", start, start + len(words))
    return Figure(id=ident, doc="test", start=start, end=start + len(words), text=words, why=(), **fields)  # type: ignore[arg-type]


def fact(subject: str, relation: str, obj: str) -> Fact:
    ident = record_id("fact", "test", 0, 1, relation, obj)
    return Fact(id=ident, doc="test", start=0, end=1, text="x", why=(), subject=subject, relation=relation, object=obj)


def event(status: str, when: When) -> Event:
    return Event(
        id="ev_1",
        doc="test",
        start=0,
        end=1,
        text="x",
        why=(),
        event="CONSULT",
        quad=1,
        score=1,
        confidence=1,
        status=status,
        date=when,  # type: ignore[arg-type]
    )


def test_change_implies_the_value_before(parse: Parse) -> None:
    text = "Trade was worth $52.5bn in 2021, up 5 percent."
    record = figure(
        text,
        "$52.5bn in 2021, up 5 percent",
        value=52.5e9,
        unit="USD",
        period="2021",
        measure="Trade",
        change=Change(percent=5, direction="up", baseline_period="2020"),
    )
    (check,) = run_checks(parse(text), NO_TIMES, [record])
    assert (check.check, check.verdict, check.computed) == ("change arithmetic", "implies", "50 billion USD in 2020")
    assert check.records == (record.id,)


@pytest.mark.parametrize(("before", "verdict"), [(50e9, "consistent"), (40e9, "inconsistent")])
def test_change_against_a_value_that_is_told(parse: Parse, before: float, verdict: str) -> None:
    text = "Trade was worth 52.5 in 2021 and 50 in 2020."
    change = Change(percent=5, direction="up", baseline_period="2020")
    now = figure(text, "52.5", value=52.5e9, unit="USD", period="2021", measure="Trade", change=change)
    then = figure(text, "50", value=before, unit="USD", period="2020", measure="Trade")
    assert verdicts(parse(text), [now, then]) == [("change arithmetic", verdict)]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The parade marks 70 years since the republic was founded in 1954.", "consistent"),
        ("The parade marks 71 years since the republic was founded in 1954.", "inconsistent"),
        ("The towns keep the 50th anniversary of the pact of 1974.", "consistent"),
        ("The parade marks 70 years since the republic was founded.", None),
        ("The parade marks 70 years since the founding in 1954 and the war of 1961.", None),
    ],
)
def test_anniversaries(parse: Parse, finder: FigureFinder, text: str, verdict: str | None) -> None:
    parsed = parse(text)
    found = verdicts(parsed, finder.find(parsed, NO_TIMES, Cast([])))
    assert found == ([("anniversary arithmetic", verdict)] if verdict else [])


def test_a_part_within_its_whole(parse: Parse, finder: FigureFinder) -> None:
    parsed = parse("While 54 nations have signed the pact, only 27 have ratified it.")
    (check,) = run_checks(parsed, NO_TIMES, finder.find(parsed, NO_TIMES, Cast([])))
    assert (check.check, check.verdict, check.computed) == ("part within whole", "consistent", "27 of 54")


@pytest.mark.parametrize(("qualifier", "verdict"), [(None, "inconsistent"), ("at least", "cannot tell")])
def test_a_part_larger_than_its_whole(parse: Parse, qualifier: str | None, verdict: str) -> None:
    text = "Of 20 ships 30 sank."
    whole = figure(text, "20 ships", value=20, unit="ships", qualifier=qualifier)
    part = figure(text, "30", value=30, unit="ships", part_of=whole.id)
    assert verdicts(parse(text), [whole, part]) == [("part within whole", verdict)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack killed 15 people: 12 soldiers and three civilians.", ["consistent"]),
        ("The attack killed 15 people: 12 soldiers and four civilians.", ["inconsistent"]),
        ("The attack killed 15 people, including two soldiers and three civilians.", []),
        ("The attack killed four people, including two soldiers and three civilians.", ["inconsistent"]),
        ("The attack killed 12 soldiers and three civilians.", []),
    ],
)
def test_sums(parse: Parse, finder: FigureFinder, text: str, expected: list[str]) -> None:
    parsed = parse(text)
    found = verdicts(parsed, finder.find(parsed, NO_TIMES, Cast([])))
    assert [v for c, v in found if c == "sum of parts"] == expected


def test_all_but_one(parse: Parse, finder: FigureFinder) -> None:
    parsed = parse("All but one of the members of the 28-member league voted. So far 27 states have ratified the pact.")
    found = verdicts(parsed, finder.find(parsed, NO_TIMES, Cast([])))
    assert ("sum of parts", "consistent") in found


def test_names_listed_make_the_number(parse: Parse, finder: FigureFinder) -> None:
    parsed = parse("Five states filed the suit. Ohio is joined by Maine, New York, Utah and Texas.")
    assert verdicts(parsed, finder.find(parsed, NO_TIMES, Cast([]))) == [("sum of parts", "consistent")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday, May 14, 2024", ["consistent"]),
        ("Wednesday, May 14, 2024", ["inconsistent"]),
        ("Tuesday 14 May 2024", ["consistent"]),
        ("Tuesday, February 30, 2024", []),
        ("Tuesday, May 14", []),
    ],
)
def test_weekdays(parse: Parse, text: str, expected: list[str]) -> None:
    assert [v for c, v in verdicts(parse(text), []) if c == "weekday against date"] == expected


@pytest.mark.parametrize(
    ("status", "when", "expected"),
    [
        ("planned", When(start="2024-05-01", text="May 1"), ["inconsistent"]),
        ("planned", When(start="2024-06-01", text="June 1"), []),
        ("actual", When(start="2024-05-09", end="2024-05-02"), ["inconsistent"]),
        ("actual", When(start="2024-05-01", text="May 1"), []),
    ],
)
def test_date_order_of_events(parse: Parse, status: str, when: When, expected: list[str]) -> None:
    assert [v for _, v in verdicts(parse("They meet."), [event(status, when)])] == expected


def test_a_day_inside_the_week_it_is_told_for(parse: Parse) -> None:
    text = "The visit on May 16-17 is the second this week."
    times = Times(
        [
            TimeMention(
                sentence=0,
                token=3,
                start=13,
                end=22,
                text="May 16-17",
                kind="date",
                value="2024-05-16",
                first="2024-05-16",
                last="2024-05-17",
                anchor="document",
            ),
            TimeMention(
                sentence=0,
                token=9,
                start=37,
                end=46,
                text="this week",
                kind="date",
                value="2024-W20",
                first="2024-05-13",
                last="2024-05-19",
                anchor="document",
            ),
        ]
    )
    (check,) = run_checks(parse(text), times, [])
    assert (check.check, check.verdict, check.text) == ("date order", "consistent", "May 16-17")


@pytest.mark.parametrize(("age", "verdict"), [("71", "consistent"), ("72", "inconsistent")])
def test_age_against_birth_date(parse: Parse, age: str, verdict: str) -> None:
    records = [fact("Ana Sousa", "age", age), fact("Ana Sousa", "born", "1952-10-07")]
    assert verdicts(parse("Ana Sousa."), records) == [("age against birth date", verdict)]


def test_two_values_for_one_measure(parse: Parse) -> None:
    text = "They counted 40 and then 45."
    one = figure(text, "40", value=40, unit="tents", measure="tents in the valley", period="2023")
    other = figure(text, "45", value=45, unit="tents", measure="tents in the valley", period="2023")
    assert verdicts(parse(text), [one, other]) == [("two values for one measure", "inconsistent")]


def test_a_bound_is_no_second_value(parse: Parse) -> None:
    text = "They counted 40 and then 45."
    one = figure(text, "40", value=40, unit="tents", measure="tents in the valley", period="2023", qualifier="at least")
    other = figure(text, "45", value=45, unit="tents", measure="tents in the valley", period="2023")
    assert verdicts(parse(text), [one, other]) == []
