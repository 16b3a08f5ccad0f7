"""Whether such parties do such things: a minister does not march, a professor does not shell."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.records import Actor
from dragoman.what.merge import Draft
from dragoman.what.standing import (
    PRIVATE,
    are_adversaries,
    are_at_home,
    are_of_one_state,
    are_rivals,
    is_own_private,
    is_political,
    is_private,
    may_march,
)

# Who fights with words only.
_UNARMED = frozenset("AGR BUS EDU ELI JRN JUD LAB LEG MED PTY SOC".split())
# Whose warnings foretell, where those of others threaten.
_WATCHERS = frozenset(("BUS", "EDU", "JRN", "MED"))
# One of them alone is no crowd.
_ONE = frozenset(("boy", "child", "girl", "individual", "man", "person", "suspect", "teenager", "woman"))


def is_fit(draft: Draft) -> bool:
    """Whether the parties are those that an event of this kind has."""
    fits = _FITS.get(draft.node.event)
    return fits is None or fits(draft)


def _protest(draft: Draft) -> bool:
    doers = draft.node.actors
    if draft.actors and all(t.tag == "NN" and t.lemma in _ONE for t in doers):
        return False  # "a man smashed the windows of a car"
    return not draft.node.trigger.is_verb or any(may_march(a) or not _is_named(a, draft) for a in draft.actors)


def _assault(draft: Draft) -> bool:
    if draft.actors and all(a.name in draft.scenery for a in draft.actors):
        return False  # "the province of Kunduz that left 30 dead"
    sectors = {a.sector for a in draft.actors}
    return (not sectors or not sectors <= _UNARMED) and not are_rivals(draft.actors, draft.recipients)


def _consult(draft: Draft) -> bool:
    actors, everybody = draft.actors, [*draft.actors, *draft.recipients]
    if draft.node.mode == "visit" and (not any(map(is_political, actors)) or are_at_home(actors, draft.recipients)):
        return False
    return len(everybody) < 2 or _powers(everybody) > 1


def _aid(draft: Draft) -> bool:
    if draft.actors and all(a.sector == "JUD" for a in draft.actors):
        return False
    return not draft.recipients or any(a.person is None for a in draft.recipients)


def _support(draft: Draft) -> bool:
    if draft.node.mutual:
        return _powers([*draft.actors, *draft.recipients]) > 1
    return not draft.recipients or not all(is_own_private(a, draft.actors) for a in draft.recipients)


def _accuse(draft: Draft) -> bool:
    node, recipients = draft.node, draft.recipients
    if node.rule == "accuse.concern":  # "expressed concern for the refugees" blames nobody
        pitied = [a for a in recipients if is_private(a) and any(a.start <= t.start < a.end for t in node.recipients)]
        return not recipients or len(pitied) < len(recipients)
    if node.trigger.lemma == "claim":  # "claimed that her aide was ill"
        return are_adversaries(draft.actors, recipients)
    return True


def _threaten(draft: Draft) -> bool:
    actors, recipients = draft.actors, draft.recipients
    if draft.node.rule == "threaten.threaten":
        if actors and all(a.sector in _WATCHERS for a in actors):
            return False  # "the newspaper warned that prices would rise"
        if recipients and all(is_own_private(a, actors) for a in recipients):
            return False  # "warned its citizens"
    return not are_of_one_state(actors, recipients)


def _is_named(actor: Actor, draft: Draft) -> bool:
    """Whether the words name the actor itself, not people of it ("Polish truckers")."""
    return any(actor.start <= t.start < actor.end for t in draft.node.actors)


def _powers(actors: list[Actor]) -> int:
    return sum(a.sector not in PRIVATE for a in actors)


_FITS: dict[str, Callable[[Draft], bool]] = {
    "ACCUSE": _accuse,
    "AID": _aid,
    "ASSAULT": _assault,
    "CONSULT": _consult,
    "PROTEST": _protest,
    "SUPPORT": _support,
    "THREATEN": _threaten,
}
