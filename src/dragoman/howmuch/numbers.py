"""The grammar of numbers: pieces of text → values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from dragoman.howmuch.lexemes import Lexeme
from dragoman.howmuch.types import Number, NumberForm

_ADDENDS = frozenset(("digit", "teen", "tens"))
_WORDS = frozenset((*_ADDENDS, "zero", "hundred", "scale"))
_PARTS = frozenset(("part", "half", "quarter"))
_OPENERS = frozenset((*_WORDS, "numeral", "many", "dozen", "several", "ordinal", "half", "quarter", "vulgar", "part"))
_MINUS = frozenset(("minus", "negative"))


class _Cardinal:
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


class NumberGrammar:
    """Reads a number that begins at a given piece."""

    def __init__(self, pieces: Sequence[Lexeme], suffixes: Mapping[str, float]) -> None:
        self._pieces, self._suffixes = pieces, suffixes
        self._count = len(pieces)

    def read(self, i: int) -> tuple[Number, int] | None:
        """The longest number that begins at piece `i`, and the piece after it."""
        piece = self._at(i)
        if piece is None:
            return None
        if piece.lower in _MINUS or (piece.text == "-" and self._opens_negative(i)):
            found = self.read(i + 1) if self._kind(i + 1) in _OPENERS else None
            if found is None or found[0].value is None or found[0].form == "ordinal":
                return None
            number, after = found
            return self._number(i, after, number.form, -(number.value or 0.0), number.scale), after
        if piece.lower in ("a", "an"):
            return self._after_article(i)
        if piece.kind not in _OPENERS or self._sits_in_a_name(i):
            return None
        return (
            self._vague(i, i) or self._fraction(i) or self._dozens(i, i) or self._counted(i) or self._ordinal_alone(i)
        )

    # --- pieces

    def _at(self, i: int) -> Lexeme | None:
        return self._pieces[i] if 0 <= i < self._count else None

    def _kind(self, i: int) -> str:
        return self._pieces[i].kind if 0 <= i < self._count else ""

    def _lower(self, i: int) -> str:
        return self._pieces[i].lower if 0 <= i < self._count else ""

    def _value(self, i: int) -> float:
        return self._pieces[i].value

    def _opens_negative(self, i: int) -> bool:
        """A minus sign touches its digits and nothing before it."""
        sign, digits, before = self._pieces[i], self._at(i + 1), self._at(i - 1)
        if digits is None or digits.kind != "numeral" or not digits.glued:
            return False
        return before is None or not sign.glued or before.text in "(<=>^"

    def _sits_in_a_name(self, i: int) -> bool:
        """Digits that touch letters before them ("G7", "F-16") are part of a name."""
        piece = self._pieces[i]
        if piece.kind not in ("numeral", "ordinal") or not piece.glued:
            return False
        before = self._at(i - 1)
        if before is not None and before.text == "-" and before.glued:
            before = self._at(i - 2)
            return (
                before is not None and before.kind == "word" and not (before.glued and self._kind(i - 3) == "numeral")
            )
        return before is not None and before.kind in ("word", "ordinal", "suffix") and len(before.text) not in (3, 4)

    def _number(self, i: int, after: int, form: NumberForm, value: float, scale: float = 1.0) -> Number:
        return Number(start=self._pieces[i].start, end=self._pieces[after - 1].end, form=form, value=value, scale=scale)

    # --- whole and decimal numbers

    def _counted(self, i: int) -> tuple[Number, int] | None:
        """A cardinal with what may follow it: "point five", "and a half", "3/4", "thirds", "k"; or an ordinal."""
        cardinal = self._cardinal(i)
        if cardinal is None:
            return None
        ordinal = self._ordinal_tail(cardinal)
        if ordinal is not None:
            return ordinal
        value, after, scale = cardinal.value, cardinal.next, cardinal.scale
        form: NumberForm = "digits" if cardinal.numeral else "words"
        point = self._decimals(after)
        if point is not None and not cardinal.numeral:
            value, after = value + point[0], point[1]
            if self._kind(after) == "scale":
                scale = self._value(after)
                value, after = value * scale, after + 1
            return self._number(i, after, form, value, scale), after
        mixed = self._mixed(value, after, scale, cardinal.numeral)
        if mixed is not None:
            value, after, scale = mixed
        elif cardinal.numeral and (suffix := self._suffix(after)) is not None:
            value, scale, after = value * suffix, suffix, after + 1
        if (self._kind(after) == "dozen" or self._lower(after) == "dozens") and after == cardinal.next:
            value, after = value * 12, after + 1
        return self._number(i, after, form, value, scale), after

    def _cardinal(self, i: int) -> _Cardinal | None:
        state = _Cardinal(i)
        j = i
        while j < self._count and self._take(state, j):
            state.next = j + 1
            j = self._joined(state)
        return state if state.next > i else None

    def _take(self, state: _Cardinal, j: int) -> bool:
        """Add the piece `j` to the number; False where it does not fit."""
        piece, first = self._pieces[j], j == state.start
        kind, value = piece.kind, piece.value
        if kind == "zero":
            state.open = 0.0 if first else state.open
            return first
        if kind in _ADDENDS:
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

    def _opens_new_group(self, state: _Cardinal, j: int) -> bool:
        """True where another number begins at `j`: "five hundred and six hundred", "one million and two million"."""
        k = self._after_addends(j)
        if self._kind(k) == "hundred":
            if state.open == 100:
                return True
            k = self._after_addends(k + 1)
        return self._kind(k) == "scale" and self._value(k) >= state.level

    def _after_addends(self, j: int) -> int:
        while self._kind(j) in _ADDENDS or self._kind(j) == "numeral":
            j += 1
        return j

    def _joined(self, state: _Cardinal) -> int:
        """Where the next part of the number may stand: right after, or after "and", a hyphen, a comma."""
        j = state.next
        piece = self._at(j)
        if piece is None:
            return j
        if piece.text == "-" and self._kind(j + 1) in _WORDS and self._kind(j - 1) in _WORDS:
            return j + 1
        if piece.lower in ("and", "&") and state.open >= 100 and self._kind(j + 1) in (*_ADDENDS, "numeral"):
            return j if self._kind(j + 1) == "digit" and self._kind(j + 2) in _PARTS else j + 1
        if (
            piece.text == ","
            and state.level < math.inf
            and self._kind(j - 1) == "scale"
            and self._kind(j + 1) in _ADDENDS
        ):
            follows = {self._kind(k) for k in range(j + 2, j + 4)}
            return j + 1 if follows & {"hundred", "scale"} else j
        return j

    def _suffix(self, j: int) -> float | None:
        """The scale letters after digits: "240.1bn", "10k", "1,674.5 G"; a bare "m" only where a plural is counted."""
        piece = self._at(j)
        if piece is None or piece.kind != "word" or piece.lower not in self._suffixes:
            return None
        follower = self._at(j + 1)
        if follower is not None and follower.glued and (follower.kind != "mark" or follower.text in "/^°²³"):
            return None
        if len(piece.text) > 1:
            return self._suffixes[piece.lower] if piece.lower != "mm" else None
        if piece.text == "m":
            counts = (
                follower is not None
                and follower.kind == "word"
                and len(follower.text) > 3
                and (follower.lower.endswith("s") or follower.lower in ("people", "children", "women", "tonnes"))
            )
            return self._suffixes["m"] if piece.glued and counts else None
        if piece.text in "tg":
            return None
        return self._suffixes[piece.lower] if piece.glued or piece.text in "kKG" else None

    def _decimals(self, j: int) -> tuple[float, int] | None:
        """The digits after "point": "point zero three"."""
        if self._lower(j) != "point" or self._kind(j + 1) not in ("digit", "zero"):
            return None
        k, value, place = j + 1, 0.0, 0.1
        while self._kind(k) in ("digit", "zero"):
            value, place, k = value + self._value(k) * place, place / 10, k + 1
        return round(value, 12), k

    # --- fractions

    def _part(self, j: int) -> tuple[float, int] | None:
        """A part of one: "3/4", "½", "half", "a quarter", "three fifths", "two-thirds"; and the piece after it."""
        if self._kind(j) == "vulgar":
            return self._value(j), j + 1
        slashed = self._slashed(j)
        if slashed is not None:
            return slashed
        top = 1.0
        k = j
        if self._lower(j) in ("a", "an"):
            k = j + 1
        elif self._kind(j) in (*_ADDENDS, "numeral"):
            cardinal = self._cardinal(j)
            if cardinal is None or cardinal.value != int(cardinal.value):
                return None
            top, k = cardinal.value, cardinal.next
        elif self._kind(j) != "half":
            return None
        if self._lower(k) == "-":
            k += 1
        kind, value = self._kind(k), self._value(k) if k < self._count else 0.0
        if kind in ("part", "half") and value and (top > 1 or kind == "half"):
            return top / value, k + 1
        if kind == "quarter" or (kind == "ordinal" and value > 2 and self._pieces[k].text[0].isalpha()):
            return (top / value, k + 1) if top == 1 and k > j else None
        return None

    def _slashed(self, j: int) -> tuple[float, int] | None:
        """ "3/4" in digits, smaller than one."""
        if self._kind(j) != "numeral" or self._lower(j + 1) != "/" or self._kind(j + 2) != "numeral":
            return None
        top, bottom = self._value(j), self._value(j + 2)
        if not 0 < top < bottom or top != int(top) or bottom != int(bottom):
            return None
        return top / bottom, j + 3

    def _mixed(self, value: float, j: int, scale: float, numeral: bool) -> tuple[float, int, float] | None:
        """What "and a half", "1/4" or "½" add to a number; "and a half million" multiplies, "3 million and a half" too."""
        k = j
        if not (self._kind(j) == "vulgar" or (numeral and self._slashed(j) is not None)):
            k += self._lower(k) == "-"
            if self._lower(k) not in ("and", "&"):
                return None
            k += 1
            k += self._lower(k) == "-"
        part = self._part(k)
        if part is None:
            return None
        share, after = part
        after += self._lower(after) == "-" and self._kind(after + 1) == "scale"
        if self._kind(after) == "scale":
            following = self._value(after)
            if scale > following:
                return value + share * following, after + 1, scale
            return (value + share) * following, after + 1, following
        if self._kind(k) == "half":
            return None
        return value + share * (scale if scale > 100 else 1.0), after, scale

    def _fraction(self, i: int) -> tuple[Number, int] | None:
        """A part that stands alone: "two thirds", "one in five", "half a million", "two thirds of a million"."""
        part = self._part(i) or self._ratio(i)
        if part is None:
            return None
        share, after = part
        if self._kind(i) == "ordinal":
            return None
        k = after
        if self._lower(k) == "of":
            k += 1
        if self._lower(k) in ("a", "an"):
            k += 1
        if self._lower(k) == "-":
            k += 1
        if self._kind(k) == "scale":
            scale = self._value(k)
            return self._number(i, k + 1, "words", share * scale, scale), k + 1
        if self._kind(k) == "dozen" and k > after:
            return self._number(i, k + 1, "words", share * 12), k + 1
        return self._number(i, after, "fraction", share), after

    def _ratio(self, j: int) -> tuple[float, int] | None:
        """ "one in five", "2 out of 3", "one over twenty": both in words or both in digits, the first the smaller."""
        if self._kind(j) not in (*_ADDENDS, "numeral"):
            return None
        top = self._cardinal(j)
        if top is None or top.value != int(top.value):
            return None
        k = top.next
        if self._lower(k) in ("in", "over") and self._kind(k + 1) in (*_ADDENDS, "numeral"):
            k += 1
        elif self._lower(k) == "out" and self._lower(k + 1) == "of" and self._kind(k + 2) in (*_ADDENDS, "numeral"):
            k += 2
        else:
            return None
        bottom = self._cardinal(k)
        if bottom is None or not 0 < top.value < bottom.value <= 1000 or bottom.value != int(bottom.value):
            return None
        if self._lower(k - 1) == "in" and (
            top.value > 10 or self._kind(bottom.next) == "word" and self._is_time(bottom.next)
        ):
            return None
        after = bottom.next + (1 if self._pieces[bottom.next - 1].kind == "many" else 0)
        return top.value / bottom.value, after

    def _is_time(self, j: int) -> bool:
        word = self._lower(j).rstrip("s")
        return word in ("second", "minute", "hour", "day", "week", "month", "year", "night", "decade", "century")

    # --- "a hundred", "dozens", ordinals

    def _after_article(self, i: int) -> tuple[Number, int] | None:
        """ "a hundred", "a dozen", "a third", "a few hundred"."""
        k = i + 1
        kind = self._kind(k)
        if kind in ("hundred", "scale"):
            found = self._counted(k)
            if found is None:
                return None
            number, after = found
            return self._number(i, after, number.form, number.value or 0.0, number.scale), after
        if kind == "dozen":
            return self._number(i, k + 1, "words", 12.0), k + 1
        if kind == "several":
            return self._vague(k, i)
        if kind in ("half", "quarter") or (kind == "ordinal" and self._pieces[k].text[0].isalpha()):
            return self._fraction(i)
        return None

    def _dozens(self, i: int, start: int) -> tuple[Number, int] | None:
        return (self._number(start, i + 1, "words", 12.0), i + 1) if self._kind(i) == "dozen" else None

    def _vague(self, i: int, start: int) -> tuple[Number, int] | None:
        """ "dozens", "hundreds of thousands", "several hundred": a range, twice the word up to ten times less one."""
        kind, j = self._kind(i), i + 1
        if kind == "many":
            size = self._value(i)
            if self._lower(j) == "of" and self._kind(j + 1) == "many" and self._value(j + 1) > size:
                size, j = size * self._value(j + 1), j + 2
            elif self._lower(i) in ("tens", "scores") and self._lower(j) != "of":
                return None
        elif kind == "several":
            if self._lower(j) == "of":
                j += 1
            if self._kind(j) not in ("hundred", "scale", "dozen"):
                return None
            size, j = self._value(j), j + 1
        else:
            return None
        low, high = 2 * size, 100.0 - 1 if size == 12 else 10 * size - 1
        number = Number(
            start=self._pieces[start].start, end=self._pieces[j - 1].end, form="vague", low=low, high=high, scale=size
        )
        return number, j

    def _ordinal_tail(self, cardinal: _Cardinal) -> tuple[Number, int] | None:
        """An ordinal that ends a number in words: "twenty-fifth", "one hundred twenty fifth"."""
        j = cardinal.next
        if self._lower(j) in ("-", "and"):
            j += 1
        if cardinal.numeral or self._kind(j) != "ordinal" or not self._pieces[j].text[0].isalpha():
            return None
        value = self._value(j)
        if value >= 100:
            if cardinal.value < 100 or value <= cardinal.scale:
                return None
            rank = cardinal.value * value
        elif value < cardinal.open and cardinal.open > 1:
            rank = cardinal.value + value
        else:
            return None
        return self._number(cardinal.start, j + 1, "ordinal", rank), j + 1

    def _ordinal_alone(self, i: int) -> tuple[Number, int] | None:
        if self._kind(i) != "ordinal":
            return None
        return self._number(i, i + 1, "ordinal", self._value(i)), i + 1
