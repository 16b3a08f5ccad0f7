"""Little reports and events of invented publishers: what the tests of happenings are told with."""

from __future__ import annotations

from typing import Any

from dragoman.happenings.features import Features, features_of
from dragoman.happenings.types import Told
from dragoman.records import Actor, Event, Place, When, record_id
from dragoman.text.document import Document

NAMES = {"KEN": "Kenya", "UGA": "Uganda", "FRA": "France", "DEU": "Germany", "NOR": "Norway", "CHL": "Chile"}
PLACES = {
    "Kabul": ("AFG", 34.53, 69.17),
    "Herat": ("AFG", 34.35, 62.2),
    "Kampala": ("UGA", 0.32, 32.57),
    "Afghanistan": ("AFG", 33.0, 66.0),
}


def report(doc: str, text: str, date: str | None = "2024-03-05", *, title: str | None = None) -> Features:
    """The features of a report."""
    return features_of(Document(id=doc, text=text, date=date, title=title, source=doc.split("-")[0]))


def party(said: str) -> Actor:
    """A party: a code, `CODE/SECTOR`, `CODE=Person of it`, or a name without a code."""
    code, _, person = said.partition("=")
    code, _, sector = code.partition("/")
    known = NAMES.get(code)
    return Actor(
        name=known or said,
        text=person or known or said,
        start=0,
        end=1,
        code=code if known else None,
        sector=sector or ("GOV" if person else None),
        person=person or None,
    )


def told(doc: str, kind: str, actor: str, recipient: str = "", **more: Any) -> Told:
    """A telling: `kind` is `EVENT` or `EVENT/mode`, parties are joined by `+`, `seen` is the day of the report.

    `on` is a date or `start..end`, `at` a place of PLACES; the story is one, unless `story` says otherwise.
    """
    event, _, mode = kind.partition("/")
    on, at = more.pop("on", None), more.pop("at", None)
    seen, story = more.pop("seen", "2024-03-05"), more.pop("story", "one story")
    copies, text = more.pop("copies", None), more.pop("text", f"{actor} {kind} {recipient}")
    start, _, end = (on or "").partition("..")
    fields: dict[str, Any] = {"status": "actual", "quad": 1, "score": 1.0, "confidence": 0.8, "why": ("made",), **more}
    return Told(
        event=Event(
            id=record_id("event", doc, 0, 1, kind, actor, recipient, on, at, sorted(map(str, fields.items()))),
            doc=doc,
            start=0,
            end=1,
            text=text,
            event=event,
            mode=mode or None,
            actor=tuple(party(a) for a in actor.split("+") if a),
            recipient=tuple(party(a) for a in recipient.split("+") if a),
            date=When(start=start, end=end or None, text=on) if on else None,
            place=place(at) if at else None,
            **fields,
        ),
        date=seen,
        publisher=doc.split("-")[0],
        story=story,
        copies=copies,
    )


def place(name: str) -> Place:
    country, lat, lon = PLACES[name]
    return Place(name=name, country=country, lat=lat, lon=lon, start=0, end=1)
