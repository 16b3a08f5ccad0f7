"""The records as columns: what each field of each kind is in Arrow."""

from __future__ import annotations

from typing import Any

import msgspec
import pyarrow as pa

from dragoman.records import AnyRecord

_STRING, _INTEGER, _REAL = pa.string(), pa.int64(), pa.float64()
_STRINGS = pa.list_(_STRING)
_SPAN = pa.struct([("start", _INTEGER), ("end", _INTEGER), ("text", _STRING)])
_ACTOR = pa.struct(
    [("name", _STRING), ("text", _STRING), ("start", _INTEGER), ("end", _INTEGER), ("code", _STRING),
     ("sector", _STRING), ("other_sectors", _STRINGS), ("person", _STRING), ("office", _STRING),
     ("wikidata", _STRING), ("candidates", _STRINGS)]
)  # fmt: skip
_WHEN = pa.struct([("start", _STRING), ("end", _STRING), ("text", _STRING)])
_PLACE = pa.struct(
    [("name", _STRING), ("start", _INTEGER), ("end", _INTEGER), ("country", _STRING), ("lat", _REAL), ("lon", _REAL),
     ("geonameid", _INTEGER)]
)  # fmt: skip
_CHANGE = pa.struct([("percent", _REAL), ("amount", _REAL), ("direction", _STRING), ("baseline_period", _STRING)])
_ACTORS = pa.list_(_ACTOR)

Columns = list[tuple[str, pa.DataType]]

SHARED: Columns = [
    ("id", _STRING), ("doc", _STRING), ("start", _INTEGER), ("end", _INTEGER), ("text", _STRING), ("why", _STRINGS),
    ("mentions", pa.list_(_SPAN)), ("unresolved", pa.map_(_STRING, _STRINGS)),
]  # fmt: skip
OWN: dict[str, Columns] = {
    "event": [
        ("event", _STRING), ("mode", _STRING), ("cameo", _STRING), ("quad", _INTEGER), ("score", _REAL),
        ("context", _STRINGS), ("status", _STRING), ("actor", _ACTORS), ("recipient", _ACTORS), ("date", _WHEN),
        ("place", _PLACE), ("attribution", _ACTOR), ("statement", _STRING), ("size", pa.map_(_STRING, _INTEGER)),
        ("confidence", _REAL),
    ],
    "statement": [
        ("speaker", _ACTOR), ("cue", _STRING), ("content", _SPAN), ("quoted", _STRING), ("addressee", _ACTOR),
        ("date", _WHEN), ("events", _STRINGS),
    ],
    "figure": [
        ("value", _REAL), ("low", _REAL), ("high", _REAL), ("qualifier", _STRING), ("unit", _STRING),
        ("measure", _STRING), ("of", _ACTORS), ("period", _STRING), ("change", _CHANGE), ("rank", _STRING),
        ("source", _STRING), ("part_of", _STRING), ("status", _STRING),
    ],
    "fact": [("subject", _STRING), ("relation", _STRING), ("object", _STRING), ("date", _STRING)],
    "check": [("check", _STRING), ("verdict", _STRING), ("records", _STRINGS), ("computed", _STRING)],
}  # fmt: skip


def columns_of(kind: str) -> pa.Schema:
    """The columns of one kind of record."""
    return pa.schema([*SHARED, *OWN[kind]])


def all_columns() -> pa.Schema:
    """The columns of a table with all kinds; a fact's day stands in the same form as an event's."""
    named: dict[str, pa.DataType] = {"kind": _STRING, **dict(SHARED)}
    for kind in ("fact", "statement", "figure", "check", "event"):  # an event's form of a field wins
        named.update(OWN[kind])
    return pa.schema(list(named.items()))


def as_row(record: AnyRecord) -> dict[str, Any]:
    """A record as its columns hold it, without its kind."""
    row: dict[str, Any] = msgspec.to_builtins(record)
    del row["kind"]
    if "rank" in row:
        row["rank"] = str(row["rank"])  # "1" or "record"
    return row


def as_mixed_row(record: AnyRecord) -> dict[str, Any]:
    """A record as a row of the table with all kinds."""
    row = as_row(record)
    if isinstance(row.get("date"), str):
        row["date"] = {"start": row["date"]}
    return {"kind": record.__struct_config__.tag, **row}
