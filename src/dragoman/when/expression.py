"""What an expression of time says, before it is placed on the calendar."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.when.types import TimeKind

Base = Literal["document", "text"]


class Fixed(msgspec.Struct, frozen=True):
    """A value that needs no calendar: a duration, a set, a reference to past, present or future, or none at all."""

    value: str | None


class MonthDay(msgspec.Struct, frozen=True):
    month: int
    day: int
    year: int | None = None
    weekday: int | None = None


class DayOfMonth(msgspec.Struct, frozen=True):
    """ "The 17th", "Friday the 13th": of which month, the story or the tense must say."""

    day: int
    weekday: int | None = None


class Month(msgspec.Struct, frozen=True):
    """`direction` is -1, 0 or 1: last, this or next May; of the text: the one before or after its last date."""

    month: int
    year: int | None = None
    direction: int | None = None
    base: Base = "document"


class Year(msgspec.Struct, frozen=True):
    year: int


class Decade(msgspec.Struct, frozen=True):
    year: int


class Century(msgspec.Struct, frozen=True):
    ordinal: int


class YearPart(msgspec.Struct, frozen=True):
    """A quarter or a half of a year; number -1 is the last."""

    unit: Literal["quarter", "half"]
    number: int
    year: int | None = None


class Season(msgspec.Struct, frozen=True):
    """`until` is the second year of a winter that is named by two."""

    season: str
    year: int | None = None
    until: int | None = None
    direction: int | None = None


class Weekday(msgspec.Struct, frozen=True):
    """Monday is 1. `direction` is -1, 0, 1: of last, this or next week; 2: the coming one; -2: this past one."""

    weekday: int
    direction: int | None = None
    base: Base = "document"


class Holiday(msgspec.Struct, frozen=True):
    """`rule`: `12-25`, `easter-2`, `11-4th-4` (a Thursday of November) or a full date. `weekend`: the one at it."""

    rule: str
    year: int | None = None
    direction: int | None = None
    weekend: bool = False


class Nth(msgspec.Struct, frozen=True):
    """The nth week, day or weekday of a larger period (`within`), or a `count` of them; -1 is the last."""

    number: int
    unit: str
    weekday: int | None = None
    count: int = 1


class Shift(msgspec.Struct, frozen=True):
    """So many units from the document date, the last date of the text, or `within`; at the `grain` of the unit, if no
    other is given."""

    unit: str
    count: int
    base: Base = "document"
    grain: str | None = None


class Reach(msgspec.Struct, frozen=True):
    """So many units back from the document date, or on from it: "the past three years", "the coming weeks"."""

    unit: str
    count: int
    duration: str


class InTime(msgspec.Struct, frozen=True):
    """ "In six months": a date ahead if the sentence looks forward, else a duration."""

    unit: str
    count: int
    duration: str


class SameTime(msgspec.Struct, frozen=True):
    """The last date of the text again (`then`), or so many years from it ("the same month a year ago")."""

    unit: str | None = None
    years: int = 0


class Overnight(msgspec.Struct, frozen=True):
    """The night before the day of the document, unless a day beside it says which."""


class Clock(msgspec.Struct, frozen=True):
    """A time of day, `T18:00` or `T18:00Z`, on the last day of the text."""

    time: str


What = (
    Fixed | MonthDay | DayOfMonth | Month | Year | Decade | Century | YearPart | Season | Weekday | Holiday | Nth
    | Shift | Reach | InTime | SameTime | Overnight | Clock
)  # fmt: skip


class Expression(msgspec.Struct, frozen=True, kw_only=True):
    """An expression, words `[first, last]` of its sentence and `[start, end)` of the text.

    `time` is a part of the day or a clock time (`TMO`, `T18:00`); `within` the larger or other period it is counted
    in; `until` the far end of a range, or of a list of two (`listed`). A `weak` one counts only when something beside
    it confirms it.
    """

    rule: str
    what: What
    first: int
    last: int
    start: int
    end: int
    kind: TimeKind = "date"
    time: str | None = None
    within: Expression | None = None
    until: Expression | None = None
    listed: bool = False
    weak: bool = False

    @property
    def whole_last(self) -> int:
        """The last word, that of the far end included."""
        return self.last if self.until is None else self.until.last

    @property
    def whole_end(self) -> int:
        return self.end if self.until is None else self.until.end

    @property
    def year(self) -> int | None:
        """The year that the words themselves give."""
        own = getattr(self.what, "year", None)
        if isinstance(own, int):
            return own
        return self.within.year if self.within is not None else None
