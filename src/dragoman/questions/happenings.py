"""What happened, counted once, and what is coming: happenings and the agenda."""

from __future__ import annotations

from datetime import date

import msgspec
import pyarrow as pa

from dragoman.errors import OptionError
from dragoman.happenings.agenda import Outcome, Planned, agenda
from dragoman.happenings.types import Happening
from dragoman.questions.filters import Filter
from dragoman.questions.lists import limited
from dragoman.store.opened import Answer, Opened
from dragoman.text.dateline import iso_day

OUTCOMES: tuple[Outcome, ...] = ("coming", "came true", "postponed", "cancelled", "overdue")
_AGENDA = pa.schema(
    [(name, pa.string()) for name in ("start", "end", "outcome", "event", "mode")]
    + [(name, pa.list_(pa.string())) for name in ("actors", "recipients")]
    + [(name, pa.string()) for name in ("place", "announced")]
    + [(name, pa.list_(pa.string())) for name in ("plan", "evidence", "reports", "why")]
    + [("id", pa.string())]
)


def happenings(asked: Opened, which: Filter, limit: int | None = None) -> Answer:
    """Happenings, those of most independent reports first; in how many reports, and on what these disagree."""
    conditions, values = which.on_happenings()
    return asked.ask(
        f"SELECT * EXCLUDE (packed, codes) FROM happenings WHERE {conditions} "
        f"ORDER BY independent DESC, reports DESC, day DESC NULLS LAST, id {limited(limit)}",
        values,
    )


def planned(asked: Opened, which: Filter, *, as_of: str | None = None, outcome: str | None = None) -> Answer:
    """What was planned, with what became of it as of a day (today's, if none is given), in the order of dates."""
    if outcome is not None and outcome not in OUTCOMES:
        raise OptionError(f"{outcome}: is no outcome; one of {', '.join(OUTCOMES)}")
    today = iso_day(as_of, "--as-of") if as_of else date.today().isoformat()
    rows = asked.stream(
        "SELECT packed FROM happenings WHERE announced > 0 OR ending IS NOT NULL OR denied > 0 ORDER BY id"
    )
    plans = agenda((msgspec.json.decode(row["packed"], type=Happening) for row in rows), today)
    found = [plan for plan in plans if _is_asked(plan, which) and outcome in (None, plan.outcome)]
    table = pa.Table.from_pylist([_row(plan) for plan in found], schema=_AGENDA)
    return Answer(table, asked.store.tables.versions())


def _is_asked(plan: Planned, which: Filter) -> bool:
    sides = [{party.code for party in side} for side in (plan.actor, plan.recipient)]
    every = sides[0] | sides[1]
    return (
        (not which.countries or bool(every & set(which.countries)))
        and (which.source is None or which.source in sides[0])
        and (which.target is None or which.target in every)
        and (not which.events or plan.event in which.events)
        and (not which.modes or plan.mode in which.modes)
        and (which.first is None or (plan.end or plan.start or "9999") >= which.first)
        and (which.last is None or (plan.start or "9999") <= which.last)
    )


def _row(plan: Planned) -> dict[str, object]:
    row: dict[str, object] = msgspec.to_builtins(plan)
    return row | {"actors": [a.label for a in plan.actor], "recipients": [a.label for a in plan.recipient]}
