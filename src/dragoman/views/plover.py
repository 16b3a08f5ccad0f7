"""Events in the form of the PLOVER standard: JSON Lines, one event a line.

The standard has no field for what is yet to come or did not happen. A planned meeting, support, cooperation or aid is
an agreement to it (AGREE), a planned retreat a concession (CONCEDE), both on the day they were told; other planned
events, hypothetical and negated ones are left out. `comment` says what was planned, and what is history.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import Any

import msgspec

from dragoman.reading import Reading, json_line
from dragoman.records import Actor, Event, When
from dragoman.text.document import Document
from dragoman.views.wording import interval

_AGREED = {"quad": 1, "score": 2.5, "event": "AGREE"}
_CONCEDED = {"quad": 1, "score": 4.5, "event": "CONCEDE"}
_PLANNED = {"CONSULT": _AGREED, "SUPPORT": _AGREED, "COOPERATE": _AGREED, "AID": _AGREED, "RETREAT": _CONCEDED}


def plover_jsonl(reading: Reading, coder: str) -> str:
    """The reading's events as the standard writes them, each line with its newline. `coder` names the program."""
    return "".join(json_line(row) for row in plover(reading, coder))


def plover(reading: Reading, coder: str) -> list[dict[str, Any]]:
    """The reading's events as the standard's records; empty fields are left out."""
    rows: list[dict[str, Any]] = []
    for event in reading.events:
        form = standard_form(event, reading.document.date)
        if form is not None:
            rows.append(_row(form[0], reading.document, len(rows) + 1, coder, form[1]))
    return rows


def standard_form(event: Event, told_on: str | None) -> tuple[Event, str | None] | None:
    """The event as the standard can tell it, and what that leaves unsaid; None if the standard leaves it out.

    `told_on` is the date of the report.
    """
    if event.status in ("actual", "historical"):
        return event, "historical" if event.status == "historical" else None
    code = _PLANNED.get(event.event)
    if event.status != "planned" or code is None:
        return None
    was = " ".join(w for w in ("planned", event.event, event.mode, interval(event.date)) if w)
    told = When(start=told_on) if told_on else None
    return msgspec.structs.replace(event, mode=None, date=told, size={}, **code), was


def _row(event: Event, document: Document, sequence: int, coder: str, comment: str | None) -> dict[str, Any]:
    first, last = days(event.date)
    return _filled(
        {
            "id": event.id,
            "date": first,
            "enddate": last if last != first else None,
            "actor": [_actor(a) for a in event.actor],
            "recipient": [_actor(a) for a in event.recipient],
            "event": event.event,
            "mode": event.mode,
            "context": list(event.context),
            "event_loc": _location(event, document),
            "event_text": event.text,
            "quad_code": event.quad,
            "event_scale": event.score,
            "text_info": {"sequence": sequence, "start": event.start, "end": event.end},
            "size": {key: event.size[key] for key in ("dead", "injured", "arrested") if key in event.size},
            "cite_info": _filled(
                {
                    "id": document.id,
                    "url": document.url,
                    "title": document.title,
                    "language": "en",
                    "publication": document.source,
                }
            ),
            "coder": coder,
            "comment": comment,
        }
    )


def _actor(actor: Actor) -> dict[str, Any]:
    return _filled(
        {
            "code": actor.code,
            "sector": actor.sector,
            "entity_text": actor.text if actor.code else actor.name,
            "identifier_id": actor.wikidata,
            "identifier_text": actor.person or actor.name if actor.wikidata else None,
            "office": actor.office,
        }
    )


def _location(event: Event, document: Document) -> dict[str, Any]:
    place = event.place
    if place is None:
        return {}
    return _filled(
        {
            "extracted_place": document.text[place.start : place.end],
            "resolved_place": place.name,
            "geonameid": place.geonameid,
            "lat": place.lat,
            "lon": place.lon,
            "country_code": place.country,
        }
    )


def days(when: When | None) -> tuple[str | None, str | None]:
    """The first and the last day of a time, however coarse: `2024-02` gives 2024-02-01 and 2024-02-29."""
    if when is None:
        return None, None
    return _day(when.start or when.end, first=True), _day(when.end or when.start, first=False)


def _day(written: str | None, *, first: bool) -> str | None:
    """The first or the last day of an ISO day, month or year; None for anything else."""
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])", written or "")
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or (1 if first else 12))
    if not (year and 1 <= month <= 12):
        return None
    day = int(match[3] or (1 if first else monthrange(year, month)[1]))
    return f"{year:04d}-{month:02d}-{day:02d}"


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in (None, "", [], {}, ())}
