"""The vocabulary of Dragoman: the five kinds of record, as they go over the wire.

Offsets count Unicode code points into the text of the document as it was given; `end` is exclusive.
Times are ISO 8601, as coarse as the text gives them (`2024`, `2024-05`, `2024-05-16`).
A field that the text does not give is absent (its default here), never guessed; a field that the text gives but
that could not be resolved is named in `unresolved`, with its candidates.
"""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Status = Literal["actual", "planned", "historical", "hypothetical", "negated"]
Quoted = Literal["full", "partly", "no"]
Verdict = Literal["consistent", "inconsistent", "implies", "cannot tell"]
Qualifier = Literal["exactly", "about", "more than", "less than", "at least", "up to"]


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words of the document: `text` is `document.text[start:end]`."""

    start: int
    end: int
    text: str


class Actor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who acts, is acted upon or speaks.

    `code` is an ISO 3166 alpha-3 code or one of PLOVER's own (IGO, UNO, EUR, NGO, ISM, IMG, MNC, KOS ...);
    a group that no code covers has none and keeps its `name`.
    `sector` is PLOVER's three-letter sector (GOV, MIL, CVL ...).
    """

    name: str
    text: str
    start: int
    end: int
    code: str | None = None
    sector: str | None = None
    other_sectors: tuple[str, ...] = ()
    person: str | None = None
    office: str | None = None
    wikidata: str | None = None
    candidates: tuple[str, ...] = ()


class When(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A day or a span of days, as coarse as the words give it. `text` is the words it comes from."""

    start: str | None = None
    end: str | None = None
    text: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place on the map. Degrees, WGS 84; `country` is ISO 3166 alpha-3."""

    name: str
    start: int
    end: int
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a figure moved: by `percent` or by `amount` (in the figure's unit), up or down, against which period."""

    percent: float | None = None
    amount: float | None = None
    direction: Literal["up", "down"] | None = None
    baseline_period: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What every record has: the words it rests on, and why it says what it says."""

    id: str
    doc: str
    start: int
    end: int
    text: str
    why: tuple[str, ...]
    mentions: tuple[Span, ...] = ()
    unresolved: dict[str, tuple[str, ...]] = {}


class Event(Record, frozen=True, kw_only=True, omit_defaults=True, tag="event"):
    """Who did what to whom. One happening is one event, however often the report mentions it."""

    event: str
    mode: str | None = None
    cameo: str | None = None
    quad: int
    score: float
    context: tuple[str, ...] = ()
    status: Status
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    date: When | None = None
    place: Place | None = None
    attribution: Actor | None = None
    statement: str | None = None
    size: dict[str, int] = {}
    confidence: float


class Statement(Record, frozen=True, kw_only=True, omit_defaults=True, tag="statement"):
    """Who said what."""

    speaker: Actor
    cue: str
    content: Span
    quoted: Quoted
    addressee: Actor | None = None
    date: When | None = None
    events: tuple[str, ...] = ()


class Figure(Record, frozen=True, kw_only=True, omit_defaults=True, tag="figure"):
    """A number that means something. `unit` is an ISO 4217 or UCUM code where one exists, else the counted noun."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    measure: str | None = None
    of: tuple[Actor, ...] = ()
    period: str | None = None
    change: Change | None = None
    rank: int | str | None = None
    source: str | None = None
    part_of: str | None = None
    status: Status | None = None


class Fact(Record, frozen=True, kw_only=True, omit_defaults=True, tag="fact"):
    """A standing relation: an office, an age, a membership, a location."""

    subject: str
    relation: str
    object: str
    date: str | None = None


class Check(Record, frozen=True, kw_only=True, omit_defaults=True, tag="check"):
    """What follows when the record is held against itself."""

    check: str
    verdict: Verdict
    records: tuple[str, ...] = ()
    computed: str | None = None


AnyRecord = Event | Statement | Figure | Fact | Check

_PREFIX = {"event": "ev", "statement": "st", "figure": "fg", "fact": "fa", "check": "ch"}


def record_id(kind: str, doc: str, start: int, end: int, *parts: object) -> str:
    """A stable id: the same document, words and reading always give the same one."""
    digest = hashlib.blake2b(repr((kind, doc, start, end, parts)).encode("utf-8", "backslashreplace"), digest_size=8)
    return f"{_PREFIX[kind]}_{digest.hexdigest()}"
