"""Coded events, gold and read, and what comes of comparing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

NONE = "none"


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """An event as it is compared: PLOVER event, codes of both sides, first and last day (ISO, as coarse as given)."""

    event: str
    actor: frozenset[str] = frozenset()
    recipient: frozenset[str] = frozenset()
    date: str | None = None
    enddate: str | None = None
    text: str = ""
    why: tuple[str, ...] = ()

    @property
    def parties(self) -> frozenset[str]:
        return self.actor | self.recipient

    def shown(self) -> str:
        """ "SANCTION USA → RUS 2024-05-14"."""
        sides = [" ".join(sorted(side)) or "·" for side in (self.actor, self.recipient)]
        return " ".join(filter(None, (self.event, sides[0], "→", sides[1], self.date)))


class GoldText(msgspec.Struct, frozen=True, kw_only=True):
    """A text coded by hand: where it stands, the day of the report, its events (none where it has none)."""

    source: str
    text: str
    published: str | None = None
    events: tuple[Coded, ...] = ()


class Estimate(msgspec.Struct, frozen=True):
    """A measure from 0 to 1, with its 95% interval."""

    value: float
    low: float
    high: float


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How many events are in the gold, how many were read, how many of these are right, and what follows."""

    gold: int
    read: int
    right: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


class Wrong(msgspec.Struct, frozen=True):
    """An event that the gold does not have: what was read, where, and why."""

    event: str
    text: str
    why: tuple[str, ...]


class TextErrors(msgspec.Struct, frozen=True, kw_only=True):
    """A text and what went wrong in it."""

    source: str
    text: str
    missed: tuple[str, ...]
    wrong: tuple[Wrong, ...]


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What comes out: scores by what had to agree (`type`, `actors`, `date`), by event, and the errors.

    `confusion` counts pairs of a gold event and the one read in its place; `none` where there is none.
    """

    texts: int
    levels: dict[str, Score]
    macro_f1: Estimate
    events: dict[str, Score]
    events_with_actors: dict[str, Score]
    confusion: dict[str, dict[str, int]]
    worst: tuple[TextErrors, ...]
    notes: tuple[str, ...] = ()


def coded(row: Mapping[str, Any], why: Sequence[str] = ()) -> Coded:
    """The event of a record in the form of the PLOVER standard, as Dragoman writes it."""
    return Coded(
        event=row["event"],
        actor=frozenset(a["code"] for a in row.get("actor", ()) if "code" in a),
        recipient=frozenset(a["code"] for a in row.get("recipient", ()) if "code" in a),
        date=row.get("date"),
        enddate=row.get("enddate"),
        text=row.get("event_text", ""),
        why=tuple(why),
    )
