"""Whether a reading is worth a record: by who takes part, and by how much of what its rule wants was found."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Actor
from dragoman.what.compose import SPECIFIC
from dragoman.what.merge import Draft
from dragoman.what.types import Node

# Whoever has power, fights for it, or stands for a state. What private persons and firms do to each other is no event.
_POLITICAL = frozenset("COP ELI GOV JUD LEG MIL OPP PRE PRM PTY REB SPY UAF".split())
# What only somebody with power can do, whoever it is done to.
_OF_POWER = frozenset(("AGREE", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "RETREAT"))
# What firms do too.
_OF_TRADE = frozenset(("COOPERATE", "RETREAT"))
# Whose talk with somebody in power is no talk of powers.
_PRIVATE = frozenset("AGR BUS CVL EDU JRN MED REF".split())
_WATCHERS = frozenset(("BUS", "EDU", "JRN", "MED"))
_ONE = frozenset(("boy", "child", "girl", "individual", "man", "person", "suspect", "teenager", "woman"))
_ORGANIZED = frozenset("AGR LAB REL SOC".split())
# Who fights with words only, and who does not take to the street.
_UNARMED = frozenset("AGR BUS EDU ELI JRN JUD LAB LEG MED PTY SOC".split())
_OF_STATE = frozenset("COP GOV JUD MIL SPY".split())
_PARTISAN = frozenset(("ELI", "LEG", "PTY", None))
# Events that say something without anybody whom they are done to.
_ALONE = frozenset(("AGREE", "CONCEDE", "CONSULT", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT"))
_DONE_ALONE = frozenset(("CONSULT", "MOBILIZE", "PROTEST"))


def is_worth(draft: Draft) -> bool:
    """Whether the parties that the rule needs were found, and are those that such an event has."""
    return _is_public(draft) and _has_parties(draft) and _is_fit(draft) and _is_aimed(draft, draft.node)


def is_political(actor: Actor) -> bool:
    """A state, a public body, a force, an official; no private person, firm or bystander."""
    if actor.sector in _POLITICAL or not _POLITICAL.isdisjoint(actor.other_sectors):
        return True
    if actor.person is not None and actor.office is None and actor.wikidata is None:
        return False
    return actor.code is not None and actor.sector in (None, "CRM")


def _is_private(actor: Actor) -> bool:
    return not is_political(actor) and (actor.sector in _PRIVATE or actor.person is not None)


def _is_named(actor: Actor, draft: Draft) -> bool:
    """Somebody of a country, a person, or a group by its name or region: "African leaders"."""
    if actor.code or actor.person or actor.name in draft.regional:
        return True
    return actor.text[:1].isupper() and actor.start != draft.node.trigger.sentence.start


def _trade(actors: list[Actor]) -> bool:
    return any(a.sector == "BUS" for a in actors)


def _is_public(draft: Draft) -> bool:
    event, actors, everybody = draft.node.event, draft.actors, [*draft.actors, *draft.recipients]
    if event in _OF_POWER and actors and all(map(_is_private, actors)) and not (event in _OF_TRADE and _trade(actors)):
        return False
    if event not in ("ACCUSE", "THREATEN") and actors and all(a.name in draft.strangers for a in actors):
        return False
    if not any(_is_named(a, draft) for a in everybody):
        return False  # "governments crack down", "the attackers shot a man": nobody in particular
    if any(map(is_political, everybody)):
        return True
    if event == "ASSAULT":  # pirates and gangs, where they strike at people of a country
        return any(a.sector == "CRM" for a in actors) and any(a.code for a in draft.recipients)
    if event == "REQUEST":
        return any(a.code and a.sector in _ORGANIZED for a in actors)
    return event in ("PROTEST", "THREATEN") and any(a.code for a in actors)


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
            return bool(draft.actors)


def _is_fit(draft: Draft) -> bool:
    """Whether such parties do such things: a minister does not march, a professor does not shell."""
    actors, recipients = draft.actors, draft.recipients
    match draft.node.event:
        case "PROTEST":
            if actors and all(t.tag == "NN" and t.lemma in _ONE for t in draft.node.actors):
                return False  # "a man smashed the windows of a car"
            return not draft.node.trigger.is_verb or any(_may_march(a) or not _is_meant(a, draft) for a in actors)
        case "ASSAULT":
            sectors = {a.sector for a in actors}
            if actors and all(a.name in draft.scenery for a in actors):
                return False  # "the province of Kunduz that left 30 dead"
            return (not sectors or not sectors <= _UNARMED) and not _are_rivals(actors, recipients)
        case "CONSULT":
            everybody = [*actors, *recipients]
            if draft.node.mode == "visit" and (not any(map(is_political, actors)) or _is_at_home(actors, recipients)):
                return False
            return len(everybody) < 2 or sum(a.sector not in _PRIVATE for a in everybody) > 1
        case "AID":
            if actors and all(a.sector == "JUD" for a in actors):
                return False
            return not recipients or any(a.person is None for a in recipients)
        case "SUPPORT":
            if draft.node.mutual:
                return sum(a.sector not in _PRIVATE for a in (*actors, *recipients)) > 1
            return not recipients or not all(_is_own_private(a, actors) for a in recipients)
        case "ACCUSE" if draft.node.rule == "accuse.concern":
            meant = {a for a in recipients if any(a.start <= t.start < a.end for t in draft.node.recipients)}
            return not recipients or not all(_is_private(a) and a in meant for a in recipients)
        case "ACCUSE" if draft.node.trigger.lemma == "claim":
            return _are_adversaries(actors, recipients)  # "claimed that her aide was ill"
        case "THREATEN":
            if draft.node.rule == "threaten.threaten":
                foretold = actors and all(a.sector in _WATCHERS for a in actors)  # "the newspaper warned that"
                if foretold or (recipients and all(_is_own_private(a, actors) for a in recipients)):
                    return False  # "warned its citizens"
            return not (_are_officials(actors) and _are_officials(recipients) and _codes(actors) == _codes(recipients))
        case _:
            return True


def _may_march(actor: Actor) -> bool:
    """A crowd, a group, a people; no official, and no politician by name."""
    if actor.sector is None:
        return actor.code is None or len(actor.code) != len("FRA") or actor.code in ("ISM", "NGO", "IMG")
    return actor.sector not in _OF_STATE and (actor.person is None or actor.sector not in _PARTISAN)


def _is_meant(actor: Actor, draft: Draft) -> bool:
    """Whether the words name the actor itself, not people of it ("Polish truckers")."""
    return any(actor.start <= t.start < actor.end for t in draft.node.actors)


def _are_rivals(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Politicians of one country: they attack each other with words."""
    everybody = [*actors, *recipients]
    return bool(recipients) and len(_codes(everybody)) == 1 and all(
        a.sector in _PARTISAN if a.person is None else a.sector in (*_PARTISAN, "GOV") for a in everybody
    )  # fmt: skip


def _are_adversaries(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Powers of two countries, or the two sides of one."""
    if not all(map(is_political, (*actors, *recipients))):
        return False
    return _codes(actors) != _codes(recipients) or {a.sector for a in actors}.isdisjoint(a.sector for a in recipients)


def _is_at_home(actors: list[Actor], recipients: list[Actor]) -> bool:
    """Going about in one's own country is no visit."""
    return bool(recipients) and _codes(actors) == _codes(recipients) and all(a.sector is None for a in recipients)


def _is_own_private(actor: Actor, doers: list[Actor]) -> bool:
    return actor.sector in _PRIVATE and actor.person is None and not is_political(actor) and (actor.code is None or actor.code in _codes(doers))


def _are_officials(actors: list[Actor]) -> bool:
    return bool(actors) and all(a.sector in _OF_STATE for a in actors)


def _codes(actors: Iterable[Actor]) -> set[str | None]:
    return {a.code for a in actors}


def _is_aimed(draft: Draft, node: Node) -> bool:
    """Whether somebody is meant, where a rule says that something is done to somebody."""
    if node.vague:
        known = node.event in ("AGREE", "REJECT") and any(a.code and a.person is None for a in draft.actors)
        aimed = known or _is_known(draft.recipients) or (node.addressed and draft.recipients)
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
    """Whether the pattern has a place for whom the event is done to, and little else that says what it is."""
    if node.pattern is None or (node.pattern.kind == "verb" and node.pattern.weight >= SPECIFIC):
        return False
    return any(n.slot == "B" and not n.classes for n in node.pattern.needs[1:])
