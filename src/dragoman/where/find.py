"""Toponyms in a document, and which place each one means."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Token
from dragoman.records import Place
from dragoman.where.detect import HINTED, OPEN, SAID, Detector, Hit
from dragoman.where.gazetteer import ENGLISH, Gazetteer
from dragoman.where.resolve import Choice, Resolver, inside
from dragoman.where.types import PlaceMention, Places
from dragoman.where.words import Adjectives, Words

MOST_CANDIDATES = 5
# A city of so many people is meant by its name even where persons have it too.
KNOWN_TO_ALL = 500_000


class PlaceFinder:
    """Finds toponyms and resolves them by container, story country, neighbours and population.

    On request also what only belongs to a place: with `adjectives`, adjectives and words for people ("Syrian",
    "Texans"); with `parts`, places inside the names of public bodies and offices ("Kano" in "Kano State Police").
    """

    def __init__(self, library: Library, *, adjectives: bool = False, parts: bool = False) -> None:
        self.gazetteer = Gazetteer(library)
        self.adjectives, self.parts = adjectives, parts
        self._words = Words(library)
        self._detector = Detector(self.gazetteer, self._words, Adjectives(library))

    def find(self, parsed: Parsed) -> Places:
        """All toponyms of a document."""
        persons: Counter[str] = Counter()
        hits = [h for s in parsed.sentences for h in self._detector.hits(parsed, s, persons)]
        hits = self._accepted(hits, persons)
        choices = Resolver(self.gazetteer, hits).choices()
        whole: list[PlaceMention] = []
        parts: list[PlaceMention] = []
        for hit, choice in zip(hits, choices, strict=True):
            if self.adjectives or not hit.adjective:
                (parts if hit.part and not self.parts else whole).append(_mention(parsed, hit, choice))
        return Places(whole, parts)

    def _accepted(self, hits: list[Hit], persons: Counter[str]) -> list[Hit]:
        """A small place must be said to be one, once in the document; so must one that shares a person's name."""
        for hit, after in pairwise(hits):
            _support_by_neighbour(hit, after)
        sure = Counter(hit.key for hit in hits if hit.sign >= SAID)
        countries = {h.entries[0].country for h in hits if h.entries and (h.adjective or h.sign >= SAID or h.weighty)}
        countries -= ENGLISH
        return [h for h in hits if self._is_accepted(h, sure[h.key], persons[h.last.lower], countries)]

    def _is_accepted(self, hit: Hit, sure: int, named: int, countries: set[str | None]) -> bool:
        if hit.adjective or not hit.entries:
            return True
        if hit.first is hit.last and named > (sure if hit.weighty else sure / 2):
            return hit.why.startswith("where.noun")
        if hit.sign >= SAID:
            return True
        if hit.common:
            return hit.first.i > 0 and (sure > 0 or hit.sign >= HINTED)
        if hit.key in self._words.person and all(e.population < KNOWN_TO_ALL for e in hit.entries):
            return sure > 0
        if sure or hit.weighty:
            return True
        if hit.sign >= HINTED or hit.first is not hit.last:
            return True
        return any(e.country in countries for e in hit.entries)


def _support_by_neighbour(hit: Hit, after: Hit) -> None:
    """ "Paris, Texas" says that Paris is a place; in "Suba, Migori and Rongo" each hints at the next."""
    if hit.adjective or after.adjective or not hit.entries or not after.entries:
        return
    gap = after.first.i - hit.last.i
    tokens = hit.last.sentence.tokens
    if (
        after.first.sentence is not hit.last.sentence
        or gap > 3
        or gap < 2
        or tokens[hit.last.i + 1].text not in ",/(and"
    ):
        return
    if (
        gap == 2
        and tokens[hit.last.i + 1].text != "and"
        and any(inside(e, container, True) for container in after.entries[:3] for e in hit.entries)
    ):
        hit.say(SAID, f"where.container: {after.key}")
    for one, other in ((hit, after), (after, hit)):
        if other.sign >= HINTED and one.sign >= OPEN:
            one.say(HINTED, "where.list: beside another place")


def _mention(parsed: Parsed, hit: Hit, choice: Choice) -> PlaceMention:
    entry = choice.entry
    start, end = hit.first.start, hit.last.end
    place = None
    if entry is not None:
        place = Place(
            name=entry.name, start=start, end=end, country=entry.country, lat=entry.lat, lon=entry.lon,
            geonameid=entry.geonameid,
        )  # fmt: skip
    kind = entry.kind if entry is not None else hit.entries[0].kind if hit.entries else "region"
    return PlaceMention(
        sentence=hit.first.sentence.index,
        token=_head(hit.first, hit.last).i,
        start=start,
        end=end,
        text=parsed.original(start, end),
        kind=kind,
        place=place,
        candidates=tuple(f"{e.name}, {e.admin or e.country}" for e in choice.candidates[:MOST_CANDIDATES]),
        why=(hit.why, choice.why) if hit.why else (choice.why,),
    )


def _head(first: Token, last: Token) -> Token:
    """The token of a name on which its other tokens hang."""
    head = last
    while head.head is not head and first.i <= head.head.i <= last.i:
        head = head.head
    return head
