"""Expressions side by side that are one: "Tuesday, May 14", "the third quarter of last year", "from May to July"."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from dragoman.when.clocks import in_part
from dragoman.when.expression import (
    Clock,
    DayOfMonth,
    Expression,
    Fixed,
    Holiday,
    Month,
    MonthDay,
    Nth,
    Overnight,
    Season,
    Shift,
    Weekday,
    Year,
    YearPart,
)
from dragoman.when.grammar import compiled
from dragoman.when.words import Row, Vocabulary

_PARTS_OF_YEAR = (Month, YearPart, Season, MonthDay, Holiday)
_DAYS = (MonthDay, Weekday, Holiday)
_POINTS = (MonthDay, Month, Year, Weekday, Shift, YearPart, Season, Holiday)
_PARTS = ("TMO", "TAF", "TEV", "TNI")
LOOK_BACK = 8


class Joiner:
    """Joins the expressions of one row."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        def gap(pattern: str) -> re.Pattern[str]:
            return re.compile(compiled(pattern, vocabulary.codes))

        self._loose = gap("(?:COMMA|ON|COMMA ON)?")
        self._to_clock = gap("COMMA? (?:AT|PREP|FROM|BETWEEN|BEFORE|AFTER|UNTIL)? APPROX?")
        self._to_year = gap("(?:COMMA|OF|IN|OF THE|IN THE)?")
        self._of = gap("(?:OF|OF THE|IN|)")
        self._of_start = gap("(?:OF|STARTING|EDGE)")
        self._away = gap("(?:BEFORE|AFTER|FROM)")
        self._reach = gap("(?:HYPHEN|TO|UNTIL|AND)")
        self._and = gap("AND")
        self._list = gap("(?:AND|OR|COMMA|TO|HYPHEN|COMMA AND|COMMA OR)")
        self._prefix = re.compile(
            compiled(
                "(?:THE? EDGE OF THE?|THE? EARLY HYPHEN? (?:ON|OF)?|(?:EARLY|EARLIER|LATER) (?:IN|ON)?|EARLY AT)",
                vocabulary.codes,
            )
            + r"\Z"
        )
        self._codes = vocabulary.codes

    def joined(self, row: Row, found: list[Expression]) -> list[Expression]:
        """The expressions with neighbours joined, prefixes taken in, ranges closed, and weak ones alone left out."""
        out: list[Expression] = []
        for expression in found:
            while out and (whole := self._whole(row, out[-1], expression)) is not None:
                out.pop()
                expression = whole
            out.append(expression)
        out = [self._with_zone(row, expression) for expression in out]
        out = [self._with_prefix(row, expression, out[n - 1] if n else None) for n, expression in enumerate(out)]
        return self._strong(row, self._ranges(row, self._same_week(row, out)))

    def _whole(self, row: Row, left: Expression, right: Expression) -> Expression | None:
        gap = row.sorts[left.whole_last + 1 : right.first]
        if len(gap) > 3:
            return None
        return (
            self._in_two_zones(row, gap, left, right)
            or self._hour_of_part(row, gap, left, right)
            or self._timed_set(gap, left, right)
            or self._dated_weekday(gap, left, right)
            or self._timed_day(gap, left, right)
            or self._part_of_whole(gap, left, right)
            or self._away_from(row, gap, left, right)
            or self._ago_today(gap, left, right)
        )

    def _in_two_zones(self, row: Row, gap: str, left: Expression, right: Expression) -> Expression | None:
        """2 a.m. local time (0100 UTC): one time."""
        clocks = isinstance(left.what, Clock) and isinstance(right.what, Clock) and not (left.until or right.until)
        at = right.last + 1
        if not clocks or gap != self._codes["OPEN"] or at >= len(row.sorts) or row.sorts[at] != self._codes["CLOSE"]:
            return None
        return msgspec.structs.replace(left, last=at, end=row.words[at].end, weak=False)

    def _hour_of_part(self, row: Row, gap: str, left: Expression, right: Expression) -> Expression | None:
        """Monday night at 9, at 7 tonight, at 8 on Sunday morning."""
        if left.rule == "hour" and self._loose.fullmatch(gap):
            clock, day = left, right
        elif right.rule == "hour" and gap == self._codes["AT"]:
            clock, day = right, left
        else:
            return None
        if not isinstance(clock.what, Clock) or day.until is not None or not (day.time or "").startswith(_PARTS):
            return None
        time = in_part(clock.what.time, day.time or "")
        return _spanning(left, right, what=day.what, rule=day.rule, kind="time", time=time, within=day.within)

    def _timed_set(self, gap: str, left: Expression, right: Expression) -> Expression | None:
        """Every Monday at 4 p.m., daily at noon."""
        if left.kind != "set" or not isinstance(left.what, Fixed) or not isinstance(right.what, Clock):
            return None
        if right.until is not None or not self._to_clock.fullmatch(gap):
            return None
        day = "XXXX-XX-XX" if left.what.value == "P1D" else (left.what.value or "").partition("T")[0]
        if not day.startswith("XXXX"):
            return None
        return _spanning(left, right, what=Fixed(f"{day}{right.time}"), rule=left.rule, kind="set")

    def _dated_weekday(self, gap: str, left: Expression, right: Expression) -> Expression | None:
        """Tuesday, May 14."""
        if not (isinstance(left.what, Weekday) and isinstance(right.what, MonthDay)) or right.until is not None:
            return None
        if left.what.direction is not None or right.what.weekday is not None or not self._loose.fullmatch(gap):
            return None
        if left.weak and not _fits(left.what, right.what):
            return None
        what = msgspec.structs.replace(right.what, weekday=left.what.weekday)
        return _spanning(left, right, what=what, rule=right.rule, kind=_kind(left, right), time=left.time or right.time)

    def _timed_day(self, gap: str, left: Expression, right: Expression) -> Expression | None:
        """6 p.m. on Tuesday, Tuesday at 6 p.m., Tuesday from 3 to 5 p.m."""
        if "hour" in (left.rule, right.rule):
            return None
        if isinstance(left.what, Overnight) and isinstance(right.what, _DAYS) and right.until is None:
            if not self._loose.fullmatch(gap) or right.time is not None:
                return None
            return _spanning(
                left, right, what=right.what, rule=right.rule, kind="time", time="TNI", within=right.within
            )
        if isinstance(left.what, Clock) and _is_day(right) and self._loose.fullmatch(gap) and not _has_clock(right):
            if left.until is not None:
                until = msgspec.structs.replace(left.until, last=right.last, end=right.end)
                return msgspec.structs.replace(left, what=right.what, rule=right.rule, within=right.within, until=until)
            return _spanning(
                left, right, what=right.what, rule=right.rule, kind="time", time=left.time, within=right.within
            )
        if isinstance(right.what, Clock) and _is_day(left) and self._to_clock.fullmatch(gap) and not _has_clock(left):
            return _spanning(
                left,
                right,
                what=left.what,
                rule=left.rule,
                kind="time",
                time=right.time,
                within=left.within,
                until=right.until,
            )
        return None

    def _part_of_whole(self, gap: str, left: Expression, right: Expression) -> Expression | None:
        """The third quarter of last year, May 2024, the first week of June, Monday of last week."""
        if left.within is not None or left.until is not None or right.until is not None:
            return None
        what, whole = left.what, right.what
        if isinstance(what, _PARTS_OF_YEAR) and left.year is None and self._to_year.fullmatch(gap):
            if getattr(what, "direction", None) is not None:
                return None
            is_year = isinstance(whole, Year) or (isinstance(whole, Shift) and whole.unit == "year")
            if is_year and (isinstance(whole, Year) or gap != self._codes["COMMA"]):
                return _spanning(left, right, what=what, rule=left.rule, kind=left.kind, time=left.time, within=right)
        if isinstance(what, YearPart) and isinstance(whole, Month) and gap == self._codes["OF"]:
            return _spanning(left, right, what=whole, rule=right.rule, within=right.within)
        if isinstance(what, Nth) and self._of.fullmatch(gap) and right.kind == "date" and not isinstance(whole, Fixed):
            return _spanning(left, right, what=what, rule=left.rule, within=right)
        if isinstance(what, Weekday) and _is_week(whole) and what.direction is None and self._of.fullmatch(gap):
            return _spanning(left, right, what=what, rule=left.rule, kind=left.kind, time=left.time, within=right)
        if isinstance(whole, Weekday) and _is_week(what) and whole.direction is None and self._loose.fullmatch(gap):
            return _spanning(left, right, what=whole, rule=right.rule, kind=right.kind, time=right.time, within=left)
        if left.rule in ("around", "part") and self._of_start.fullmatch(gap) and isinstance(whole, (*_DAYS, Month)):
            what = whole if left.time else what
            within = right.within if left.time else right
            return _spanning(left, right, what=what, rule=left.rule, kind=left.kind, time=left.time, within=within)
        return None

    def _away_from(self, row: Row, gap: str, left: Expression, right: Expression) -> Expression | None:
        """Two days after May 5, a week before Christmas, 10 days from Tuesday."""
        counted = left.rule == "duration" and isinstance(left.what, Fixed)
        if not counted or right.kind != "date" or isinstance(right.what, Fixed) or not self._away.fullmatch(gap):
            return None
        found = re.fullmatch(r"P(\d{1,5})([YMWD])", left.what.value or "") if isinstance(left.what, Fixed) else None
        if found is None:
            return None
        unit = {"Y": "year", "M": "month", "W": "week", "D": "day"}[found[2]]
        sign = -1 if gap == self._codes["BEFORE"] else 1
        return _spanning(left, right, what=Shift(unit, sign * int(found[1])), rule="away", within=right)

    def _ago_today(self, gap: str, left: Expression, right: Expression) -> Expression | None:
        """Three years ago today, five years ago this week: to the day, or to the week."""
        if left.rule != "ago" or not isinstance(left.what, Shift) or gap or not isinstance(right.what, Shift):
            return None
        if right.rule not in ("deictic", "relative") or abs(right.what.count) > 1 or right.until or right.time:
            return None
        what = msgspec.structs.replace(left.what, grain=right.what.unit)
        return _spanning(left, right, what=what, rule="away", within=right)

    def _with_zone(self, row: Row, expression: Expression) -> Expression:
        """The expression with the zone that follows its day: 7 p.m. Friday local time."""
        at = expression.whole_last + 1
        if not _has_clock(expression) or expression.until is not None or at >= len(row.sorts):
            return expression
        comma = row.sorts[at] == self._codes["COMMA"]
        zone = row.words[at + comma] if at + comma < len(row.words) else None
        if (
            zone is None
            or row.sorts[at + comma] != self._codes["ZONE"]
            or (zone.text.islower() and " " not in zone.text)
        ):
            return expression
        time = f"{expression.time}{zone.value}"
        return msgspec.structs.replace(expression, last=at + comma, end=zone.end, time=time)

    def _with_prefix(self, row: Row, expression: Expression, before: Expression | None) -> Expression:
        """The expression with "early", "the end of", "earlier in" before it."""
        if expression.kind in ("duration", "set") or isinstance(expression.what, Fixed | Nth):
            return expression
        low = max(before.whole_last + 1 if before else 0, expression.first - 5)
        found = self._prefix.search(row.sorts, low, expression.first)
        if found is None:
            return expression
        first = found.start()
        return msgspec.structs.replace(expression, first=first, start=row.words[first].start, weak=False)

    def _same_week(self, row: Row, found: list[Expression]) -> list[Expression]:
        """Next Monday and Tuesday, next week on Tuesday or Thursday: of one week."""
        out: list[Expression] = []
        for expression in found:
            before = out[-1] if out else None
            if before is not None and isinstance(before.what, Weekday) and _is_bare_weekday(expression):
                gap = row.sorts[before.whole_last + 1 : expression.first]
                told = before.within is not None or before.what.direction in (-1, 0, 1)
                if told and before.what.base == "document" and self._list.fullmatch(gap):
                    what = msgspec.structs.replace(expression.what, direction=before.what.direction)
                    expression = msgspec.structs.replace(expression, what=what, within=before.within, weak=False)
            out.append(expression)
        return out

    def _ranges(self, row: Row, found: list[Expression]) -> list[Expression]:
        """From May to July, 2014-2016, between Monday and Friday."""
        out: list[Expression] = []
        for expression in found:
            if out and self._reaches(row, out[-1], expression):
                near, far = out.pop(), _up_to_now(expression)
                near = _with_year_of(near, far)
                kind = "time" if near.kind == far.kind == "time" else "date"
                expression = msgspec.structs.replace(near, until=far, kind=kind, weak=False)
            out.append(expression)
        return out

    def _reaches(self, row: Row, near: Expression, far: Expression) -> bool:
        gap = row.sorts[near.last + 1 : far.first]
        if len(gap) != 1 or not self._reach.fullmatch(gap) or near.until is not None or far.until is not None:
            return False
        opener = row.sorts[near.first - 1] if near.first else ""
        if far.what == Fixed("PRESENT_REF") and _is_point(near):
            return opener in (self._codes["FROM"], self._codes["BETWEEN"])
        if not (_is_point(near) and _is_point(far)):
            return False
        if self._and.fullmatch(gap):
            return opener == self._codes["BETWEEN"]
        alike = type(near.what) is type(far.what)
        if gap == self._codes["HYPHEN"]:
            return alike
        if self._codes["RESCHEDULE"] in row.sorts[max(0, near.first - LOOK_BACK) : near.first]:
            return False
        return alike or opener == self._codes["FROM"]

    def _strong(self, row: Row, found: list[Expression]) -> list[Expression]:
        """Without the weak expressions that nothing confirms: a May beside an April is a month."""
        out: list[Expression] = []
        for expression in found:
            if expression.weak and expression.within is None:
                before = out[-1] if out else None
                gap = row.sorts[before.whole_last + 1 : expression.first] if before else ""
                beside = before is not None and type(before.what) is type(expression.what) and self._list.fullmatch(gap)
                if not beside:
                    continue
            out.append(expression)
        return out


def _spanning(left: Expression, right: Expression, **changes: object) -> Expression:
    """An expression from the first word of one to the last word of the other."""
    fields: dict[str, object] = {
        "kind": right.kind,
        "time": None,
        "within": None,
        "until": None,
        "weak": False,
    } | changes
    return msgspec.structs.replace(left, last=right.last, end=right.end, **fields)


def _kind(left: Expression, right: Expression) -> str:
    return "time" if "time" in (left.kind, right.kind) else "date"


def _is_day(expression: Expression) -> bool:
    what = expression.what
    if expression.until is not None:
        return False
    return isinstance(what, (*_DAYS, DayOfMonth)) or (isinstance(what, Shift) and what.unit == "day")


def _is_bare_weekday(expression: Expression) -> bool:
    what = expression.what
    return isinstance(what, Weekday) and what.direction is None and expression.within is None


def _is_week(what: object) -> bool:
    return isinstance(what, Shift) and what.unit == "week"


def _fits(weekday: Weekday, what: MonthDay) -> bool:
    """Whether a date with its year is on the weekday; one without may be."""
    try:
        return what.year is None or date(what.year, what.month, what.day).isoweekday() == weekday.weekday
    except ValueError:
        return False


def _up_to_now(far: Expression) -> Expression:
    """ "Between 2019 and now": up to the day of the document."""
    return msgspec.structs.replace(far, what=Shift("day", 0)) if far.what == Fixed("PRESENT_REF") else far


def _has_clock(expression: Expression) -> bool:
    return expression.time is not None and ":" in expression.time


def _is_point(expression: Expression) -> bool:
    return isinstance(expression.what, (*_POINTS, Clock)) and not (
        isinstance(expression.what, Shift) and expression.rule == "reaching"
    )


def _with_year_of(near: Expression, far: Expression) -> Expression:
    """May in "from May to July 2016" is of 2016."""
    what, year = near.what, far.year
    if near.year is not None or near.within is not None or not isinstance(what, Month | MonthDay | YearPart | Season):
        return near
    if far.within is not None and year is None:
        return msgspec.structs.replace(near, within=far.within)
    if year is None or getattr(what, "direction", None) is not None:
        return near
    later = _place_in_year(what) > _place_in_year(far.what)
    return msgspec.structs.replace(near, what=msgspec.structs.replace(what, year=year - 1 if later else year))


def _place_in_year(what: object) -> tuple[int, int]:
    if isinstance(what, Month):
        return what.month, 0
    if isinstance(what, MonthDay):
        return what.month, what.day
    return (what.number, 0) if isinstance(what, YearPart) else (0, 0)
