"""One report, from the piece that was found to rows: the pure function that runs wherever there is work.

Whatever a report does to its reader costs that report alone: it becomes a fault with its stage and reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import msgspec
import pyarrow as pa

from dragoman.happenings.features import features_of
from dragoman.reader import Reader
from dragoman.sources.take import document_of
from dragoman.sources.types import Fault, Piece, Skipped
from dragoman.store.columns import READ
from dragoman.store.rows import day_of, rows_of
from dragoman.store.store import Chunk
from dragoman.text.document import Document


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How reports are read, the same on every worker. `seconds` and `megabytes` are what one report may take."""

    model: str
    lexicon: str | None = None
    date: str | None = None
    max_characters: int = 1_000_000
    languages: tuple[str, ...] = ("en",)
    seconds: float = 120.0
    megabytes: int = 2_000


class Outcome(msgspec.Struct, frozen=True):
    """What became of a piece: `read`, `skipped` or `fault`; its rows by table; and, if it was not read, why."""

    piece: str
    kind: str
    rows: dict[str, list[dict[str, Any]]]
    reason: str | None = None


class Reads(Protocol):
    """What reads pieces."""

    def load(self) -> None: ...

    def read(self, piece: Piece) -> Outcome: ...


class Desk:
    """Reads pieces one by one. All is loaded at the first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reader = Reader(model=settings.model, lexicon=settings.lexicon)

    def load(self) -> None:
        """Loads all that reading needs. Raises DragomanError for a model or a lexicon that cannot be used."""
        self._reader.read("Canada sanctioned Belarus on Monday, officials said.", date="2024-05-14")

    def read(self, piece: Piece) -> Outcome:
        settings = self._settings
        stage = "text"
        try:
            document = document_of(
                piece, date=settings.date, max_characters=settings.max_characters, languages=settings.languages
            )
            if not isinstance(document, Document):
                return not_read(piece.id, document)
            stage = "read"
            reading = self._reader.read_document(document)
            stage = "rows"
            rows = rows_of(reading, piece.origin)
            features = msgspec.msgpack.encode(features_of(document))
            rows["features"] = [{"doc": document.id, "published": day_of(document.date), "packed": features}]
            return Outcome(piece.id, "read", rows)
        except (Exception, RecursionError, MemoryError) as error:
            return failed(piece, stage, f"{type(error).__name__}: {error}"[:500])


def failed(piece: Piece, stage: str, reason: str, remedy: str = "") -> Outcome:
    """A piece that could not be read."""
    row = {"id": piece.id, "origin": piece.origin, "outcome": "fault", "stage": stage, "reason": reason}
    return Outcome(piece.id, "fault", {"quarantine": [{**row, "remedy": remedy}]}, reason.partition(":")[0])


def not_read(ident: str, what: Fault | Skipped) -> Outcome:
    """A piece that there is nothing to read of."""
    row = {"id": ident, "origin": what.origin, "reason": what.reason}
    if isinstance(what, Skipped):
        row |= {"outcome": "skipped", "stage": "text"}
        if what.language:
            row["language"] = what.language
    else:
        row |= {"outcome": "fault", "stage": what.stage, "remedy": what.remedy}
    kind = "skipped" if isinstance(what, Skipped) else "fault"
    return Outcome(ident, kind, {"quarantine": [row]}, what.reason)


def chunk_of(outcomes: Iterable[Outcome]) -> Chunk:
    """The outcomes of some pieces as what a store takes in at once."""
    every = list(outcomes)
    tables = {}
    for name, schema in READ.items():
        rows = [row for outcome in every for row in outcome.rows.get(name, ())]
        if rows:
            tables[name] = pa.Table.from_pylist(rows, schema=schema)
    return Chunk(
        tables=tables,
        outcomes=tuple((outcome.piece, outcome.kind) for outcome in every),
        reasons=tuple(outcome.reason for outcome in every if outcome.reason),
    )
