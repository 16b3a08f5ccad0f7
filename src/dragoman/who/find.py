"""Everybody a document mentions, and whom each mention stands for."""

from __future__ import annotations

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.where.types import Places
from dragoman.who.compose import make
from dragoman.who.draft import Scene
from dragoman.who.lexicon import Lexicon
from dragoman.who.link import link
from dragoman.who.names import NameScanner
from dragoman.who.people import People
from dragoman.who.reference import References
from dragoman.who.roster import Roster
from dragoman.who.types import Cast


class CastFinder:
    """Finds the cast of a document."""

    def __init__(self, library: Library) -> None:
        self._lexicon = Lexicon(library)
        self._people = People(library)
        self._scanner = NameScanner(self._lexicon, self._people)

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
        return Cast([d.mention(parsed.original(d.start, d.end)) for d in scene.drafts])
