"""Events of any of the data sets as what can be compared: a day, who, whom, and the event of PLOVER."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations, product
from typing import Any, TypeVar

import msgspec

from dragoman.errors import InputError
from dragoman.exchange.cells import Dropped, lines, shortened
from dragoman.exchange.icews import IcewsRow
from dragoman.exchange.icews_in import icews_rows
from dragoman.exchange.icews_in import is_header as is_icews
from dragoman.exchange.polecat import PolecatRow
from dragoman.exchange.polecat_in import is_header as is_polecat
from dragoman.exchange.polecat_in import polecat_rows
from dragoman.exchange.tables import Tables
from dragoman.exchange.told import days_of
from dragoman.knowledge.files import Library
from dragoman.records import Event
from dragoman.views.plover import days, standard_form
from dragoman.who.countries import CountryNames
from dragoman.who.lexicon import Lexicon

T = TypeVar("T")
NO_DATE, NO_COUNTRY = "no date", "no country on both sides"
DOMESTIC, NO_EVENT = "within one country", "no event of PLOVER"


class Coded(msgspec.Struct, frozen=True):
    """One country to another on a day. `event` is PLOVER's; the parties are countries, alpha-3."""

    day: str
    source: str
    target: str
    event: str


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """The events of one file: what can be compared, what was set aside and why, and what could not be read."""

    form: str
    coded: list[Coded]
    aside: dict[str, int]
    dropped: list[Dropped]


class _Party(msgspec.Struct, frozen=True):
    code: str | None = None


class _PloverRow(msgspec.Struct, frozen=True):
    """A line of PLOVER JSON Lines, as far as it is compared."""

    event: str
    date: str | None = None
    enddate: str | None = None
    actor: tuple[_Party, ...] = ()
    recipient: tuple[_Party, ...] = ()


def read_side(data: bytes, name: str, tables: Tables) -> Side:
    """A file of events: records or PLOVER as JSON Lines, POLECAT or ICEWS. Raises InputError for anything else."""
    cells = next((cells for _, cells in lines(data[:65536])), None)
    if cells is None:
        raise InputError(name, "holds nothing", "give records or PLOVER as JSON Lines, or a file of POLECAT or ICEWS")
    if cells[0].startswith("{"):
        return _of_json(data, tables)
    dropped: list[Dropped] = []
    if is_icews(cells) or (len(cells) in (19, 20) and not is_polecat(cells)):
        return _side("icews", of_icews(icews_rows(data, tables, dropped), tables), dropped)
    if is_polecat(cells) or len(cells) >= 39:
        return _side("polecat", of_polecat(polecat_rows(data, dropped), tables), dropped)
    raise InputError(name, "no file of events", "give records or PLOVER as JSON Lines, or a file of POLECAT or ICEWS")


def of_events(events: Iterable[Event], told_on: str | None, tables: Tables) -> Iterator[Coded | str]:
    """Our events, as the standard tells them; a reason for each that has nothing to compare."""
    for event in events:
        form = standard_form(event, told_on)
        if form is None:
            yield event.status
            continue
        told, _ = form
        actors, recipients = [a.code for a in told.actor], [a.code for a in told.recipient]
        first, last = days(told.date)
        yield from _paired(None if _is_years(first, last) else first, told.event, actors, recipients, tables)


def of_polecat(rows: Iterable[PolecatRow], tables: Tables) -> Iterator[Coded | str]:
    """The rows of POLECAT."""
    for row in rows:
        recipients = row.recipient.countries or row.recipient.names
        yield from _paired(row.date, tables.current(row.event), row.actor.countries, recipients, tables)


def of_icews(rows: Iterable[IcewsRow], tables: Tables) -> Iterator[Coded | str]:
    """The rows of ICEWS: countries by their names, PLOVER's event by the code of CAMEO."""
    names = CountryNames(Lexicon(Library()).names.values())
    ours = {c.icews: c.code for c in tables.countries.values()}

    def code(country: str | None) -> str | None:
        if country is not None and country not in ours:
            found = names.find(country)
            ours[country] = (found.code if found else None) or ""
        return ours.get(country or "") or None

    for row in rows:
        event = tables.event(row.cameo or "")
        if event is None:
            yield NO_EVENT
        else:
            yield from _paired(row.date, event, [code(row.source.country)], [code(row.target.country)], tables)


def _paired(
    day: str | None, event: str, actors: Iterable[str | None], recipients: Sequence[str | None], tables: Tables
) -> Iterator[Coded | str]:
    """The pairs of an event; equals, who have no recipient, stand on both sides."""
    sources, targets = _countries(actors, tables), _countries(recipients, tables)
    day = days_of(day)
    if day is None:
        yield NO_DATE
        return
    pairs = list(product(sources, targets)) if recipients else list(permutations(sources, 2))
    across = [(source, target) for source, target in pairs if source != target]
    if not across:
        yield DOMESTIC if pairs else NO_COUNTRY
    for source, target in across:
        yield Coded(day, source, target, event)


def _countries(codes: Iterable[str | None], tables: Tables) -> list[str]:
    return list(dict.fromkeys(code for c in codes if (code := (c or "").upper()) in tables.countries))


def _of_json(data: bytes, tables: Tables) -> Side:
    dropped: list[Dropped] = []

    def coded() -> Iterator[Coded | str]:
        for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
            if not raw.strip():
                continue
            try:
                yield from _of_line(raw, tables)
            except (msgspec.MsgspecError, UnicodeDecodeError, ValueError, RecursionError) as error:
                value = shortened(raw[:200].decode("utf-8", "replace"))
                dropped.append(Dropped(line=number, reason=shortened(str(error)), value=value))

    return _side("jsonl", coded(), dropped)


def _of_line(raw: bytes, tables: Tables) -> Iterator[Coded | str]:
    row: Any = msgspec.json.decode(raw)
    if not isinstance(row, dict):
        raise ValueError("no object")
    kind = row.get("kind")
    if kind == "event":
        yield from of_events([msgspec.convert(row, Event)], None, tables)
    elif kind is None:
        plover = msgspec.convert(row, _PloverRow)
        actors, recipients = [a.code for a in plover.actor], [r.code for r in plover.recipient]
        day = None if _is_years(plover.date, plover.enddate) else plover.date
        yield from _paired(day, tables.current(plover.event), actors, recipients, tables)


def _is_years(first: str | None, last: str | None) -> bool:
    """Is a time given as years, so that no month stands for it?"""
    return (first or "")[4:] == "-01-01" and (last or "")[4:] == "-12-31"


def _side(form: str, items: Iterator[Coded | str], dropped: list[Dropped]) -> Side:
    coded: list[Coded] = []
    aside: Counter[str] = Counter()
    for item in items:
        if isinstance(item, str):
            aside[item] += 1
        else:
            coded.append(item)
    return Side(form=form, coded=coded, aside=dict(aside.most_common()), dropped=dropped)
