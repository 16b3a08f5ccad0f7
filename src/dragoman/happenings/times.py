"""When a telling says that something happened: the days it may mean."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dragoman.happenings.types import Told
from dragoman.what.days import earliest, latest

_JUST_BEFORE = 1  # days before a report on which that of which it gives no date was done, where it is news
_LOOKS_BACK = 10  # days before a report on which it was done, where it is told again
_AHEAD = 60  # days after a report in which that which is planned, without a date, is to be
_VAGUE = 8  # days and more leave open which of several happenings is meant
_OPEN = 62  # days and more say nothing of when


class Days(NamedTuple):
    """From the first to the last day (ordinals). `told`: by the text itself, else taken from the report's date."""

    first: int
    last: int
    told: bool

    @property
    def vague(self) -> bool:
        return self.last - self.first >= _VAGUE

    @property
    def open(self) -> bool:
        return self.last - self.first >= _OPEN

    def gap(self, other: Days) -> int:
        """Days between the two; 0 where they overlap."""
        return max(0, self.first - other.last, other.first - self.last)


ANY_DAY = Days(date.min.toordinal(), date.max.toordinal(), False)


def days_of(told: Told) -> Days:
    """The days that an event may have been on, at the grain of its date; any day where nothing says when."""
    event = told.event
    if event.date is not None and event.date.start is not None:
        first = _ordinal(event.date.start, late=False)
        last = _ordinal(event.date.end or event.date.start, late=True)
        if first is not None and last is not None and first <= last:
            return Days(first, last, True)
    seen = day_of(told.date)
    if seen is None or event.status == "historical":
        return ANY_DAY
    if event.status == "planned":
        return Days(seen, seen + _AHEAD, False)
    return Days(seen - _JUST_BEFORE, seen, False)


def looking_back(days: Days) -> Days:
    """The days that a telling without a date may mean where it tells again what was news some days ago."""
    return Days(days.first - _LOOKS_BACK, days.last, False)


def day_of(iso: str | None) -> int | None:
    """The ordinal of an ISO day; None where there is none."""
    return _ordinal(iso, late=False) if iso else None


def iso_of(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _ordinal(iso: str, *, late: bool) -> int | None:
    try:
        return (latest(iso) if late else earliest(iso)).toordinal()
    except ValueError:
        return None
