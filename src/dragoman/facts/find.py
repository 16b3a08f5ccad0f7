"""Standing relations: offices, ages, memberships, places, standings."""

from __future__ import annotations

from dragoman.facts.draft import Draft
from dragoman.facts.lives import Lives
from dragoman.facts.offices import Offices
from dragoman.facts.standings import Standings
from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.records import Fact
from dragoman.where.types import Places
from dragoman.who.types import Cast


class FactFinder:
    """Finds the facts of a document; only what the text says outright."""

    def __init__(self, library: Library) -> None:
        self._offices, self._lives, self._standings = Offices(library), Lives(library), Standings(library)

    def find(self, parsed: Parsed, cast: Cast, places: Places) -> list[Fact]:
        """All facts, each once, in the order of the text."""
        draft = Draft(parsed, cast, places)
        self._offices.find(draft)
        self._lives.find(draft, self._offices.lemmas)
        self._standings.find(draft)
        return draft.facts
