"""Whether a reading is worth a record: by who takes part, and by how much of what its rule wants was found."""

from __future__ import annotations

from dragoman.records import Actor
from dragoman.what.merge import Draft
from dragoman.what.types import Node

# Whoever has power, fights for it, or stands for a state. What private persons and firms do to each other is no event.
_POLITICAL = frozenset("COP CRM ELI GOV JUD LEG MIL OPP PRE PRM PTY REB SPY UAF".split())
_OF_CIVILIANS = frozenset(("PROTEST", "REQUEST", "THREATEN"))
# What only somebody with power can do, whoever it is done to.
_OF_POWER = frozenset(("AGREE", "COERCE", "CONCEDE", "CONSULT", "MOBILIZE"))
# Whose talk with somebody in power is no talk of powers.
_PRIVATE = frozenset("AGR BUS CVL EDU JRN MED".split())
# Who fights with words only, and who does not take to the street.
_UNARMED = frozenset("AGR BUS EDU JRN JUD LAB LEG MED PTY SOC".split())
_OF_STATE = frozenset("COP GOV JUD MIL SPY".split())
# Events that say something without anybody whom they are done to.
_ALONE = frozenset(("AGREE", "CONCEDE", "CONSULT", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT"))
_DONE_ALONE = frozenset(("CONSULT", "MOBILIZE", "PROTEST"))


def is_worth(draft: Draft) -> bool:
    """Whether the parties that the rule needs were found, and are those that such an event has."""
    node = draft.node
    return _is_public(draft) and _has_parties(draft) and _is_fit(draft) and _is_aimed(draft, node)


def is_political(actor: Actor) -> bool:
    """A state, a public body, a force, an official; no private person, firm or bystander."""
    if actor.sector in _POLITICAL or not _POLITICAL.isdisjoint(actor.other_sectors):
        return True
    if actor.person is not None and actor.office is None and actor.wikidata is None:
        return False
    return actor.code is not None and actor.sector is None


def _is_private(actor: Actor) -> bool:
    return not is_political(actor) and (actor.sector in _PRIVATE or actor.person is not None)


def _is_public(draft: Draft) -> bool:
    if draft.node.event in _OF_POWER and draft.actors and all(map(_is_private, draft.actors)):
        return False
    public = any(is_political(a) for a in (*draft.actors, *draft.recipients))
    return public or (draft.node.event in _OF_CIVILIANS and any(a.code for a in draft.actors))


def _has_parties(draft: Draft) -> bool:
    if draft.node.mutual:
        return len(draft.actors) + len(draft.recipients) > 1
    match draft.node.needs:
        case "both":
            return bool(draft.actors and draft.recipients) or len(draft.actors) > 1
        case "recipient":
            return bool(draft.recipients)
        case "either":
            return True
        case "verb":
            return False
        case _:
            return bool(draft.actors)


def _is_fit(draft: Draft) -> bool:
    """Whether such parties do such things: a minister does not march, a professor does not shell."""
    event, sectors = draft.node.event, {a.sector for a in draft.actors}
    if event == "PROTEST":
        by_state = any(a.code and a.sector is None for a in draft.actors) and draft.node.trigger.is_verb
        return sectors.isdisjoint(_OF_STATE) and not by_state
    if event == "ASSAULT":
        return not sectors or not sectors <= _UNARMED
    if event == "CONSULT":
        everybody = [*draft.actors, *draft.recipients]
        return len(everybody) < 2 or sum(a.sector not in _PRIVATE for a in everybody) > 1
    return True


def _is_aimed(draft: Draft, node: Node) -> bool:
    """Whether somebody is meant, where a rule says that something is done to somebody."""
    if node.vague:
        aimed = _is_known(draft.recipients) or (node.addressed and draft.recipients)
        return bool(aimed or len(draft.actors) > 1) and not all(map(_is_private, draft.actors))
    if draft.recipients or node.mutual or len(draft.actors) > 1:
        return True
    if draft.status == "hypothetical":
        return False
    if node.pattern is None or not _names_another(node):
        return True
    return node.event in (_ALONE if node.pattern.kind == "verb" else _DONE_ALONE)


def _is_known(actors: list[Actor]) -> bool:
    return any(a.code or a.sector for a in actors)


def _names_another(node: Node) -> bool:
    """Whether the pattern has a place for whom the event is done to."""
    return node.pattern is not None and any(n.slot == "B" and not n.classes for n in node.pattern.needs[1:])
