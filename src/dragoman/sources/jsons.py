"""JSON Lines and JSON files, read as a stream: one broken entry is one fault, and the rest go on."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.errors import InputError
from dragoman.sources.options import SourceOptions
from dragoman.sources.rows import Rows, too_large
from dragoman.sources.stream import as_utf8, lines
from dragoman.sources.types import Fault, Piece
from dragoman.text.encoding import decode

_CHUNK = 1 << 18
_ESCAPES = 6  # bytes of JSON for one of a text, at most ("\u00e9")
# Fields under which replies of news services keep their list of reports.
_LISTS = ("articles", "results", "items", "docs", "documents", "data", "hits", "stories", "news", "response")
# Where an option or the whole file is wrong, one fault says so better than a million.
_ALIKE = 100


def json_lines(stream: io.BufferedReader, origin: str, options: SourceOptions) -> Iterator[Piece | Fault]:
    """The reports of JSON Lines, one object a line."""
    taken = _Taken(options, origin)
    for number, line in lines(as_utf8(stream), options.max_bytes * _ESCAPES):
        if line is None or line.strip():
            yield from taken.entries(line, f"{origin}:{number}")
        if taken.hopeless:
            return


def json_file(stream: io.BufferedReader, origin: str, options: SourceOptions) -> Iterator[Piece | Fault]:
    """The reports of a JSON file: those of its array, or of one object that is a report or holds a list of them."""
    taken = _Taken(options, origin)
    number = 0
    for number, entry in enumerate(_values(as_utf8(stream), options.max_bytes * _ESCAPES), 1):
        yield from taken.entries(entry, f"{origin}:{number}")
        if taken.hopeless:
            return
    if not number:
        yield Fault(origin=origin, stage="source", reason="holds no JSON objects", remedy="give an array of objects")


class _Taken:
    """Entries taken in. It is `hopeless` once many have been read from the start and none has text."""

    def __init__(self, options: SourceOptions, origin: str) -> None:
        self.rows, self.origin, self.options = Rows(options), origin, options
        self.faults = self.pieces = 0
        self.hopeless = False

    def entries(self, data: bytes | None, origin: str) -> Iterator[Piece | Fault]:
        for found in self._of(data, origin):
            yield found
            if isinstance(found, Piece):
                self.pieces += 1
            else:
                self.faults += 1
        if not self.pieces and self.faults >= _ALIKE:
            self.hopeless = True
            yield Fault(
                origin=self.origin,
                stage="source",
                reason=f"not one of its first {self.faults} entries is a report; the rest was not read",
                remedy="name the field that holds the text by the option fields.text",
            )

    def _of(self, data: bytes | None, origin: str) -> Iterator[Piece | Fault]:
        if data is None:
            yield too_large(origin, self.options)
            return
        try:
            value = _value(data)
        except ValueError as error:
            yield Fault(origin=origin, stage="source", reason=f"not JSON ({error})")
            return
        if not isinstance(value, dict):
            yield Fault(
                origin=origin,
                stage="source",
                reason=f"a JSON {'list' if isinstance(value, list) else 'value'} where an object is needed",
            )
        elif isinstance(found := self.rows.piece(value, origin), Fault) and (inner := _inner(value)):
            for number, row in enumerate(inner, 1):
                yield self.rows.piece(row, f"{origin}.{number}")
        else:
            yield found


def _inner(value: dict[str, Any]) -> list[dict[str, Any]]:
    """The list of reports that the reply of a news service holds; empty without one."""
    for name in _LISTS:
        inner = value.get(name)
        if isinstance(inner, dict) and (deeper := _inner(inner)):
            return deeper
        if isinstance(inner, list) and inner and all(isinstance(row, dict) for row in inner):
            return [row.get("_source", row) if isinstance(row.get("_source", row), dict) else row for row in inner]
    return []


def _value(data: bytes) -> Any:
    """The JSON value in some bytes. What others write against the standard (NaN, bare line ends) is taken as meant.

    Raises ValueError.
    """
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        problem = str(error)
    try:
        return json.loads(decode(data, "entry")[0], strict=False)
    except (ValueError, RecursionError, InputError):
        raise ValueError(problem) from None


_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'["\\]')


def _values(stream: io.BufferedReader, most: int) -> Iterator[bytes | None]:
    """The objects of an array, or those that simply follow each other, as bytes; None for one of more than `most`.

    Lists inside a list come as they are; plain values between the entries are passed over.
    """
    entry, depth, inside, array, large = bytearray(), 0, False, None, False
    while chunk := stream.read(_CHUNK):
        position, start = 0, 0
        while found := (_INSIDE if inside else _OUTSIDE).search(chunk, position):
            mark, position = found.group(), found.end()
            if mark == b"\\":
                if position == len(chunk):
                    chunk += stream.read(1)
                position += 1
            elif mark == b'"':
                inside = not inside
            elif mark in b"{[":
                if array is None:
                    array = mark == b"["
                    if array:
                        continue
                if depth == 0:
                    start = found.start()
                depth += 1
            elif depth:
                depth -= 1
                if depth == 0:
                    entry += chunk[start:position]
                    yield None if large or len(entry) > most else bytes(entry)
                    entry, large = bytearray(), False
        if depth:
            if len(entry) + len(chunk) - start > most:
                large = True
                entry.clear()
            else:
                entry += chunk[start:]
    if depth:
        yield None if large else bytes(entry)
