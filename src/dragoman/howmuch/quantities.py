"""Reads quantities off plain text: number, unit, range, qualifier. Needs no parse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from dragoman.howmuch.lexemes import Lexeme, NumberWords
from dragoman.howmuch.numbers import NumberGrammar
from dragoman.howmuch.types import Number, Quantity, Unit
from dragoman.howmuch.units import Units
from dragoman.knowledge.files import Library
from dragoman.records import Qualifier
from dragoman.text.document import plain


class QualifierRow(msgspec.Struct, frozen=True):
    """A row of qualifiers.tsv: words `before` or `after` a number that say how it is meant."""

    phrase: str
    qualifier: Qualifier
    side: Literal["before", "after"]


_ARTICLE = re.compile(r"\s(?:of )?an?\s")  # "half an hour", "a quarter of a mile"
_RANGE_LINKS = frozenset(("-", "to", "through", "and", "or", "/"))


class QuantityReader:
    """Holds the knowledge of numbers and units."""

    def __init__(self, library: Library) -> None:
        self.words = NumberWords(library)
        self._units = Units(library)
        rows = library.table("howmuch/qualifiers.tsv", QualifierRow, key=lambda row: (row.phrase, row.side))
        self._before = {tuple(row.phrase.split()): row.qualifier for row in rows if row.side == "before"}
        self._after = {tuple(row.phrase.split()): row.qualifier for row in rows if row.side == "after"}
        self._longest = max(map(len, (*self._before, *self._after)), default=0)

    def read(self, text: str) -> list[Quantity]:
        """The quantities of a text, in order. Any text; offsets are into it."""
        found = self.read_part(plain(text), 0, len(text), ())
        return [msgspec.structs.replace(q, text=text[q.start : q.end]) for q in found]

    def read_part(self, text: str, start: int, end: int, sealed: Sequence[tuple[int, int]]) -> list[Quantity]:
        """The quantities of `text[start:end]`, a part of a plain text; none inside the `sealed` spans."""
        pieces = self.words.lexemes(text, start, end, sealed)
        grammar = NumberGrammar(pieces, self.words.suffixes)
        out: list[Quantity] = []
        i = floor = 0
        while i < len(pieces):
            found = self._ranged(text, pieces, grammar, i, floor, start, end)
            if found is None:
                i += 1
                continue
            quantity, i = found
            floor = i
            out.append(quantity)
        return _sharing_units(text, _two_sided(text, out))

    def _ranged(
        self, text: str, pieces: list[Lexeme], grammar: NumberGrammar, i: int, floor: int, start: int, end: int
    ) -> tuple[Quantity, int] | None:
        """A quantity at piece `i`, joined with the one after it where both are the ends of a range."""
        first = self._single(text, pieces, grammar, i, pieces[floor - 1].end if floor else start, end)
        if first is None:
            return None
        one, after = first
        ranged = self._range(text, pieces, grammar, one, i, after, end)
        quantity, after = ranged or first
        return self._qualified(pieces, quantity, self._opening(pieces, i, quantity.core_start), after, floor)

    def _opening(self, pieces: list[Lexeme], i: int, core_start: int) -> int:
        """The first piece of the quantity: its money sign stands before its number."""
        while i > 0 and pieces[i - 1].start >= core_start:
            i -= 1
        return i

    def _single(
        self, text: str, pieces: list[Lexeme], grammar: NumberGrammar, i: int, floor: int, end: int
    ) -> tuple[Quantity, int] | None:
        read = grammar.read(i)
        if read is None:
            return self._after_article(text, pieces, i, end)
        number, after = read
        if number.form == "ordinal":
            return _quantity(number, None, number.start, number.end, 1.0), after
        minus = number.start - 2 >= floor and text[number.start - 1] == "-" and text[number.start - 2] in "$€£¥"
        before = self._units.before(text, number.start - minus, floor)
        if minus and before is not None:
            number = _negated(number)
        if before is None:
            if _glued_to_name(pieces, i):
                return None
            return self._measured(text, pieces, grammar, number, after, end)
        unit, begin, factor = before
        number, after = _with_bare_m(pieces, number, after)
        if begin > floor and text[begin - 1] == "-" and not text[begin - 2 : begin - 1].isalnum():
            number, begin = _negated(number), begin - 1
        rate = self._units.rate(text, number.end, end, unit)
        finish = number.end
        if rate is not None:
            unit, finish = rate
        return _quantity(number, unit, begin, finish, factor), _piece_after(pieces, after, finish)

    def _after_article(self, text: str, pieces: list[Lexeme], i: int, end: int) -> tuple[Quantity, int] | None:
        """ "more than a year", "at least an hour": the article counts one where a qualifier stands before it."""
        piece = pieces[i]
        if piece.lower not in ("a", "an") or not i:
            return None
        if not any(tuple(p.lower for p in pieces[max(0, i - n) : i]) in self._before for n in range(1, min(4, i) + 1)):
            return None
        found = self._units.after(text, piece.end, end)
        if found is None or found[0].kind not in ("time", "length", "volume") or found[0].code == "s":
            return None
        number = Number(start=piece.start, end=piece.end, form="words", value=1.0)
        return _quantity(number, found[0], piece.start, found[1], 1.0), _piece_after(pieces, i, found[1])

    def _measured(
        self, text: str, pieces: list[Lexeme], grammar: NumberGrammar, number: Number, after: int, end: int
    ) -> tuple[Quantity, int] | None:
        """A number with what follows it: a unit, smaller units of the same kind, or nothing."""
        plus = after < len(pieces) and pieces[after].text == "+" and pieces[after].glued and not _touches(pieces, after)
        found = self._units.after(text, number.end + plus, end, number.value)
        if found is not None and number.form == "words" and text[found[1] - 3 : found[1]].lower() == " in":
            found = None  # "one in" is no inch; "2 in" can be
        if found is None and number.form == "fraction" and (article := _ARTICLE.match(text, number.end, end)):
            found = self._units.after(text, article.end() - 1, end)
            found = None if found and found[0].kind in ("fraction", "money", "angle") else found
        if found is None:
            if _glued_to_letters(pieces, after, number):
                return None
            return _quantity(number, None, number.start, number.end, 1.0), after
        unit, finish, factor = found
        after = _piece_after(pieces, after, finish)
        if plus:
            quantity = _quantity(number, unit, number.start, finish, factor)
            return msgspec.structs.replace(quantity, qualifier="more than"), after
        if unit.kind == "money" and after < len(pieces) and pieces[after].kind == "scale" and number.scale == 1:
            factor, finish, after = factor * pieces[after].value, pieces[after].end, after + 1
        quantity = _quantity(number, unit, number.start, finish, factor)
        return self._with_smaller(text, pieces, grammar, quantity, after, end)

    def _with_smaller(
        self, text: str, pieces: list[Lexeme], grammar: NumberGrammar, larger: Quantity, after: int, end: int
    ) -> tuple[Quantity, int]:
        """ "5 feet 2 inches", "3 dollars 50 cents", "15 dollars 50" as one quantity."""
        unit = larger.unit
        if (
            unit is None
            or (unit.kind != "money" and unit.name != "foot")
            or larger.value is None
            or after >= len(pieces)
        ):
            return larger, after
        read = grammar.read(after)
        if read is None or read[0].value is None or read[0].form not in ("digits", "words"):
            return larger, after
        number, then = read
        found = self._units.after(text, number.end, end, number.value)
        share = 0.0
        finish = number.end
        if found is not None:
            below, finish, _ = found
            if unit.code == "[ft_i]" and below.code == "[in_i]":
                share = 1 / 12
            elif unit.kind == "money" and below.kind == "money" and below.factor < 1:
                share = below.factor
        elif unit.kind == "money" and unit.factor == 1 and number.value is not None and 0 < number.value < 100:
            follower = pieces[then] if then < len(pieces) else None
            share = 0.01 if follower is None or follower.text in ".,;" else 0.0
        if not share:
            return larger, after
        value = larger.value + (number.value or 0.0) * share if larger.value is not None else None
        joined = msgspec.structs.replace(larger, value=value, end=finish, core_end=finish)
        return joined, _piece_after(pieces, then, finish)

    def _range(
        self, text: str, pieces: list[Lexeme], grammar: NumberGrammar, low: Quantity, i: int, after: int, end: int
    ) -> tuple[Quantity, int] | None:
        """ "between A and B", "from A to B", "A-B", "two or three", "A ± B"."""
        link = pieces[after].lower if after < len(pieces) else ""
        width = 1
        if link in ("+", "±"):
            return self._tolerance(text, pieces, grammar, low, after, end)
        if link not in _RANGE_LINKS or after + width >= len(pieces):
            return None
        opener = self._opener(pieces, i, low)
        if link == "and" and opener != "between":
            return None
        if link in ("or", "/") and (link == "/" or low.form != "words"):
            return None
        following = self._single(text, pieces, grammar, after + width, pieces[after].end, end)
        if following is None:
            skipped = after + width
            while skipped < len(pieces) and pieces[skipped].text in "$€£US<>~":
                skipped += 1
            following = (
                self._single(text, pieces, grammar, skipped, pieces[after].end, end)
                if skipped > after + width
                else None
            )
            if following is None:
                return None
        high, then = following
        joined = _range_of(low, high, link)
        if joined is None:
            return None
        begin = low.core_start
        if opener:
            begin = pieces[self._opening(pieces, i, low.core_start) - 1].start
        return msgspec.structs.replace(joined, start=begin), then

    def _opener(self, pieces: list[Lexeme], i: int, low: Quantity) -> str:
        """The word before the range, where it is "between" or "from"."""
        first = self._opening(pieces, i, low.core_start)
        word = pieces[first - 1].lower if first > 0 else ""
        return word if word in ("between", "from") else ""

    def _tolerance(
        self, text: str, pieces: list[Lexeme], grammar: NumberGrammar, middle: Quantity, after: int, end: int
    ) -> tuple[Quantity, int] | None:
        k = after + 1
        if pieces[after].text == "+":
            if [p.text for p in pieces[after + 1 : after + 3]] != ["/", "-"]:
                return None
            k = after + 3
        following = self._single(text, pieces, grammar, k, pieces[k - 1].end, end) if k < len(pieces) else None
        if following is None or following[0].value is None:
            return None
        spread, then = following
        joined = msgspec.structs.replace(
            middle,
            end=spread.end,
            core_end=spread.core_end,
            unit=spread.unit or middle.unit,
            uncertainty=spread.value,
            link="±",
        )
        return joined, then

    def _qualified(
        self, pieces: list[Lexeme], quantity: Quantity, first: int, after: int, floor: int
    ) -> tuple[Quantity, int]:
        """The quantity with the words before and after it that say how it is meant."""
        if quantity.form == "ordinal":
            return quantity, after
        if quantity.start < quantity.core_start:
            first -= 1
        quantity = self._qualified_before(pieces, quantity, first, floor)
        return self._qualified_after(pieces, quantity, after)

    def _qualified_before(self, pieces: list[Lexeme], quantity: Quantity, first: int, floor: int) -> Quantity:
        for length in range(min(self._longest, first - floor), 0, -1):
            found = self._before.get(tuple(p.lower for p in pieces[first - length : first]))
            if found is not None:
                return msgspec.structs.replace(quantity, start=pieces[first - length].start, qualifier=found)
        return quantity

    def _qualified_after(self, pieces: list[Lexeme], quantity: Quantity, after: int) -> tuple[Quantity, int]:
        if quantity.qualifier not in (None, "about", "exactly"):
            return quantity, after
        for length in range(min(self._longest, len(pieces) - after), 0, -1):
            then = after + length
            found = self._after.get(tuple(p.lower for p in pieces[after:then]))
            follower = pieces[then] if then < len(pieces) else None
            if found is None or (follower is not None and follower.glued and pieces[after].kind == "mark"):
                continue
            if follower is not None and "than" in (pieces[then - 1].lower, follower.lower):
                continue
            return msgspec.structs.replace(quantity, end=pieces[then - 1].end, qualifier=found), then
        return quantity, after


def _quantity(number: Number, unit: Unit | None, start: int, end: int, factor: float) -> Quantity:
    factor *= unit.factor if unit is not None else 1.0
    scaled = [None if v is None else v * factor for v in (number.value, number.low, number.high)]
    return Quantity(
        start=start, end=end, core_start=start, core_end=end, numbers=(number,), unit=unit,
        value=scaled[0], low=scaled[1], high=scaled[2],
    )  # fmt: skip


def _touches(pieces: list[Lexeme], i: int) -> bool:
    return i + 1 < len(pieces) and pieces[i + 1].glued


def _negated(number: Number) -> Number:
    return msgspec.structs.replace(number, value=-number.value if number.value is not None else None)


def _piece_after(pieces: list[Lexeme], i: int, end: int) -> int:
    """The first piece that begins at `end` or later."""
    while i < len(pieces) and pieces[i].start < end:
        i += 1
    return i


def _with_bare_m(pieces: list[Lexeme], number: Number, after: int) -> tuple[Number, int]:
    """After a money sign a lone letter is a scale: "€3m", "$5b", "$2t"."""
    scale = {"m": 1e6, "b": 1e9, "t": 1e12}.get(pieces[after].lower) if after < len(pieces) else None
    if scale is None or number.value is None or number.scale > 1 or not pieces[after].glued:
        return number, after
    widened = msgspec.structs.replace(number, value=number.value * scale, scale=scale, end=pieces[after].end)
    return widened, after + 1


def _glued_to_name(pieces: list[Lexeme], i: int) -> bool:
    """Digits that touch letters before them, when those are no money, or the digits of a code: "x2-17"."""
    if i > 2 and pieces[i - 1].text == "-" and all(p.glued for p in pieces[i - 2 : i + 1]):
        return pieces[i - 2].kind == "numeral" and pieces[i - 3].kind == "word"
    return i > 0 and pieces[i].glued and pieces[i].kind in ("numeral", "ordinal") and pieces[i - 1].kind == "word"


def _glued_to_letters(pieces: list[Lexeme], after: int, number: Number) -> bool:
    """Digits that touch letters which are no unit are part of a code: "777F", "24703L"."""
    if number.form != "digits" or after >= len(pieces) or not pieces[after].glued:
        return False
    return pieces[after].kind not in ("mark", "sealed", "vulgar") or pieces[after].text == "_"


def _range_of(low: Quantity, high: Quantity, link: str) -> Quantity | None:
    """The two as one range, the unit and the scale of the second given to the first; None where they do not fit."""
    a, b = low.numbers[0], high.numbers[0]
    if high.qualifier or low.value is None or high.value is None or len(low.numbers) > 1:
        return None
    if a.form != b.form and not {a.form, b.form} <= {"digits", "words"}:
        return None
    if low.unit is not None and high.unit is not None and low.unit.label != high.unit.label:
        return None
    value = low.value
    unit = high.unit or low.unit
    if a.scale == 1 and b.scale > 1 and value < high.value / b.scale:
        value *= b.scale
    if value >= high.value:
        return None
    if link == "-" and a.form == "digits" and b.form == "words":
        return None
    return Quantity(
        start=low.start, end=high.end, core_start=low.core_start, core_end=high.core_end,
        numbers=(a, b), unit=unit, low=value, high=high.value, link=link,
    )  # fmt: skip


_AND_YET = re.compile(r",?\s(?:but|and|yet)\s")


def _two_sided(text: str, found: list[Quantity]) -> list[Quantity]:
    """ "More than 20 but fewer than 35" as one range."""
    out: list[Quantity] = []
    for quantity in found:
        low = out[-1] if out else None
        if (
            low is not None
            and low.qualifier in ("more than", "at least")
            and quantity.qualifier in ("less than", "up to")
            and low.start < low.core_start
            and low.unit in (None, quantity.unit)
            and low.value is not None
            and quantity.value is not None
            and low.value < quantity.value
            and (link := _AND_YET.fullmatch(text, low.end, quantity.start))
        ):
            out[-1] = Quantity(
                start=low.start, end=quantity.end, core_start=low.core_start, core_end=quantity.core_end,
                numbers=(*low.numbers, *quantity.numbers), unit=quantity.unit,
                low=low.value, high=quantity.value, link=link.group().strip(" ,"),
            )  # fmt: skip
        else:
            out.append(quantity)
    return out


def _sharing_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """In a list the last unit is that of all: "45 and 50 mg"."""
    for k in range(len(found) - 2, -1, -1):
        one, other = found[k], found[k + 1]
        if (
            one.unit is None
            and other.unit is not None
            and one.form == other.form
            and other.unit.kind not in ("money", "time")
        ):
            between = text[one.end : other.start].strip()
            if between in ("and", "or", ",", ", and", "versus") and other.numbers[0].scale == 1:
                found[k] = msgspec.structs.replace(one, unit=other.unit)
    return found
