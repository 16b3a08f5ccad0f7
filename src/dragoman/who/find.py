"""Everybody a document mentions, and whom each mention stands for."""

from __future__ import annotations

from functools import cached_property

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.records import Actor
from dragoman.where.types import Places
from dragoman.who.compose import make
from dragoman.who.draft import Scene
from dragoman.who.home import Homes
from dragoman.who.lexicon import Lexicon
from dragoman.who.link import link
from dragoman.who.names import NameScanner
from dragoman.who.people import People
from dragoman.who.reference import References
from dragoman.who.resolve import NameResolver
from dragoman.who.roster import Roster
from dragoman.who.types import Cast


class CastFinder:
    """Finds the cast of a document."""

    def __init__(self, library: Library) -> None:
        self._lexicon = Lexicon(library)
        self._people = People(library)
        self._scanner = NameScanner(self._lexicon, self._people)

    @cached_property
    def _resolver(self) -> NameResolver:
        return NameResolver(self._lexicon, self._people)

    def resolve_name(self, text: str, date: str | None = None) -> Actor | None:
        """The actor that a name by itself stands for (on a day, for office holders); None where it is not known."""
        return self._resolver.find(text, date)

    def country(self, text: str) -> str | None:
        """The ISO code of the state or dependency that a name means, as tables and agencies write it."""
        found = self._resolver.countries.find(text)
        return None if found is None else found.territory or found.code

    def find(self, parsed: Parsed, places: Places) -> Cast:
        """All mentions. `places` are those of the same document."""
        hits = self._scanner.find(parsed)
        roster = Roster(self._people, parsed.document.date, self._lexicon.country_names)
        for found in hits.values():
            for hit in found:
                if hit.terms is not None and (known := roster.actor_of(hit.terms)) is not None:
                    roster.add(known[0])
        scene = Scene(self._lexicon, roster, parsed, places, hits, make)
        for sentence in parsed.sentences:
            for token in sentence.tokens:
                if token.tag[0] == "N" or scene.hit(token) is not None:
                    scene.draft(token)
        link(scene)
        References(scene).resolve()
        Homes(scene).settle()
        return Cast([d.mention(parsed.original(d.start, d.end)) for d in scene.drafts])
