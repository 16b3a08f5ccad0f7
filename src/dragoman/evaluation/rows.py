"""The rows of a gold file, PLOVER JSON Lines or a table with a header line, whatever their fields are called."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from dragoman.errors import InputError
from dragoman.knowledge.files import Library
from dragoman.text.encoding import decode
from dragoman.text.load import read_file

_JSON = (".jsonl", ".json", ".ndjson")
_TABLE = (".csv", ".tsv")
_LONGEST_CELL = 10_000_000
_LONGEST_HEADER = 10_000


class FieldName(msgspec.Struct, frozen=True, kw_only=True):
    """A row of fields.tsv: a name that gold files give to a field; the first one that a row has counts."""

    field: str
    name: str


class Row(msgspec.Struct, frozen=True):
    """A row with the place it stands at (`file:line`). Names are small letters, with `_` between words."""

    source: str
    values: Mapping[str, Any]


class Fields:
    """Finds the fields of rows by the names that are known for them."""

    def __init__(self, library: Library) -> None:
        self._names: dict[str, list[str]] = {}
        for row in library.table("evaluation/fields.tsv", FieldName, lambda r: (r.field, r.name)):
            self._names.setdefault(row.field, []).append(row.name)

    def names(self, field: str) -> list[str]:
        return self._names[field]

    def value(self, values: Mapping[str, Any], field: str) -> Any:
        """The value of a field; None where the row has none, or an empty one."""
        return next((v for name in self._names[field] if (v := at(values, name)) not in (None, "", [], {})), None)


def at(values: Mapping[str, Any], path: str) -> Any:
    """The value at a name, or at `outer.inner`."""
    if path in values:
        return values[path]
    outer, _, inner = path.partition(".")
    held = values.get(outer)
    return at(held, inner) if inner and isinstance(held, Mapping) else None


def read_rows(file: str) -> list[Row]:
    """The rows of a gold file. Raises InputError, with the line, for what cannot be read."""
    text = decode(read_file(file, "give a file"), file)[0].removeprefix("\ufeff")
    suffix = Path(file).suffix.lower()
    is_json = suffix in _JSON or (suffix not in _TABLE and text.lstrip().startswith("{"))
    rows = list(_json_rows(text, file) if is_json else _table_rows(text, file))
    if not rows:
        raise InputError(file, "has no rows", "give PLOVER JSON Lines, or a table with a header line")
    return rows


def _json_rows(text: str, file: str) -> Iterator[Row]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        source = f"{file}:{number}"
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(source, f"is not JSON ({error})", "give one record a line") from error
        if not isinstance(values, dict):
            raise InputError(source, "is not a record in braces", "give one record a line")
        yield Row(source, {_name(key): value for key, value in values.items()})


def _table_rows(text: str, file: str) -> Iterator[Row]:
    header_line = re.sub(r'"[^"]*"', "", text[:_LONGEST_HEADER]).lstrip("\r\n").partition("\n")[0]
    delimiter = max("\t;,|", key=header_line.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = [_name(cell) for cell in cells]
            elif any(cell.strip() for cell in cells):
                if len(cells) > len(header):
                    remedy = "put cells that hold the delimiter in double quotes"
                    raise InputError(f"{file}:{line}", f"{len(cells)} cells, but {len(header)} columns", remedy)
                yield Row(f"{file}:{line}", {n: c.strip() for n, c in zip(header, cells, strict=False)})
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{file}:{line}", f"is not a table ({error})", "save it as CSV in UTF-8") from error


def _name(written: str) -> str:
    """ "Event Type" is event_type."""
    return re.sub(r"\W+", "_", written.strip().casefold()).strip("_")
