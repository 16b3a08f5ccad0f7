"""A text cut into the pieces that numbers are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from dragoman.knowledge.files import Library

WordKind = Literal[
    "zero", "digit", "teen", "tens", "hundred", "scale", "many", "dozen", "several", "ordinal", "part", "half",
    "quarter", "suffix", "vulgar",
]  # fmt: skip


class NumberWord(msgspec.Struct, frozen=True):
    """A row of numbers.tsv. `value` is what the word is worth; of parts ("thirds") it is the denominator."""

    word: str
    value: float
    kind: WordKind


class Lexeme:
    """A piece of text. `kind` is a WordKind, `numeral`, `word`, `mark` or `sealed` (dates, codes, addresses)."""

    __slots__ = ("end", "glued", "kind", "lower", "start", "text", "value")

    def __init__(self, kind: str, text: str, start: int, glued: bool, value: float = 0.0) -> None:
        self.kind, self.text, self.lower = kind, text, text.lower()
        self.start, self.end, self.glued, self.value = start, start + len(text), glued, value

    def __repr__(self) -> str:
        return f"{self.text}/{self.kind}"


_LONGEST_NUMERAL = 40
_LEXEME = re.compile(
    r"""
    (?P<sealed>
        https?://\S+ | www\.\S+
      | (?<![\d.,])\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|a\.m\.|p\.m\.)(?![^\W_]) | \d{1,2}:\d\d(?::\d\d)?(?![\d:])
      | \+?\d+(?:-\d+){2,}(?:/\d+)* | \d{4}-(?:0[1-9]|1[0-2])(?!\d) | \d+/\d+/\d+ | \d+(?:\.\d+){2,}(?!,)
      | '?\d+'?s(?![^\W_])
    )
  | (?P<numeral>
      (?: \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d) | \d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?(?!\d)
        | \d{1,3}(?:\.\d{3})+,\d+(?!\d)
        | (?<![\d.,])\d{1,3}(?:[ ]\d{3})+(?:\.\d+)?(?!\d)
        | \d+(?:\.\d+)? | (?<!\d)\.\d+ )
      (?:e[+-]?\d{1,3}(?![\w.]) | \^[+-]?\d{1,3})?
    )
  | (?P<word>[^\W\d_]+)
  | (?P<mark>[^\s])
    """,
    re.X | re.I,
)
_DECIMAL_COMMA = re.compile(r"\d{1,3},\d{1,2}(?![\d,])")
_ORDINAL_ENDING = re.compile(r"(?:st|nd|rd|th)(?![^\W_])", re.I)


class NumberWords:
    """The words that numbers are made of."""

    def __init__(self, library: Library) -> None:
        rows = library.table("howmuch/numbers.tsv", NumberWord, key=lambda row: row.word)
        self.by_word = {row.word: row for row in rows}
        self.suffixes = {row.word: row.value for row in rows if row.kind == "suffix"}
        self.cues = frozenset(
            row.word for row in rows if row.kind not in ("suffix", "several") and row.word != "second"
        )

    def lexemes(self, text: str, start: int, end: int, sealed: Sequence[tuple[int, int]] = ()) -> list[Lexeme]:
        """The pieces of `text[start:end]`; a span in `sealed` (a known date) becomes one piece without a number."""
        out: list[Lexeme] = []
        position, last_end = start, -1
        stops = sorted(s for s in sealed if start <= s[0] < s[1] <= end)
        for stop_start, stop_end in [*stops, (end, end)]:
            if position < stop_start:
                last_end = self._cut(text, position, stop_start, out, last_end)
            if stop_end > stop_start:
                out.append(Lexeme("sealed", text[stop_start:stop_end], stop_start, stop_start == last_end))
                last_end = stop_end
            position = max(position, stop_end)
        return out

    def _cut(self, text: str, start: int, end: int, out: list[Lexeme], last_end: int) -> int:
        position = start
        while position < end:
            match = _LEXEME.search(text, position, end)
            if match is None:
                break
            piece, kind, at = match.group(), match.lastgroup or "mark", match.start()
            glued, value = at == last_end, 0.0
            if kind == "numeral":
                comma = _DECIMAL_COMMA.match(text, at, end)
                if comma and comma.end() > match.end():
                    piece = comma.group()
                value = _numeral_value(piece, comma is not None and comma.group() == piece)
                ending = _ORDINAL_ENDING.match(text, at + len(piece), end)
                if ending:
                    kind, piece = "ordinal", piece + ending.group()
                elif len(piece) > _LONGEST_NUMERAL:
                    kind = "sealed"
            else:
                known = self.by_word.get(piece.lower())
                if known is not None and known.kind != "suffix":
                    kind, value = known.kind, known.value
            out.append(Lexeme(kind, piece, at, glued, value))
            position = last_end = at + len(piece)
        return last_end


def _numeral_value(piece: str, decimal_comma: bool) -> float:
    """What digits are worth: separators of thousands out, powers worked out."""
    if len(piece) > _LONGEST_NUMERAL:
        return 0.0
    body, _, power = piece.partition("^")
    body = body.replace(" ", "")
    if decimal_comma or ("." in body and "," in body and body.rindex(",") > body.rindex(".")):
        body = body.replace(".", "").replace(",", ".")
    value = float(body.replace(",", ""))
    if not power:
        return value
    try:
        return value ** int(power)
    except (OverflowError, ZeroDivisionError):
        return 0.0
