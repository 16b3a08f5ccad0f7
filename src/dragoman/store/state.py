"""The small state of a store that changes: which reports are in, which commits are under way, what a watch remembers.

One SQLite file in WAL mode. A report is claimed by a run before it is read, and is done when the chunk that carries it
is; a chunk is `pending` while its rows go into the tables. What a run that died left behind is found by its lock.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import DragomanError, OptionError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS runs (id TEXT PRIMARY KEY, started TEXT, ended TEXT, versions TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chunks (id INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT, pending INTEGER);
CREATE INDEX IF NOT EXISTS pending ON chunks (pending) WHERE pending = 1;
CREATE TABLE IF NOT EXISTS pieces (id TEXT PRIMARY KEY, run TEXT, chunk INTEGER, outcome TEXT) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claimed ON pieces (run) WHERE chunk IS NULL;
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places (line INTEGER PRIMARY KEY, doc TEXT, number INTEGER);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 2');
"""
_WAIT_S = 60.0


class StateError(DragomanError):
    """The state file cannot be opened, read or written."""


class Snapshot(msgspec.Struct, frozen=True):
    """Which chunks may be read: those up to `last` that are not `pending`."""

    last: int
    pending: tuple[int, ...]

    @property
    def condition(self) -> str:
        """The same as SQL."""
        out = f" AND chunk NOT IN ({', '.join(map(str, self.pending))})" if self.pending else ""
        return f"chunk <= {self.last}{out}"


class State:
    """The state file, open. Usable from one thread at a time; other processes may hold it open too."""

    def __init__(self, path: Path, *, writable: bool) -> None:
        self.path = path
        with self._told("opened"):
            self._db = _writer(path) if writable else _reader(path)

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _told(self, verb: str = "written") -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise StateError(f"{self.path}: cannot be {verb} ({error}); nothing half-written remains") from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    # What the store is

    def meta(self, key: str) -> str | None:
        with self._told("read"):
            row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # Runs

    def begin_run(self, run: str, started: str, versions: dict[str, str]) -> None:
        with self._transaction() as db:
            db.execute("INSERT INTO runs VALUES (?, ?, NULL, ?)", (run, started, json.dumps(versions)))

    def end_run(self, run: str, ended: str) -> None:
        with self._transaction() as db:
            _end(db, run, ended)

    def open_runs(self) -> list[str]:
        """Runs that have not ended, alive or dead; and those that ended in the middle of a chunk."""
        unfinished = "SELECT run FROM chunks WHERE pending = 1"
        rows = self._all(f"SELECT id FROM runs WHERE ended IS NULL OR id IN ({unfinished}) ORDER BY id")
        return [row[0] for row in rows]

    def pending_of(self, run: str) -> list[int]:
        return [row[0] for row in self._all("SELECT id FROM chunks WHERE run = ? AND pending = 1", (run,))]

    def forget(self, run: str, ended: str) -> None:
        """A dead run's claims and unfinished chunks are as if they had never been."""
        with self._transaction() as db:
            db.execute("DELETE FROM chunks WHERE run = ? AND pending = 1", (run,))
            _end(db, run, ended)

    # Pieces and chunks

    def claim(self, run: str, pieces: Sequence[str], *, retry: bool = False) -> set[str]:
        """Those of the pieces that nobody has read or is reading; from now on they are this run's.

        With `retry`, also those that could not be read.
        """
        again = (
            "ON CONFLICT (id) DO UPDATE SET run = excluded.run, chunk = NULL, outcome = NULL WHERE outcome = 'fault'"
        )
        claim = f"INSERT INTO pieces VALUES (?, ?, NULL, NULL) {again if retry else 'ON CONFLICT (id) DO NOTHING'}"
        with self._transaction() as db:
            return {piece for piece in pieces if db.execute(claim, (piece, run)).rowcount}

    def begin_chunk(self, run: str) -> int:
        with self._transaction() as db:
            return int(db.execute("INSERT INTO chunks (run, pending) VALUES (?, 1)", (run,)).lastrowid or 0)

    def finish_chunk(
        self, chunk: int, outcomes: Iterable[tuple[str, str]], sentences: Iterable[tuple[str, int, str]]
    ) -> None:
        """All rows are in the tables: the chunk's pieces are done, and its sentences can be searched."""
        with self._transaction() as db:
            db.executemany("UPDATE pieces SET chunk = ?, outcome = ? WHERE id = ?",
                           ((chunk, outcome, piece) for piece, outcome in outcomes))  # fmt: skip
            for doc, number, text in sentences:
                line = db.execute("INSERT INTO places (doc, number) VALUES (?, ?)", (doc, number)).lastrowid
                db.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (line, text))
            db.execute("UPDATE chunks SET pending = 0 WHERE id = ?", (chunk,))

    def snapshot(self) -> Snapshot:
        """What may be read now. Take it before the tables are looked at."""
        rows = self._all("SELECT max(id), NULL FROM chunks UNION ALL SELECT NULL, id FROM chunks WHERE pending = 1")
        pending = tuple(sorted(row[1] for row in rows if row[1] is not None))
        return Snapshot(max((row[0] for row in rows if row[0] is not None), default=0), pending)

    # Search, and what a watch remembers

    def search(self, words: str, limit: int) -> list[tuple[str, int]]:
        """Documents and numbers of the sentences that hold the words, the best first. Raises OptionError."""
        try:
            return self._db.execute(
                "SELECT p.doc, p.number FROM words JOIN places p ON p.line = words.rowid WHERE words MATCH ? "
                "ORDER BY bm25(words), p.doc, p.number LIMIT ?",
                (words, limit),
            ).fetchall()
        except sqlite3.Error as error:
            raise OptionError(
                f'{words}: cannot be searched ({error}); write words, "a phrase", AND, OR, NOT'
            ) from error

    def get(self, key: str) -> str | None:
        with self._told("read"):
            row = self._db.execute("SELECT value FROM notes WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def put(self, key: str, value: str) -> None:
        with self._transaction() as db:
            db.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", (key, value))

    def _all(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._told("read"):
            return self._db.execute(sql, values).fetchall()


def _end(db: sqlite3.Connection, run: str, ended: str) -> None:
    """What a run has claimed and not read is free again."""
    db.execute("DELETE FROM pieces WHERE run = ? AND chunk IS NULL", (run,))
    db.execute("UPDATE runs SET ended = ? WHERE id = ?", (ended, run))


def _writer(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.executescript(_SCHEMA)
    return db


def _reader(path: Path) -> sqlite3.Connection:
    """On a disk that takes no lock files the database is opened as one that nobody changes."""
    try:
        return _opened(path, "mode=ro")
    except sqlite3.Error:
        return _opened(path, "mode=ro&immutable=1")


def _opened(path: Path, way: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{way}"
    db = sqlite3.connect(address, uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
    try:
        db.execute("SELECT 1 FROM meta").fetchone()
    except sqlite3.Error:
        db.close()
        raise
    return db
