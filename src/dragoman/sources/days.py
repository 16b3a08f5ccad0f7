"""The day of publication in the forms that sources write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate
from typing import Any

from dragoman.errors import OptionError
from dragoman.text.dateline import iso_day

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?![\d/-])")
_EARLIEST, _LATEST = date(1800, 1, 1), date(2200, 1, 1)
_FEWEST_SECONDS = 10_000_000  # April 1970: a smaller number is no day
_SECONDS_OF_MILLISECONDS = 100_000_000_000  # a number of seconds this large lies in the year 5138


def day_of(value: Any) -> tuple[str | None, str | None]:
    """The ISO day that a source writes, as it stands there, and a note where it cannot be read.

    Clocks and zones are dropped, not counted with: 23:30 in New York is that day in New York.
    """
    if value is None or value == "":
        return None, None
    day = _day(value)
    if day is not None and _EARLIEST <= day < _LATEST:
        return day.isoformat(), None
    return None, f"the source's date {str(value)[:60]!r} cannot be read"


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return _of_number(value)
    return _of_words(value.strip()) if isinstance(value, str) else None


def _of_number(value: float) -> date | None:
    """20240514 and 20240514123000 are written days; other numbers are seconds or milliseconds since 1970."""
    if _FEWEST_SECONDS < value < 1e15:
        if isinstance(value, int) and (found := _COMPACT.fullmatch(str(value))) and (day := _calendar(*found.groups())):
            return day
        try:
            return datetime.fromtimestamp(value / 1000 if value >= _SECONDS_OF_MILLISECONDS else value, UTC).date()
        except (OverflowError, OSError, ValueError):
            return None
    return None


def _of_words(value: str) -> date | None:
    if found := _COMPACT.fullmatch(value) or _ISO.match(value):
        return _calendar(*found.groups())
    if re.fullmatch(r"\d{9,14}(?:\.\d+)?", value):
        return _of_number(float(value))
    try:
        return date.fromisoformat(iso_day(re.sub(r",? (?:at )?\d{1,2}:\d{2}.*", "", value)))
    except (OptionError, ValueError):
        pass
    try:
        parsed = parsedate(value)
    except (ValueError, IndexError, TypeError):
        return None
    return _calendar(*map(str, parsed[:3])) if parsed else None


def _calendar(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
