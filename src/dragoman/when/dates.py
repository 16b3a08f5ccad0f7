"""Forms of dates that name their day, month, year or season."""

from __future__ import annotations

from datetime import date

from dragoman.when.expression import (
    DayOfMonth,
    Expression,
    Fixed,
    Holiday,
    Month,
    MonthDay,
    Nth,
    SameTime,
    Season,
    Weekday,
    YearPart,
)
from dragoman.when.grammar import Build, Found
from dragoman.when.years import PIVOT, TO_YEAR

# A month that is also another word counts after one of these.
_BEFORE_MONTH = ("IN", "OF", "PREP", "FROM", "UNTIL", "BETWEEN", "AFTER", "BEFORE", "EARLY", "EVERY")
_DIRECTIONS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "this": 0, "next": 1, "coming": 1, "upcoming": 1,
    "following": 1, "prior": -1, "ensuing": 1, "subsequent": 1,
}  # fmt: skip


def _date_year(m: Found) -> int | None:
    return m.number("year") if m.has("year") else None


def _day_number(m: Found, name: str = "day") -> int | None:
    """The day of the month, unless the number belongs to what follows it."""
    if m.after("MAGNITUDE", "PERCENT") and m.match.end(name) == m.match.end():
        return None
    day = m.number(name) + (m.number("tens") if m.has("tens") else 0)
    if m.has("tens") and not (m.number("tens") in (20, 30) and m.number(name) < 10):
        return None
    return day if 1 <= day <= 31 else None


def _spelled_day(m: Found) -> Expression | None:
    """March first, on May twenty-second."""
    if m.sort("month") == m.codes["MONTHISH"] and not (m.before(*_BEFORE_MONTH, "ON") or m.has("year")):
        return None
    return _month_day(m)


def _day_of_month(m: Found) -> Expression | None:
    """On the 17th, Friday the 13th."""
    day = _day_number(m)
    if day is None:
        return None
    if m.has("weekday"):
        return m.expression("day", DayOfMonth(day, m.number("weekday")))
    last = m.last_word()
    led = m.before("ON", "UNTIL", "FROM") or (last is not None and last.text.lower() in ("by", "around"))
    return m.expression("day", DayOfMonth(day)) if led and (m.closes() or m.after("AT", "FROM")) else None


def _month_day(m: Found) -> Expression | None:
    day = _day_number(m)
    if day is None:
        return None
    return m.expression("date", MonthDay(m.number("month"), day, _date_year(m)))


def _days_of_month(m: Found) -> Expression | None:
    """May 16-17, 16-17 May."""
    first, second = _day_number(m), _day_number(m, "second")
    if first is None or second is None or second <= first:
        return None
    month, year = m.number("month"), _date_year(m)
    listed = m.has("also") and not m.before("BETWEEN")
    return m.range("date", MonthDay(month, first, year), MonthDay(month, second, year), listed=listed)


def _month_year(m: Found) -> Expression | None:
    return m.expression("month", Month(m.number("month"), m.number("year")))


def _month(m: Found) -> Expression | None:
    return m.expression("month", Month(m.number("month")))


def _monthish(m: Found) -> Expression | None:
    """May and March count as months after a preposition or before a noun ("the March vote"); elsewhere something beside
    them must say so."""
    following = m.next_word()
    describes = (
        m.before("THE", "ARTICLE") and m.after("OTHER", "OR") and following is not None and following.text.islower()
    )
    to_date = m.before("TO") and m.before("UNIT", back=2)
    return m.expression("month", Month(m.number("month")), weak=not (m.before(*_BEFORE_MONTH) or describes or to_date))


def _month_direction(m: Found) -> Expression | None:
    if m.after("UNIT"):
        return None
    return m.expression("month", Month(m.number("month"), direction=_direction(m)))


def _month_of_text(m: Found) -> Expression | None:
    """The following March."""
    return m.expression("month", Month(m.number("month"), direction=_direction(m), base="text"))


def _direction(m: Found) -> int:
    return _DIRECTIONS[m.words("dir")[-1].text.lower()]


def _iso(m: Found) -> Expression | None:
    try:
        day = date.fromisoformat(m.value("date"))
    except ValueError:
        return None
    return m.expression("iso", MonthDay(day.month, day.day, day.year))


def _slash(m: Found) -> Expression | None:
    """12/03/2024: unresolved where day and month could change places."""
    text = m.value("date")
    one, two, year = (int(part) for part in text.replace(".", "/").split("/"))
    if "." in text and year < 100:
        return None
    if year < 100:
        year += 2000 if year < PIVOT else 1900
    readings = {(month, day) for day, month in ((one, two), (two, one)) if _exists(year, month, day)}
    if "." in text and _exists(year, two, one):
        readings = {(two, one)}
    if not readings:
        return None
    if len(readings) > 1:
        return m.expression("ambiguous", Fixed(None))
    month, day = readings.pop()
    return m.expression("date", MonthDay(month, day, year))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _weekday(m: Found) -> Expression | None:
    direction = _direction(m) if m.has("dir") else None
    words = [word.text.lower() for word in m.words("dir")] if m.has("dir") else []
    if words and words[-1] in ("coming", "upcoming"):
        direction = 2
    if words == ["this", "past"] or words == ["past"]:
        direction = -2
    if m.has("part"):
        return m.expression("weekday", Weekday(m.number("day"), direction), kind="time", time="T" + m.value("part"))
    return m.expression("weekday", Weekday(m.number("day"), direction))


def _weekdayish(m: Found) -> Expression | None:
    return m.expression("weekday", Weekday(m.number("day")), weak=True)


def _weekday_of_text(m: Found) -> Expression | None:
    """The next Tuesday, the previous Friday: counted from another date of the text."""
    if m.after("OF"):
        return None  # the last Friday of the month
    direction = {"previous": -1, "preceding": -1, "prior": -1, "last": -1}.get(m.word("dir").text.lower(), 1)
    return m.expression("weekday", Weekday(m.number("day"), direction, base="text"))


def _nth(m: Found) -> Expression | None:
    """The third quarter, the first week, the last Friday (of a period that must follow)."""
    if m.has("tens") and m.number("tens") not in (20, 30):
        return None
    number = int(m.value("nth")) + (m.number("tens") if m.has("tens") else 0) if m.value("nth") else -1
    unit = m.value("unit")
    if m.value("nth") == "-1" and m.word("nth").text.lower() == "last" and not m.after("OF"):
        return None
    if unit == "quarter" and m.sort("unit") == m.codes["UNIT"]:
        return m.expression("quarter", YearPart("quarter", number)) if number in (-1, 1, 2, 3, 4) else None
    if m.sort("unit") == m.codes["HALF"]:
        return m.expression("half", YearPart("half", number), weak=True) if number in (1, 2) else None
    if not m.after("OF"):
        return None
    if m.sort("unit") == m.codes["WEEKDAY"]:
        return m.expression("nth", Nth(number, "weekday", int(unit)), weak=True)
    if unit in ("day", "week", "weekend", "month"):
        return m.expression("nth", Nth(number, unit), weak=True)
    return None


def _several(m: Found) -> Expression | None:
    """The first three months, the last two weeks (of a period that must follow)."""
    count, unit = m.number("count"), m.value("unit")
    if unit not in ("day", "week", "month", "quarter") or not 1 < count <= 31 or m.value("nth") not in ("1", "-1"):
        return None
    return m.expression("nth", Nth(m.number("nth"), unit, count=count), weak=True)


def _quarter_code(m: Found) -> Expression | None:
    return m.expression("quarter", YearPart("quarter", m.number("quarter"), _date_year(m)))


def _season(m: Found) -> Expression | None:
    season = m.value("season")
    if m.has("year"):
        until = None
        if m.has("second"):
            first, second = m.number("year"), m.number("second")
            until = second if second > 100 else first - first % 100 + second
        return m.expression("season", Season(season, m.number("year"), until))
    if m.has("dir"):
        return m.expression("season", Season(season, direction=_direction(m)))
    if m.word("season").text[0].isupper() and not m.opens():
        return None
    if m.before("IN", "PREP", "EARLY", "UNTIL", "AFTER", "BEFORE") or (
        m.has("the") and m.before("IN", "PREP", "UNTIL")
    ):
        return None if m.after("OF") else m.expression("season", Season(season))
    return None


def _holiday(m: Found) -> Expression | None:
    direction, following = (_direction(m) if m.has("dir") else None), m.next_word()
    if following is not None and following.text[0].isupper() and not m.after("PREP", "AT", "ON"):
        return None  # part of a name: the Christmas Truce
    return m.expression("holiday", Holiday(m.value("day"), _date_year(m), direction))


def _holiday_weekend(m: Found) -> Expression | None:
    """The Memorial Day weekend."""
    if m.value("weekend") != "weekend" or len(m.value("day")) == 10:
        return None
    direction = _direction(m) if m.has("dir") else None
    return m.expression("holiday", Holiday(m.value("day"), _date_year(m), direction, weekend=True))


def _then(m: Found) -> Expression | None:
    return m.expression("then", SameTime(), skip=1)


FORMS: list[tuple[str, Build]] = [
    ("month:MON THE? day:DATE (?:COMMA? year:YEAR)?", _month_day),
    ("(?:THE (?=ORDINAL))? day:DATE OF? month:MON (?:(?:COMMA|OF)? year:YEAR)?", _month_day),
    ("THE? day:ORDWORD OF month:MON (?:COMMA? year:YEAR)?", _month_day),
    ("month:MON THE? (?:tens:NUMWORD HYPHEN?)? day:ORDWORD (?:COMMA? year:YEAR)?", _spelled_day),
    ("THE? tens:NUMWORD HYPHEN? day:ORDWORD OF? month:MON (?:COMMA? year:YEAR)?", _spelled_day),
    ("weekday:(?:WEEKDAY|WEEKDAYISH) COMMA? THE? day:ORDINAL", _day_of_month),
    ("weekday:WEEKDAY COMMA? THE (?:tens:NUMWORD HYPHEN?)? day:ORDWORD", _day_of_month),
    ("THE day:ORDINAL", _day_of_month),
    ("day:DAY (?:HYPHEN|SLASH) month:MON (?:HYPHEN|SLASH) year:YEAR", _month_day),
    ("month:MON day:DATE (?:DASH|also:AND) second:DATE (?:COMMA? year:YEAR)?", _days_of_month),
    ("(?:THE (?=ORDINAL))? day:DATE (?:DASH|also:AND) second:DATE OF? month:MON (?:COMMA? year:YEAR)?", _days_of_month),
    ("month:MON (?:HYPHEN|SLASH) day:DAY (?:HYPHEN|SLASH) year:YEAR", _month_day),
    ("month:MON SLASH day:DAY", _month_day),
    ("month:MON (?:COMMA|OF|IN|HYPHEN|SLASH)? year:YEAR", _month_year),
    ("year:YEAR month:MONTH", _month_year),
    ("month:MONTH", _month),
    ("month:MONTHISH", _monthish),
    ("dir:DIR month:MON", _month_direction),
    ("THE? dir:(?:PREVIOUS|FOLLOWING) month:MON", _month_of_text),
    ("date:ISODATE", _iso),
    ("date:SLASHDATE", _slash),
    ("(?:dir:DIR)? day:WEEKDAY (?:part:PART)?", _weekday),
    ("day:WEEKDAYISH", _weekdayish),
    ("(?:THE|THAT) dir:(?:PREVIOUS|FOLLOWING|NEXT|LAST) day:WEEKDAY", _weekday_of_text),
    ("dir:(?:PREVIOUS|FOLLOWING) day:WEEKDAY", _weekday_of_text),
    ("THE? (?:tens:NUMWORD HYPHEN?)? nth:(?:NTH|LAST) HYPHEN? unit:(?:UNIT|HALF|WEEKDAY)", _nth),
    ("THE? nth:(?:ORDWORD|LAST) count:(?:DAY|NUMWORD) unit:UNITS (?=OF)", _several),
    ("year:YEAR HYPHEN? quarter:QUARTERCODE", _quarter_code),
    ("quarter:QUARTERCODE (?:(?:OF|IN|HYPHEN|COMMA)? year:YEAR)?", _quarter_code),
    ("(?:dir:DIR)? season:SEASON", _season),
    ("dir:DIR season:SEASONISH", _season),
    ("(?:the:THE) season:(?:SEASON|SEASONISH)", _season),
    (f"THE? season:(?:SEASON|SEASONISH) (?:OF|IN|COMMA)? year:YEAR {TO_YEAR}", _season),
    ("(?:dir:DIR)? day:HOLIDAY (?:OF|COMMA)? year:YEAR", _holiday),
    ("(?:dir:(?:DIR|PREVIOUS|FOLLOWING))? day:HOLIDAY", _holiday),
    ("(?:dir:DIR)? day:HOLIDAY weekend:UNIT (?:OF? year:YEAR)?", _holiday_weekend),
    ("day:HOLIDAY year:YEAR weekend:UNIT", _holiday_weekend),
    ("(?:PREP|UNTIL|FROM|BEFORE) THEN", _then),
]  # fmt: skip
