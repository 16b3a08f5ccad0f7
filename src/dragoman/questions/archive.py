"""An archive: a store and the questions that people ask of it."""

from __future__ import annotations

from typing import Any

from dragoman.questions import happenings, lists, series
from dragoman.questions.explain import Explained, explain
from dragoman.questions.filters import Filter
from dragoman.store.opened import Answer, Opened


class Archive(Opened):
    """A store that is asked. Every question gives an Answer: `to_arrow()`, `to_polars()`, `to_pandas()`, `rows()`.

    `which` are the fields of Filter: `archive.events(countries=("FRA",), first="2024-01-01")`. Wrong ones raise
    OptionError.
    """

    def events(self, *, limit: int | None = None, **which: Any) -> Answer:
        """Events as they were reported, the latest first."""
        return lists.events(self, Filter.of(which), limit)

    def timeline(self, *, limit: int | None = None, **which: Any) -> Answer:
        """Events as they were reported, from the first day on."""
        return lists.timeline(self, Filter.of(which), limit)

    def dyad(self, one: str, two: str, *, by: str = "month", **which: Any) -> Answer:
        """What two do to each other, in both directions, period by period."""
        return series.dyad(self, one, two, Filter.of(which), by=by)

    def dyads(self, *, by: str = "month", **which: Any) -> Answer:
        """What each does to each, period by period."""
        return series.dyads(self, Filter.of(which), by=by)

    def figures(
        self, words: str | None = None, *, of: str | None = None, unit: str | None = None, first: str | None = None,
        last: str | None = None, limit: int | None = None,
    ) -> Answer:  # fmt: skip
        """Figures whose measure holds the words; those of one measure stand together."""
        return lists.figures(self, words, of=of, unit=unit, first=first, last=last, limit=limit)

    def search(self, words: str, *, limit: int = 50) -> Answer:
        """Sentences that hold the words, with their events."""
        return lists.search(self, words, limit)

    def happenings(self, *, limit: int | None = None, **which: Any) -> Answer:
        """What happened, each once, in however many reports; the most reported first, with what they disagree on."""
        return happenings.happenings(self, Filter.of(which), limit)

    def agenda(self, *, as_of: str | None = None, outcome: str | None = None, **which: Any) -> Answer:
        """What was planned and what became of it as of a day: coming, came true, postponed, cancelled, overdue."""
        return happenings.planned(self, Filter.of(which), as_of=as_of, outcome=outcome)

    def explain(self, ident: str) -> list[Explained]:
        """The record of an id, or of the id in a row of an export: its sentence, its document, and why."""
        return explain(self, ident)
