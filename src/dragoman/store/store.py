"""A store: a folder with Delta Lake tables and a small state file. Nothing in it is ever half there.

`Store.create` makes one, `Store.open` reads or extends one. A chunk of rows goes into all tables between `begin_chunk`
and `finish_chunk` of the state; who reads leaves out the chunks that are not finished, and whoever writes next removes
those of runs that died.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from filelock import FileLock, Timeout

from dragoman.errors import DragomanError
from dragoman.store.columns import BOOKKEEPING, READ, RUNS
from dragoman.store.state import State
from dragoman.store.tables import Tables

FORMAT = 1
_PACK_AFTER = 40  # commits
_MARK, _STATE, _TABLES, _LOCKS = "store.json", "state.sqlite", "tables", "locks"


class StoreError(DragomanError):
    """A folder that is no store, or none that can be used so."""


class Chunk(msgspec.Struct, frozen=True, kw_only=True):
    """What reading some reports gave: rows by table, and the outcome of each piece (`read`, `skipped`, `fault`)."""

    tables: dict[str, pa.Table]
    outcomes: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...] = ()


class Store:
    """An open store. `writable` says whether it may be extended."""

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self.folder, self.writable = folder, writable
        self.mark = _checked(folder)
        self.state = State(folder / _STATE, writable=writable)
        if self.state.meta("store") != self.mark["id"]:
            raise StoreError(
                f"{folder}: {_STATE} belongs to another store; two stores were mixed up. Put the right file back"
            )
        self.tables = Tables(folder / _TABLES)

    @classmethod
    def create(cls, folder: str | Path) -> Store:
        """Makes a store in a new or empty folder. Raises StoreError if there is something else."""
        folder = Path(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / ".making", timeout=60):
                if (folder / _MARK).exists():
                    return cls(folder, writable=True)
                _check_empty(folder)
                _make(folder)
        except OSError as error:
            raise StoreError(f"{folder}: no store can be made here ({error.strerror or error})") from error
        return cls(folder, writable=True)

    @classmethod
    def open(cls, folder: str | Path, *, writable: bool = False) -> Store:
        """Raises StoreError if it is none."""
        folder = Path(folder)
        if writable and not os.access(folder, os.W_OK):
            raise StoreError(f"{folder}: cannot be written to; a store on a read-only disk can be asked, not extended")
        return cls(folder, writable=writable)

    def close(self) -> None:
        self.state.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def run(self, versions: Mapping[str, str], options: Mapping[str, Any]) -> Iterator[Run]:
        """A run that extends the store. What dead runs left half-done is put right first."""
        self._check_writable()
        self._bury_the_dead()
        run = Run(self, dict(versions), dict(options))
        with FileLock(self._lock_of(run.id)):
            self.state.begin_run(run.id, run.started.isoformat(), run.versions)
            try:
                yield run
            except BaseException as error:
                with suppress(DragomanError):  # of a full disk it is told once
                    run.end("interrupted" if isinstance(error, KeyboardInterrupt) else "failed")
                raise
            run.end("complete")
        self._lock_of(run.id).unlink(missing_ok=True)

    def replace_linked(self, name: str, rows: Iterable[dict[str, Any]]) -> None:
        """A table of what follows from all reports, made anew; what is asked meanwhile sees the old one."""
        self._check_writable()
        self.tables.overwrite(name, rows)

    def compact(self, keep_hours: int) -> dict[str, tuple[int, int]]:
        self._check_writable()
        self._bury_the_dead()
        with self._alone(timeout=600):
            return self.tables.compact(keep_hours)

    def pack(self) -> None:
        """Makes the small files of a run under way few, unless another run is at it."""
        with suppress(Timeout), self._alone(timeout=0):
            self.tables.pack(READ)

    def _alone(self, timeout: float) -> FileLock:
        """Files are rewritten by one at a time: Delta would let two rewrite the same ones."""
        return FileLock(self.folder / _LOCKS / "rewriting.lock", timeout=timeout)

    def _check_writable(self) -> None:
        if not self.writable:
            raise StoreError(f"{self.folder}: was opened for reading only")

    def _lock_of(self, run: str) -> Path:
        return self.folder / _LOCKS / f"{run}.lock"

    def _bury_the_dead(self) -> None:
        """A run whose lock is free has died: its claims and half-written chunks go."""
        for run in self.state.open_runs():
            lock = FileLock(self._lock_of(run), timeout=0)
            try:
                with lock:
                    chunks = self.state.pending_of(run)
                    if chunks:
                        condition = f"chunk IN ({', '.join(map(str, chunks))})"
                        with self._alone(timeout=600):
                            for name in READ:
                                self.tables.delete(name, condition)
                    self.state.forget(run, now().isoformat())
            except Timeout:
                continue
            self._lock_of(run).unlink(missing_ok=True)


class Run:
    """One run over some sources; `commit` makes what it read part of the store."""

    def __init__(self, store: Store, versions: dict[str, str], options: dict[str, Any]) -> None:
        self.store, self.versions, self.options = store, versions, options
        self.started = now()
        self.id = f"{self.started:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:8]}"
        self.counts: dict[str, int] = {"known": 0, "read": 0, "skipped": 0, "fault": 0}
        self.reasons: dict[str, int] = {}
        self._commits = 0

    def claim(self, pieces: Sequence[str], *, retry: bool = False) -> set[str]:
        """Those that are new, or with `retry` could not be read; the others are counted as known."""
        taken = self.store.state.claim(self.id, pieces, retry=retry)
        self.counts["known"] += len(pieces) - len(taken)
        return taken

    def commit(self, chunk: Chunk) -> None:
        """All of it or nothing, whenever the power fails or the process dies."""
        state, tables = self.store.state, self.store.tables
        number = state.begin_chunk(self.id)
        for name in READ:
            rows = chunk.tables.get(name)
            if rows is not None and rows.num_rows:
                tables.append(name, _marked(rows, number, self.id))
        state.finish_chunk(number, chunk.outcomes, _lines(chunk.tables.get("sentences")))
        self._commits += 1
        if self._commits % _PACK_AFTER == 0:
            self.store.pack()
        for _, outcome in chunk.outcomes:
            self.counts[outcome] += 1
        for reason in chunk.reasons:
            self.reasons[reason] = self.reasons.get(reason, 0) + 1

    def end(self, ending: str) -> None:
        """Enters the run, with its versions, counts and reasons, in the table of runs."""
        ended = now()
        row = {
            "run": self.id, "started": self.started, "ended": ended, "ending": ending,
            "versions": list(self.versions.items()), "options": json.dumps(self.options, sort_keys=True, default=str),
            "counts": list(self.counts.items()), "reasons": sorted(self.reasons.items()),
            "tables": sorted(self.store.tables.versions().items()),
        }  # fmt: skip
        self.store.tables.append("runs", pa.Table.from_pylist([row], schema=RUNS))
        self.store.state.end_run(self.id, ended.isoformat())


def now() -> datetime:
    return datetime.now(UTC)


def _marked(rows: pa.Table, chunk: int, run: str) -> pa.Table:
    """The rows with the columns that say whence they are."""
    for field, value in zip(BOOKKEEPING, (chunk, run), strict=True):
        rows = rows.append_column(field, pa.repeat(pa.scalar(value, field.type), rows.num_rows))
    return rows


def _lines(sentences: pa.Table | None) -> Iterable[tuple[str, int, str]]:
    if sentences is None:
        return ()
    return zip(*(sentences.column(name).to_pylist() for name in ("doc", "number", "text")), strict=True)


def _make(folder: Path) -> None:
    (folder / _LOCKS).mkdir(exist_ok=True)
    Tables(folder / _TABLES).create()
    ident = uuid.uuid4().hex
    state = State(folder / _STATE, writable=True)
    state.set_meta("store", ident)
    state.close()
    unfinished = folder / f"{_MARK}.new"
    unfinished.write_text(json.dumps({"format": FORMAT, "id": ident, "made": now().isoformat()}), encoding="utf-8")
    unfinished.replace(folder / _MARK)


def _check_empty(folder: Path) -> None:
    """A half-made store may be made anew; anything else is left alone."""
    ours = {".making", _STATE, f"{_STATE}-wal", f"{_STATE}-shm", _TABLES, _LOCKS, f"{_MARK}.new"}
    if other := sorted(p.name for p in folder.iterdir() if p.name not in ours):
        raise StoreError(f"{folder}: holds other things ({', '.join(other[:3])}); name a new or an empty folder")


def _checked(folder: Path) -> dict[str, Any]:
    """What the store says of itself."""
    try:
        mark = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise StoreError(f"{folder}: is no store; `dragoman ingest SOURCE --store {folder}` makes one") from error
    except (OSError, ValueError) as error:
        raise StoreError(f"{folder / _MARK}: cannot be read ({error})") from error
    if not isinstance(mark, dict) or not isinstance(mark.get("format"), int) or "id" not in mark:
        raise StoreError(f"{folder / _MARK}: does not describe a store")
    if mark["format"] > FORMAT:
        raise StoreError(
            f"{folder}: made by a newer dragoman (format {mark['format']}, known up to {FORMAT}); "
            "upgrade with `pip install --upgrade dragoman`"
        )
    return mark
