"""A store as one asks it: DuckDB over the files that the tables' logs name, as they were at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

import duckdb
import pyarrow as pa

from dragoman.errors import OptionError
from dragoman.store.columns import READ, TABLES
from dragoman.store.store import Store, StoreError

if TYPE_CHECKING:
    import pandas
    import polars

# Nothing is fetched at run time, whatever a question asks for.
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}

_BATCH = 2_000
# What was tried again stands with what came of it last.
_LATEST = {
    "quarantine": " AND id NOT IN (SELECT doc FROM documents) "
    "QUALIFY row_number() OVER (PARTITION BY id ORDER BY chunk DESC) = 1"
}


class Answer:
    """What a question gave: a table, and the versions of the store's tables that it was read from."""

    def __init__(self, table: pa.Table, versions: Mapping[str, int]) -> None:
        self.table, self.versions = table, dict(versions)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def columns(self) -> list[str]:
        return list(self.table.column_names)

    def rows(self) -> list[dict[str, Any]]:
        return list(self.table.to_pylist())

    def to_arrow(self) -> pa.Table:
        return self.table

    def to_pandas(self) -> pandas.DataFrame:
        """Raises ImportError without pandas (`pip install dragoman[pandas]`)."""
        return self.table.to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """Raises ImportError without Polars (`pip install dragoman[polars]`)."""
        import polars

        frame = polars.from_arrow(self.table)
        assert isinstance(frame, polars.DataFrame)
        return frame


class Opened:
    """A store that is asked, not extended. Others may write to it meanwhile: each question sees whole commits only.

    `run` asks the store as it was when that run had ended. Raises StoreError for what is no store.
    """

    def __init__(self, folder: str | Path, *, run: str | None = None) -> None:
        self.store = Store.open(folder)
        self._lock = Lock()
        self._db = duckdb.connect(":memory:", config=OFFLINE)
        self._seen: tuple[str, dict[str, int]] | None = None
        self._pinned: dict[str, int] | None = None
        if run:
            self._pinned = self._versions_of(run)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()
        self.store.close()

    def ask(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Answer:
        """The answer to a question in DuckDB's SQL; the tables are those of the store (docs/store.md).

        Raises OptionError for a question that DuckDB does not understand or cannot answer.
        """
        with self._lock:
            versions = self._refresh()
            try:
                found = self._db.sql(sql, params=values or None)
                table = pa.table({}) if found is None else found.to_arrow_table()
            except duckdb.Error as error:
                raise OptionError(f"the question cannot be answered: {error}") from error
            return Answer(table, versions)

    def stream(self, sql: str, values: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a large answer, one by one. Raises OptionError as `ask` does."""
        with self._lock:
            self._refresh()
            cursor = self._db.cursor()
        try:
            for batch in cursor.sql(sql, params=values or None).to_arrow_reader(_BATCH):
                yield from batch.to_pylist()
        except duckdb.Error as error:
            raise OptionError(f"the question cannot be answered: {error}") from error
        finally:
            cursor.close()

    def _refresh(self) -> dict[str, int]:
        """Brings the views up to what the store holds now."""
        snapshot = self.store.state.snapshot()  # before the tables: what it names is in all of them
        versions = self._pinned or self.store.tables.versions()
        now = snapshot.condition, versions
        if now != self._seen:
            for name in sorted(TABLES):  # the quarantine after the documents, which it looks at
                self._view(name, snapshot.condition)
            self._seen = now
        return versions

    def rows_from(self, name: str) -> str:
        """What stands after FROM in SQL for a table as it is now, in whatever DuckDB; empty if it has no rows."""
        snapshot = self.store.state.snapshot()
        source = self._files_of(name)
        where = f" WHERE {snapshot.condition}" if name in READ else ""
        return f"(SELECT * FROM {source}{where})" if source else ""

    def _files_of(self, name: str) -> str:
        """The files of a table as a source in SQL; empty if it has none."""
        files = self.store.tables.files(name, self._pinned[name] if self._pinned else None)
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        return f"read_parquet([{listed}])" if files else ""

    def _view(self, name: str, condition: str) -> None:
        source = self._files_of(name)
        if not source:
            empty = TABLES[name].empty_table()
            self._db.register("nothing", empty)
            self._db.execute(f"CREATE OR REPLACE TABLE none_{name} AS SELECT * FROM nothing")
            self._db.unregister("nothing")
            source = f"none_{name}"
        where = f" WHERE {condition}{_LATEST.get(name, '')}" if name in READ else ""
        self._db.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {source}{where}")

    def _versions_of(self, run: str) -> dict[str, int]:
        """The versions of the tables when a run had ended."""
        found = self.ask("SELECT run, tables FROM runs WHERE starts_with(run, ?) ORDER BY run", [run]).rows()
        if len(found) != 1:
            problem = "names several runs" if found else "is no run of this store"
            raise StoreError(f"{self.store.folder}: {run} {problem}; `dragoman runs --store` lists them")
        return {**dict.fromkeys(TABLES, 0), **dict(found[0]["tables"])}
