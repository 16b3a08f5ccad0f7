"""Which of several years a date without one means, and which week a weekday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.when.calendar import Period
from dragoman.when.expression import Weekday
from dragoman.when.tense import Tense

# A day is written without its year only where the year is plain: a tense that is misread, or a plan that has just come
# due ("would meet on May 12", said on May 14), does not send it a year away when it is this near.
SLACK = 30
# A date so near to the document date is of its year, whatever year was spoken of before.
NEAR = 30
NEAR_MONTH = 100
_FUTURE_COSTS = 2.0


def choose(candidates: Sequence[Period], today: date, direction: int | None, tense: Tense) -> tuple[Period | None, str]:
    """The candidate that "last", "this" or "next" or the tense points to, and why. Candidates are in order of time."""
    if direction == -1:
        return _last([p for p in candidates if p.end < today]), "the last before the document date"
    if direction == 1:
        return _first([p for p in candidates if p.start > today]), "the next after the document date"
    if direction == 0:
        same = [p for p in candidates if p.start.year == today.year] or list(candidates)
        return min(same, key=lambda p: _days(p, today), default=None), "of the document's year"
    if tense == "past":
        near = [p for p in candidates if p.grain == "day" and 0 < (p.start - today).days <= SLACK]
        return _first(near) or _last([p for p in candidates if p.start <= today]), "past, not after the document date"
    if tense == "future":
        near = [p for p in candidates if p.grain == "day" and 0 < (today - p.end).days <= SLACK]
        return _last(near) or _first([p for p in candidates if p.end >= today]), "to come, not before the document date"
    return min(candidates, key=lambda p: _cost(p, today), default=None), "the nearest to the document date"


def weekday_near(today: date, what: Weekday, tense: Tense) -> tuple[date, str]:
    """The day that a weekday means in a report of `today`, and why.

    Bare weekdays are the nearest in the direction of the tense, so "last Friday" and "next Friday" are those of the
    last and the next week.
    """
    monday = today - timedelta(days=today.isoweekday() - 1)
    ahead = (what.weekday - today.isoweekday()) % 7
    if what.direction in (2, -2) or (what.direction is not None and what.base == "text"):
        return weekday_from(today, what), "from the document date"
    if what.direction is not None:
        weeks = {-1: "last", 0: "this", 1: "next"}
        return monday + timedelta(days=what.weekday - 1 + 7 * what.direction), f"of {weeks[what.direction]} week"
    if tense in ("future", "present"):
        return today + timedelta(days=ahead), f"{tense}, on or after the document date"
    return today - timedelta(days=-ahead % 7), f"{tense}, on or before the document date"


def weekday_from(origin: date, what: Weekday) -> date:
    """The last such weekday before a day, or the first after it."""
    if what.direction is not None and what.direction < 0:
        return origin - timedelta(days=(origin.isoweekday() - what.weekday) % 7 or 7)
    return origin + timedelta(days=(what.weekday - origin.isoweekday()) % 7 or 7)


def near_day(period: Period | None, today: date) -> bool:
    """Whether a day in the document's own year is so near that it can only be meant."""
    return period is not None and period.grain == "day" and _days(period, today) <= NEAR


def near_month(period: Period | None, today: date) -> bool:
    """Whether a month in the document's own year is near enough to stand without its year."""
    return period is not None and period.grain == "month" and _days(period, today) <= NEAR_MONTH


def _days(period: Period, today: date) -> int:
    """The days between a period and a day; 0 inside it."""
    if period.start <= today <= period.end:
        return 0
    return (today - period.end).days if period.end < today else (period.start - today).days


def _cost(period: Period, today: date) -> float:
    return _days(period, today) * (_FUTURE_COSTS if period.start > today else 1.0)


def _first(periods: list[Period]) -> Period | None:
    return periods[0] if periods else None


def _last(periods: list[Period]) -> Period | None:
    return periods[-1] if periods else None
