"""Where quotations begin and end."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import groupby

from dragoman.parse.types import Parsed
from dragoman.said.types import Quote

_DOUBLE = re.compile(r"''|\"")
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?'])'(?=[\w\[(])")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?%)\]])'(?!\w)")
_OPENING, _CLOSING = frozenset("“«„‟"), frozenset("”»")
_BEFORE_OPENING, _AFTER_CLOSING = frozenset(" \n([-:"), frozenset(" \n.,;:!?)]-")


class Quotes:
    """The quotations of a document, outermost only, in order."""

    __slots__ = ("_starts", "all")

    def __init__(self, found: list[Quote]) -> None:
        self.all = found
        self._starts = [q.start for q in found]

    def around(self, offset: int) -> Quote | None:
        """The quotation that this place lies in, marks included."""
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and offset < self.all[number].end:
            return self.all[number]
        return None

    def last_before(self, offset: int) -> Quote | None:
        """The last quotation that has ended here."""
        number = bisect_right(self._starts, offset) - 1
        while number >= 0 and self.all[number].end > offset:
            number -= 1
        return self.all[number] if number >= 0 else None

    def first_from(self, offset: int) -> Quote | None:
        """The first quotation that begins here or later."""
        number = bisect_right(self._starts, offset - 1)
        return self.all[number] if number < len(self.all) else None


def find_quotes(parsed: Parsed) -> Quotes:
    """Pair the quotation marks of each paragraph."""
    text = parsed.text
    if '"' not in text and "'" not in text:
        return Quotes([])
    found: list[Quote] = []
    for number, group in groupby(parsed.sentences, key=lambda s: s.paragraph):
        sentences = list(group)
        start, end = sentences[0].start, sentences[-1].end
        if _DOUBLE.search(text, start, end):
            found += _double(parsed, start, end, number)
        elif text.find("'", start, end) >= 0:
            found += _single(text, start, end, number)
    return Quotes(found)


def _double(parsed: Parsed, start: int, end: int, paragraph: int) -> list[Quote]:
    open_marks: list[re.Match[str]] = []
    found: list[Quote] = []
    for mark in _DOUBLE.finditer(parsed.text, start, end):
        if not open_marks or (len(open_marks) < 3 and _opens(parsed, mark, start, end)):
            if open_marks or _may_open(parsed, mark, end):
                open_marks.append(mark)
            continue
        opener = open_marks.pop()
        quote = Quote(opener.start(), mark.end(), opener.end(), mark.start(), paragraph)
        while found and found[-1].start > quote.start:
            found.pop()
        found.append(quote)
    for opener in open_marks[:1]:
        inner = [q for q in found if q.start > opener.start()]
        if opener.start() <= start + 1 or (not inner and _introduced(parsed.text, opener.start(), start)):
            found = [q for q in found if q.start < opener.start()]
            found.append(Quote(opener.start(), end, opener.end(), end, paragraph, closed=False))
    return found


def _opens(parsed: Parsed, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark inside a quotation begins another: by its curl, else by the spaces around it."""
    original = parsed.document.text[mark.start()]
    if original in _OPENING:
        return True
    if original in _CLOSING:
        return False
    text = parsed.text
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    return before in _BEFORE_OPENING and after not in _AFTER_CLOSING


def _may_open(parsed: Parsed, mark: re.Match[str], end: int) -> bool:
    """A lone closing mark opens nothing."""
    if parsed.document.text[mark.start()] in _CLOSING or mark.end() >= end:
        return False
    before, after = parsed.text[mark.start() - 1 : mark.start()], parsed.text[mark.end()]
    return not after.isspace() or before in _BEFORE_OPENING or not before


def _introduced(text: str, position: int, start: int) -> bool:
    """A mark that nobody closes opens a quotation where a sentence or a cue has just ended."""
    return text[start:position].rstrip()[-1:] in (",", ":", ".", "?", "!", "")


def _single(text: str, start: int, end: int, paragraph: int) -> list[Quote]:
    """Quotations in single marks, told from apostrophes by the word boundaries; a plural possessive closes nothing
    where a better mark follows."""
    found: list[Quote] = []
    position = start
    while opener := _SINGLE_OPEN.search(text, position, end):
        best = None
        following = _SINGLE_OPEN.search(text, opener.end(), end)
        for mark in _SINGLE_CLOSE.finditer(text, opener.end(), following.start() if following else end):
            best = mark
            if text[mark.start() - 1] != "s":
                break
        if best is None:
            position = opener.end()
            continue
        found.append(Quote(opener.start(), best.end(), opener.end(), best.start(), paragraph))
        position = best.end()
    return found
