"""Our actors in the codes of CAMEO and the words of ICEWS."""

from __future__ import annotations

import msgspec

from dragoman.exchange.cells import clean
from dragoman.exchange.tables import Body, Tables
from dragoman.records import Actor


class CameoParty(msgspec.Struct, frozen=True, kw_only=True):
    """An actor in CAMEO: the code put together, and its parts. Empty where CAMEO has none; the name stays."""

    name: str = ""
    code: str = ""
    country: str = ""
    group: str = ""
    types: tuple[str, ...] = ()


NOBODY = CameoParty()


def cameo_party(actor: Actor | None, tables: Tables) -> CameoParty:
    """An actor's CAMEO code: its country or the kind of body it is, then its roles."""
    if actor is None:
        return NOBODY
    roles = _roles(actor, tables)
    name = called(actor)
    body = body_of(actor, tables)
    if body is not None:
        base = body.type + body.region + body.group
        types = (body.type, *roles)[:3]
        return CameoParty(name=name, code=base + "".join(types[1:]), country=body.region, group=body.group, types=types)
    country = tables.countries.get(actor.code or "")
    alpha = (country.cameo or country.code) if country else ""
    return CameoParty(name=name, code=alpha + "".join(roles[:3]), country=alpha, types=roles[:3])


def body_of(actor: Actor, tables: Tables) -> Body | None:
    """Which body that is no state the actor is."""
    by_code = tables.bodies.get(actor.code or "")
    return by_code and (tables.bodies.get(actor.name) or by_code)


def icews_sectors(actor: Actor, tables: Tables) -> tuple[str, ...]:
    """The labels of the actor's sectors."""
    body = body_of(actor, tables)
    labels = [body.icews] if body else []
    labels += [tables.sectors[s].icews for s in sectors(actor) if s in tables.sectors]
    return tuple(dict.fromkeys(labels))


def sectors(actor: Actor) -> tuple[str, ...]:
    """The actor's sectors, the main one first."""
    return tuple(dict.fromkeys(s for s in (actor.sector, *actor.other_sectors) if s))


def called(actor: Actor) -> str:
    """The name of an actor: the person's, if it is one."""
    return clean(actor.person or actor.name or actor.text)


def _roles(actor: Actor, tables: Tables) -> tuple[str, ...]:
    codes = (tables.sectors[s].cameo for s in sectors(actor) if s in tables.sectors)
    return tuple(dict.fromkeys(c for c in codes if c))
