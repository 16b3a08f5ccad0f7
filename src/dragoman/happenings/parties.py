"""Parties held against each other: by code, by person, by name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dragoman.records import Actor

Match = Literal["same", "open", "different"]

# One code for many: two armed groups are not one for sharing it.
_OF_MANY = frozenset(("IGO", "NGO", "IMG", "MNC", "ISM"))
_NO_NAME = frozenset("the a an of and for in its their his her some other".split())


# The sectors that speak for the whole of a state.
_THE_STATE = frozenset((None, "GOV", "MIL"))


class Party(NamedTuple):
    """A party as one report names it. `words` are the words of its name, `person` those of the person's.

    `named`: by a proper name; "gunmen" and "people" may be any.
    """

    code: str | None
    sector: str | None
    words: frozenset[str]
    person: frozenset[str]
    named: bool
    label: str


def party_of(actor: Actor) -> Party:
    """An actor, ready to be held against others."""
    person = _words(actor.person or "")
    named = bool(person) or actor.name[:1].isupper()
    return Party(actor.code, actor.sector, _words(actor.name) | person, person, named, label_of(actor))


def label_of(actor: Actor) -> str:
    """What an actor is counted under: its code, with its name where many share the code; else its name."""
    if actor.code is None:
        return actor.name
    return f"{actor.code}: {actor.name}" if actor.code in _OF_MANY else actor.code


def same_party(a: Party, b: Party) -> Match:
    """Whether two parties are one: a state and its president are; its police and its people may not be.

    A party without a code and name is open to any.
    """
    if a.person and b.person:
        return "same" if a.person <= b.person or b.person <= a.person else "different"
    if a.code and b.code:
        if a.code != b.code:
            return "different"
        if a.code in _OF_MANY:
            return "same" if a.words & b.words else "different"
        return "same" if a.sector == b.sector or {a.sector, b.sector} & _THE_STATE else "open"
    if not (a.named and b.named and a.words and b.words):
        return "open"
    return "same" if a.words <= b.words or b.words <= a.words else "open"


def same_side(a: Sequence[Party], b: Sequence[Party]) -> Match:
    """Whether two sides of events can be one: they share a party, or one of them is not known."""
    matches = {same_party(x, y) for x in a for y in b}
    if "same" in matches:
        return "same"
    return "open" if not matches or "open" in matches else "different"


def shared(a: Sequence[Party], b: Sequence[Party]) -> int:
    """How many parties of one are among those of the other."""
    return sum(any(same_party(x, y) == "same" for y in b) for x in a)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("-", " ").split()) - _NO_NAME
