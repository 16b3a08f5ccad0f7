"""Memory stays flat: a source many times as large as what is held of it at once."""

from __future__ import annotations

import io
import itertools
import tracemalloc
import zlib
from collections.abc import Callable, Iterable, Iterator

import pytest

from dragoman.sources.jsons import json_file, json_lines
from dragoman.sources.options import SourceOptions
from dragoman.sources.stream import Unpacked
from dragoman.sources.tables import csv_rows
from dragoman.sources.types import Found, Piece

REPORT = b"Austria recalled its envoy on Monday. " * 50
ROWS = 8_000  # 16 MB
LIMIT = 3_000_000


class Endless(io.RawIOBase):
    """A stream made while it is read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._rest = iter(parts), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._parts, b"")
        given = self._rest[: len(buffer)]
        self._rest = self._rest[len(given) :]
        buffer[: len(given)] = given
        return len(given)


def rows(before: bytes, row: bytes, after: bytes) -> Iterator[bytes]:
    return itertools.chain([before], itertools.repeat(row, ROWS), [after])


Reader = Callable[[io.BufferedReader, str, SourceOptions], Iterable[Found]]


@pytest.mark.parametrize(
    ("reader", "parts", "count"),
    [
        (json_lines, rows(b"", b'{"text": "' + REPORT + b'"}\n', b""), ROWS),
        (json_file, rows(b"[", b'{"text": "' + REPORT + b'"},\n', b"{}]"), ROWS),
        (csv_rows, rows(b"text,n\n", b'"' + REPORT + b'",1\n', b""), ROWS),
        (json_lines, rows(b'{"text": "', REPORT, b'"}\n'), 0),
        (json_file, rows(b'[{"text": "', REPORT, b'"}]'), 0),
        (csv_rows, rows(b'text,n\n"', REPORT, b'",1\n'), 0),
        (csv_rows, rows(b'text,n\n"', REPORT + b"\n", b'",1\n'), 0),
    ],
)
def test_readers(reader: Reader, parts: Iterator[bytes], count: int) -> None:
    stream = io.BufferedReader(Endless(parts))  # type: ignore[arg-type]
    tracemalloc.start()
    try:
        found = sum(isinstance(f, Piece) for f in reader(stream, "x", SourceOptions(max_bytes=100_000)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == count
    assert peak < LIMIT


def test_gzip() -> None:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    parts = (packer.compress(bytes([n % 256]) + REPORT) for n in range(40_000))
    raw = Unpacked(io.BufferedReader(Endless(part for part in parts if part)))  # type: ignore[arg-type]
    tracemalloc.start()
    try:
        total = 0
        while chunk := raw.read(1 << 16):
            total += len(chunk)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (total > 60_000_000, raw.problem) == (True, "breaks off")  # the packer was never closed
    assert peak < LIMIT
