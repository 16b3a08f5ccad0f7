"""Whether a reading is worth a record: by who takes part, and by how much of what its rule wants was found."""

from __future__ import annotations

from dragoman.records import Actor
from dragoman.what.compose import SPECIFIC
from dragoman.what.fit import is_fit
from dragoman.what.merge import Draft
from dragoman.what.standing import is_political, is_private
from dragoman.what.types import Node

# What only somebody with power can do, whoever it is done to; firms trade and withdraw too.
_OF_POWER = frozenset(("AGREE", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "RETREAT"))
_OF_TRADE = frozenset(("COOPERATE", "RETREAT"))
_ANY = frozenset(("any",))
_BLASTS = frozenset("aerial drone explosives heavy-weapons suicide-attack unconventional".split())
_ARMED = frozenset(("COP", "MIL", "REB"))
# Civil society that speaks for many.
_ORGANIZED = frozenset("AGR LAB REL SOC".split())
# Events that say something without anybody whom they are done to; the second where a noun tells them.
_ALONE = frozenset(("AGREE", "CONCEDE", "CONSULT", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT"))
_DONE_ALONE = frozenset(("CONSULT", "MOBILIZE", "PROTEST"))


def is_worth(draft: Draft) -> bool:
    """Whether the parties that the rule needs were found, and are those that such an event has."""
    return _is_public(draft) and _has_parties(draft) and is_fit(draft) and _is_aimed(draft, draft.node)


def _is_public(draft: Draft) -> bool:
    """Whether somebody in particular takes part, and somebody with power: politics, no crime, sport or business."""
    event, actors, everybody = draft.node.event, draft.actors, [*draft.actors, *draft.recipients]
    if actors and not (event in _OF_TRADE and any(a.sector == "BUS" for a in actors)):
        if event in _OF_POWER and all(map(is_private, actors)):
            return False
        if event not in ("ACCUSE", "THREATEN") and all(a.name in draft.strangers for a in actors):
            return False
    if draft.place is None and not any(_is_named(a, draft) for a in everybody):
        return False  # "governments crack down", "the attackers shot a man"
    return any(map(is_political, everybody)) or _is_of_civilians(draft)


def _is_of_civilians(draft: Draft) -> bool:
    """What people without power do that is politics: they protest, threaten, demand; and pirates strike."""
    actors = draft.actors
    match draft.node.event:
        case "ASSAULT":
            pirates = any(a.sector == "CRM" for a in actors) and any(a.code for a in draft.recipients)
            return pirates or _is_blast(draft)
        case "REQUEST":
            return any(a.code and a.sector in _ORGANIZED for a in actors)
        case "PROTEST" | "THREATEN":
            return any(a.code for a in actors)
        case _:
            return False


def _is_named(actor: Actor, draft: Draft) -> bool:
    """Somebody of a country, a person, or a group by its name or region: "African leaders"."""
    if actor.code or actor.person or actor.name in draft.regional:
        return True
    return actor.text[:1].isupper() and actor.start != draft.node.trigger.sentence.start


def _has_parties(draft: Draft) -> bool:
    if draft.node.needs == "verb":
        return False
    if draft.node.mutual:
        return len(draft.actors) + len(draft.recipients) > 1
    match draft.node.needs:
        case "both":
            return bool(draft.actors and draft.recipients) or len(draft.actors) > 1
        case "recipient":
            return bool(draft.recipients)
        case "either":
            return True
        case _:
            return bool(draft.actors) or _is_blast(draft)


def _is_blast(draft: Draft) -> bool:
    """ "A bomb killed ten tourists in Kabul": whoever did it, this is no private crime."""
    node = draft.node
    if node.event != "ASSAULT" or node.mode not in _BLASTS or draft.place is None:
        return False
    by_weapon = node.pattern is not None and node.pattern.kind == "verb" and bool(node.pattern.needs[0].classes)
    return by_weapon and bool(draft.recipients)


def _is_aimed(draft: Draft, node: Node) -> bool:
    """Whether somebody is meant, where a rule says that something is done to somebody."""
    if node.vague:
        return _is_clear(draft, node)
    if draft.recipients or node.mutual or len(draft.actors) > 1:
        return True
    if draft.status == "hypothetical":
        return False
    if node.pattern is None or not _names_another(node):
        return True
    if node.event == "ASSAULT" and node.trigger.is_verb:  # "the army bombed two villages"
        return draft.status == "actual" and any(a.code and a.sector in _ARMED for a in draft.actors)
    return node.event in (_ALONE if node.pattern.kind == "verb" else _DONE_ALONE)


def _is_clear(draft: Draft, node: Node) -> bool:
    """Whether an operator over a clause of unknown meaning has parties that give it one."""
    if all(map(is_private, draft.actors)):
        return False
    if len(draft.actors) > 1 or any(a.code or a.sector for a in draft.recipients):
        return True
    by_power = node.event in ("AGREE", "REJECT") and any(a.code and a.person is None for a in draft.actors)
    return by_power or bool(node.addressed and draft.recipients)


def _names_another(node: Node) -> bool:
    """Whether the pattern has a place for whom the event is done to, and little else that says what it is."""
    if node.pattern is None or (node.pattern.kind == "verb" and node.pattern.weight >= SPECIFIC):
        return False
    return any(n.slot == "B" and n.classes <= _ANY for n in node.pattern.needs[1:])
