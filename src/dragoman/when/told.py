"""The dates of the story so far: what "the next day" and "then" are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from dragoman.when.calendar import Period

Anchor = Literal["document", "text", "none"]

_FINENESS = {
    "day": 0, "weekend": 1, "week": 1, "month": 2, "quarter": 3, "season": 3, "half": 3, "year": 4, "decade": 5,
    "century": 6,
}  # fmt: skip
# How many sentences back a date of the story still stands for "two days later".
MEMORY = 8


class Placed(msgspec.Struct, frozen=True):
    """A period, what it was counted from, and why; no period where it could not be placed."""

    period: Period | None
    anchor: Anchor
    why: str


class Told(msgspec.Struct, frozen=True):
    """A date of the story, None where it could not be placed; `stated` where its words gave the year, `aside` where it
    only says which thing is meant ("the May 5 accord")."""

    sentence: int
    period: Period | None
    stated: bool
    aside: bool = False


class ToldDates:
    """The dates told so far, in their order."""

    def __init__(self) -> None:
        self._told: list[Told] = []

    def add(self, told: Told) -> None:
        self._told.append(told)

    @property
    def last(self) -> Period | None:
        return self._told[-1].period if self._told else None

    def backwards(self, sentence: int, memory: int) -> Iterator[Told]:
        """The dates from the last one back, as far as the memory reaches."""
        for told in reversed(self._told):
            if sentence - told.sentence > memory:
                return
            yield told

    def known(self, sentence: int, memory: int = MEMORY) -> Iterator[tuple[Period, Told]]:
        """The same, up to the first that could not be placed."""
        for told in self.backwards(sentence, memory):
            if told.period is None:
                return
            yield told.period, told

    def origin(self, unit: str, sentence: int) -> Placed:
        """The last date that is fine enough to count such units from; one told aside only where there is no other."""
        limit, aside = _FINENESS.get(unit, 1), None
        for period, told in self.known(sentence):
            if _FINENESS[period.grain] > limit:
                continue
            if not told.aside or sentence == told.sentence:
                return Placed(period, "text", f"when.shift: from {period.value} in the text")
            aside = aside or period
        if aside is not None:
            return Placed(aside, "text", f"when.shift: from {aside.value} in the text")
        return Placed(None, "text", "when.shift: no date in the text to count from")
