"""Which place a name means: by the words beside it, the story's countries, the neighbours, the people."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import asin, cos, log10, radians, sin, sqrt

from dragoman.where.detect import SAID, Hit
from dragoman.where.gazetteer import Entry, Gazetteer

EARTH_KM = 6371.0
# What a sign is worth, in powers of ten of people.
CAPITAL, WHOLE, ALIAS = 1.0, 3.0, -1.0
FAME = 0.8
STORY_COUNTRY, SENTENCE_COUNTRY, STATE = 1.5, 0.5, 1.5
SAME_PLACE_KM, NEAR_KM, ROUND_KM, REGION_KM = 30.0, 60.0, 160.0, 500.0
NEAR, ROUND = 2.0, 1.0
# Two places whose worth differs by less cannot be told apart.
DOUBT = 0.2


class Choice:
    """What a hit means: an entry, or None with the candidates; and why."""

    __slots__ = ("candidates", "entry", "why")

    def __init__(self, entry: Entry | None, why: str, candidates: tuple[Entry, ...] = ()) -> None:
        self.entry, self.why, self.candidates = entry, why, candidates


class Resolver:
    """Resolves the hits of one document."""

    def __init__(self, gazetteer: Gazetteer, hits: list[Hit]) -> None:
        self._gazetteer, self._hits = gazetteer, hits
        self._countries: Counter[str] = Counter()
        self._states: Counter[tuple[str, str]] = Counter()
        self._anchors: dict[str, Entry] = {}
        self._said: dict[str, Entry] = {}
        self._by_sentence: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._own: Counter[tuple[str, str]] = Counter()

    def choices(self) -> list[Choice]:
        """A choice for each hit, in their order."""
        contained: list[Entry | None] = [None] * len(self._hits)
        for number in range(len(self._hits)):
            self._contain(number, contained)
        for hit, entry in zip(self._hits, contained, strict=True):
            if entry is not None and (entry.kind == "city" or len(hit.entries) == 1):
                self._said.setdefault(hit.key, entry)
        for _ in range(3):
            self._survey()
            for hit in self._hits:
                if hit.entries and not hit.adjective:
                    best, margin, _ = self._ranked(hit)
                    if margin >= 1.0:
                        self._anchors[hit.key] = best
        self._survey()
        return [self._choose(hit, entry) for hit, entry in zip(self._hits, contained, strict=True)]

    def _choose(self, hit: Hit, contained: Entry | None) -> Choice:
        if contained is not None:
            return Choice(contained, f"where.container: {contained.admin or contained.country}, as the text says")
        if hit.key in self._said:
            return Choice(self._said[hit.key], "where.container: as said elsewhere in the text")
        if not hit.entries:
            return Choice(None, "where.unknown: no gazetteer has it")
        if len(hit.entries) == 1:
            entry = hit.entries[0]
            if (
                entry.is_county
                and self._states[entry.country or "", entry.admin] <= self._own[hit.key, entry.country or ""]
            ):
                return Choice(None, "where.several: many states have such a county", hit.entries)
            return Choice(entry, "where.only: the only place of the name")
        best, margin, why = self._ranked(hit)
        if margin < DOUBT:
            return Choice(None, "where.several: several places have the name", hit.entries)
        return Choice(best, why)

    def _survey(self) -> None:
        """Count the countries and states of the story, by what is known by now."""
        self._countries.clear()
        self._states.clear()
        self._by_sentence.clear()
        self._own.clear()
        for hit in self._hits:
            entry = self._said.get(hit.key) or self._anchors.get(hit.key)
            if entry is None and len(hit.entries) == 1:
                entry = hit.entries[0]
            if entry is None or entry.country is None or (hit.sign < SAID and self._is_capital(hit, entry)):
                continue
            self._countries[entry.country] += 1
            self._own[hit.key, entry.country] += 1
            self._by_sentence[hit.first.sentence.index][entry.country] += 1
            if entry.admin:
                self._states[entry.country, entry.admin] += 1

    def _is_capital(self, hit: Hit, entry: Entry) -> bool:
        """A capital; unless the text says that something is in it, it may be the state that is meant."""
        return entry.kind == "city" and self._gazetteer.capitals.get(hit.key) == entry.country

    def _ranked(self, hit: Hit) -> tuple[Entry, float, str]:
        """The best entry, by how much it beats the next of another place, and why."""
        total = sum(self._countries.values())
        ranked = sorted(
            ((self._worth(e, hit, total), n) for n, e in enumerate(hit.entries)), key=lambda r: (-r[0][0], r[1])
        )
        (worth, why), number = ranked[0]
        best = hit.entries[number]
        for (other, _), n in ranked[1:]:
            if kilometres(best, hit.entries[n]) > (SAME_PLACE_KM if hit.entries[n].kind == best.kind else REGION_KM):
                return best, worth - other, why
        return best, 9.0, why

    def _worth(self, entry: Entry, hit: Hit, total: int) -> tuple[float, str]:
        worth = log10(entry.population + 100) + FAME * log10(entry.spellings + 1)
        why = "where.people: the largest of the name"
        if entry.alias:
            worth += ALIAS
        elif entry.kind in ("country", "region") and entry.population:
            worth += WHOLE
        if self._is_capital(hit, entry):
            worth += CAPITAL
        country = entry.country or ""
        own = self._own[hit.key, country]
        told = self._countries[country] - own
        if told > 0:
            worth += STORY_COUNTRY * (0.4 + told / total)
            why = f"where.story: the story is about {country}"
        if self._by_sentence[hit.first.sentence.index][country] > (own > 0):
            worth += SENTENCE_COUNTRY
        if entry.admin and self._states[country, entry.admin] > (own if entry == self._anchors.get(hit.key) else 0):
            worth += STATE
            why = f"where.story: the story is about {country} {entry.admin}"
        near = self._nearness(entry, hit)
        if near:
            why = "where.neighbours: near the other places of the story"
        return worth + near, why

    def _nearness(self, entry: Entry, hit: Hit) -> float:
        if entry.kind == "country":
            return 0.0
        best = 0.0
        for key, anchor in self._anchors.items():
            if key == hit.key or anchor.kind == "country" or not anchor.lat or abs(anchor.lat - entry.lat) > 1.5:
                continue
            distance = kilometres(entry, anchor)
            best = max(best, NEAR if distance <= NEAR_KM else ROUND if distance <= ROUND_KM else 0.0)
        return best

    def _contain(self, number: int, contained: list[Entry | None]) -> None:
        """Settle "Paris, Texas", "Homs (Syria)", "Homs in Syria", "Syria's Homs", "the Syrian city of Homs".

        Of what contains, it is settled which it is: in "Buffalo, New York" the state.
        """
        hit = self._hits[number]
        if not hit.entries or hit.adjective or hit.entries[0].kind == "country":
            return
        for at, tight in ((self._after(number), True), (self._before(number), False)):
            if at is None:
                continue
            for container in self._hits[at].entries[:4]:
                within = [e for e in hit.entries if inside(e, container, tight)]
                if within:
                    contained[number] = max(within, key=lambda e: e.population)
                    if container.kind == "region" and container.country:
                        contained[at] = contained[at] or container
                    return

    def _after(self, number: int) -> int | None:
        """The next hit, if only a comma or a bracket stands between: "Paris, Texas"."""
        hits = self._hits
        if number + 1 >= len(hits):
            return None
        hit, other = hits[number], hits[number + 1]
        if other.first.sentence is not hit.last.sentence or other.adjective:
            return None
        gap = other.first.i - hit.last.i
        if gap == 1:
            return number + 1
        between = hit.last.sentence.tokens[hit.last.i + 1]
        return number + 1 if gap == 2 and between.text in (",", "(", "in") else None

    def _before(self, number: int) -> int | None:
        """The hit before, if this one hangs on it: "Syria's Homs", "the Syrian city of Homs"."""
        if not number:
            return None
        hit, other = self._hits[number], self._hits[number - 1]
        if other.first.sentence is not hit.first.sentence:
            return None
        gap = [t.lower for t in hit.first.sentence.tokens[other.last.i + 1 : hit.first.i]]
        if gap == ["'s"] or (other.adjective and gap and gap[-1] == "of" and len(gap) <= 4):
            return number - 1
        return number - 1 if other.adjective and not gap else None


def inside(entry: Entry, container: Entry, tight: bool) -> bool:
    """Does the one lie in the other, as far as the tables tell?"""
    if entry is container or container.country is None or entry.country != container.country:
        return False
    if container.kind == "country":
        return entry.kind != "country"
    if container.admin and container.kind == "region":
        return entry.admin == container.admin and entry.kind == "city"
    if not tight or entry.kind == "country":
        return False
    return kilometres(entry, container) <= (REGION_KM if container.kind == "region" else NEAR_KM)


def kilometres(one: Entry, other: Entry) -> float:
    """The great-circle distance."""
    lat1, lon1, lat2, lon2 = radians(one.lat), radians(one.lon), radians(other.lat), radians(other.lon)
    h = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(h)))
