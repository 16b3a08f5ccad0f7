"""What falls on which days of a year or of another period: dates, seasons, holidays, the nth week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dragoman.when.calendar import (
    Period,
    day_period,
    easter,
    half_period,
    month_period,
    nth_weekday,
    orthodox_easter,
    period_around,
    quarter_period,
    season_period,
    week_period,
    year_period,
)
from dragoman.when.expression import DayOfMonth, Month, MonthDay, Nth, Season, YearPart


def in_year(what: Any, year: int) -> Period | None:
    """The date as it falls in a year, or None where it does not (29 February)."""
    try:
        return _dated(what, year)
    except ValueError:
        return None


def in_stated_year(what: Any, year: int) -> Period:
    if isinstance(what, Season) and what.season == "WI":
        whole = year_period(year)  # the words do not say which end of the year they mean
        return Period(whole.start, whole.end, f"{year:04d}-WI", "year")
    return _dated(what, year)


def _dated(what: Any, year: int) -> Period:
    if isinstance(what, MonthDay):
        return day_period(date(year, what.month, what.day))
    if isinstance(what, Month):
        return month_period(year, what.month)
    if isinstance(what, YearPart):
        of_year, count = (quarter_period, 4) if what.unit == "quarter" else (half_period, 2)
        return of_year(year, what.number if what.number > 0 else count)
    if isinstance(what, Season):
        return season_period(year, what.season)
    day = holiday(what.rule, year)
    return _weekend_at(day) if what.weekend else day_period(day)


def _weekend_at(day: date) -> Period:
    """The Saturday and Sunday nearest to a holiday, with it: a Thursday brings in the Friday, a Monday itself."""
    saturday = day + timedelta(days=(6 - day.isoweekday() + 3) % 7 - 3)
    first, last = min(day, saturday), max(day, saturday + timedelta(days=1))
    return Period(first, last, f"{first.isoformat()}/{last.isoformat()}", "weekend")


def holiday(rule: str, year: int) -> date:
    """The day of a holiday in a year. Raises ValueError on a rule that cannot be read."""
    if rule.startswith("orthodox"):
        return orthodox_easter(year) + timedelta(days=int(rule[8:]))
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:]))
    written, _, later = rule.partition("+")
    month, day, *weekday = written.split("-")
    if not weekday:
        return date(year, int(month), int(day))
    found = nth_weekday(year, int(month), int(weekday[0]), -1 if day == "last" else int(day[0]))
    return found + timedelta(days=int(later or 0))


def days_of_months(what: DayOfMonth, around: date, months: range) -> Iterator[Period]:
    """The days of that number, on that weekday, in the months around a day; from it on where the range begins at 0."""
    for n in months:
        year, month = divmod(around.year * 12 + around.month - 1 + n, 12)
        try:
            day = date(year, month + 1, what.day)
        except ValueError:
            continue
        if (what.weekday is None or day.isoweekday() == what.weekday) and (months[0] < 0 or day >= around):
            yield day_period(day)


def together(periods: list[Period]) -> Period:
    """Periods that follow one another as one: the first three months are `2024-01/2024-03`."""
    first, last = periods[0], periods[-1]
    return first if first is last else Period(first.start, last.end, f"{first.value}/{last.value}", first.grain)


def parts_of(whole: Period, what: Nth) -> list[Period]:
    """The weeks (by their Thursday), days, months or weekdays of a period of up to a year."""
    days = [whole.start + timedelta(days=n) for n in range(min((whole.end - whole.start).days + 1, 366))]
    if what.unit == "week":
        return [week_period(day) for day in days if day.isoweekday() == 4]
    if what.unit == "weekend":
        return [period_around(day, "weekend") for day in days if day.isoweekday() == 6]
    if what.unit == "weekday":
        return [day_period(day) for day in days if day.isoweekday() == what.weekday]
    if what.unit == "quarter":
        return [period_around(day, "quarter") for day in days if day.day == 1 and day.month % 3 == 1]
    if what.unit == "month":
        return [month_period(day.year, day.month) for day in days if day.day == 1]
    return [day_period(day) for day in days]
