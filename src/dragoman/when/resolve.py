"""Expressions placed on the calendar, one after the other, against the document date and the dates before them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec

from dragoman.when.calendar import (
    Period,
    century_period,
    day_period,
    decade_period,
    month_period,
    period_around,
    season_period,
    shifted_day,
    year_period,
)
from dragoman.when.choose import choose, near_day, near_month, weekday_from, weekday_near
from dragoman.when.expression import (
    Century,
    Clock,
    DayOfMonth,
    Decade,
    Expression,
    Fixed,
    Holiday,
    InTime,
    Month,
    MonthDay,
    Nth,
    Overnight,
    Reach,
    SameTime,
    Season,
    Shift,
    Weekday,
    Year,
    YearPart,
)
from dragoman.when.tense import Tense
from dragoman.when.told import MEMORY, Anchor, Placed, Told, ToldDates
from dragoman.when.types import TimeKind
from dragoman.when.yearly import days_of_months, in_stated_year, in_year, parts_of, together

# The grain at which a span of such units has its ends.
_GRAIN = {"week": "day", "fortnight": "day", "weekend": "day", "quarter": "month", "decade": "year", "century": "year"}
_OF_CLOCK = ("hour", "minute", "second")
# How many sentences back a date of the story gives its year to a bare month, where the report has a date of its own.
YEAR_MEMORY = 2


class Resolved(msgspec.Struct, frozen=True):
    kind: TimeKind
    value: str | None
    first: str | None
    last: str | None
    anchor: Anchor
    why: tuple[str, ...]


class Resolver:
    """Places the expressions of one document in their order. `today` is the document date, or None."""

    def __init__(self, today: date | None) -> None:
        self._today = today
        self._told = ToldDates()
        self._sentence = 0
        self._tense: Tense = "none"
        self._aside = False
        self._place_by: dict[type, Callable[[Any, Expression], Placed]] = {
            MonthDay: self._month_day,
            DayOfMonth: self._day_of_month,
            Month: self._month,
            Year: lambda what, _: Placed(year_period(what.year), "none", "when.year: given"),
            Decade: lambda what, _: Placed(decade_period(what.year), "none", "when.decade: given"),
            Century: lambda what, _: Placed(century_period(what.ordinal), "none", "when.century: given"),
            YearPart: self._year_part,
            Season: self._season,
            Weekday: self._weekday,
            Holiday: self._holiday,
            Nth: self._nth,
            Shift: self._shift,
            SameTime: self._same,
            Overnight: lambda what, _: self._overnight(),
            Clock: self._clock_day,
        }

    def resolve(self, expression: Expression, tense: Tense, sentence: int, aside: bool = False) -> Resolved:
        """The value and bounds of an expression; it becomes one of the dates that later ones count from, though only
        where there is no other if it is told `aside`."""
        self._sentence, self._tense, self._aside = sentence, tense, aside
        what, kind = expression.what, expression.kind
        if isinstance(what, InTime):
            if tense != "future":
                return Resolved(kind, what.duration, None, None, "none", ("when.duration: not ahead",))
            expression = msgspec.structs.replace(expression, what=Shift(what.unit, what.count), kind="date")
            if what.unit in _OF_CLOCK:
                return Resolved("time", None, None, None, "document", ("when.in: no clock time to count from",))
            kind = "date"
        if isinstance(what, Fixed):
            return _fixed(expression, what)
        if isinstance(what, Reach):
            if what.count != 1 or tense != "past" or self._told.origin(what.unit, sentence).period is None:
                return self._reach(what)
            expression, kind = msgspec.structs.replace(expression, what=Shift(what.unit, 1, base="text")), "date"
        near = self._placed(expression)
        if near.period is None:
            self._told.add(Told(sentence, None, False))
            return Resolved(kind, None, None, None, near.anchor, (near.why,))
        self._remember(near.period, expression)
        if expression.until is not None:
            return self._range(expression, near, near.period)
        first, last = near.period.bounds
        value = near.period.value
        if expression.time is not None and near.period.grain == "day":
            value += expression.time
        return Resolved(kind, value, first, last, near.anchor, (near.why,))

    def _reach(self, what: Reach) -> Resolved:
        """A span that begins or ends on the day of the document, at the grain of its unit."""
        if self._today is None:
            return Resolved(
                "duration", what.duration, None, None, "document", ("when.reaching", "when.relative: no document date")
            )
        try:
            other = period_around(shifted_day(self._today, what.unit, what.count), _GRAIN.get(what.unit, what.unit))
        except (ValueError, OverflowError):
            return Resolved(
                "duration", what.duration, None, None, "none", ("when.reaching", "when.calendar: no such day")
            )
        here = period_around(self._today, other.grain).bounds
        first, last = (other.bounds[0], here[1]) if what.count < 0 else (here[0], other.bounds[1])
        return Resolved(
            "duration", what.duration, first, last, "document", ("when.reaching", "back" if what.count < 0 else "ahead")
        )

    def ends(self, expression: Expression, tense: Tense, sentence: int) -> tuple[Resolved, Resolved]:
        """The two ends of a range, or of a list of two, each on its own."""
        near = self.resolve(msgspec.structs.replace(expression, until=None), tense, sentence)
        start, far = self._told.last if near.first else None, expression.until
        if far is None or start is None:
            return near, Resolved(expression.kind, None, None, None, near.anchor, near.why)
        period = self._far_end(expression, start)
        if period is None:
            return near, Resolved(far.kind, None, None, None, near.anchor, ("when.range: no end follows",))
        self._remember(period, far)
        value = period.value + (far.time or "") if period.grain == "day" else period.value
        return near, Resolved(far.kind, value, *period.bounds, near.anchor, (*near.why, "when.range: its end"))

    def _range(self, expression: Expression, near: Placed, start: Period) -> Resolved:
        far = self._far_end(expression, start)
        if far is None or far.end < start.start:
            why = (near.why, "when.range: the end does not follow the beginning")
            return Resolved(expression.kind, None, None, None, near.anchor, why)
        if expression.until is not None:
            self._remember(far, expression.until)
        times = [expression.time or "", (expression.until.time or "") if expression.until else ""]
        value = f"{start.value}{times[0]}/{far.value}{times[1]}"
        return Resolved(
            expression.kind, value, start.bounds[0], far.bounds[1], near.anchor, (near.why, "when.range: both ends")
        )

    def _far_end(self, expression: Expression, start: Period) -> Period | None:
        """The far end: where nothing else places it, the first one after the beginning."""
        far = expression.until
        if far is None:
            return None
        what = far.what
        if isinstance(what, Clock):
            return start
        free = far.year is None and far.within is None and getattr(what, "direction", None) is None
        if free and isinstance(what, Month | MonthDay | YearPart | Season):
            candidates = [p for n in (0, 1) if (p := in_year(what, start.start.year + n)) is not None]
            return next((p for p in candidates if p.end >= start.start), None)
        if isinstance(what, Weekday) and what.direction is None and far.within is None:
            return day_period(start.start + timedelta(days=(what.weekday - start.start.isoweekday()) % 7))
        return self._placed(far).period

    def _placed(self, expression: Expression) -> Placed:
        try:
            return self._place_by[type(expression.what)](expression.what, expression)
        except (ValueError, OverflowError):
            return Placed(None, "none", "when.calendar: no such day")

    def _remember(self, period: Period, expression: Expression) -> None:
        stated = expression.year is not None
        if stated or not isinstance(expression.what, Clock):
            self._told.add(Told(self._sentence, period, stated, self._aside))

    def _no_document_date(self) -> Placed:
        return Placed(None, "document", "when.relative: no document date")

    # -- dates with a name -------------------------------------------------------------------------------------

    def _month_day(self, what: MonthDay, expression: Expression) -> Placed:
        if what.weekday is not None and what.year is None and expression.within is None and self._today is not None:
            fitting = [
                p
                for n in (0, -1, 1)
                if (p := in_year(what, self._today.year + n)) is not None and p.start.isoweekday() == what.weekday
            ]
            if fitting:
                return Placed(fitting[0], "document", "when.date: the year in which the weekday fits")
        return self._of_some_year(what, expression)

    def _day_of_month(self, what: DayOfMonth, expression: Expression) -> Placed:
        """The first such day from the last date of the story on, else the one that the tense points to."""
        origin = self._told.origin("month", self._sentence) if what.weekday is None else Placed(None, "text", "")
        if origin.period is not None and origin.period.start != self._today:
            first = origin.period.start
            return Placed(
                next(days_of_months(what, first, range(13)), None), "text", "when.day: of the month of the story"
            )
        if self._today is None:
            return self._no_document_date()
        chosen, why = choose(list(days_of_months(what, self._today, range(-12, 13))), self._today, None, self._tense)
        return Placed(chosen, "document", f"when.day: {why}")

    def _month(self, what: Month, expression: Expression) -> Placed:
        if what.base == "text":
            origin = self._told.origin("year", self._sentence)
            if origin.period is None:
                return origin
            months = [month_period(origin.period.start.year + n, what.month) for n in (-1, 0, 1)]
            ahead = what.direction == 1
            after = [p for p in months if (p.start > origin.period.end if ahead else p.end < origin.period.start)]
            return Placed(after[0 if ahead else -1], "text", f"when.month: from {origin.period.value} in the text")
        return self._of_some_year(what, expression)

    def _year_part(self, what: YearPart, expression: Expression) -> Placed:
        return self._of_some_year(what, expression)

    def _holiday(self, what: Holiday, expression: Expression) -> Placed:
        if len(what.rule) == 10 and what.rule[0] in "12" and what.rule[4] == "-":
            return Placed(day_period(date.fromisoformat(what.rule)), "none", "when.holiday: a day of history")
        return self._of_some_year(what, expression)

    def _season(self, what: Season, expression: Expression) -> Placed:
        if what.until is not None and what.year is not None:
            return Placed(season_period(what.year, what.season), "none", "when.season: the years are given")
        return self._of_some_year(what, expression)

    def _of_some_year(self, what: Any, expression: Expression) -> Placed:
        """A date that recurs every year, in the year that the words, the story or the document date give."""
        if what.year is not None:
            return Placed(in_stated_year(what, what.year), "none", "when.date: the year is given")
        if expression.within is not None:
            whole = self._placed(expression.within)
            if whole.period is None:
                return whole
            return Placed(in_stated_year(what, whole.period.start.year), whole.anchor, f"{whole.why}, and in it")
        direction = getattr(what, "direction", None)
        story = self._year_of_story(what) if direction is None else None
        if story is not None:
            return Placed(in_stated_year(what, story), "text", "when.year: of the date before it in the text")
        if self._today is None:
            return self._no_document_date()
        candidates = [p for n in (-1, 0, 1) if (p := in_year(what, self._today.year + n)) is not None]
        if expression.until is not None and direction is None and self._tense == "future":
            running = [p for p in candidates if self._reaches(expression, p)]
            if running:
                return Placed(running[0], "document", "when.range: not over on the document date")
        if not candidates:
            candidates = [p for n in range(-8, 9) if (p := in_year(what, self._today.year + n)) is not None]
        chosen, why = choose(candidates, self._today, direction, self._tense)
        return Placed(chosen, "document", f"when.date: {why}")

    def _reaches(self, expression: Expression, start: Period) -> bool:
        """Whether a range that begins so is not over on the document date."""
        far = self._far_end(expression, start)
        return far is not None and self._today is not None and far.end >= self._today

    def _year_of_story(self, what: Any) -> int | None:
        """The year that a date just before it in the story was in, where the story is not about these days."""
        for told in self._told.backwards(self._sentence, YEAR_MEMORY if self._today else MEMORY):
            distance = self._sentence - told.sentence
            if told.period is None or not told.stated or (told.period.grain == "year" and distance > 0):
                continue
            year = told.period.start.year
            if self._today is None:
                return year
            here, grain = in_year(what, self._today.year), told.period.grain
            if near_day(here, self._today) or (grain == "year" and near_month(here, self._today)):
                return None
            if grain in ("decade", "century") or self._tense == "present":
                return None
            if distance == 0 and self._tense != "future":
                return year
            return year if year < self._today.year - 1 else None
        return None

    # -- dates that are counted --------------------------------------------------------------------------------

    def _weekday(self, what: Weekday, expression: Expression) -> Placed:
        if expression.within is not None:
            week = self._placed(expression.within)
            if week.period is None:
                return week
            day = week.period.start + timedelta(days=what.weekday - 1)
            return Placed(day_period(day), week.anchor, f"when.weekday: of {week.period.value}")
        if what.base == "text":
            origin = self._told.origin("day", self._sentence)
            if origin.period is not None:
                return Placed(
                    day_period(weekday_from(origin.period.start, what)), "text", "when.weekday: from a date of the text"
                )
        if self._today is None:
            return self._no_document_date()
        day, why = weekday_near(self._today, what, self._tense)
        return Placed(day_period(day), "document", f"when.weekday: {why}")

    def _shift(self, what: Shift, expression: Expression) -> Placed:
        if what.unit in _OF_CLOCK:
            return Placed(None, "document", "when.shift: no clock time to count from")
        origin = self._shift_origin(what, expression)
        if origin.period is None:
            return origin
        period = period_around(shifted_day(origin.period.start, what.unit, what.count), what.grain or what.unit)
        behind = self._tense in ("past", "none")
        if what.unit == "weekend" and what.count == 0 and behind and period.start > origin.period.start:
            period = period_around(shifted_day(origin.period.start, "week", -1), "weekend")
        why = origin.why
        if expression.within is not None and what.count and origin.period.grain == "day":
            why = f"when.shift: {what.count:+d} {what.unit} from {origin.period.value}"
        return Placed(period, origin.anchor, why)

    def _shift_origin(self, what: Shift, expression: Expression) -> Placed:
        if expression.within is not None:
            return self._placed(expression.within)
        if what.base == "text":
            origin = self._told.origin(what.unit, self._sentence)
            if origin.period is not None or what.count == 0 or what.unit not in ("month", "quarter", "year"):
                return origin
        if self._today is None:
            return self._no_document_date()
        why = (
            f"when.shift: {what.count:+d} {what.unit} from the document date"
            if what.count
            else "when.shift: of the document"
        )
        return Placed(day_period(self._today), "document", why)

    def _overnight(self) -> Placed:
        """From the day before the document's into that day; ahead, it is of another night."""
        if self._today is None or self._tense == "future":
            return self._no_document_date() if self._today is None else Placed(None, "none", "when.overnight: ahead")
        eve = self._today - timedelta(days=1)
        return Placed(Period(eve, self._today, eve.isoformat(), "day"), "document", "when.overnight: into that day")

    def _same(self, what: SameTime, expression: Expression) -> Placed:
        for period, _ in self._told.known(self._sentence):
            grain = period.grain
            if what.unit in ("month", "quarter", "week", "day") and grain != what.unit:
                continue
            if what.years == 0:
                return Placed(period, "text", "when.then: the date before it in the text")
            start = shifted_day(period.start, "year", what.years)
            other = season_period(start.year, period.value[-2:]) if grain == "season" else period_around(start, grain)
            return Placed(other, "text", f"when.same: {what.years:+d} year from {period.value}")
        return Placed(None, "text", "when.same: no such date in the text before it")

    def _clock_day(self, what: Clock, expression: Expression) -> Placed:
        for period, _ in self._told.known(self._sentence, 1):
            if period.grain == "day":
                return Placed(period, "text", "when.clock: on the day before it in the text")
        if self._today is None:
            return self._no_document_date()
        return Placed(day_period(self._today), "document", "when.clock: on the day of the document")

    def _nth(self, what: Nth, expression: Expression) -> Placed:
        if expression.within is None:
            return Placed(None, "none", "when.nth: of what is not said")
        whole = self._placed(expression.within)
        if whole.period is None:
            return whole
        parts = parts_of(whole.period, what)
        first = what.number - 1 if what.number > 0 else len(parts) + what.number - what.count + 1
        chosen = parts[first : first + what.count] if first >= 0 else []
        if len(chosen) < what.count:
            return Placed(None, whole.anchor, "when.nth: there are not so many")
        return Placed(together(chosen), whole.anchor, whole.why)


def _fixed(expression: Expression, what: Fixed) -> Resolved:
    if what.value is None:
        why = "when.ambiguous: day and month could change places" if expression.rule == "ambiguous" else "when.vague"
        return Resolved(expression.kind, None, None, None, "none", (f"{why}",))
    anchor: Anchor = "document" if what.value.endswith("_REF") else "none"
    return Resolved(expression.kind, what.value, None, None, anchor, (f"when.{expression.rule}",))
