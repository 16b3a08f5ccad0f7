"""The small words that tell a place from a person or a firm, and the adjectives of places."""

from __future__ import annotations

import msgspec

from dragoman.knowledge.files import Library
from dragoman.knowledge.words import words_by_use
from dragoman.where.key import key_of


class Adjective(msgspec.Struct, frozen=True, kw_only=True):
    """A row of adjectives.tsv: an adjective or a word for people of a region or city, and the place."""

    adjective: str
    place: str


class StateName(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the names of states: here only the demonyms are read."""

    alias: str
    code: str | None = None
    name: str = ""
    sector: str | None = None
    kind: str = ""
    wikidata: str | None = None
    territory: str | None = None


class Words:
    """Words by use, in lower case.

    `ailment`: what a place gave its name to ("Marburg fever"). `at`, `toward`: prepositions before places, certain
    and less so. `body`: what goes on after a place's name in the name of a public body ("Kano State Police").
    `calendar`: never places. `common`: places that are first of all common words (Most, Reading). `compass`: what
    may stand before ("northern"). `feature`: what may follow ("Helmand province"). `firm`: what makes a name a
    paper's, a team's or a firm's. `honorific`: what stands before persons. `inhabitant`: "an Aleppo resident", "the
    Aleppo suburbs". `inner`: small words inside names ("al-Asad air base"). `known`: small places that need no
    sign. `never`: names that hold a place's name and are none. `opening`: Lake, Mount. `person`: given names and
    surnames that are also places. `place_noun`: "city of". `speech`: what persons do. `street`: Paris Street is no
    Paris. `title`: offices after a place.
    """

    __slots__ = (
        "ailment", "at", "body", "calendar", "common", "compass", "feature", "firm", "honorific", "inhabitant",
        "inner", "known", "never", "opening", "person", "place_noun", "speech", "street", "title", "toward",
    )  # fmt: skip
    ailment: frozenset[str]
    at: frozenset[str]
    body: frozenset[str]
    calendar: frozenset[str]
    common: frozenset[str]
    compass: frozenset[str]
    feature: frozenset[str]
    firm: frozenset[str]
    honorific: frozenset[str]
    inhabitant: frozenset[str]
    inner: frozenset[str]
    known: frozenset[str]
    never: frozenset[str]
    opening: frozenset[str]
    person: frozenset[str]
    place_noun: frozenset[str]
    speech: frozenset[str]
    street: frozenset[str]
    title: frozenset[str]
    toward: frozenset[str]

    def __init__(self, library: Library) -> None:
        none = dict.fromkeys(self.__slots__, frozenset[str]())
        for use, words in (none | words_by_use(library, "where/words.tsv")).items():
            setattr(self, use, words)
        self.never = frozenset(key_of(name) for name in self.never)


class Adjectives:
    """Adjectives and words for people, of one word or two: of countries (to the code), of other places (to the key)."""

    def __init__(self, library: Library) -> None:
        rows = library.table("who/names_states.tsv", StateName, lambda n: n.alias)
        self.countries = {row.alias: row.code for row in rows if row.kind == "demonym" and row.code}
        places = library.table("where/adjectives.tsv", Adjective, lambda a: a.adjective)
        self.places = {row.adjective: key_of(row.place) for row in places}
        names = [*self.countries, *self.places]
        self.openers = {name.split(" ", 1)[0] for name in names if " " in name}
        self.single = {name for name in names if " " not in name}
