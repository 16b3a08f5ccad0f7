"""From an id to the words: the record, its sentence with the words marked, its document, and why."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dragoman.errors import OptionError
from dragoman.exchange.told import event_of
from dragoman.store.opened import Opened

_TABLE = {"ev": "events", "st": "statements", "fg": "figures", "fa": "facts", "ch": "checks"}
_RECORD = re.compile(r"(ev|st|fg|fa|ch)_[0-9a-f]{16}")
_BESIDE = frozenset(("chunk", "run", "published", "publisher", "day", "number", "codes"))


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A record and what it rests on. `spans` are places in `passage`, the sentences that hold its words."""

    table: str
    record: dict[str, Any]
    document: dict[str, Any]
    passage: str
    spans: tuple[tuple[int, int], ...]
    why: tuple[str, ...]
    run: str
    versions: dict[str, str]


def explain(archive: Opened, ident: str) -> list[Explained]:
    """All that an id names: a record's own, or that of a row of an export (GDELT, ICEWS, POLECAT, Phoenix).

    Several where a number of GDELT fits several events. Raises OptionError for an id that names nothing.
    """
    rows = _rows(archive, ident)
    if not rows:
        raise OptionError(f"{ident}: names nothing in {archive.store.folder}; ids begin with ev_, st_, fg_, fa_ or ch_")
    return [_explained(archive, table, row) for table, row in rows]


def _rows(archive: Opened, ident: str) -> list[tuple[str, dict[str, Any]]]:
    match = _RECORD.fullmatch(ident)
    if match:
        table = _TABLE[match[1]]
        return [(table, row) for row in archive.ask(f"SELECT * FROM {table} WHERE id = ?", [ident]).rows()]
    begins = event_of(ident)
    if begins is None:
        return []
    column, value = ("id", begins) if _RECORD.fullmatch(begins) else ("number", begins.removeprefix("ev_"))
    return [("events", row) for row in archive.ask(f"SELECT * FROM events WHERE {column} = ?", [value]).rows()]


def _explained(archive: Opened, table: str, row: dict[str, Any]) -> Explained:
    (document,) = archive.ask("SELECT * FROM documents WHERE doc = ?", [row["doc"]]).rows()
    text = document.pop("text")
    words = [(row["start"], row["end"]), *((m["start"], m["end"]) for m in row["mentions"] or ())]
    sentences = archive.ask(
        'SELECT start, "end" FROM sentences WHERE doc = ? AND start < ? AND "end" > ? ORDER BY start',
        [row["doc"], row["end"], row["start"]],
    ).rows()
    start = min([row["start"], *(s["start"] for s in sentences)])
    end = max([row["end"], *(s["end"] for s in sentences)])
    passage = text[start:end].rstrip()
    versions = archive.ask("SELECT versions FROM runs WHERE run = ?", [row["run"]]).rows()
    return Explained(
        table=table,
        record={k: v for k, v in row.items() if k not in _BESIDE and v not in (None, [], {})},
        document={k: v for k, v in document.items() if k not in _BESIDE and v not in (None, [])},
        passage=passage,
        spans=tuple(sorted((max(s, start) - start, min(e, end) - start) for s, e in words if s < end and e > start)),
        why=tuple(row["why"] or ()),
        run=row["run"],
        versions=dict(versions[0]["versions"]) if versions else {},
    )
