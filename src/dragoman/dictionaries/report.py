"""What became of every line of a dictionary."""

from __future__ import annotations

from collections import Counter
from typing import Literal

import msgspec

from dragoman.dictionaries.lines import Line

Outcome = Literal["taken", "in part", "skipped"]
COLUMNS = ("file", "line", "outcome", "reason", "text")


class Entry(msgspec.Struct, frozen=True):
    """A line, what became of it, and why it was not taken whole."""

    line: Line
    outcome: Outcome
    reason: str = ""


class Report:
    """The entries, by file and line."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, int], Entry] = {}

    def taken(self, line: Line, lost: str = "") -> None:
        """A line that was taken, or with `lost` all of it but that."""
        self._add(Entry(line, "in part" if lost else "taken", lost))

    def skipped(self, line: Line, reason: str) -> None:
        self._add(Entry(line, "skipped", reason))

    def _add(self, entry: Entry) -> None:
        """A line can say several things: it was taken whole if all of them were."""
        key = (entry.line.file, entry.line.number)
        before = self._entries.get(key)
        if before is not None and before != entry:
            reasons = dict.fromkeys(r for r in (before.reason, entry.reason) if r)
            same = before.outcome == entry.outcome
            entry = Entry(entry.line, entry.outcome if same else "in part", "; ".join(reasons))
        self._entries[key] = entry

    @property
    def entries(self) -> list[Entry]:
        return [self._entries[key] for key in sorted(self._entries)]

    def counts(self) -> dict[Outcome, int]:
        """How many lines were taken, taken in part, skipped."""
        found = Counter(entry.outcome for entry in self.entries)
        return {"taken": found["taken"], "in part": found["in part"], "skipped": found["skipped"]}

    def to_tsv(self) -> str:
        """The lines that were not taken whole, as a tab-separated table."""
        rows = [
            (e.line.file, str(e.line.number), e.outcome, e.reason, e.line.text)
            for e in self.entries
            if e.outcome != "taken"
        ]
        return "".join("\t".join(_cell(words) for words in row) + "\n" for row in (COLUMNS, *rows))


def _cell(words: str) -> str:
    """Words on one line, with what cannot be shown as its escape."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in " ".join(words.split()))
