"""The words of time: a sentence as a row of words, each of one sort, written as a string with one character a word.

A grammar over sorts is then a regular expression over that string (see grammar.py).
"""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from dragoman.knowledge.files import Library


class _Entry(msgspec.Struct, frozen=True):
    word: str
    sort: str
    value: str = ""
    case: str = ""


class _Named(msgspec.Struct, frozen=True):
    name: str
    rule: str = ""


_LEXED = (
    "OTHER", "COMMA", "DOT", "HYPHEN", "SLASH", "OPEN", "CLOSE", "POSS", "CURRENCY", "PERCENT", "HASH", "PLUS",
    "HOLIDAY", "DAY", "YEAR", "NUM", "ORDINAL", "DECADE", "SHORTYEAR", "ISODATE", "SLASHDATE", "CLOCK",
)  # fmt: skip
_MARKS = {
    ",": "COMMA", ".": "DOT", "-": "HYPHEN", "/": "SLASH", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE",
    "$": "CURRENCY", "€": "CURRENCY", "£": "CURRENCY", "¥": "CURRENCY", "%": "PERCENT", "#": "HASH", "+": "PLUS",
    "—": "HYPHEN", "~": "HYPHEN",
}  # fmt: skip
# Sorts that make a sentence worth a closer look; digits do, too.
_TRIGGERS = frozenset(
    "MONTH MONTHISH WEEKDAY WEEKDAYS WEEKDAYISH UNIT UNITS SEASON SEASONISH PART PARTS HOURNAME DEICTIC TONIGHT AGO "
    "OFTEN LASTING REF THEN QUARTERCODE YEAREND OCLOCK HOLIDAY FISCAL DECADEWORD OVERNIGHT".split()
)
_LEX = re.compile(
    r"""
      (?P<ISODATE>(?<![0-9-])[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])(?![0-9]|-[0-9]))
    | (?P<SLASHDATE>(?<![0-9/])[0-9]{1,2}(?P<mark>[/.])[0-9]{1,2}(?P=mark)(?:[12][0-9]{3}|[0-9]{2})(?![0-9/]|\.[0-9]))
    | (?P<CLOCK>(?<![0-9:.])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))
    | (?P<DECADE>(?<![\w'])(?:[12][0-9][0-9]0|'?[1-9]0)s(?!\w))
    | (?P<SHORTYEAR>(?<!\w)'[0-9][0-9](?!\w))
    | (?P<ORDINAL>(?<!\w)[0-9]{1,2}(?:st|nd|rd|th)(?!\w))
    | (?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)
    | (?P<POSS>'s?(?!\w))
    | (?P<word>[^\W\d_]+)
    | (?P<mark_>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+|\d")
_DIGITS = frozenset("0123456789")
# The first words of spelled years.
_SPELLED = frozenset(("eighteen", "nineteen", "thousand"))
LONGEST_NUMBER = 15


class Word(msgspec.Struct, frozen=True):
    """A word or mark, `[start, end)` in the text."""

    start: int
    end: int
    text: str
    value: str


class Row(msgspec.Struct, frozen=True):
    """A sentence as words, and as a string of their sorts."""

    words: list[Word]
    sorts: str


class Vocabulary:
    """The words of time, from `when/words.tsv`, `when/holidays.tsv` and `when/names.tsv` (names that only look it)."""

    def __init__(self, library: Library) -> None:
        entries = library.table("when/words.tsv", _Entry, key=lambda row: row.word)
        holidays = library.table("when/holidays.tsv", _Named, key=lambda row: row.name)
        names = library.table("when/names.tsv", _Named, key=lambda row: row.name)
        entries += [_Entry(row.name, "HOLIDAY", row.rule) for row in holidays]
        entries += [_Entry(row.name, "OTHER") for row in names]
        sorts = sorted({entry.sort for entry in entries} - set(_LEXED))
        self.codes = {sort: chr(0x4E00 + number) for number, sort in enumerate([*_LEXED, *sorts])}
        self._single = {entry.word: entry for entry in entries if entry.word.isalpha()}
        self._phrases = {entry.word: entry for entry in entries if not entry.word.isalpha()}
        self._heads = self._phrase_patterns()
        self._triggers = _DIGITS | _SPELLED | {
            found.group() for e in entries if e.sort in _TRIGGERS and (found := _WORDS.search(e.word))
        }  # fmt: skip

    def _phrase_patterns(self) -> dict[str, re.Pattern[str]]:
        """For the first word of each phrase, a pattern of the phrases that begin with it, longest first."""
        heads: dict[str, list[str]] = defaultdict(list)
        for phrase in self._phrases:
            found = _WORDS.match(phrase)
            heads[found.group() if found else phrase[0]].append(phrase)
        return {head: re.compile(_alternatives(phrases), re.IGNORECASE) for head, phrases in heads.items()}

    def promises(self, text: str) -> bool:
        """Whether the text has any word or digit that a time could be made of."""
        return not self._triggers.isdisjoint(_WORDS.findall(text.lower()))

    def row(self, text: str, start: int, end: int) -> Row:
        """The words of `text[start:end]` with their sorts."""
        words: list[Word] = []
        sorts: list[str] = []
        position = start
        while found := _LEX.search(text, position, end):
            sort, word = self._word(text, found)
            words.append(word)
            sorts.append(self.codes[sort])
            position = word.end
        return Row(words, "".join(sorts))

    def _word(self, text: str, found: re.Match[str]) -> tuple[str, Word]:
        kind, content = found.lastgroup or "mark_", found.group()
        start, end = found.span()
        if kind in ("word", "number"):
            phrase = self._phrase(text, found)
            if phrase is not None:
                return phrase
        if kind == "word":
            entry = self._single.get(content.lower())
            if entry is None or (entry.case and content[0].isupper() != (entry.case == "capital")):
                return "OTHER", Word(start, end, content, "")
            return entry.sort, Word(start, end, content, entry.value)
        if kind == "number":
            return _number_sort(content), Word(start, end, content, content.replace(",", ""))
        if kind == "mark_":
            return _MARKS.get(content, "OTHER"), Word(start, end, content, "")
        value = content[:-2] if kind == "ORDINAL" else content
        return kind, Word(start, end, content, value)

    def _phrase(self, text: str, found: re.Match[str]) -> tuple[str, Word] | None:
        """The longest phrase of the vocabulary that begins here."""
        pattern = self._heads.get(found.group() if found.group()[0].isdigit() else found.group().lower())
        match = pattern.match(text, found.start(), found.endpos) if pattern else None
        if match is None:
            return None
        entry = self._phrases.get(re.sub(r"\s+", " ", match.group().lower()))
        if entry is None or (entry.case and not match.group()[0].isupper()):
            return None
        return entry.sort, Word(match.start(), match.end(), match.group(), entry.value)


def _alternatives(phrases: list[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered) + r")(?![^\W_])"


def _number_sort(content: str) -> str:
    if len(content) > LONGEST_NUMBER or not content.isascii() or not content.isdigit():
        return "NUM"
    if len(content) <= 2 and 1 <= int(content) <= 31:
        return "DAY"
    if len(content) == 4 and 1000 <= int(content) <= 2199:
        return "YEAR"
    return "NUM"
