"""A name by itself, without a text around it: whose it is."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cached_property

from dragoman.records import Actor
from dragoman.who.countries import CountryNames
from dragoman.who.lexicon import Lexicon, Name, Role, unaccented
from dragoman.who.people import LESSER, People, Term
from dragoman.who.roster import Roster

_PIECE = re.compile(r"\S+")
_NAME_WORD = re.compile(r"[^\W\d_]{3,}")
_SILENT = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")
# How alike two spellings of a name must be that sound the same.
_LEAST_ALIKE = 0.6
# The same of a full name, and how long it must be.
_SURELY_ALIKE, _LEAST_LETTERS = 0.85, 11
_PUBLIC = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY"})
_HIGHEST = frozenset({"head_of_state", "head_of_government"})
_ALIKE = str.maketrans("zkqvj", "sccfg")


class NameResolver:
    """Finds the actor that a bare name, an office or a description stands for; capitals do not matter."""

    def __init__(self, lexicon: Lexicon, people: People) -> None:
        self._lexicon, self._people = lexicon, people
        self.countries = CountryNames(lexicon.names.values())
        self._names: dict[str, Name] = {}
        for alias, name in lexicon.names.items():
            self._names.setdefault(_folded(alias), name)
        self._persons = {_folded(alias): terms for alias, terms in people.by_name.items()}
        self._families: dict[str, list[Term]] = {}
        for family, terms in people.by_surname.items():
            self._families.setdefault(_folded(family), []).extend(terms)

    def find(self, text: str, date: str | None = None) -> Actor | None:
        """The actor; None where nothing is known, or it could be several."""
        folded = _folded(text)
        name = self._names.get(folded)
        if name is not None and name.alias.isupper() and not text.isupper():
            name = None  # an acronym: "Uno" is no UNO
        if name is None or name.kind in ("country", "historical"):
            name = self.countries.find(text) or name
        if name is not None:
            return self._actor(text, name.name, name, self._lexicon.sector_of(name, date))
        return self._person(text, folded, date) or self._described(text, folded)

    def _actor(self, text: str, name: str, owner: Name, sector: str | None) -> Actor:
        return Actor(name=name, text=text, start=0, end=len(text), code=owner.code, sector=sector)

    def _person(self, text: str, folded: str, date: str | None) -> Actor | None:
        terms = self._persons.get(folded) or self._families.get(folded) or []
        if date is not None:
            terms = _on(terms, date) or self._like(folded, date)
            terms = [t for t in terms if t.post in _HIGHEST] or terms
        elif not terms:
            terms = self._spelled(folded)
        if not terms or len({t.country for t in terms}) > 1:
            return None
        found = Roster(self._people, date, self._lexicon.country_names).actor_of(terms)
        if found is None:
            return Actor(name=text, text=text, start=0, end=len(text), code=terms[0].country, sector="GOV")
        return found[0]

    def _like(self, folded: str, date: str) -> list[Term]:
        """Who was in office on the day with a name that is spelled or sounds so, by most letters in common."""
        counts: defaultdict[int, float] = defaultdict(float)
        by_id: dict[int, Term] = {}
        for word in set(_NAME_WORD.findall(folded)):
            likeness: dict[int, float] = {}
            for other, term in self._sounds.get(_sound(word), ()):
                alike = 1.0 if other == word else SequenceMatcher(None, word, other, autojunk=False).ratio()
                if alike >= _LEAST_ALIKE and term.covers(date):
                    likeness[id(term)] = max(likeness.get(id(term), 0.0), alike)
                    by_id[id(term)] = term
            for number, alike in likeness.items():
                counts[number] += alike * len(word)
        most = max(counts.values(), default=0.0)
        return [by_id[i] for i, n in counts.items() if n == most]

    @cached_property
    def _sounds(self) -> dict[str, list[tuple[str, Term]]]:
        """The words of the names of office holders by their sound."""
        out: dict[str, list[tuple[str, Term]]] = {}
        for (_, post), terms in self._people.by_post.items():
            for term in terms if post not in LESSER else ():
                names = f"{term.name};{term.aliases or ''}"
                for word in sorted(set(_NAME_WORD.findall(_folded(names)))):
                    out.setdefault(_sound(word), []).append((word, term))
        return out

    def _spelled(self, folded: str) -> list[Term]:
        """Who has the full name in another spelling, the likest one."""
        if len(folded) < _LEAST_LETTERS:
            return []
        alike = {n: SequenceMatcher(None, folded, n).ratio() for n in self._sounding.get(_full_sound(folded), ())}
        likest = max(alike, key=lambda n: alike[n], default="")
        return self._persons[likest] if likest and alike[likest] >= _SURELY_ALIKE else []

    @cached_property
    def _sounding(self) -> dict[tuple[str, ...], list[str]]:
        """Full names by the sounds of their words: spellings of one name differ in the rest."""
        out: dict[tuple[str, ...], list[str]] = {}
        for name in self._persons:
            if len(sound := _full_sound(name)) > 1:
                out.setdefault(sound, []).append(name)
        return out

    def _described(self, text: str, folded: str) -> Actor | None:
        """A name in it, and a role: "Supreme Court of Albania", "French foreign ministry"."""
        words = folded.split(" ")
        if len(words) > 12:
            return None
        owner, role = self._longest_name(words), self._role(words)
        form = self._form(words, role)
        if form is not None:
            code = owner.code if owner is not None and owner.code else form[0]
            return Actor(name=text, text=text, start=0, end=len(text), code=code, sector=form[1])
        if owner is None and role is not None:
            return Actor(name=text, text=text, start=0, end=len(text), sector=role.sector)
        if owner is None:
            return None
        sector = owner.sector or (role.sector if role else None)
        return self._actor(text, text, owner, sector)

    def _form(self, words: list[str], role: Role | None) -> tuple[str, str] | None:
        """What a name's own words say that it is: "Costa Holdings Inc.", "Foundation for Peace": code and sector."""
        small = self._lexicon.words
        last = words[-1].replace(".", "")
        if last in small.firm_form:
            return "MNC", "BUS"
        if len(words) == 1 or (role is not None and role.kind in ("body", "group") and role.sector in _PUBLIC):
            return None
        if last in small.firm_word:
            return "MNC", "BUS"
        parts = {word.strip(",.") for word in words}
        if parts & small.society and not parts & small.armed_form:
            return "NGO", "SOC"
        return None

    def _longest_name(self, words: list[str]) -> Name | None:
        for length in range(min(6, len(words)), 0, -1):
            for first in range(len(words) - length + 1):
                name = self._names.get(" ".join(words[first : first + length]))
                if (
                    name is not None
                    and name.code is not None
                    and (length > 1 or len(name.alias) > 3 or name.alias == "UN")
                ):
                    return name
        return None

    def _role(self, words: list[str]) -> Role | None:
        for length in range(min(4, len(words)), 0, -1):
            for first in range(len(words) - length, -1, -1):
                role = self._lexicon.roles.get(tuple(words[first : first + length]))
                if role is not None and role.sector:
                    return role
        return None


def _folded(text: str) -> str:
    return " ".join(_PIECE.findall(unaccented(text).casefold()))


def _sound(word: str) -> str:
    """The consonants of a word, alike ones made one: transliterations differ in the rest."""
    return _DOUBLED.sub(r"\1", word[0] + _SILENT.sub("", word[1:]).translate(_ALIKE))


def _full_sound(folded: str) -> tuple[str, ...]:
    """The sounds of the longer words of a name, in any order; articles and initials left out."""
    return tuple(sorted({_sound(word) for word in _NAME_WORD.findall(folded)}))


def _on(terms: list[Term], date: str) -> list[Term]:
    return [t for t in terms if t.covers(date)] or [t for t in terms if t.covers(date[:4])]
