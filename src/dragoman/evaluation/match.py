"""Which events of the gold were read: one event stands for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.evaluation.types import Coded

Agree = Callable[[Coded, Coded], bool]


def same_type(gold: Coded, read: Coded) -> bool:
    return gold.event == read.event


def same_actors(gold: Coded, read: Coded) -> bool:
    """The event, and both sides: a side agrees if it has a code in common, or if both leave it empty.

    Where one of the two has all parties as actors, as in a meeting, it is enough that they share two of them.
    """
    return same_type(gold, read) and _same_sides(gold, read)


def same_date(gold: Coded, read: Coded) -> bool:
    """The event, both sides, and a day in common; a gold event without date asks for none."""
    if not same_actors(gold, read):
        return False
    if gold.date is None:
        return True
    if read.date is None:
        return False
    return gold.date <= (read.enddate or read.date) + "~" and read.date <= (gold.enddate or gold.date) + "~"


LEVELS: dict[str, Agree] = {"type": same_type, "actors": same_actors, "date": same_date}


def _same_sides(gold: Coded, read: Coded) -> bool:
    if _agree(gold.actor, read.actor) and _agree(gold.recipient, read.recipient):
        return True
    mutual = any(len(e.actor) > 1 and not e.recipient for e in (gold, read))
    return mutual and len(gold.parties & read.parties) > 1


def _agree(gold: frozenset[str], read: frozenset[str]) -> bool:
    return not gold.isdisjoint(read) or (not gold and not read)


def matched(gold: Sequence[Coded], read: Sequence[Coded], agree: Agree) -> dict[int, int]:
    """As many pairs as can be made, each event in one: indexes of gold to indexes of read."""
    partner: dict[int, int] = {}  # of read events

    def place(index: int, tried: set[int]) -> bool:
        for other, event in enumerate(read):
            if other not in tried and agree(gold[index], event):
                tried.add(other)
                if other not in partner or place(partner[other], tried):
                    partner[other] = index
                    return True
        return False

    for index in range(len(gold)):
        place(index, set())
    return {index: other for other, index in partner.items()}


def in_place_of(gold: Sequence[Coded], read: Sequence[Coded]) -> list[tuple[Coded | None, Coded | None]]:
    """Each gold event with what was read in its place, and what was read in place of nothing.

    Events that agree are paired first, then those with the same sides, then those of the same type, then those that
    share a side, at last the only two left.
    """
    pairs: list[tuple[Coded | None, Coded | None]] = []
    left, right = list(gold), list(read)
    for agree in (same_actors, _same_sides, same_type, _shared_side):
        found = matched(left, right, agree)
        pairs += [(left[g], right[r]) for g, r in found.items()]
        left = [e for i, e in enumerate(left) if i not in found]
        right = [e for i, e in enumerate(right) if i not in found.values()]
    if len(left) == len(right) == 1:
        return [*pairs, (left[0], right[0])]
    return [*pairs, *((e, None) for e in left), *((None, e) for e in right)]


def _shared_side(gold: Coded, read: Coded) -> bool:
    return not gold.actor.isdisjoint(read.actor) or not gold.recipient.isdisjoint(read.recipient)
