"""From an id to the words: the record, its sentence with the words marked, its document, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.errors import OptionError
from dragoman.exchange.told import event_of
from dragoman.store.opened import Opened

_TABLE = {"ev": "events", "st": "statements", "fg": "figures", "fa": "facts", "ch": "checks"}
_RECORD = re.compile(r"(ev|st|fg|fa|ch)_[0-9a-f]{16}")
_BESIDE = frozenset(("chunk", "run", "published", "publisher", "day", "number", "codes"))


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, and where in it the words stand that a record rests on. `start` is its place in the document."""

    text: str
    start: int
    spans: tuple[tuple[int, int], ...]


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A record and what it rests on: its sentences in the order of the text, its document, and why."""

    table: str
    record: dict[str, Any]
    document: dict[str, Any]
    passages: tuple[Passage, ...]
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
    words = sorted({(row["start"], row["end"]), *((m["start"], m["end"]) for m in row["mentions"] or ())})
    sentences = archive.ask('SELECT start, "end" FROM sentences WHERE doc = ? ORDER BY start', [row["doc"]]).rows()
    versions = archive.ask("SELECT versions FROM runs WHERE run = ?", [row["run"]]).rows()
    return Explained(
        table=table,
        record={k: v for k, v in row.items() if k not in _BESIDE and v not in (None, [], {})},
        document={k: v for k, v in document.items() if k not in ("chunk", "run") and v not in (None, [])},
        passages=tuple(_passages(text, words, [(s["start"], s["end"]) for s in sentences])),
        why=tuple(row["why"] or ()),
        run=row["run"],
        versions=dict(versions[0]["versions"]) if versions else {},
    )


def _passages(text: str, words: list[tuple[int, int]], sentences: list[tuple[int, int]]) -> Iterator[Passage]:
    """The sentences that hold some of the words; words between sentences stand by themselves."""
    for start, end in sentences:
        inside = [(max(s, start) - start, min(e, end) - start) for s, e in words if s < end and e > start]
        if inside:
            passage = text[start:end].rstrip()
            yield Passage(text=passage, start=start, spans=tuple((s, min(e, len(passage))) for s, e in inside))
    for start, end in words:
        if not any(start < e and end > s for s, e in sentences):
            yield Passage(text=text[start:end], start=start, spans=((0, end - start),))
