"""Dates held against each other and against the calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.checks.types import Finding, Material
from dragoman.records import Figure
from dragoman.when.types import TimeMention

_MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = "|".join(_DAYS)
_MONTH = "|".join([*_MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec"])
_FULL = re.compile(
    rf"\b(?P<day>{_DAY}),?\s+(?:(?P<month>{_MONTH})\.?\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?:the\s+)?(?P<number2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})\.?),?\s+(?P<year>\d{{4}})\b",
    re.I,
)
_SINCE = re.compile(r"\s*(?:since|after|of|on from)\b")
_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+anniversary\b", re.I)
_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)\b")


def weekday_against_date(material: Material) -> Iterator[Finding]:
    """ "Wednesday, January 23, 2019": was it one?"""
    for match in _FULL.finditer(material.text):
        month = _month(match["month"] or match["month2"])
        day = _date(int(match["year"]), month, int(match["number"] or match["number2"]))
        if day is None:
            continue
        said, real = match["day"].lower(), _DAYS[day.weekday()]
        yield Finding(
            check="weekday against date", verdict="consistent" if said == real else "inconsistent",
            start=match.start(), end=match.end(), reason="the calendar",
            computed=f"{day.isoformat()} was a {real.capitalize()}",
        )  # fmt: skip


def anniversary_arithmetic(material: Material) -> Iterator[Finding]:
    """ "75 years since X", where the year of X is told in the sentence: document year less X."""
    if not material.date or not material.date[:4].isdigit():
        return
    for figure in material.figures:
        if (
            figure.unit == "year"
            and figure.value is not None
            and _SINCE.match(material.text, _number_end(material, figure))
        ):
            yield from _anniversary(material, figure.start, figure.value, (figure.id,))
    for match in _ANNIVERSARY.finditer(material.text):
        yield from _anniversary(material, match.start(), float(match.group(1)), ())


def _number_end(material: Material, figure: Figure) -> int:
    """Where the words "75 years" end inside the figure."""
    found = re.search(r"\byears?\b", material.text[figure.start : figure.end + 8])
    return figure.start + found.end() if found else figure.end


def _anniversary(material: Material, start: int, years: float, records: tuple[str, ...]) -> Iterator[Finding]:
    sentence = material.sentence_at(start)
    if sentence is None:
        return
    now = int((material.date or "0")[:4])
    told = [
        (int(m.group(1)), m.end()) for m in _YEAR.finditer(material.text, start, sentence.end) if int(m.group(1)) < now
    ]
    if len({year for year, _ in told}) != 1:
        return
    year, end = told[0]
    passed = now - year
    yield Finding(
        check="anniversary arithmetic", verdict="consistent" if passed == years else "inconsistent",
        start=start, end=end, reason="document year less the year told", computed=f"{now} - {year} = {passed} years",
        records=records,
    )  # fmt: skip


def date_order(material: Material) -> Iterator[Finding]:
    """A planned event stands after the document date; an end after its start; a day inside the week it is told for."""
    today = material.date
    if today is None or len(today) < 10:
        return
    for event in material.events:
        when = event.date
        if when is None or when.start is None:
            continue
        if when.end is not None and len(when.end) == len(when.start) and when.end < when.start:
            yield Finding(
                check="date order", verdict="inconsistent", start=event.start, end=event.end,
                reason="the end is before the start", computed=f"{when.start} to {when.end}", records=(event.id,),
            )  # fmt: skip
        elif (
            event.status == "planned"
            and len(when.start) == 10
            and (when.end or when.start) < today
            and _names_a_day(when.text)
        ):
            yield Finding(
                check="date order", verdict="inconsistent", start=event.start, end=event.end,
                reason="planned, but before the document date", computed=f"{when.start} is before {today}",
                records=(event.id,),
            )  # fmt: skip
    yield from _inside_the_week(material, today)


def _inside_the_week(material: Material, today: str) -> Iterator[Finding]:
    """ "May 16-17" and "this week": days that are told both ways must agree."""
    weeks = [
        m
        for m in material.times.mentions
        if m.value and "-W" in m.value and m.first and m.last and m.anchor == "document"
    ]
    if not weeks:
        return
    seen: set[str] = set()
    for mention in material.times.mentions:
        first, last = mention.first, mention.last
        if not _is_calendar_day(mention) or first is None or last is None or first <= today or first in seen:
            continue
        inside = [w for w in weeks if (w.first or "") <= first and last <= (w.last or "")]
        if inside and _near(first, today):
            seen.add(first)
            yield Finding(
                check="date order", verdict="consistent", start=mention.start, end=mention.end,
                reason=f'inside "{inside[0].text}" and after the document date',
                computed=f"{first} to {last}, {(_iso(first) - _iso(today)).days} days after {today}",
            )  # fmt: skip


def _names_a_day(words: str | None) -> bool:
    """A date by month and day, which cannot have been counted wrongly from another."""
    return words is not None and bool(re.search(rf"(?:{_MONTH})", words, re.I) and re.search(r"\d", words))


def _is_calendar_day(mention: TimeMention) -> bool:
    full = mention.first is not None and len(mention.first) == 10
    return mention.kind == "date" and full and _names_a_day(mention.text)


def _near(day: str, today: str) -> bool:
    return abs(_iso(day) - _iso(today)) <= timedelta(days=14)


def _iso(day: str) -> date:
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return date.min


def _month(word: str) -> int:
    return next((n for name, n in _MONTHS.items() if name.startswith(word.lower()[:3])), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
