"""What is coming, what came true, and what did not: each plan with its outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from dragoman.happenings.types import Happening, Who
from dragoman.what.days import earliest, latest

Outcome = Literal["coming", "came true", "postponed", "cancelled", "overdue"]

# What is planned as such; a plan to demand, accuse or attack is no date to keep.
_KINDS = frozenset(
    ("AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "SUPPORT")
)
_MEETINGS = "CONSULT"  # what is put off or called off with the code of a refusal to meet
_LATE = 3  # days after its date in which a plan that is put off or called off is said to be so


class Planned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plan and its outcome. `id` is its happening's; `announced` the day on which it was first told.

    `plan` are the events that tell the plan, `evidence` those that tell the outcome.
    """

    id: str
    event: str
    mode: str | None = None
    actor: tuple[Who, ...] = ()
    recipient: tuple[Who, ...] = ()
    start: str | None = None
    end: str | None = None
    place: str | None = None
    announced: str | None = None
    outcome: Outcome
    plan: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    reports: tuple[str, ...]
    why: tuple[str, ...]


def agenda(happenings: Iterable[Happening], today: str) -> list[Planned]:
    """The plans among some happenings, by date, with what became of each as of an ISO day.

    A plan whose date is past is overdue if nobody reports that it took place; a plan without a date never is.
    """
    known = sorted(happenings, key=lambda h: (h.first_seen or "", h.id))
    seen = [h for h in known if (h.first_seen or "") <= today]
    ends: dict[str, list[Happening]] = {}
    for happening in seen:
        if happening.ending is not None or (happening.event == _MEETINGS and happening.denied):
            for code in _names(happening):
                ends.setdefault(code, []).append(happening)
    plans = [_planned(h, ends, date.fromisoformat(today)) for h in seen if h.announced and h.event in _KINDS]
    return sorted(plans, key=lambda plan: (plan.start or "9999", plan.id))


def _planned(happening: Happening, ends: dict[str, list[Happening]], today: date) -> Planned:
    outcome, evidence, why = _outcome(happening, ends, today)
    return Planned(
        id=happening.id,
        event=happening.event,
        mode=happening.mode,
        actor=happening.actor,
        recipient=happening.recipient,
        start=happening.start,
        end=happening.end,
        place=happening.place,
        announced=happening.first_seen,
        outcome=outcome,
        plan=happening.announced,
        evidence=evidence,
        reports=happening.reports,
        why=why,
    )


def _outcome(
    plan: Happening, ends: dict[str, list[Happening]], today: date
) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
    """What became of a plan, the events that tell it, and why."""
    if plan.reported and (plan.first_reported or "") <= today.isoformat():
        return "came true", plan.reported, ("reported as done",)
    ended = _end_of(plan, ends)
    if ended is not None and ended.ending is not None:
        return ended.ending, ended.events, (f"{ended.id} tells so of the same parties", *ended.why)
    if ended is not None:
        return "cancelled", ended.denied, (f"{ended.id} tells that it did not take place",)
    if plan.start is None:
        return "coming", (), ("no day is told",)
    last = latest(plan.end or plan.start)
    if last < today:
        return "overdue", (), (f"its date, {last}, is past on {today}, and no report tells that it took place",)
    return "coming", (), (f"its date, {last}, is not past on {today}",)


def _end_of(plan: Happening, ends: dict[str, list[Happening]]) -> Happening | None:
    """The first happening, told in time, that ends a meeting between the same parties."""
    if plan.event != _MEETINGS:
        return None
    names = _names(plan)
    found = {h.id: h for name in names for h in ends.get(name, ()) if h.id != plan.id}
    fitting = [h for h in found.values() if _same_meeting(plan, h) and _in_time(plan, h)]
    return min(fitting, key=lambda h: (h.first_seen or "", h.id), default=None)


def _names(happening: Happening) -> frozenset[str]:
    return frozenset(who.code or who.name for who in (*happening.actor, *happening.recipient))


def _same_meeting(plan: Happening, ended: Happening) -> bool:
    """All whom the shorter telling names are in the longer one; where it names but one, it is of the same story."""
    a, b = sorted((_names(plan), _names(ended)), key=len)
    return bool(a) and a <= b and (len(a) > 1 or not set(plan.stories).isdisjoint(ended.stories))


def _in_time(plan: Happening, ended: Happening) -> bool:
    """Told after the plan and not long after its date; a denial has to be of its date."""
    if (ended.last_seen or "") < (plan.first_seen or ""):
        return False
    if plan.start is None or ended.first_seen is None:
        return ended.ending is not None
    told, last = date.fromisoformat(ended.first_seen), latest(plan.end or plan.start)
    if (told - last).days > _LATE:
        return False
    return ended.ending is not None or (ended.start is not None and earliest(ended.start) <= last)
