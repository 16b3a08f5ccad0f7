"""The grammar of numbers: pieces of text → values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.howmuch.cardinals import ADDENDS, WORDS, Cardinal, CardinalGrammar
from dragoman.howmuch.lexemes import Lexeme
from dragoman.howmuch.types import Number, NumberForm

_OPENERS = frozenset((*WORDS, "numeral", "many", "dozen", "several", "ordinal", "half", "quarter", "vulgar", "part"))
_MINUS = frozenset(("minus", "negative"))


class NumberGrammar(CardinalGrammar):
    """Reads any number that begins at a given piece: whole, decimal, fraction, ordinal, vague."""

    def __init__(self, pieces: Sequence[Lexeme], suffixes: Mapping[str, float]) -> None:
        super().__init__(pieces)
        self._suffixes = suffixes

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
        elif self._kind(j) in (*ADDENDS, "numeral"):
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
            return (top / value, k + 1) if top == 1 and k > j and self._divides(j, k) else None
        return None

    def _divides(self, j: int, k: int) -> bool:
        """ "a third of", "by a third", "one fifth"; in "a third man" and "a fourth, from Kent" it only counts."""
        if self._lower(j) not in ("a", "an") or self._kind(k) == "quarter":
            return True
        after, before = self._at(k + 1), self._at(j - 1)
        if (
            after is None
            or after.kind == "scale"
            or after.lower in ("of", "as", "more", "less", "fewer", "higher", "lower")
        ):
            return True
        return before is not None and before.lower in (
            "by",
            "about",
            "nearly",
            "almost",
            "than",
            "over",
            "around",
            "and",
            "-",
        )

    def _slashed(self, j: int) -> tuple[float, int] | None:
        """ "3/4" in digits, smaller than one."""
        if self._kind(j) != "numeral" or self._lower(j + 1) != "/" or self._kind(j + 2) != "numeral":
            return None
        top, bottom = self._value(j), self._value(j + 2)
        if not 0 < top < bottom or top != int(top) or bottom != int(bottom):
            return None
        return top / bottom, j + 3

    def _mixed(self, value: float, j: int, scale: float, numeral: bool) -> tuple[float, int, float] | None:
        """What "and a half", "1/4" or "½" add to a number: also in "one and a half million", "3 million and a half"."""
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
        if self._kind(j) not in (*ADDENDS, "numeral"):
            return None
        top = self._cardinal(j)
        if top is None or top.value != int(top.value):
            return None
        k = top.next
        hyphen = self._lower(k) == "-" and self._lower(k + 2) == "-"
        if hyphen and self._lower(k + 1) == "in" and self._kind(k + 3) in (*ADDENDS, "numeral"):
            k += 3
        elif self._lower(k) in ("in", "over") and self._kind(k + 1) in (*ADDENDS, "numeral"):
            k += 1
        elif self._lower(k) == "out" and self._lower(k + 1) == "of" and self._kind(k + 2) in (*ADDENDS, "numeral"):
            k += 2
        else:
            return None
        bottom = self._cardinal(k)
        if bottom is None or not 0 < top.value < bottom.value <= 1000 or bottom.value != int(bottom.value):
            return None
        if self._lower(k - 1) == "in" and (
            top.value > 10 or (self._kind(bottom.next) == "word" and self._is_time(bottom.next))
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

    def _ordinal_tail(self, cardinal: Cardinal) -> tuple[Number, int] | None:
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
