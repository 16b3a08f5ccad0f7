"""Periods of the calendar: what a value covers, what comes before and after it."""

from __future__ import annotations

import calendar as _calendar
from datetime import date, timedelta
from typing import Literal

import msgspec

Grain = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_FINE = ("day", "week", "weekend")
_COARSE = ("year", "decade", "century")


class Period(msgspec.Struct, frozen=True):
    """A stretch of days, both ends included, with its TIMEX3 value and its grain."""

    start: date
    end: date
    value: str
    grain: Grain

    @property
    def bounds(self) -> tuple[str, str]:
        """The first and the last day, month or year, at the grain of the period."""
        if self.grain in _FINE:
            return self.start.isoformat(), self.end.isoformat()
        if self.grain in _COARSE:
            return f"{self.start.year:04d}", f"{self.end.year:04d}"
        return month_value(self.start), month_value(self.end)


def month_value(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def day_period(day: date) -> Period:
    return Period(day, day, day.isoformat(), "day")


def week_period(day: date) -> Period:
    """The ISO week, Monday to Sunday, that the day is in."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(monday, monday + timedelta(days=6), f"{year:04d}-W{week:02d}", "week")


def weekend_period(day: date) -> Period:
    """The Saturday and Sunday of the ISO week that the day is in."""
    week = week_period(day)
    return Period(week.start + timedelta(days=5), week.end, week.value + "-WE", "weekend")


def month_period(year: int, month: int) -> Period:
    return _months(year, month, 1, f"{year:04d}-{month:02d}", "month")


def quarter_period(year: int, quarter: int) -> Period:
    return _months(year, quarter * 3 - 2, 3, f"{year:04d}-Q{quarter}", "quarter")


def half_period(year: int, half: int) -> Period:
    return _months(year, half * 6 - 5, 6, f"{year:04d}-H{half}", "half")


def season_period(year: int, season: str) -> Period:
    """The meteorological season of the northern hemisphere that begins in the year; winter runs into the next."""
    return _months(year, _SEASONS[season], 3, f"{year:04d}-{season}", "season")


def year_period(year: int) -> Period:
    return _months(year, 1, 12, f"{year:04d}", "year")


def decade_period(year: int) -> Period:
    first = year - year % 10
    return _months(first, 1, 120, f"{first // 10:03d}", "decade")


def century_period(ordinal: int) -> Period:
    """The nth century as people count in years of one beginning: the 20th is 1900 to 1999."""
    first = max((ordinal - 1) * 100, 1)
    return Period(date(first, 1, 1), date((ordinal - 1) * 100 + 99, 12, 31), f"{ordinal - 1:02d}", "century")


def _months(year: int, month: int, count: int, value: str, grain: Grain) -> Period:
    """The months from a first one on; raises ValueError outside the years 1 to 9999."""
    first = date(year, month, 1)
    last = year * 12 + month - 1 + count - 1
    last_year, last_month = last // 12, last % 12 + 1
    return Period(first, date(last_year, last_month, _calendar.monthrange(last_year, last_month)[1]), value, grain)


def period_around(day: date, grain: str) -> Period:
    """The period of the grain that the day is in."""
    if grain == "day":
        return day_period(day)
    if grain in ("week", "fortnight"):
        return week_period(day)
    if grain == "weekend":
        return weekend_period(day)
    if grain == "month":
        return month_period(day.year, day.month)
    if grain == "quarter":
        return quarter_period(day.year, (day.month + 2) // 3)
    if grain == "half":
        return half_period(day.year, 1 if day.month < 7 else 2)
    if grain == "decade":
        return decade_period(day.year)
    if grain == "century":
        return century_period(day.year // 100 + 1)
    return year_period(day.year)


def shifted_day(day: date, unit: str, count: int) -> date:
    """The day so many units on; the end of a month stands in for a day that the month lacks.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit == "day":
        return day + timedelta(days=count)
    if unit in ("week", "weekend"):
        return day + timedelta(weeks=count)
    if unit == "fortnight":
        return day + timedelta(weeks=2 * count)
    months = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year}")
    return date(year, month, min(day.day, _calendar.monthrange(year, month)[1]))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches (Meeus' Julian computus, in the Gregorian calendar of 1900 to 2099)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    f = d + e + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(days=13)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth Monday (1) to Sunday (7) of a month; -1 is the last one. Raises ValueError where there is none."""
    if nth < 0:
        last = date(year, month, _calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first.replace(day=1 + (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
