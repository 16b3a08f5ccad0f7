"""What is coming, what came true, and what did not: each plan with its outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Literal

import msgspec

from dragoman.happenings.types import Happening, Who
from dragoman.what.days import earliest, latest

Outcome = Literal["coming", "came true", "postponed", "cancelled", "overdue"]

# What is planned as such; a plan to demand, accuse or attack is no date to keep.
_KINDS = frozenset(
    ("AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "SUPPORT")
)
# By which deeds a promise is kept; any other plan only by what it is a plan of.
_KEPT_BY = {
    "AGREE": frozenset("AID CONSULT COOPERATE RETREAT SUPPORT".split()),
    "CONCEDE": frozenset(["RETREAT"]),
    "CONSULT": frozenset(["CONSULT"]),
}
_MEETINGS = frozenset(("AGREE", "CONSULT"))  # what is put off or called off with the code of a refusal to meet
_MONTH = 31  # days; a deed or plan of a longer time is of no day
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

    A plan whose date is past is overdue if nobody reports that it took place; a plan without a date never is. A promise
    is left out where what was promised is itself told as planned.
    """
    known = _Known([h for h in happenings if (h.first_seen or "") <= today], today)
    plans = [
        _planned(happening, known)
        for happening in known.all
        if happening.announced and happening.event in _KINDS and known.as_planned(happening) is None
    ]
    return sorted(plans, key=lambda plan: (plan.start or "9999", plan.id))


class _Known:
    """What is known on a day: what ends meetings, by party; what was done or planned, by party and day."""

    def __init__(self, happenings: Iterable[Happening], today: str) -> None:
        self.today = date.fromisoformat(today)
        self.all = sorted(happenings, key=lambda h: (h.first_seen or "", h.id))
        self._endings: dict[str, list[Happening]] = {}
        self._by_day: dict[tuple[str, int], list[Happening]] = {}
        for happening in self.all:
            names = _names(happening)
            if _ends(happening):
                for name in names:
                    self._endings.setdefault(name, []).append(happening)
            if happening.event in _KEPT_BY["AGREE"] and (happening.announced or happening.reported):
                for key in product(names, _days_of(happening)):
                    self._by_day.setdefault(key, []).append(happening)

    def ending(self, plan: Happening) -> Happening | None:
        """The first happening, told in time, that ends a meeting between the same parties."""
        if plan.event not in _MEETINGS:
            return None
        found = {h.id: h for name in _names(plan) for h in self._endings.get(name, ())}
        return _first(h for h in found.values() if _same_meeting(plan, h) and _in_time(plan, h))

    def deed(self, plan: Happening) -> Happening | None:
        """Another happening of the plan's day by which the plan is kept."""
        kinds = _KEPT_BY.get(plan.event, frozenset())
        return _first(h for h in self._of_its_day(plan) if h.event in kinds and self.done(h))

    def as_planned(self, promise: Happening) -> Happening | None:
        """What was promised, where it is told as a plan by itself."""
        return _first(h for h in self._of_its_day(promise) if h.announced) if promise.event == "AGREE" else None

    def done(self, happening: Happening) -> bool:
        """Whether it is reported as done by now."""
        return bool(happening.reported) and (happening.first_reported or "") <= self.today.isoformat()

    def _of_its_day(self, plan: Happening) -> list[Happening]:
        """Other happenings of the same parties on the days of a plan that has a date."""
        keys = product(_names(plan), _days_of(plan) if plan.start else ())
        found = {h.id: h for key in keys for h in self._by_day.get(key, ())}
        return [h for h in found.values() if h.id != plan.id and _same_meeting(plan, h)]


def _planned(happening: Happening, known: _Known) -> Planned:
    outcome, evidence, why = _outcome(happening, known)
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


def _outcome(plan: Happening, known: _Known) -> tuple[Outcome, tuple[str, ...], tuple[str, ...]]:
    """What became of a plan, the events that tell it, and why."""
    if known.done(plan):
        return "came true", plan.reported, ("reported as done",)
    ended = known.ending(plan)
    if ended is not None and ended.ending is not None:
        return ended.ending, ended.events, (f"{ended.id} tells so of the same parties", *ended.why)
    if ended is not None:
        return "cancelled", ended.denied, (f"{ended.id} tells that it did not take place",)
    deed = known.deed(plan)
    if deed is not None:
        return "came true", deed.reported, (f"{deed.id}, {deed.event} by the same parties, is of its day",)
    if plan.start is None:
        return "coming", (), ("no day is told",)
    last = latest(plan.end or plan.start)
    if last < known.today:
        return "overdue", (), (f"its date, {last}, is past on {known.today}, and no report tells that it took place",)
    return "coming", (), (f"its date, {last}, is not past on {known.today}",)


def _names(happening: Happening) -> frozenset[str]:
    return frozenset(who.code or who.name for who in (*happening.actor, *happening.recipient))


def _ends(happening: Happening) -> bool:
    return happening.ending is not None or (happening.event == "CONSULT" and bool(happening.denied))


def _same_meeting(plan: Happening, ended: Happening) -> bool:
    """All whom the shorter telling names are in the longer one; where it names but one, it is of the same story."""
    a, b = sorted((_names(plan), _names(ended)), key=len)
    return bool(a) and a <= b and (len(a) > 1 or not set(plan.stories).isdisjoint(ended.stories))


def _first(happenings: Iterable[Happening]) -> Happening | None:
    return min(happenings, key=lambda h: (h.first_seen or "", h.id), default=None)


def _days_of(happening: Happening) -> range:
    """The days of a happening; without a date, that of its first report and the day before; none where it is vague."""
    if happening.start is not None:
        first = earliest(happening.start).toordinal()
        last = latest(happening.end or happening.start).toordinal()
    elif happening.first_reported is not None:
        last = date.fromisoformat(happening.first_reported).toordinal()
        first = last - 1
    else:
        return range(0)
    return range(first, last + 1) if last - first <= _MONTH else range(0)


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
