"""The Delta Lake tables of a store: appended to chunk by chunk, listed for DuckDB, compacted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import BloomFilterProperties, ColumnProperties, DeltaTable, WriterProperties, write_deltalake
from deltalake.exceptions import DeltaError, TableNotFoundError

from dragoman.errors import DragomanError
from dragoman.store.columns import TABLES

# A bloom filter finds one row among millions by these, whatever the order of the rows.
_LOOKED_UP = {"events": ("id", "number"), "documents": ("doc",), "sentences": ("doc",)}
_DYAD = ["source", "target", "day"]
_SORTED = {"dyads": _DYAD, "happened": _DYAD, "events": ["day"], "figures": ["published"]}
_ROWS_IN_GROUP = 122_880
_BATCH = 2_000
_PACKED = 64 << 20  # bytes; larger files are left alone
_KNOWN_FEATURES = frozenset(("appendOnly", "invariants", "timestampNtz", "v2Checkpoint"))


class TableError(DragomanError):
    """A table that cannot be read or written."""


class Tables:
    """The tables below a folder. A handle is kept for each, and brought up to date when asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, DeltaTable] = {}

    def create(self) -> None:
        """Every table, empty; what exists stays."""
        for name, schema in TABLES.items():
            with self._told(name, "made"):
                counted = "chunk" if "chunk" in schema.names else ""
                settings = {"delta.dataSkippingStatsColumns": counted or schema.names[0]}
                DeltaTable.create(
                    str(self._folder / name), schema=schema, mode="ignore", name=name, configuration=settings
                )

    def append(self, name: str, rows: pa.Table) -> None:
        with self._told(name, "written"):
            write_deltalake(self._latest(name), rows, mode="append", writer_properties=_properties(name))

    def overwrite(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """The rows take the place of all that were there, in one commit; they are not held in memory."""
        with TemporaryFile() as file:  # what makes the rows may ask tables, which a commit under way forbids
            waiting = iter(rows)
            with pq.ParquetWriter(file, TABLES[name]) as writer:
                while batch := list(islice(waiting, _BATCH)):
                    writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=TABLES[name]))
            file.seek(0)
            reader = pa.RecordBatchReader.from_batches(TABLES[name], pq.ParquetFile(file).iter_batches(_BATCH))
            with self._told(name, "written"):
                write_deltalake(self._latest(name), reader, mode="overwrite", writer_properties=_properties(name))

    def delete(self, name: str, condition: str) -> None:
        with self._told(name, "mended"):
            self._latest(name).delete(condition)

    def versions(self) -> dict[str, int]:
        """The number of the last version of each table."""
        return {name: self._latest(name).version() for name in TABLES}

    def files(self, name: str, version: int | None = None) -> list[str]:
        """The Parquet files of a table, now or in an earlier version."""
        with self._told(name, "read"):
            if version is None:
                return _files_of(self._latest(name))
            return _files_of(DeltaTable(str(self._folder / name), version=version))

    def compact(self, keep_hours: int) -> dict[str, tuple[int, int]]:
        """Many small files become few, sorted for questions; files that no version needs any longer, and that are
        older than `keep_hours`, go. Gives the number of files before and after."""
        found = {}
        for name in TABLES:
            with self._told(name, "compacted"):
                table = self._latest(name)
                before = len(table.file_uris())
                if before > 1 and name in _SORTED:
                    table.optimize.z_order(_SORTED[name], writer_properties=_properties(name))
                elif before > 1:
                    table.optimize.compact(writer_properties=_properties(name))
                table.create_checkpoint()
                table.vacuum(retention_hours=keep_hours, dry_run=False, enforce_retention_duration=False)
                found[name] = (before, len(self._latest(name).file_uris()))
        return found

    def pack(self, names: Iterable[str]) -> None:
        """Small files become few, so that what is known of each does not fill the memory of a long run."""
        for name in names:
            with self._told(name, "packed"):
                self._latest(name).optimize.compact(target_size=_PACKED, writer_properties=_properties(name))
                self._latest(name).create_checkpoint()
        self._open.clear()

    def _latest(self, name: str) -> DeltaTable:
        table = self._open.get(name)
        if table is None:
            with self._told(name, "opened"):
                table = self._open[name] = DeltaTable(str(self._folder / name))
        else:
            table.update_incremental()
        return table

    @contextmanager
    def _told(self, name: str, verb: str) -> Iterator[None]:
        try:
            yield
        except TableNotFoundError as error:
            raise TableError(f"{self._folder / name}: no such table; is this a store, and whole?") from error
        except (DeltaError, OSError, pa.ArrowException) as error:
            reason = " ".join(str(error).split())[:300]
            raise TableError(f"{self._folder / name}: cannot be {verb} ({reason})") from error


def _files_of(table: DeltaTable) -> list[str]:
    """Raises TableError for a table whose plain list of files would be wrong."""
    features = set(table.protocol().reader_features or ()) - _KNOWN_FEATURES
    if features:
        raise TableError(f"{table.table_uri}: written with {', '.join(sorted(features))}, which is not understood here")
    return [uri.removeprefix("file://") for uri in table.file_uris()]


def _properties(name: str) -> WriterProperties:
    bloom = ColumnProperties(bloom_filter_properties=BloomFilterProperties(set_bloom_filter_enabled=True))
    return WriterProperties(
        compression="ZSTD",
        max_row_group_size=_ROWS_IN_GROUP,
        column_properties=dict.fromkeys(_LOOKED_UP.get(name, ()), bloom) or None,
    )
