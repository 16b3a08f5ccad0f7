"""The line put together: document → parse → mentions → predications → records → checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.checks.run import run_checks
from dragoman.facts.find import FactFinder
from dragoman.howmuch.find import FigureFinder
from dragoman.knowledge.files import Library
from dragoman.parse.parser import DEFAULT_MODEL, Parser
from dragoman.parse.types import Parsed
from dragoman.reading import Reading
from dragoman.records import Figure, Statement
from dragoman.said.find import StatementFinder
from dragoman.said.types import Opinion
from dragoman.text.dateline import iso_day
from dragoman.text.document import Document
from dragoman.text.load import document_of
from dragoman.what.find import EventFinder
from dragoman.what.predications import Predication, PredicationFinder
from dragoman.what.relation import Relation
from dragoman.when.find import TimeFinder
from dragoman.where.find import PlaceFinder
from dragoman.who.find import CastFinder
from dragoman.who.types import Cast


class Reader:
    """Reads documents. All is loaded once, at the first read; a pickled reader carries its settings only."""

    def __init__(self, *, model: str = DEFAULT_MODEL, lexicon: str | Path | None = None) -> None:
        self.model, self.lexicon = model, lexicon
        self._parser = Parser(model)

    def __getstate__(self) -> dict[str, Any]:
        return {"model": self.model, "lexicon": self.lexicon}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]

    @cached_property
    def rooms(self) -> Rooms:
        """The rooms, for those who want a part by itself (see dragoman.parts)."""
        return Rooms(Library(self.lexicon))

    def read(self, text: str, *, date: str | None = None, id: str | None = None) -> Reading:
        """Read one text. `date` is the document date (ISO); without one, the dateline's, if it has one.

        With no date at all, relative dates stay unresolved. Raises InputError for an empty text, OptionError for an
        impossible date.
        """
        return self.read_document(document_of(text, id=id, date=iso_day(date) if date else None))

    def read_document(self, document: Document) -> Reading:
        return next(self.read_many([document]))

    def read_many(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """Read documents in their order, parsed in batches."""
        for parsed in self._parser.parse_many(documents):
            yield self.rooms.read(parsed)

    def parse(self, text: str, *, date: str | None = None) -> Parsed:
        """A text as the rooms take it. Raises InputError for an empty text, OptionError for an impossible date."""
        return self._parser.parse(document_of(text, date=iso_day(date) if date else None))

    def relation(self, sentence: str, source: tuple[int, int], target: tuple[int, int]) -> Relation | None:
        """What one actor does to another in a sentence, both given as spans; None where nothing joins them."""
        return self.rooms.relation(self.parse(sentence), source, target)

    def predications(self, text: str, *, date: str | None = None) -> list[Predication]:
        """Everything the text says of what happens, coded or not: whether it happened, and when."""
        return self.rooms.predications(self.parse(text, date=date))


class Rooms:
    """The rooms; each loads its knowledge when first asked."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @cached_property
    def when(self) -> TimeFinder:
        return TimeFinder(self._library)

    @cached_property
    def where(self) -> PlaceFinder:
        return PlaceFinder(self._library)

    @cached_property
    def who(self) -> CastFinder:
        return CastFinder(self._library)

    @cached_property
    def what(self) -> EventFinder:
        return EventFinder(self._library)

    @cached_property
    def said(self) -> StatementFinder:
        return StatementFinder(self._library)

    @cached_property
    def howmuch(self) -> FigureFinder:
        return FigureFinder(self._library)

    @cached_property
    def facts(self) -> FactFinder:
        return FactFinder(self._library)

    @cached_property
    def told(self) -> PredicationFinder:
        return PredicationFinder(self._library, self.what.lexicon)

    def read(self, parsed: Parsed) -> Reading:
        times = self.when.find(parsed)
        places = self.where.find(parsed)
        cast = self.who.find(parsed, places)
        figures = self.howmuch.find(parsed, times, cast)
        statements = self.said.find(parsed, cast, times)
        events, statements = self.what.find(parsed, cast, times, places, figures, statements)
        facts = self.facts.find(parsed, cast, places)
        checks = run_checks(parsed, times, [*events, *statements, *figures, *facts])
        sentences = [s.start for s in parsed.sentences]
        return Reading(parsed.document, events, statements, figures, facts, checks, sentences)

    def cast(self, parsed: Parsed) -> Cast:
        return self.who.find(parsed, self.where.find(parsed))

    def figures(self, parsed: Parsed) -> list[Figure]:
        return self.howmuch.find(parsed, self.when.find(parsed), self.cast(parsed))

    def statements(self, parsed: Parsed) -> list[Statement]:
        return self.said.find(parsed, self.cast(parsed), self.when.find(parsed))

    def opinions(self, parsed: Parsed) -> list[Opinion]:
        return self.said.opinions(parsed, self.cast(parsed), self.when.find(parsed))

    def relation(self, parsed: Parsed, source: tuple[int, int], target: tuple[int, int]) -> Relation | None:
        return self.what.relation(parsed, self.cast(parsed), self.when.find(parsed), source, target)

    def predications(self, parsed: Parsed) -> list[Predication]:
        return self.told.find(parsed, self.when.find(parsed))
