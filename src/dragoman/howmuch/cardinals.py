"""Whole numbers in words and digits: "three hundred and two thousand", "4 thousand 3 hundred", "1.5 million"."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dragoman.howmuch.lexemes import Lexeme
from dragoman.howmuch.types import Number, NumberForm

ADDENDS = frozenset(("digit", "teen", "tens"))
PARTS = frozenset(("part", "half", "quarter"))
WORDS = frozenset((*ADDENDS, "zero", "hundred", "scale"))


class Cardinal:
    """A whole or decimal number while it is read: `group` is what stands before the next scale word."""

    __slots__ = ("group", "level", "next", "numeral", "open", "scale", "start", "total")

    def __init__(self, start: int) -> None:
        self.start = self.next = start
        self.total = self.group = 0.0
        self.level = math.inf  # the smallest scale word so far
        self.open = 1000.0  # what may still be added must be smaller than this
        self.scale = 1.0
        self.numeral = False

    @property
    def value(self) -> float:
        return self.total + self.group


class CardinalGrammar:
    """Reads the whole number that begins at a given piece."""

    def __init__(self, pieces: Sequence[Lexeme]) -> None:
        self._pieces = pieces
        self._count = len(pieces)

    def _at(self, i: int) -> Lexeme | None:
        return self._pieces[i] if 0 <= i < self._count else None

    def _kind(self, i: int) -> str:
        return self._pieces[i].kind if 0 <= i < self._count else ""

    def _lower(self, i: int) -> str:
        return self._pieces[i].lower if 0 <= i < self._count else ""

    def _value(self, i: int) -> float:
        return self._pieces[i].value

    def _number(self, i: int, after: int, form: NumberForm, value: float, scale: float = 1.0) -> Number:
        return Number(start=self._pieces[i].start, end=self._pieces[after - 1].end, form=form, value=value, scale=scale)

    def _cardinal(self, i: int) -> Cardinal | None:
        state = Cardinal(i)
        j = i
        while j < self._count and self._take(state, j):
            state.next = j + 1
            j = self._joined(state)
        return state if state.next > i else None

    def _take(self, state: Cardinal, j: int) -> bool:
        """Add the piece `j` to the number; False where it does not fit."""
        piece, first = self._pieces[j], j == state.start
        kind, value = piece.kind, piece.value
        if kind == "zero":
            state.open = 0.0 if first else state.open
            return first
        if kind in ADDENDS:
            if value >= state.open or (not first and self._opens_new_group(state, j)):
                return False
            state.group += value
            state.open = 10.0 if kind == "tens" else 1.0
            return True
        if kind == "numeral":
            if not first and (value >= state.open or value != int(value) or value < 1 or piece.glued):
                return False
            if not first and self._opens_new_group(state, j):
                return False
            state.group += value
            state.open, state.numeral = 0.0, state.numeral or first
            return True
        if kind == "hundred":
            if not first and (state.group == 0 or (state.group >= 100 and not state.numeral) or state.open == 100):
                return False
            state.group, state.open, state.scale = (state.group or 1) * 100, 100.0, max(state.scale, 100.0)
            return True
        if kind == "scale":
            if value >= state.level or (not first and state.group == 0 and state.total > 0):
                return False
            state.total += (state.group or 1) * value
            state.group, state.level, state.scale = 0.0, value, value if first or state.scale <= 100 else state.scale
            state.open = min(1000.0, value)
            return True
        return False

    def _opens_new_group(self, state: Cardinal, j: int) -> bool:
        """True where another number begins at `j`: "five hundred and six hundred", "one million and two million"."""
        k = self._after_addends(j)
        if self._kind(k) == "hundred":
            if state.open == 100:
                return True
            k = self._after_addends(k + 1)
        return self._kind(k) == "scale" and self._value(k) >= state.level

    def _after_addends(self, j: int) -> int:
        while self._kind(j) in ADDENDS or self._kind(j) == "numeral":
            j += 1
        return j

    def _joined(self, state: Cardinal) -> int:
        """Where the next part of the number may stand: right after, or after "and", a hyphen, a comma."""
        j = state.next
        piece = self._at(j)
        if piece is None:
            return j
        if piece.text == "-" and self._kind(j + 1) in WORDS and self._kind(j - 1) in WORDS:
            return j + 1
        if piece.lower in ("and", "&") and state.open >= 100 and self._kind(j + 1) in (*ADDENDS, "numeral"):
            return j if self._kind(j + 1) == "digit" and self._kind(j + 2) in PARTS else j + 1
        if (
            piece.text == ","
            and state.level < math.inf
            and self._kind(j - 1) == "scale"
            and self._kind(j + 1) in ADDENDS
        ):
            follows = {self._kind(k) for k in range(j + 2, j + 4)}
            return j + 1 if follows & {"hundred", "scale"} else j
        return j
