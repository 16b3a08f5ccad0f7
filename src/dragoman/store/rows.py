"""What reading a report gives, as rows of the tables."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar

import msgspec

from dragoman.columns import as_row
from dragoman.exchange.told import day_told, pairs
from dragoman.reading import Reading
from dragoman.records import Event, Record

Rows = dict[str, list[dict[str, Any]]]
_MAPS = frozenset(("size", "unresolved"))
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def rows_of(reading: Reading, origin: str) -> Rows:
    """The rows of a reading by table."""
    document = reading.document
    published = day_of(document.date)
    beside = {"published": published, "publisher": document.source}
    rows: Rows = {"events": [], "dyads": []}
    for event in reading.events:
        day = day_of(day_told(event, document.date))
        codes = sorted({actor.code for actor in (*event.actor, *event.recipient) if actor.code})
        rows["events"].append({**as_row(event), **beside, "day": day, "number": event.id[3:15], "codes": codes})
        rows["dyads"] += [{**row, **beside} for row in _dyads(event, day)]
    for name in ("statements", "figures", "facts", "checks"):
        rows[name] = [{**as_row(record), **beside} for record in getattr(reading, name)]
    starts = reading.sentences
    rows["sentences"] = [
        {"doc": document.id, "number": number, "start": start, "end": end, "text": document.text[start:end].rstrip()}
        for number, (start, end) in enumerate(zip(starts, (*starts[1:], len(document.text)), strict=False), 1)
    ]
    rows["documents"] = [
        {
            "doc": document.id, "origin": origin, "url": document.url, "publisher": document.source,
            "title": document.title, "date": published, "date_source": document.date_source or None,
            "notes": list(document.notes), "text": document.text,
        }
    ]  # fmt: skip
    return rows


def _dyads(event: Event, day: date | None) -> list[dict[str, Any]]:
    """A row for each pair of codes, one to the other."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for one, two in pairs(event):
        if one is None or two is None or one.code is None or two.code is None:
            continue
        found.setdefault(
            (one.code, two.code),
            {
                "id": event.id, "doc": event.doc, "day": day, "source": one.code, "target": two.code,
                "source_sector": one.sector, "target_sector": two.sector, "event": event.event, "mode": event.mode,
                "quad": event.quad, "score": event.score, "status": event.status, "confidence": event.confidence,
            },
        )  # fmt: skip
    return list(found.values())


def day_of(written: str | None) -> date | None:
    """An ISO day as a date; None for what is none."""
    if written is None or not _DAY.fullmatch(written):
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def iso_of(day: date | None) -> str | None:
    """The ISO day of a date of the store."""
    return None if day is None else day.isoformat()


AnyKind = TypeVar("AnyKind", bound=Record)


def record_of(row: dict[str, Any], kind: type[AnyKind]) -> AnyKind:
    """The record of a row of its table."""
    given = {name: value for name, value in row.items() if name in kind.__struct_fields__}
    for name in _MAPS & given.keys():
        given[name] = dict(given[name] or ())
    return msgspec.convert({"kind": kind.__struct_config__.tag, **_without_none(given)}, kind)


def _without_none(value: Any) -> Any:
    """A field that is not there is absent on the wire, and null in a column."""
    if isinstance(value, dict):
        return {k: _without_none(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_none(v) for v in value]
    return value
