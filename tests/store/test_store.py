from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from time import sleep
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from dragoman.errors import DragomanError
from dragoman.questions.archive import Archive
from dragoman.store.columns import READ
from dragoman.store.state import StateError
from dragoman.store.store import Store, StoreError
from store.made import take_in

MADE = Path(__file__).with_name("made.py")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "store")


def content_of(folder: Path) -> dict[str, list[str]]:
    """All rows of all tables that are read, without what says by which commit they came."""
    with Archive(folder) as archive:
        return {
            name: sorted(map(str, archive.ask(f"SELECT * EXCLUDE (chunk, run) FROM {name}").rows())) for name in READ
        }


def started(folder: Path, count: int, size: int) -> subprocess.Popen[str]:
    """A process that ingests, up to where it says that it goes."""
    process = subprocess.Popen(
        [sys.executable, str(MADE), str(folder), str(count), str(size)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "go\n"
    return process


def test_the_same_input_twice_adds_nothing(store: Store) -> None:
    assert take_in(store, 200) == {"known": 0, "read": 180, "skipped": 20, "fault": 4}
    before = content_of(store.folder)
    assert take_in(store, 200) == {"known": 204, "read": 0, "skipped": 0, "fault": 0}
    assert content_of(store.folder) == before
    assert {name: len(rows) for name, rows in before.items() if rows} == {
        "documents": 180, "sentences": 360, "events": 180, "dyads": 180, "statements": 180, "quarantine": 24
    }  # fmt: skip


def test_killed_at_random_it_ends_as_if_unbroken(tmp_path: Path) -> None:
    count, size, kills = 2_000, 20, 50
    draw = random.Random(20241124)
    broken = tmp_path / "broken"
    struck = 0
    for _ in range(kills):
        process = started(broken, count, size)
        sleep(draw.uniform(0, 0.25))
        if process.poll() is None:
            struck += 1
            process.send_signal(signal.SIGKILL)
        process.wait()
    assert struck > kills / 2
    process = started(broken, count, size)
    assert process.wait() == 0
    unbroken = Store.create(tmp_path / "unbroken")
    take_in(unbroken, count)
    found, wanted = content_of(broken), content_of(tmp_path / "unbroken")
    assert found == wanted
    with Archive(broken) as archive:
        (twice,) = archive.ask("SELECT count(*) - count(DISTINCT id) AS n FROM events").rows()
        assert twice["n"] == 0
        assert len(archive.store.state.search("nobody", 10_000)) == len(wanted["documents"])


def test_two_writers_at_once(tmp_path: Path) -> None:
    both = tmp_path / "both"
    Store.create(both).close()
    processes = [started(both, 600, 20) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    alone = Store.create(tmp_path / "alone")
    take_in(alone, 600)
    assert content_of(both) == content_of(alone.folder)


def test_readers_see_whole_commits_only(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(store, 40)
    before = content_of(store.folder)
    append = store.tables.append

    def dies(name: str, rows: pa.Table) -> None:
        append(name, rows)
        if name == "statements":
            raise OSError("the power failed")

    monkeypatch.setattr(store.tables, "append", dies)
    with pytest.raises(OSError, match="power"):
        take_in(store, 90)
    assert content_of(store.folder) == before
    monkeypatch.undo()
    take_in(store, 90)
    other = Store.create(store.folder.parent / "other")
    take_in(other, 90)
    assert content_of(store.folder) == content_of(other.folder)
    assert store.state.snapshot().pending == ()  # nor is anything of the broken chunk left for others to read
    listed = ", ".join(f"'{file}'" for file in store.tables.files("events"))
    assert duckdb.sql(f"SELECT count(*) FROM read_parquet([{listed}])").fetchall() == [(81,)]


def test_compaction_changes_no_answer(store: Store) -> None:
    for count in (50, 100, 150):
        take_in(store, count)
    before = content_of(store.folder)
    files = store.compact(keep_hours=0)
    assert files["events"] == (3, 1)
    assert content_of(store.folder) == before
    assert len(list((store.folder / "tables" / "events").glob("*.parquet"))) == 1


def test_an_earlier_state_can_be_asked(store: Store) -> None:
    take_in(store, 50)
    take_in(store, 120)
    with Archive(store.folder) as now:
        runs = [row["run"] for row in now.ask("SELECT run FROM runs ORDER BY started").rows()]
        assert len(now.ask("SELECT * FROM documents")) == 108
    with Archive(store.folder, run=runs[0]) as then:
        assert len(then.ask("SELECT * FROM documents")) == 45
    with pytest.raises(StoreError, match="no run of this store"):
        Archive(store.folder, run="1999")


def test_runs_are_recorded(store: Store) -> None:
    take_in(store, 100)
    with Archive(store.folder) as archive:
        (row,) = archive.ask("SELECT * FROM runs").rows()
    assert row["ending"] == "complete"
    assert dict(row["versions"]) == {"dragoman": "made"}
    assert dict(row["counts"]) == {"known": 0, "read": 90, "skipped": 10, "fault": 2}
    assert dict(row["reasons"]) == {"broken line": 2, "not English": 10}


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no store; `dragoman ingest"):
        Store.open(tmp_path / "none")
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(StoreError, match="holds other things"):
        Store.create(tmp_path)


def test_a_store_of_a_newer_version(store: Store) -> None:
    mark = store.folder / "store.json"
    mark.write_text(json.dumps({**json.loads(mark.read_text()), "format": 99}))
    with pytest.raises(StoreError, match="newer dragoman"):
        Store.open(store.folder)


def test_two_stores_mixed_up(store: Store, tmp_path: Path) -> None:
    other = Store.create(tmp_path / "other")
    other.close()
    store.close()
    shutil.copy(other.folder / "state.sqlite", store.folder / "state.sqlite")
    with pytest.raises(StoreError, match="mixed up"):
        Store.open(store.folder)


def test_a_broken_state_file(store: Store) -> None:
    store.close()
    (store.folder / "state.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(StateError, match=r"state\.sqlite: cannot be opened"):
        Store.open(store.folder)


def test_a_missing_table(store: Store) -> None:
    take_in(store, 10)
    shutil.rmtree(store.folder / "tables" / "events")
    with pytest.raises(DragomanError, match="events"):
        content_of(store.folder)


def test_a_read_only_disk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that takes no lock files: SQLite can only take the state as one that nobody changes."""
    take_in(store, 30)
    before = content_of(store.folder)
    store.close()
    connect = sqlite3.connect

    def refuses(database: str, **options: Any) -> sqlite3.Connection:
        if "immutable" not in database:
            raise sqlite3.OperationalError("unable to open database file")
        return connect(database, **options)

    monkeypatch.setattr(sqlite3, "connect", refuses)
    for path in (*store.folder.rglob("*"), store.folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert content_of(store.folder) == before
    finally:
        for path in (store.folder, *store.folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_folder_that_cannot_be_written_is_not_extended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(StoreError, match="read-only disk"):
        Store.open(store.folder, writable=True)


def test_a_full_disk_is_told_and_loses_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(store, 40)
    before = content_of(store.folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("dragoman.store.tables.write_deltalake", full)
    with pytest.raises(DragomanError, match="No space left"):
        take_in(store, 90)
    monkeypatch.undo()
    assert content_of(store.folder) == before
    take_in(store, 90)
    assert len(content_of(store.folder)["documents"]) == 81
