"""Gzip undone within bounds, and lines of bounded length."""

from __future__ import annotations

import gzip
import io
import os
import zlib

import pytest

from dragoman.sources import stream
from dragoman.sources.stream import Unpacked, as_utf8, lines, unpacked

TEXT = b"".join(b"%d: talks went on in Geneva\n" % n for n in range(50_000))


def read(packed: bytes) -> tuple[bytes, str | None]:
    raw = Unpacked(io.BytesIO(packed))
    data = io.BufferedReader(raw).read()  # type: ignore[arg-type]
    return data, raw.problem


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(TEXT),
        gzip.compress(TEXT[:70_000]) + gzip.compress(TEXT[70_000:]),
        gzip.compress(b"") + gzip.compress(TEXT),
        gzip.compress(TEXT) + b"\0" * 100_000,
    ],
)
def test_whole(packed: bytes) -> None:
    assert read(packed) == (TEXT, None)


@pytest.mark.parametrize(
    ("packed", "problem"),
    [
        (gzip.compress(TEXT)[:-100_000], "breaks off"),
        (gzip.compress(TEXT)[:-4], "breaks off"),
        (gzip.compress(TEXT) + gzip.compress(TEXT)[:5], "breaks off"),
        (gzip.compress(TEXT)[:90_000] + b"\0" * 100 + gzip.compress(TEXT)[90_100:], "is damaged"),
        (gzip.compress(TEXT) + b"rubbish", "is damaged"),
        (b"\x1f\x8b\x08", "breaks off"),
    ],
)
def test_broken(packed: bytes, problem: str) -> None:
    data, told = read(packed)
    assert told is not None
    assert told.startswith(problem)
    if len(packed) > 10:
        assert data[:70_000] == TEXT[:70_000]


def test_a_bomb_is_left_off() -> None:
    raw = Unpacked(io.BytesIO(gzip.compress(bytes(200_000_000), 1)))
    taken = 0
    while chunk := raw.read(1 << 16):
        taken += len(chunk)
    assert raw.problem == "unpacks to more than 200 times its size"
    assert 64 << 20 <= taken < 66 << 20


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data)[2:-4]])
def test_unpacked(pack: object) -> None:
    assert callable(pack)
    assert unpacked(pack(TEXT), len(TEXT)) == TEXT
    assert unpacked(pack(TEXT), 10) == TEXT[:10]
    assert unpacked(b"<html>", 10) is None


@pytest.mark.parametrize("line", [9, 10, 11, 12, 13, 100, 200_000])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
def test_lines_have_a_bound(line: int, end: bytes) -> None:
    data = b"a\n" + b"x" * line + end + (b"b" if end else b"")
    found = list(lines(io.BufferedReader(io.BytesIO(data)), 10))  # type: ignore[arg-type]
    assert found[:2] == [(1, b"a"), (2, b"x" * line if line <= 10 else None)]
    assert found[2:] == ([(3, b"b")] if end else [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_wide_encodings(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "_CHUNK", 5)
    text = "Zürich 🌍\n大使\n"
    data = ("\ufeff" + text if encoding.endswith("be") else text).encode(encoding)
    assert as_utf8(io.BufferedReader(io.BytesIO(data))).read().decode() == text  # type: ignore[arg-type]


def test_memory_is_flat() -> None:
    raw = Unpacked(io.BytesIO(gzip.compress(os.urandom(1000) * 20_000)))
    assert max(len(raw.read(1000) or b"") for _ in range(5_000)) <= 1000
    assert len(raw._input) <= stream._CHUNK
