"""Which events a data set tells, on which day, and under which number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice, permutations, product

import msgspec

from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables
from dragoman.records import Actor, Event
from dragoman.views.plover import days, standard_form

Pair = tuple[Actor | None, Actor | None]
_PAIR_BITS = 15
_EVENT_ID = re.compile(r"ev_([0-9a-f]{12})[0-9a-f]{4}")


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the data sets tell it, and as it was read. `day` is None for a time that no day stands for.

    A month is told as its first day. The day of an event without a time is that of the report, as every published
    coder has it; background without a time, a year, and a time that could not be resolved have none.
    """

    event: Event
    was: Event
    day: str | None

    def cameo(self, tables: Tables) -> str:
        """The CAMEO code of the deed, or of the intent where it is yet to come; empty if there is none."""
        was = self.was
        return tables.cameo(was.cameo, was.event, was.mode, planned=was.status == "planned")


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a data set has no row for, and why."""

    event: str
    reason: str


def told(events: Iterable[Event], report: Report) -> Iterator[Told | LeftOut]:
    """The events as PLOVER tells them, in their order."""
    for event in events:
        form = standard_form(event, report.date)
        if form is None:
            yield LeftOut(event=event.id, reason=event.status if event.status != "planned" else "planned, no agreement")
        else:
            yield Told(event=form[0], was=event, day=day_told(form[0], report.date))


def day_told(event: Event, reported: str | None) -> str | None:
    """The day that an event of a report of that day is told on."""
    first, _ = days(event.date)
    if event.date is not None and len(event.date.start or event.date.end or "") == len("2024"):
        return None
    if first is not None:
        return first
    if event.status == "historical" or event.date is not None or "date" in event.unresolved:
        return None
    return days_of(reported)


def days_of(written: str | None) -> str | None:
    """An ISO day, or None for what is none."""
    return written if written and re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII) else None


def pairs(event: Event) -> list[Pair]:
    """Who does it to whom, one by one. Equals (a meeting) stand on both sides in turn, as CAMEO has them."""
    found: Iterable[Pair]
    if event.recipient:
        found = product(event.actor or (None,), event.recipient)
    elif len(event.actor) > 1:
        found = permutations(event.actor, 2)
    else:
        found = product(event.actor or (None,), (None,))
    return list(islice(found, (1 << _PAIR_BITS) - 1))


def row_number(event: str, pair: int) -> int:
    """A stable number below 2**63 for a pair (from 1 on) of an event: the id's first 48 bits and the pair's 15."""
    match = _EVENT_ID.fullmatch(event)
    digits = match[1] if match else blake2b(event.encode("utf-8", "backslashreplace"), digest_size=6).hexdigest()
    return int(digits, 16) << _PAIR_BITS | pair


def event_of(row: str) -> str | None:
    """How the id of the event begins that a row of an export was made from, given the id in the row."""
    if re.fullmatch(r"\d{1,19}", row, re.ASCII) and int(row) < 1 << 63:
        return f"ev_{int(row) >> _PAIR_BITS:012x}"
    found = [match[0] for match in _EVENT_ID.finditer(row)]
    return found[-1] if found else None
