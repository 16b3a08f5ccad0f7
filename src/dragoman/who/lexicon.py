"""What the room knows: names of states and bodies, and words for roles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import msgspec

from dragoman.knowledge.files import Library
from dragoman.knowledge.words import words_by_use

NameKind = Literal[
    "armed",
    "body",
    "capital",
    "country",
    "demonym",
    "firm",
    "historical",
    "igo",
    "media",
    "ngo",
    "party",
    "region",
    "seat",
]
RoleKind = Literal["honorific", "title", "person", "group", "body", "state", "thing", "vague"]


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A row of names: `alias` as the text has it. `territory` is the ISO code of a dependency whose state is `code`."""

    alias: str
    name: str
    kind: NameKind
    code: str | None = None
    sector: str | None = None
    wikidata: str | None = None
    territory: str | None = None

    @property
    def is_state(self) -> bool:
        """A country, its demonym, or a region: somebody that other actors belong to."""
        return self.kind in ("country", "historical", "demonym", "region")


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """A word for people or bodies by what they do. `kind`: an office (`title`), a `person`, a `group`, a `body`,

    a `state`, a `thing` that stands for its owner (warship), or `vague` (source): an actor only with an owner.
    """

    role: str
    kind: RoleKind
    sector: str | None = None


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the world and the codes of its states."""

    region: str
    states: str


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which an armed group held its country's government. ISO dates; no `until` where it still does."""

    name: str
    since: str
    until: str | None = None


class Words:
    """The small words: each attribute is the set of words of one use in words.tsv."""

    abroad: frozenset[str]
    adjectival: frozenset[str]
    against: frozenset[str]
    agent_for: frozenset[str]
    armed_form: frozenset[str]
    bare: frozenset[str]
    calendar: frozenset[str]
    crowd: frozenset[str]
    elsewhere: frozenset[str]
    female_name: frozenset[str]
    agent_trait: frozenset[str]
    female_title: frozenset[str]
    firm_form: frozenset[str]
    firm_word: frozenset[str]
    first_name: frozenset[str]
    force_member: frozenset[str]
    force_trait: frozenset[str]
    former: frozenset[str]
    honorific: frozenset[str]
    leader_word: frozenset[str]
    male_title: frozenset[str]
    needs_owner: frozenset[str]
    no_actor: frozenset[str]
    partitive: frozenset[str]
    rank: frozenset[str]
    relation: frozenset[str]
    role_surname: frozenset[str]
    scene: frozenset[str]
    society: frozenset[str]
    stance: frozenset[str]
    state_word: frozenset[str]
    surname: frozenset[str]
    topic: frozenset[str]

    def __init__(self, library: Library) -> None:
        found = words_by_use(library, "who/words.tsv")
        for use in self.__annotations__:
            setattr(self, use, found.get(use, frozenset()))


def names_by_file(library: Library) -> Iterator[tuple[str, Name]]:
    """The rows of all tables of names, each with the name of its file."""
    for file in library.names("who/data"):
        if file.startswith("who/data/names_"):
            for row in library.table(file.replace("/data", ""), Name, lambda r: r.alias):
                yield file.rpartition("/")[2], row


class Lexicon:
    """The tables, indexed."""

    def __init__(self, library: Library) -> None:
        self.names: dict[str, Name] = {}
        self.wikidata: dict[str, str] = {}
        self.country_names: dict[str, str] = {}
        for _, row in names_by_file(library):
            self._add(row)
        self.regions = {
            r.region: frozenset(r.states.split()) for r in library.table("who/regions.tsv", Region, lambda r: r.region)
        }
        self.ruling: dict[str, list[Ruling]] = {}
        for ruling in library.table("who/ruling.tsv", Ruling, lambda r: (r.name, r.since)):
            self.ruling.setdefault(ruling.name, []).append(ruling)
        self.words = Words(library)
        self.roles = {tuple(r.role.split(" ")): r for r in library.table("who/roles.tsv", Role, lambda r: r.role)}
        for words, role in list(self.roles.items()):
            if any("-" in w for w in words):
                self.roles[tuple(w for w in _HYPHEN.split(role.role) if w and w != " ")] = role
        self.longest_role = max((len(words) for words in self.roles), default=0)
        self.role_heads = {words[-1] for words in self.roles}

    def sector_of(self, name: Name, day: str | None) -> str | None:
        """The sector of a name on a day: an armed group that holds the government is the government."""
        times = self.ruling.get(name.name, ()) if day is not None else ()
        rules = any(t.since <= str(day) and (t.until is None or str(day) <= t.until) for t in times)
        return "GOV" if rules else name.sector

    def _add(self, row: Name) -> None:
        self.names.setdefault(row.alias, row)
        if not row.alias.isascii():
            self.names.setdefault(unaccented(row.alias), row)
        if row.wikidata:
            self.wikidata[row.name] = row.wikidata
            if row.code and row.kind in ("country", "historical"):
                self.country_names[row.code] = row.name


_HYPHEN = re.compile("([- ])")
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "–": "-"}
)


def unaccented(text: str) -> str:
    """The text without accents, as most news agencies write it."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
