"""What checks work on and what they give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from dragoman.parse.types import Parsed, Sentence
from dragoman.records import AnyRecord, Event, Fact, Figure, Verdict
from dragoman.when.types import Times

T = TypeVar("T")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a check on the words `[start, end)`."""

    check: str
    verdict: Verdict
    start: int
    end: int
    reason: str
    computed: str | None = None
    records: tuple[str, ...] = ()


class Material:
    """A document with its times and records, sorted for the checks."""

    def __init__(self, parsed: Parsed, times: Times, records: Sequence[AnyRecord]) -> None:
        self.parsed, self.times = parsed, times
        self.figures = [r for r in records if isinstance(r, Figure)]
        self.events = [r for r in records if isinstance(r, Event)]
        self.facts = [r for r in records if isinstance(r, Fact)]
        self.by_id = {r.id: r for r in records}

    @property
    def text(self) -> str:
        return self.parsed.text

    @property
    def date(self) -> str | None:
        return self.parsed.document.date

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset."""
        low, high = 0, len(self.parsed.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.parsed.sentences[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        if low < len(self.parsed.sentences) and self.parsed.sentences[low].start <= offset:
            return self.parsed.sentences[low]
        return None


def readable(value: float) -> str:
    """A number as a person writes it: "190.1 billion", "1,234", "0.43"."""
    for size, word in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= size:
            return f"{value / size:.4g}{word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.4g}"
