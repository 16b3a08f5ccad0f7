"""Units of measure and money: words and symbols → codes."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from dragoman.howmuch.types import Unit
from dragoman.knowledge.files import Library


class CurrencyRow(msgspec.Struct, frozen=True):
    """A row of currencies.tsv. Without a code the word is the money of several states; a `code` form is in capitals."""

    word: str
    name: str
    code: str | None = None
    factor: float = 1.0
    form: Literal["symbol", "code"] | None = None


class UnitRow(msgspec.Struct, frozen=True):
    """A row of units.tsv: a symbol (case counts) or a word (plurals are derived). `prefix`: those it takes."""

    word: str
    name: str
    kind: str
    code: str | None = None
    form: Literal["symbol"] | None = None
    prefix: Literal["si", "large", "small"] | None = None


class PrefixRow(msgspec.Struct, frozen=True):
    """A row of prefixes.tsv: a decimal prefix of units."""

    symbol: str
    name: str
    code: str
    group: Literal["si", "large", "small"]


_WORD = re.compile(r"((?:[A-Za-z]\.){2,}|[^\W\d_]+)(?:\.(?= [a-z]))?(?: ?- ?|\s{1,2})?")
_SYMBOL = re.compile(r"[^\W\d_]+%?|[%‰°º\"$€£¥₽₹₩₺₴₪₫₦₱฿₡₾₸₿¢]C?F?")
_POWER = re.compile(r"\^?(-?[1-4])(?!\d|[.,]\d)")
_DATING = re.compile(r"\s(?:earlier|ago|before|later|after|old)\b")
_PER = re.compile(r"\s?/\s?|\s(?:per|a|an|each)\s|\s?-\s?an?\s?-\s?")
_ENGLISH_LETTERS = frozenset("as")  # "a $1 billion deal", "the firm's $5 million" in split text
_ENDS_INCH = re.compile(r"\s*(?:$|[.,;:)]|x\b|by\b|thick|wide|long|tall|high|deep|in diameter|across|of (?:rain|snow))")
_CODE = re.compile(r"-\d\d")  # "24703 L-202"
_NOT_LETTERS = re.compile(r"[^\w$]+")
_POUNDS_OF_MONEY = 1_000_000.0


class Units:
    """All units that are known, looked up in the text before and after a number."""

    def __init__(self, library: Library) -> None:
        self._symbols: dict[str, Unit] = {}
        self._words: dict[str, Unit] = {}
        self._before: dict[str, Unit] = {}
        self._codes: dict[str, Unit] = {}
        self._longest: dict[str, int] = {}
        prefixes = library.table("howmuch/prefixes.tsv", PrefixRow, key=lambda row: row.symbol)
        for row in library.table("howmuch/units.tsv", UnitRow, key=lambda row: (row.word, row.form)):
            self._add_unit(row, prefixes)
        for money in library.table("howmuch/currencies.tsv", CurrencyRow, key=lambda row: row.word):
            self._add_currency(money)

    def _add_unit(self, row: UnitRow, prefixes: list[PrefixRow]) -> None:
        unit = Unit(code=row.code, name=row.name, kind=row.kind)
        forms = [(row.word, unit)]
        for prefix in prefixes if row.prefix else ():
            if row.prefix == "si" or prefix.group == row.prefix:
                word = (prefix.symbol if row.form else prefix.name) + row.word
                code = prefix.code + row.code if row.code else None
                forms.append((word, Unit(code=code, name=prefix.name + row.name, kind=row.kind)))
        for word, known in forms:
            if row.form:
                self._symbols.setdefault(word, known)
            else:
                self._add_word(word, known)
        if row.form:
            self._symbols[row.word] = unit

    def _add_currency(self, row: CurrencyRow) -> None:
        unit = Unit(code=row.code, name=row.name, kind="money", factor=row.factor)
        if row.form == "code":
            self._codes[row.word.upper()] = unit
        elif row.form == "symbol":
            self._before[row.word] = unit
            self._symbols[row.word.upper()] = unit
        else:
            self._add_word(row.word, unit)
            if len(row.word) == 3:
                self._codes[row.word.upper()] = unit
        if row.word == "pound":
            self._pound = unit

    def _add_word(self, word: str, unit: Unit) -> None:
        """A word and its plural; the first meaning given stands."""
        parts = _NOT_LETTERS.sub(" ", word.replace(".", "")).split()
        for form in (" ".join(parts), _plural(" ".join(parts))):
            self._words.setdefault(form, unit)
            first = form.partition(" ")[0]
            self._longest[first] = max(self._longest.get(first, 0), len(parts))

    # --- before a number

    def before(self, text: str, start: int, floor: int) -> tuple[Unit, int, float] | None:
        """Money before the number at `start` ("$", "US$", "HK $", "EUR", "MUSD"), where it begins, a factor."""
        end = start
        while end > floor and text[end - 1] == " " and start - end < 2:
            end -= 1
        if end == floor:
            return None
        sign = text[end - 1]
        if sign.isalpha():
            begin = end
            while begin > floor and text[begin - 1].isalpha() and end - begin < 6:
                begin -= 1
            if begin > floor and text[begin - 1].isalnum():
                return None
            word = text[begin:end]
            found = self._code(word)
            return (found[0], begin, found[1]) if found else None
        unit = self._before.get(sign)
        if unit is None:
            return None
        return self._with_letters(text, end, floor, unit)

    def _with_letters(self, text: str, end: int, floor: int, plain: Unit) -> tuple[Unit, int, float]:
        """The letters in front of a money sign: "US$", "u.s. $", "c $"."""
        gap = end - 1
        if gap > floor and text[gap - 1] == " ":
            gap -= 1
        begin = gap
        while begin > floor and (text[begin - 1].isalpha() or text[begin - 1] == ".") and gap - begin < 5:
            begin -= 1
        letters = text[begin:gap].lower()
        if letters and not (begin > floor and text[begin - 1].isalnum()):
            unit = self._before.get(letters.replace(".", "") + text[end - 1])
            if unit is not None and (gap == end - 1 or (len(letters) < 4 and letters not in _ENGLISH_LETTERS)):
                return unit, begin, 1.0
        return plain, end - 1, 1.0

    def _code(self, word: str) -> tuple[Unit, float] | None:
        """An ISO 4217 code in capitals, or one that is known in small letters; "MUSD" counts millions."""
        known = self._codes.get(word) or (self._words.get(word.lower()) if len(word) == 3 else None)
        if known is not None and known.kind == "money":
            return known, 1.0
        if len(word) == 4 and word[0] in "MK" and word[1:] in self._codes:
            return self._codes[word[1:]], 1e6 if word[0] == "M" else 1e3
        return None

    # --- after a number

    def after(self, text: str, end: int, ceiling: int, value: float | None = None) -> tuple[Unit, int, float] | None:
        """The unit after a number that ends at `end`, with "per hour", "/kg"; where it ends; a factor."""
        start = end
        while start < ceiling and text[start] in " -" and start - end < (3 if "-" in text[end : start + 1] else 2):
            start += 1
        if start >= ceiling:
            return None
        found = self._word_unit(text, start, ceiling, value) or self._symbol_unit(text, start, ceiling, start > end)
        if found is None:
            return None
        unit, after, factor = found
        if text[after - 1].isalpha() and text[after : after + 1].isdigit():
            return None  # "3 USD50 notes"
        rate = self.rate(text, after, ceiling, unit)
        return (rate[0], rate[1], factor) if rate else found

    def _word_unit(self, text: str, start: int, ceiling: int, value: float | None) -> tuple[Unit, int, float] | None:
        first = _WORD.match(text, start, ceiling)
        if first is None:
            return None
        words, ends, position = [_spelling(first)], [first.end(1)], first.end()
        longest = self._longest.get(words[0], 0)
        while len(ends) < longest:
            more = _WORD.match(text, position, ceiling)
            if more is None:
                break
            words.append(_spelling(more))
            ends.append(more.end(1))
            position = more.end()
        for count in range(min(len(words), longest), 0, -1):
            unit = self._words.get(" ".join(words[:count]))
            if unit is not None:
                return self._pounds(unit, value), ends[count - 1], 1.0
        return None

    def _pounds(self, unit: Unit, value: float | None) -> Unit:
        """Pounds by the million are money."""
        return self._pound if unit.code == "[lb_av]" and value is not None and value >= _POUNDS_OF_MONEY else unit

    def _symbol_unit(self, text: str, start: int, ceiling: int, spaced: bool) -> tuple[Unit, int, float] | None:
        match = _SYMBOL.match(text, start, ceiling)
        if match is None:
            return None
        symbol, finish = match.group(), match.end()
        found = self._code(symbol)
        if found is not None and not text[finish : finish + 1].isdigit():
            return found[0], finish, found[1]
        unit = self._symbols.get(symbol)
        if unit is None and symbol[0] in "°%$€£¥º" and len(symbol) > 1:
            unit, finish = self._symbols.get(symbol[0]), start + 1
        if unit is None or not self._symbol_fits(text, start, finish, ceiling, spaced, symbol):
            return None
        power = _POWER.match(text, finish, ceiling)
        if power and unit.kind != "money" and symbol.isalpha():
            return _raised(unit, int(power.group(1))), power.end(), 1.0
        if finish < ceiling and (text[finish].isdigit() or text[finish] == "_"):
            return None
        return unit, finish, 1.0

    def _symbol_fits(self, text: str, start: int, finish: int, ceiling: int, spaced: bool, symbol: str) -> bool:
        """Letters that are a word, a name or a code elsewhere must look like a unit here."""
        if len(symbol) == 1 and symbol.isalpha() and _CODE.match(text, finish, ceiling):
            return False
        if len(symbol) == 1 and text[finish : finish + 1] == "." and text[finish + 1 : finish + 2].isalpha():
            return False
        if symbol == "in":
            return bool(_ENDS_INCH.match(text, finish, ceiling)) if spaced else True
        if symbol in ("A", "F", "T", "N", "K", "C", "b", "M") and spaced:
            return not re.match(r"[\s-]+\w", text[finish : min(ceiling, finish + 3)]) or symbol in "KM"
        if symbol == "m" and spaced and text[finish : finish + 1] == "'":
            return False
        joined = text[finish : finish + 1] == "-" and text[finish + 1 : finish + 2].isalpha()
        return spaced or not joined or symbol not in ("F", "B", "C")

    def rate(self, text: str, after: int, ceiling: int, unit: Unit) -> tuple[Unit, int] | None:
        """A second unit under the first: "km/h", "dollars a barrel", "J/m^2 per year", "g cm-3"."""
        link = _PER.match(text, after, ceiling)
        if link is None:
            return self._product(text, after, ceiling, unit)
        below = self._word_unit(text, link.end(), ceiling, None) or self._symbol_unit(text, link.end(), ceiling, True)
        if below is None or _DATING.match(text, below[1], ceiling):
            return None
        if below[0].code is None or below[0].kind in ("fraction", "money") or unit.code is None:
            return None
        if "a" in link.group() and unit.kind != "money" and below[0].kind != "time":
            return None
        if link.group().strip() in ("a", "an", "each") and unit.kind == "time":
            return None
        lower = _UCUM_TIMES.get(below[0].code, below[0].code)
        joined = Unit(
            code=f"{unit.code}/{lower}",
            name=f"{unit.name} per {below[0].name}",
            kind="rate",
            factor=unit.factor,
        )
        further = self.rate(text, below[1], ceiling, joined) if "/" in link.group() else None
        return further or (joined, below[1])

    def _product(self, text: str, after: int, ceiling: int, unit: Unit) -> tuple[Unit, int] | None:
        """ "g cm-3", "m s-1": a symbol with a negative power right after another."""
        if after >= ceiling or text[after] not in " .·" or (unit.kind in ("money", "time") and unit.code != "s"):
            return None
        match = _SYMBOL.match(text, after + 1, ceiling)
        power = _POWER.match(text, match.end(), ceiling) if match else None
        below = self._symbols.get(match.group()) if match else None
        if match is None or power is None or below is None or not power.group(1).startswith("-"):
            return None
        lower = _raised(below, -int(power.group(1)))
        joined = Unit(code=f"{unit.code}/{lower.code}", name=f"{unit.name} per {lower.name}", kind="rate")
        return self._product(text, power.end(), ceiling, joined) or (joined, power.end())


_UCUM_TIMES = {"second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a"}
_POWER_NAMES = {2: "square ", 3: "cubic ", 4: "quartic "}


def _spelling(word: re.Match[str]) -> str:
    return word.group(1).lower().replace(".", "")


def _raised(unit: Unit, power: int) -> Unit:
    name = _POWER_NAMES.get(abs(power), "") + unit.name
    if power < 0:
        name = "inverse " + name
    return Unit(code=f"{unit.code}{power}" if power != 1 else unit.code, name=name, kind="compound")


def _plural(word: str) -> str:
    return word + "es" if word.endswith(("ch", "sh", "x", "z", "tz")) else word + "s"
