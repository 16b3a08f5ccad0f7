"""Toponyms in a document, and which place each one means."""

from __future__ import annotations

from collections import Counter

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.records import Place
from dragoman.where.gazetteer import Entry, Gazetteer
from dragoman.where.types import PlaceMention, Places

_NAME_TAGS = frozenset(("NNP", "NNPS"))
_FEATURES = frozenset(
    """
    airport base border bridge camp city coast county district governorate island islands lake mountain
    mountains oblast peninsula port prefecture province region river sea strait territory town valley
    village
    """.split()
)
_COMPASS = frozenset(
    """
    central east eastern greater inner lower north northeast northern northwest old south southern
    southeast southwest upper west western downtown
    """.split()
)  # fmt: skip
# One place among several of a name is taken without other signs if it has this many times the people of the next.
DOMINANT = 8


class PlaceFinder:
    """Finds toponyms and resolves them by container, story country and population."""

    def __init__(self, library: Library) -> None:
        self.gazetteer = Gazetteer(library)

    def find(self, parsed: Parsed) -> Places:
        """All toponyms of a document."""
        hits = [hit for sentence in parsed.sentences for hit in self._hits(sentence)]
        countries = Counter(
            e.country for _, _, entries in hits for e in entries[:1] if e.kind == "country" and e.country is not None
        )
        return Places([self._mention(parsed, first, last, entries, countries) for first, last, entries in hits])

    def _hits(self, sentence: Sentence) -> list[tuple[Token, Token, list[Entry]]]:
        tokens = sentence.tokens
        first_words, by_name = self.gazetteer.first_words, self.gazetteer.by_name
        out = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            if token.text[:1].isupper() and token.lower in first_words:
                for length in range(min(self.gazetteer.longest, len(tokens) - position), 0, -1):
                    last = tokens[position + length - 1]
                    entries = by_name.get(" ".join(t.lower for t in tokens[position : position + length]))
                    if entries and _is_toponym(token, last):
                        out.append((token, last, entries))
                        position += length - 1
                        break
            position += 1
        return out

    def _mention(
        self, parsed: Parsed, first: Token, last: Token, entries: list[Entry], countries: Counter[str]
    ) -> PlaceMention:
        entry, why = self._choose(entries, last, countries)
        start, end = first.start, last.end
        place = None
        if entry is not None:
            place = Place(
                name=entry.name, start=start, end=end, country=entry.country, lat=entry.lat, lon=entry.lon,
                geonameid=entry.geonameid,
            )  # fmt: skip
        head = last if last.head is last or not first.i <= last.head.i <= last.i else last.head
        return PlaceMention(
            sentence=first.sentence.index,
            token=head.i,
            start=start,
            end=end,
            text=parsed.original(start, end),
            kind=entry.kind if entry is not None else entries[0].kind,
            place=place,
            candidates=() if entry is not None else tuple(f"{e.name}, {e.country}" for e in entries[:5]),
            why=(why,),
        )

    def _choose(self, entries: list[Entry], last: Token, countries: Counter[str]) -> tuple[Entry | None, str]:
        """The place that a name means here; None where it could be several."""
        container = self._container(last)
        if container is not None:
            inside = [e for e in entries if (e.country == container or e.admin == container) and e.kind != "country"]
            if inside:
                return inside[0], f"where: in {container}, as the text says"
        if entries[0].kind == "country" or len(entries) == 1:
            return entries[0], "where: the only place of the name" if len(entries) == 1 else "where: a country's name"
        told = [e for e in entries if countries.get(e.country or "")]
        if told and (told[0] is entries[0] or told[0].population * DOMINANT > entries[0].population):
            return told[0], f"where: the story is about {told[0].country}"
        if entries[0].population >= DOMINANT * entries[1].population or entries[0].kind == "region":
            return entries[0], "where: by far the largest of the name"
        return None, "where: several places have the name"

    def _container(self, last: Token) -> str | None:
        """What stands after a comma: a country ("Harbin, China") or a US state ("Paris, Texas")."""
        tokens = last.sentence.tokens
        if last.i + 2 >= len(tokens) or tokens[last.i + 1].text != ",":
            return None
        for length in (3, 2, 1):
            name = " ".join(t.lower for t in tokens[last.i + 2 : last.i + 2 + length])
            for entry in self.gazetteer.by_name.get(name, ()):
                if entry.kind == "country":
                    return entry.country
                if entry.kind == "region":
                    return entry.admin or entry.country
        return None


def _is_toponym(first: Token, last: Token) -> bool:
    """Not part of a person's or a body's name: what goes on before or after must itself be a word of geography."""
    tokens = first.sentence.tokens
    if last.tag not in _NAME_TAGS and first.tag not in _NAME_TAGS:
        return False
    if last.dep == "compound" and last.head.tag in _NAME_TAGS and last.head.i > last.i:
        after = tokens[last.i + 1]
        if after.tag in _NAME_TAGS and after.lower not in _FEATURES:
            return False
    if first.i > 0:
        before = tokens[first.i - 1]
        if (
            before.tag in _NAME_TAGS
            and before.lower not in _COMPASS
            and before.head is last
            and before.dep == "compound"
        ):
            return False
    return True
