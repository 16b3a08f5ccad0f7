"""How an answer goes out: a table for people; CSV, JSON Lines, Parquet or Arrow for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

from dragoman.cli.options import one_of
from dragoman.cli.output import opened
from dragoman.errors import OptionError

if TYPE_CHECKING:
    import pyarrow

    from dragoman.store.opened import Answer

FORMATS = ("table", "csv", "jsonl", "parquet", "arrow")
_WIDEST = 60


def write_answer(answer: Answer, format: str, out: str | None, *, columns: tuple[str, ...] = ()) -> None:
    """`columns` are those that a table for people shows; the other formats have all.

    Raises OptionError for an unknown format or an output that takes nothing.
    """
    one_of("--format", format, FORMATS)
    if format in ("parquet", "arrow"):
        if out is None and sys.stdout.isatty():
            raise OptionError(f"--format {format}: is not for a terminal; add --out FILE")
        _write_bytes(out, _binary(answer.table, format))
        return
    text = _text(answer, format, columns)
    with opened(out, format, [], why=False) as output:
        output.write(text)


def _write_bytes(out: str | None, data: bytes) -> None:
    if out is None or out == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    try:
        with open(out, "wb") as stream:
            stream.write(data)
    except OSError as error:
        raise OptionError(f"--out {out}: cannot be written ({error.strerror})") from error


def _text(answer: Answer, format: str, columns: tuple[str, ...]) -> str:
    if format == "table":
        return _table(answer, columns or tuple(answer.columns))
    stream = io.StringIO()
    if format == "csv":
        _write_csv(answer, stream)
    else:
        for row in answer.rows():
            stream.write(json.dumps({k: _plain(v) for k, v in row.items() if v is not None}, ensure_ascii=False) + "\n")
    return stream.getvalue()


def _write_csv(answer: Answer, stream: IO[str]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(answer.columns)
    for row in answer.rows():
        writer.writerow(_cell(value) for value in row.values())


def _cell(value: Any) -> Any:
    """A value in one cell: several are separated by `; `, what has parts is JSON."""
    value = _plain(value)
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return json.dumps({k: v for k, v in value.items() if v is not None}, ensure_ascii=False)
    return "" if value is None else value


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, list):
        if value and all(isinstance(item, tuple) and len(item) == 2 for item in value):
            return {key: _plain(item) for key, item in value}  # a map
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    return value


def _table(answer: Answer, columns: tuple[str, ...]) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    numeric = {c for c in columns if _is_number(answer.table.schema.field(c).type)}
    for column in columns:
        table.add_column(column.replace("_", " "), justify="right" if column in numeric else "left")
    for row in answer.rows():
        table.add_row(*(Text(_shown(row[column])) for column in columns))
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _shown(value: Any) -> str:
    cell = _cell(value)
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    text = " ".join(text.split())
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _is_number(kind: pyarrow.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def _binary(table: pyarrow.Table, format: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    if format == "parquet":
        pq.write_table(table, sink)
    else:
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())
