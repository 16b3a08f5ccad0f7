"""Office holders and their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from dragoman.knowledge.files import Library
from dragoman.who.lexicon import unaccented

# The posts of those who are found by the full name alone, and in office only, with their sectors.
LESSER = {"commander": "MIL", "intelligence_chief": "SPY", "judge": "JUD", "minister": "GOV", "speaker": "LEG"}
# Name order: the family name comes first in these countries.
FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM"})
# A longer form of the name ends in the mother's family name ("Danilo Medina Sánchez" is no Sánchez).
SECOND_SURNAME = frozenset("ARG BOL CHL COL CRI CUB DOM ECU ESP GNQ GTM HND MEX NIC PAN PER PRY SLV URY VEN".split())
_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "de", "da", "van", "von", "der", "den", "di", "du", "le", "la", "dos", "del", "ben"}
)

# "al-Assad" is also "Assad".
_WITH_ARTICLE = frozenset({"al-", "Al-", "el-", "El-", "al ", "Al ", "el ", "El "})
_LAST_WORD = re.compile(r"[^ -]*$")


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A row of officeholders: who held which post from when to when. ISO dates; no `end` where still in office."""

    country: str
    post: str
    title: str
    name: str
    start: str
    aliases: str | None = None
    end: str | None = None

    def covers(self, date: str) -> bool:
        """In office on that day; coarse dates count as their whole span."""
        return self.start[: len(date)] <= date[: len(self.start)] and (self.end is None or date <= self.end + "~")

    def counts(self, date: str | None) -> bool:
        """Whether a text of that day may mean this by a full name."""
        return self.post not in LESSER or (date is not None and self.covers(date))


def all_terms(library: Library) -> Iterator[Term]:
    """The rows of all tables of office holders."""
    for file in library.names("who/data"):
        if file.startswith("who/data/officeholders_"):
            yield from library.table(file.replace("/data", ""), Term, lambda t: (t.country, t.post, t.name, t.start))


class People:
    """All terms: by full name, by family name and by post. `full_names` are the full names by their last word."""

    def __init__(self, library: Library) -> None:
        self.by_name: dict[str, list[Term]] = {}
        self.by_surname: dict[str, list[Term]] = {}
        self.by_post: dict[tuple[str, str], list[Term]] = {}
        for term in all_terms(library):
            self._add(term)
        self.full_names: dict[str, list[str]] = {}
        for name in self.by_name:
            self.full_names.setdefault(_LAST_WORD.search(name).group(), []).append(name)  # type: ignore[union-attr]

    def _add(self, term: Term) -> None:
        self.by_post.setdefault((term.country, term.post), []).append(term)
        names = [term.name, *term.aliases.split(";")] if term.aliases else [term.name]
        for alias in names:
            forms = (alias,) if alias.isascii() else (alias, unaccented(alias))
            for form in forms:
                form = form.strip()
                if " " in form:
                    _append(self.by_name, form, term)
                    family = surname(form, term.country)
                    if term.country in SECOND_SURNAME and form.startswith(term.name + " "):
                        family = surname(term.name) + form[len(term.name) :]
                else:
                    family = form
                if family and term.post not in LESSER:
                    _append(self.by_surname, family, term)
                    if family[:3] in _WITH_ARTICLE:
                        _append(self.by_surname, family[3:], term)

    def holder(self, country: str, post: str, date: str) -> Term | None:
        """Who held the post on that day; the newer on a day of change, None where two hold it against each other."""
        found = [t for t in self.by_post.get((country, post), ()) if t.covers(date)]
        lasting = [t for t in found if t.end is None or not date.startswith(t.end)] or found
        newest = max(lasting, key=lambda t: t.start, default=None)
        if newest is None or len({t.name for t in lasting}) == 1 or date.startswith(newest.start):
            return newest
        return None


_NUMERAL = re.compile(r"[IVX]+")


def surname(name: str, country: str | None = None) -> str:
    """The family name in a full name."""
    words = [w for w in name.split(" ") if not _NUMERAL.fullmatch(w)] or [name]
    if country in FAMILY_FIRST and len(words) in (2, 3):
        return words[0]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[at:])


def _append(index: dict[str, list[Term]], key: str, term: Term) -> None:
    terms = index.get(key)
    if terms is None:
        index[key] = [term]
    elif terms[-1] is not term:
        terms.append(term)
