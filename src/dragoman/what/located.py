"""Actors known by their role alone, and deeds without a target, take the country of the place that the words name."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor, Place
from dragoman.what.types import Node
from dragoman.where.types import Places
from dragoman.who.types import Cast

_INSIDE = frozenset(("in", "throughout", "across", "around", "inside", "at", "of", "from"))
# Whoever acts at home: people and bodies of the place; soldiers and rebels may come from elsewhere.
_LOCAL = frozenset("AGR COP CRM CVL EDU JUD LAB LEG MED OPP PTY REL SOC".split())
_AUTHORITIES = frozenset((None, "COP", "GOV", "JUD", "LEG", "SPY"))
_HELD = frozenset("CRM CVL EDU JRN LAB MED OPP PTY REL SOC".split())
# Deeds whose target is the place where they are done, if no other is named.
_ON_PLACE = frozenset(("ASSAULT", "COERCE", "MOBILIZE"))


def at_home(actor: Actor, token: Token, cast: Cast, places: Places) -> Actor:
    """ "Security forces in Guinea", "students throughout Indonesia": the country in the phrase itself."""
    if actor.code is not None or actor.sector is None or actor.person is not None:
        return actor
    for child in token.children:
        if child.dep == "prep" and child.lower in _INSIDE:
            for inner in child.children:
                code = country_of(inner, cast, places) if inner.dep == "pobj" else None
                if code is not None:
                    return msgspec.structs.replace(actor, code=code)
    return actor


def on_the_spot(actors: list[Actor], place: Place | None) -> list[Actor]:
    """Local actors without a country, given that of the event's place."""
    if place is None or place.country is None:
        return actors
    return [
        msgspec.structs.replace(a, code=place.country)
        if a.code is None and a.person is None and a.sector in _LOCAL
        else a
        for a in actors
    ]


def own_people(node: Node, actors: list[Actor], recipients: list[Actor], why: list[str]) -> list[Actor]:
    """ "Estonia arrested ten people": whom a state holds are its people, unless words say otherwise."""
    codes = {a.code for a in actors}
    state = codes.pop() if len(codes) == 1 else None
    if state is None or node.event != "COERCE" or any(a.sector not in _AUTHORITIES for a in actors):
        return recipients
    at_home = [a.code is None and a.person is None and a.sector in _HELD and _is_plain(a.name) for a in recipients]
    if any(at_home):
        why.append(f"recipient: people of {state}, whose authorities act")
    return [msgspec.structs.replace(a, code=state) if home else a for a, home in zip(recipients, at_home, strict=True)]


def _is_plain(name: str) -> bool:
    return name[1:].islower() and "foreign" not in name.lower()


def place_as_target(event: str, place: Place | None, text: str) -> list[Actor]:
    """ "Imposed a curfew in Cizre": the country of the place is the recipient."""
    if place is None or place.country is None or event not in _ON_PLACE:
        return []
    return [
        Actor(name=place.name, text=text[place.start : place.end], start=place.start, end=place.end, code=place.country)
    ]


def country_of(token: Token, cast: Cast, places: Places) -> str | None:
    """The country that a name of a place stands for."""
    found = places.at(token)
    if found is not None and found.place is not None and found.place.country is not None:
        return found.place.country
    mention = cast.at(token)
    if mention is None or mention.kind not in ("name", "place") or len(mention.actors) != 1:
        return None
    actor = mention.actors[0]
    return actor.code if actor.code is not None and actor.sector in (None, "GOV") else None
