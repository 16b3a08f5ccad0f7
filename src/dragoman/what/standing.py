"""What kind of party an actor is in politics: somebody with power, a private person, a crowd, a politician."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Actor

# Whoever has power, fights for it, or stands for a state.
_POLITICAL = frozenset("COP ELI GOV JUD LEG MIL OPP PRE PRM PTY REB SPY UAF".split())
PRIVATE = frozenset("AGR BUS CVL EDU JRN MED REF".split())
OF_STATE = frozenset("COP GOV JUD MIL SPY".split())
_PARTISAN = frozenset(("ELI", "LEG", "PTY", None))
# Codes of groups that are no state, but may take to the street.
_MOVEMENTS = (None, "IMG", "ISM", "NGO")


def is_political(actor: Actor) -> bool:
    """A state, a public body, a force, an official; no private person, firm or bystander."""
    if actor.sector in _POLITICAL or not _POLITICAL.isdisjoint(actor.other_sectors):
        return True
    if actor.person is not None and actor.office is None and actor.wikidata is None:
        return False
    return actor.code is not None and actor.sector in (None, "CRM")


def is_private(actor: Actor) -> bool:
    return not is_political(actor) and (actor.sector in PRIVATE or actor.person is not None)


def is_own_private(actor: Actor, doers: list[Actor]) -> bool:
    """People of the doers' own country, or of none that is known; nobody by name."""
    nameless = actor.sector in PRIVATE and actor.person is None and not is_political(actor)
    return nameless and (actor.code is None or actor.code in codes(doers))


def may_march(actor: Actor) -> bool:
    """A crowd, a group, a people; no official, and no politician by name."""
    if actor.sector is None:
        return actor.code in _MOVEMENTS or _is_people(actor)
    return actor.sector not in OF_STATE and (actor.person is None or actor.sector not in _PARTISAN)


def _is_people(actor: Actor) -> bool:
    """ "Georgians", where "Georgia" is the state."""
    return actor.code is not None and actor.text.endswith("s") and actor.text not in actor.name


def are_rivals(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Politicians of one country: they attack each other with words."""
    everybody = [*actors, *recipients]
    return bool(recipients) and len(codes(everybody)) == 1 and all(map(_is_politician, everybody))


def are_adversaries(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Powers of two countries, or the two sides of one."""
    if not all(map(is_political, (*actors, *recipients))):
        return False
    return codes(actors) != codes(recipients) or {a.sector for a in actors}.isdisjoint(a.sector for a in recipients)


def are_at_home(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Whether the recipients are no more than the actors' own country."""
    at_home = all(a.person is None and a.sector in (None, "GOV") for a in recipients)
    return bool(recipients) and at_home and codes(actors) == codes(recipients)


def are_of_one_state(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Officials on both sides, of the same country."""
    official = all(a.sector in OF_STATE for a in (*actors, *recipients))
    return bool(actors and recipients) and official and codes(actors) == codes(recipients)


def codes(actors: Iterable[Actor]) -> set[str | None]:
    return {a.code for a in actors}


def _is_politician(actor: Actor) -> bool:
    return actor.sector in _PARTISAN or (actor.person is not None and actor.sector == "GOV")
