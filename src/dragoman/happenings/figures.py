"""Figures of several reports side by side: one measure, unit, period and subject, each with who gives which value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from typing import Literal, NamedTuple

import msgspec

from dragoman.checks.types import readable
from dragoman.happenings.features import digest_of
from dragoman.happenings.types import Told
from dragoman.happenings.words import terms_of, words_of
from dragoman.howmuch.quantities import QuantityReader
from dragoman.knowledge.files import Library
from dragoman.records import Check, Event, Figure, Qualifier, record_id

Verdict = Literal["agree", "update", "contradiction", "unclear"]

_ROUND = 0.005  # two values that differ by less are one, rounded
_ABOUT = 0.1  # how far "about" reaches
_LEAST_WORDS = 2  # "people" alone may be any people
_ENDLESS = float("inf")


class ToldFigure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure, and by whom it is told: the day of the report, its publisher, story and group of near-duplicates."""

    figure: Figure
    date: str | None = None
    publisher: str | None = None
    story: str | None = None
    copies: str | None = None


class Given(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value as one report gives it. `record` is its figure or event; `date` the day of the report."""

    record: str
    doc: str
    start: int
    end: int
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier | None = None
    period: str | None = None
    source: str | None = None
    publisher: str | None = None
    date: str | None = None
    copies: str | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which numbers the value lies."""
        low = self.value if self.value is not None else self.low
        high = self.value if self.value is not None else self.high
        low, high = (0.0 if low is None else low), (_ENDLESS if high is None else high)
        if self.qualifier in ("more than", "at least"):
            return low, _ENDLESS
        if self.qualifier in ("less than", "up to"):
            return 0.0, high
        slack = _ABOUT if self.qualifier == "about" else _ROUND
        return low * (1 - slack), high * (1 + slack)

    @property
    def said(self) -> str:
        """The value as a person writes it."""
        if self.value is not None:
            number = readable(self.value)
        else:
            number = " to ".join(readable(v) for v in (self.low, self.high) if v is not None)
        return f"{self.qualifier} {number}" if self.qualifier else number


class Comparison(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Values of one measure side by side, in the order in which they were reported.

    `about` is the story or the happening they are of. `verdict`: they `agree`; later ones are an `update` of earlier
    ones; two are a `contradiction`; or it is `unclear` whether they count the same.
    """

    id: str
    about: str
    measure: str
    unit: str | None = None
    of: tuple[str, ...] = ()
    period: str | None = None
    values: tuple[Given, ...]
    independent: int
    verdict: Verdict
    against: tuple[str, ...] = ()
    why: tuple[str, ...]


class _Subject(NamedTuple):
    """What values are of: a story or happening, the words of the measure, unit, codes of whom it is of, period."""

    about: str
    words: tuple[str, ...]
    unit: str | None = None
    of: tuple[str, ...] = ()
    period: str | None = None


def compare_figures(figures: Iterable[ToldFigure]) -> list[Comparison]:
    """The figures that several reports of one story give of one measure. The order they come in makes no difference.

    Those that name no period stand with those of the one period that others name.
    """
    groups: dict[_Subject, list[ToldFigure]] = defaultdict(list)
    periods: dict[_Subject, set[str]] = defaultdict(set)
    for told in figures:
        subject = _subject_of(told)
        if subject is not None:
            groups[subject].append(told)
            periods[subject._replace(period=None)].update([subject.period] if subject.period else [])
    compared = []
    for subject, group in groups.items():
        named = periods[subject._replace(period=None)]
        if subject.period is None and len(named) == 1:
            continue
        without = groups.get(subject._replace(period=None), []) if len(named) == 1 else []
        values = {told.figure.id: told for told in (*group, *without)}.values()
        measure = min(told.figure.measure or "" for told in values)
        found = _compared(subject, measure, [_given_by(told) for told in values], grows=False)
        compared += [found] if found else []
    return sorted(compared, key=lambda c: c.id)


def compare_tolls(tellings: Iterable[tuple[str, Told]]) -> list[Comparison]:
    """The dead, injured and arrested that several reports give of one happening (its id beside each telling)."""
    groups: dict[_Subject, list[Given]] = defaultdict(list)
    for happening, told in tellings:
        for kind, count in told.event.size.items():
            groups[_Subject(happening, (kind,))].append(_counted_by(told, told.event, count))
    compared = [_compared(subject, subject.words[0], values, grows=True) for subject, values in groups.items()]
    return sorted((found for found in compared if found), key=lambda c: c.id)


def toll(tellings: Iterable[Told], kind: str) -> tuple[Verdict, str]:
    """Whether the tellings of one happening agree on its dead, injured or arrested, and why."""
    values = [_counted_by(told, told.event, told.event.size[kind]) for told in tellings if kind in told.event.size]
    verdict, _, why = _judged(_in_order(values), defined=True, grows=True)
    return verdict, why[0]


def contradictions(comparisons: Iterable[Comparison]) -> Iterator[Check]:
    """The contradictions among some comparisons, as checks on the later of the two values."""
    for comparison in comparisons:
        if comparison.verdict != "contradiction":
            continue
        one, other = (next(v for v in comparison.values if v.record == record) for record in comparison.against)
        name = "two values for one measure"
        yield Check(
            id=record_id("check", other.doc, other.start, other.end, name, comparison.id),
            doc=other.doc,
            start=other.start,
            end=other.end,
            text=other.text,
            why=(f"happenings.figures: {comparison.measure} in {one.doc} and {other.doc}", *comparison.why),
            check=name,
            verdict="inconsistent",
            records=(one.record, other.record),
            computed=f"{one.said} against {other.said}",
        )


def _subject_of(told: ToldFigure) -> _Subject | None:
    """What a figure is of; None where its words leave that open."""
    figure = told.figure
    words = sorted(terms_of(words_of(figure.measure or "")))
    if told.story is None or len(words) < _LEAST_WORDS or _is_partial(figure):
        return None
    of = tuple(sorted({actor.code for actor in figure.of if actor.code}))
    return _Subject(told.story, tuple(words), figure.unit, of, figure.period)


def _is_partial(figure: Figure) -> bool:
    """A change, a rank or a part has another measure than its words say."""
    return figure.change is not None or figure.rank is not None or figure.part_of is not None


def _given_by(told: ToldFigure) -> Given:
    figure = told.figure
    return Given(
        record=figure.id, doc=figure.doc, start=figure.start, end=figure.end, text=figure.text, value=figure.value,
        low=figure.low, high=figure.high, qualifier=figure.qualifier, period=figure.period, source=figure.source,
        publisher=told.publisher, date=told.date, copies=told.copies,
    )  # fmt: skip


def _counted_by(told: Told, event: Event, count: int) -> Given:
    who = event.attribution.name if event.attribution else None
    numbers = _numbers().read(event.text)
    qualifier = next((n.qualifier for n in numbers if n.value == count or n.low == count), None)
    return Given(
        record=event.id, doc=event.doc, start=event.start, end=event.end, text=event.text, value=float(count),
        qualifier=qualifier, source=who, publisher=told.publisher, date=told.date, copies=told.copies,
    )  # fmt: skip


@cache
def _numbers() -> QuantityReader:
    """Reads "at least" before a count, which the size of an event does not keep."""
    return QuantityReader(Library())


def _compared(subject: _Subject, measure: str, values: list[Given], *, grows: bool) -> Comparison | None:
    """The values side by side; None where only one report gives any."""
    if len({value.doc for value in values}) < 2:
        return None
    ordered = _in_order(values)
    verdict, against, why = _judged(ordered, defined=grows or bool(subject.of or subject.period), grows=grows)
    about, words, unit, of, period = subject
    return Comparison(
        id=digest_of("cp", about, " ".join(words), unit or "", " ".join(of), period or ""),
        about=about,
        measure=measure,
        unit=unit,
        of=of,
        period=period,
        values=tuple(ordered),
        independent=len({value.copies or value.doc for value in ordered}),
        verdict=verdict,
        against=against,
        why=why,
    )


def _in_order(values: Iterable[Given]) -> list[Given]:
    """As they were reported."""
    return sorted(values, key=lambda v: (v.date or "", v.doc, v.start, v.record))


def _judged(
    ordered: Sequence[Given], *, defined: bool, grows: bool
) -> tuple[Verdict, tuple[str, ...], tuple[str, ...]]:
    """Whether the values agree; else the first two that do not, and why that is a contradiction or an update."""
    by_doc: dict[str, list[Given]] = defaultdict(list)
    for given in ordered:
        by_doc[given.doc].append(given)
    inside = next((pair for own in by_doc.values() for pair in _apart(own)), None)
    if inside is not None:
        return "unclear", (), (f"{inside[0].doc} itself gives {inside[0].said} and {inside[1].said}",)
    distinct = list({(given.bounds, given.date, given.period): given for given in reversed(ordered)}.values())[::-1]
    apart = _apart(distinct)
    if not apart:
        return "agree", (), ("the values agree, within their rounding and qualifiers",)
    if grows and all(_is_update(a, b) for a, b in apart):
        first, last = ordered[0], ordered[-1]
        return "update", (), (f"a growing toll: {first.said} on {first.date}, {last.said} on {last.date}",)
    wrong = [(a, b) for a, b in apart if a.period == b.period and not (grows and _is_update(a, b))]
    if not defined or not wrong:
        return "unclear", (), ("the values differ, but no subject or period says that they count the same",)
    a, b = wrong[0]
    return "contradiction", (a.record, b.record), (f"{_whose(a)}: {a.said}; {_whose(b)}: {b.said}",)


def _apart(values: Sequence[Given]) -> list[tuple[Given, Given]]:
    """The pairs of values that cannot both be true, the earlier one first."""
    return [(a, b) for a, b in combinations(values, 2) if not _meet(a, b)]


def _meet(a: Given, b: Given) -> bool:
    (low, high), (least, most) = a.bounds, b.bounds
    return low <= most and least <= high


def _is_update(earlier: Given, later: Given) -> bool:
    """A later report of a toll may count more."""
    if earlier.date is None or later.date is None or earlier.date == later.date:
        return False
    return earlier.bounds[0] < later.bounds[0]


def _whose(given: Given) -> str:
    return ", ".join(part for part in (given.source, given.publisher or given.doc, given.date) if part)
