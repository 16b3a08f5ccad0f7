"""The tables of a store and their columns. `chunk` and `run` say by which commit, of which run, a row came."""

from __future__ import annotations

import pyarrow as pa

from dragoman.columns import columns_of

_STRING, _INTEGER, _REAL, _DAY = pa.string(), pa.int64(), pa.float64(), pa.date32()
_STRINGS = pa.list_(_STRING)
_WITH_DOCUMENT = [("published", _DAY), ("publisher", _STRING)]


def _of(kind: str) -> pa.Schema:
    return pa.schema([*columns_of(kind), *(pa.field(*column) for column in _WITH_DOCUMENT)])


# What is read, chunk by chunk. A document's own row is written last: what has no document is not there yet.
READ: dict[str, pa.Schema] = {
    "sentences": pa.schema(
        [("doc", _STRING), ("number", _INTEGER), ("start", _INTEGER), ("end", _INTEGER), ("text", _STRING)]
    ),
    "events": pa.schema(
        [*_of("event"), *(pa.field(*c) for c in (("day", _DAY), ("number", _STRING), ("codes", _STRINGS)))]
    ),
    "dyads": pa.schema(
        [
            ("id", _STRING), ("doc", _STRING), ("day", _DAY), ("source", _STRING), ("target", _STRING),
            ("source_sector", _STRING), ("target_sector", _STRING), ("event", _STRING), ("mode", _STRING),
            ("quad", _INTEGER), ("score", _REAL), ("status", _STRING), ("confidence", _REAL), *_WITH_DOCUMENT,
        ]
    ),
    "statements": _of("statement"),
    "figures": _of("figure"),
    "facts": _of("fact"),
    "checks": _of("check"),
    "features": pa.schema([("doc", _STRING), ("published", _DAY), ("packed", pa.binary())]),
    "quarantine": pa.schema(
        [
            ("id", _STRING), ("origin", _STRING), ("outcome", _STRING), ("stage", _STRING), ("reason", _STRING),
            ("remedy", _STRING), ("language", _STRING),
        ]
    ),
    "documents": pa.schema(
        [
            ("doc", _STRING), ("origin", _STRING), ("url", _STRING), ("publisher", _STRING), ("title", _STRING),
            ("date", _DAY), ("date_source", _STRING), ("notes", _STRINGS), ("text", _STRING),
        ]
    ),
}  # fmt: skip

# What follows from all reports together, made anew as a whole. `packed` is all of it, as JSON.
LINKED: dict[str, pa.Schema] = {
    "stories": pa.schema([("doc", _STRING), ("story", _STRING), ("copies", _STRING)]),
    "happenings": pa.schema(
        [
            ("id", _STRING), ("event", _STRING), ("mode", _STRING), ("status", _STRING), ("actors", _STRINGS),
            ("recipients", _STRINGS), ("codes", _STRINGS), ("start", _STRING), ("end", _STRING), ("day", _DAY),
            ("place", _STRING), ("announced", _INTEGER), ("denied", _INTEGER), ("ending", _STRING),
            ("country", _STRING), ("first_seen", _DAY), ("last_seen", _DAY), ("reports", _INTEGER),
            ("independent", _INTEGER), ("disagreement", _STRINGS), ("events", _STRINGS), ("packed", _STRING),
        ]
    ),
    "happened": pa.schema(
        [
            ("id", _STRING), ("day", _DAY), ("source", _STRING), ("target", _STRING), ("event", _STRING),
            ("mode", _STRING), ("quad", _INTEGER), ("status", _STRING), ("confidence", _REAL),
        ]
    ),
    "comparisons": pa.schema(
        [
            ("id", _STRING), ("about", _STRING), ("measure", _STRING), ("unit", _STRING), ("of", _STRINGS),
            ("period", _STRING), ("verdict", _STRING), ("said", _STRINGS), ("docs", _STRINGS),
            ("independent", _INTEGER), ("why", _STRINGS), ("packed", _STRING),
        ]
    ),
    "contradictions": columns_of("check"),
}  # fmt: skip

RUNS = pa.schema(
    [
        ("run", _STRING), ("started", pa.timestamp("us", "UTC")), ("ended", pa.timestamp("us", "UTC")),
        ("ending", _STRING), ("versions", pa.map_(_STRING, _STRING)), ("options", _STRING),
        ("counts", pa.map_(_STRING, _INTEGER)), ("reasons", pa.map_(_STRING, _INTEGER)),
        ("tables", pa.map_(_STRING, _INTEGER)),
    ]
)  # fmt: skip
BOOKKEEPING = [pa.field("chunk", _INTEGER), pa.field("run", _STRING)]


def stored(schema: pa.Schema) -> pa.Schema:
    """The columns as they lie in the store."""
    return pa.schema([*schema, *BOOKKEEPING])


TABLES: dict[str, pa.Schema] = {**{name: stored(schema) for name, schema in READ.items()}, **LINKED, "runs": RUNS}
