"""Records in words, for the views that people read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from dragoman.reading import Reading
from dragoman.records import Actor, AnyRecord, Change, Check, Event, Fact, Figure, Statement, When
from dragoman.text.document import Document
from dragoman.views.select import KINDS

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SOURCES = {"given": "as given", "dateline": "from the dateline", "metadata": "from the page"}
_QUOTED = {"full": "quoted", "partly": "partly quoted", "no": "reported"}

STATUS_MARKS = {"actual": "•", "planned": "»", "historical": "‹", "hypothetical": "?", "negated": "×"}
VERDICT_MARKS = {"consistent": "✓", "inconsistent": "✗", "implies": "⇒", "cannot tell": "?"}


def on_one_line(text: str) -> str:
    """A text without line breaks, control characters and marks that turn the direction of what follows."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def date_words(document: Document) -> str:
    """The document date and where it comes from."""
    if document.date is None:
        return "no date: relative dates stay unresolved"
    source = _SOURCES.get(document.date_source)
    return f"{document.date} ({source})" if source else document.date


def counts(reading: Reading) -> list[str]:
    """How many records of each kind there are ("14 events (3 planned)"), kinds without any left out."""
    planned = sum(e.status == "planned" for e in reading.events)
    out = []
    for kind in KINDS:
        if number := len(getattr(reading, kind)):
            name = kind if number > 1 else kind[:-1]
            out.append(f"{number} {name}" + (f" ({planned} planned)" if kind == "events" and planned else ""))
    return out


def interval(when: When | None) -> str:
    """A day or a span of days, in ISO 8601; the words of the text where they could not be resolved."""
    if when is None:
        return ""
    if when.start is None or when.end is None or when.start == when.end:
        return when.start or when.end or (f"“{when.text}”" if when.text else "")
    return f"{when.start}/{_rest(when.start, when.end)}"


def _dated(when: When | None) -> str:
    """A time with the words that it comes from."""
    day = interval(when)
    return f"{day} (“{when.text}”)" if when and when.text and when.text not in day else day


def _rest(start: str, end: str) -> str:
    """What of an end differs from its start: 2024-05-16 and 2024-05-17 give 17."""
    if len(start) == len(end) == 10:
        for length in (8, 5):
            if start[:length] == end[:length]:
                return end[length:]
    return end


def actor_words(actor: Actor) -> str:
    """Somebody's name, with code and sector."""
    codes = " ".join(c for c in (actor.code, actor.sector, *actor.other_sectors) if c)
    name = actor.person or actor.name
    return f"{name} ({codes})" if codes else name


def actors_words(actors: Sequence[Actor]) -> str:
    return ", ".join(actor_words(a) for a in actors)


def parties(event: Event) -> str:
    """Who acts, and towards whom."""
    actor, recipient = actors_words(event.actor), actors_words(event.recipient)
    if recipient:
        return f"{actor or '?'} → {recipient}"
    return actor


def number_words(number: float) -> str:
    """A number for people: thousands apart, large ones scaled."""
    for scale, name in _SCALES:
        if scale <= abs(number) < math.inf:
            return f"{_digits(number / scale)} {name}"
    return _digits(number)


def _digits(number: float) -> str:
    if not math.isfinite(number):
        return str(number)
    rounded = round(number, 6)
    return f"{rounded:,.6f}".rstrip("0").rstrip(".") if rounded != int(rounded) else f"{int(rounded):,}"


def amount(figure: Figure) -> str:
    """A figure's value with its qualifier and unit; empty for a figure that is only a change or a rank."""
    if figure.value is not None:
        value = number_words(figure.value)
    elif figure.low is not None and figure.high is not None:
        value = f"{number_words(figure.low)} to {number_words(figure.high)}"
    elif figure.low is not None or figure.high is not None:
        value = number_words(figure.low or figure.high or 0)
    else:
        return ""
    qualifier = figure.qualifier if figure.qualifier not in (None, "exactly") else ""
    return f"{qualifier} {_with_unit(value, figure.unit)}".strip()


def _with_unit(value: str, unit: str | None) -> str:
    return f"{value}%" if unit == "%" else f"{value} {unit or ''}".rstrip()


def change_words(change: Change | None, unit: str | None) -> str:
    """How a figure moved ("up 26.3% on 2022")."""
    if change is None:
        return ""
    by = f"{_digits(change.percent)}%" if change.percent is not None else ""
    if not by and change.amount is not None:
        by = _with_unit(number_words(change.amount), unit)
    baseline = f"on {change.baseline_period}" if change.baseline_period else ""
    return " ".join(w for w in (change.direction or "", by, baseline) if w)


def counted(figure: Figure) -> str:
    """What is counted, unless the unit says so."""
    return "" if figure.measure is None or figure.measure == figure.unit else figure.measure


def quoted_words(statement: Statement) -> str:
    return _QUOTED[statement.quoted]


def headline(record: AnyRecord) -> str:
    """A record in one line, without its words."""
    if isinstance(record, Event):
        return parties(record) or "nobody named"
    if isinstance(record, Statement):
        to = f" → {actor_words(record.addressee)}" if record.addressee else ""
        said = (actor_words(record.speaker), record.cue)
        return " ".join(said if record.cue != "according to" else said[::-1]) + to
    if isinstance(record, Figure):
        moved = change_words(record.change, record.unit)
        figures = (amount(record), moved, str(record.rank or ""), counted(record))
        return ", ".join(f for f in figures if f)
    if isinstance(record, Fact):
        return f"{record.subject}: {record.relation}: {record.object}"
    return f"{record.check}" + (f": {record.computed}" if record.computed else "")


def details(record: AnyRecord) -> list[tuple[str, str]]:
    """The fields of a record that its headline does not show, labelled, empty ones left out."""
    rows: list[tuple[str, str | None]]
    if isinstance(record, Event):
        rows = _event_details(record)
    elif isinstance(record, Statement):
        rows = [
            ("content", record.content.text),
            ("quoted", record.quoted),
            ("office", record.speaker.office),
            ("date", _dated(record.date)),
        ]
    elif isinstance(record, Figure):
        rows = [
            ("of", actors_words(record.of)),
            ("period", record.period),
            ("source", record.source),
            ("status", record.status),
        ]
    elif isinstance(record, Fact):
        rows = [("date", record.date)]
    else:
        rows = []
    rows += [
        (f"{field}, unresolved", " or ".join(options) or "nothing fits") for field, options in record.unresolved.items()
    ]
    return [(label, value) for label, value in rows if value]


def _event_details(event: Event) -> list[tuple[str, str | None]]:
    offices = [f"{a.person or a.name}: {a.office}" for a in (*event.actor, *event.recipient) if a.office]
    place = event.place
    return [
        ("date", _dated(event.date)),
        ("place", (f"{place.name}, {place.country}" if place.country else place.name) if place else None),
        ("according to", actor_words(event.attribution) if event.attribution else None),
        ("office", "; ".join(offices)),
        ("size", ", ".join(f"{number:,} {what}" for what, number in event.size.items())),
        ("context", ", ".join(event.context)),
        ("CAMEO", event.cameo),
        ("quad, score", f"{event.quad}, {event.score:g}"),
        ("confidence", f"{event.confidence:.2f}"),
    ]


def badge(record: AnyRecord) -> str:
    """What a record must never be seen without: an event's or a figure's status unless actual, a check's verdict."""
    if isinstance(record, Check):
        return f"{VERDICT_MARKS[record.verdict]} {record.verdict}"
    status = record.status if isinstance(record, (Event, Figure)) else None
    return f"{STATUS_MARKS[status]} {status}" if status and status != "actual" else ""
