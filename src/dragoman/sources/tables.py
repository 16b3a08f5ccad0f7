"""Tables: CSV and its kin by row, Parquet by batch."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.errors import InputError
from dragoman.sources.options import SourceOptions
from dragoman.sources.rows import Rows, too_large
from dragoman.sources.stream import as_utf8, lines
from dragoman.sources.types import Fault, Piece
from dragoman.text.encoding import decode

_MARKS = "\t,;|"
_BATCH = 64
_READ_AGAIN = 20  # times max_bytes: what is spent on rows that swallow others
_FIELD_LIMIT = 1 << 30  # the module's own is 128 KB; ours is max_bytes, a row


def csv_rows(stream: io.BufferedReader, origin: str, options: SourceOptions) -> Iterator[Piece | Fault]:
    """The reports of a table with a header line, parted by tabs, commas, semicolons or bars."""
    source = _Lines(as_utf8(stream), origin, options)
    header = next(source, None)
    yield from source.faults()
    if header is None:
        yield Fault(origin=origin, stage="source", reason="is empty")
        return
    csv.field_size_limit(max(_FIELD_LIMIT, csv.field_size_limit()))
    mark = max(_MARKS, key=header.count)
    names = [name.strip() for name in next(csv.reader([header], delimiter=mark))]
    rows = Rows(options)
    if fault := rows.without_text(names, origin):
        yield fault
        return
    for line, cells in source.rows(mark):
        yield from source.faults()
        where = f"{origin}:{line}"
        if cells is not None and len(cells) == len(names):
            yield rows.piece(dict(zip(names, cells, strict=True)), where)
            continue
        reason = (
            f"{len(cells)} cells where there are {len(names)} columns" if cells else "a quotation mark is not closed"
        )
        source.again()
        yield Fault(origin=where, stage="source", reason=reason)
    yield from source.faults()


class _Lines(Iterator[str]):
    """The lines of a table as text, and its rows, which may have many lines; lines that cannot be had become faults."""

    def __init__(self, stream: io.BufferedReader, origin: str, options: SourceOptions) -> None:
        self._lines, self._origin, self._options = lines(stream, options.max_bytes), origin, options
        self._faults: list[Fault] = []
        self._row: list[tuple[int, str]] = []  # the lines of the row that is being read
        self._waiting: deque[tuple[int, str]] = deque()  # lines to be read once more
        self._row_length = 0
        self._to_read_again = options.max_bytes * _READ_AGAIN

    def __next__(self) -> str:
        if self._row_length > self._options.max_bytes:
            raise StopIteration  # the reader gives the row as far as it goes
        while (taken := self._waiting.popleft() if self._waiting else self._next_line()) is None:
            pass
        self._row.append(taken)
        self._row_length += len(taken[1])
        return taken[1]

    def _next_line(self) -> tuple[int, str] | None:
        number, line = next(self._lines)
        where = f"{self._origin}:{number}"
        if line is None:
            self._faults.append(too_large(where, self._options))
            return None
        try:
            return number, _text(line, where).replace("\r", " ") + "\n"
        except InputError as error:
            self._faults.append(Fault(origin=where, stage="text", reason=error.problem, remedy=error.remedy))
            return None

    def rows(self, mark: str) -> Iterator[tuple[int, list[str] | None]]:
        """The rows with the number of their first line, None for one without end; blank lines are passed over."""
        while True:
            self._row, self._row_length = [], 0
            cells = self._cells(mark)
            if cells is None and not self._row:
                return
            if cells != []:
                yield self._row[0][0], cells

    def _cells(self, mark: str) -> list[str] | None:
        """The next row's cells. A line that is merely written carelessly is read as far as it goes."""
        try:
            return next(csv.reader(self, delimiter=mark, strict=True), None)
        except csv.Error as error:
            if len(self._row) > 1 or "end of data" in str(error):
                return None
            return next(csv.reader([self._row[0][1]], delimiter=mark))

    def again(self) -> None:
        """Has the lines of the last row read again, all but its first: it may have swallowed whole rows."""
        self._to_read_again -= self._row_length
        if self._to_read_again > 0:
            self._waiting.extendleft(reversed(self._row[1:]))

    def faults(self) -> list[Fault]:
        """The faults since this was asked last."""
        found, self._faults = self._faults, []
        return found


def _text(line: bytes, where: str) -> str:
    """The text of a line. Raises InputError where it is neither UTF-8 nor Windows-1252."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line, where)[0]


def parquet_rows(file: BinaryIO, origin: str, options: SourceOptions) -> Iterator[Piece | Fault]:
    """The reports of a Parquet file, row by row; a damaged group of rows is one fault, and the others go on."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
        names = [str(name) for name in table.schema_arrow.names]
        groups = [table.metadata.row_group(number).num_rows for number in range(table.num_row_groups)]
    except (pa.ArrowException, OSError, ValueError) as error:
        yield _damaged(origin, "not a whole Parquet file", error)
        return
    rows = Rows(options)
    if fault := rows.without_text(names, origin):
        yield fault
        return
    number = 0
    for group, size in enumerate(groups):
        end = number + size
        try:
            for row in _group(table, group, rows.columns(names)):
                number += 1
                yield rows.piece(row, f"{origin}:{number}")
        except (pa.ArrowException, OSError, ValueError) as error:
            yield _damaged(f"{origin}:{number + 1}", f"rows to {end} cannot be read", error)
        number = end


def _group(table: Any, group: int, columns: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of a group. Nanoseconds, which Python's clock does not know, are dropped."""
    import pyarrow as pa

    for batch in table.iter_batches(batch_size=_BATCH, row_groups=[group], columns=columns):
        for number, field in enumerate(batch.schema):
            if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
                coarse = batch.column(number).cast(pa.timestamp("us", field.type.tz), safe=False)
                batch = batch.set_column(number, field.name, coarse)
        yield from batch.to_pylist()


def _damaged(origin: str, reason: str, error: Exception) -> Fault:
    first_line = (str(error).splitlines() or [""])[0][:200]
    return Fault(origin=origin, stage="source", reason=f"{reason} ({first_line})", remedy="write it anew")
