"""Bytes as they come: gzip undone within bounds, lines of bounded length, whatever the encoding; memory stays flat."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from dragoman.sources.types import Fault

_CHUNK = 1 << 16
# Text packs to a fifth or a tenth, tables of near-equal rows to a fiftieth; what packs to a two-hundredth is no report.
_MOST_RATIO = 200
_RATIO_COUNTS_FROM = 64 << 20
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GZIP = b"\x1f\x8b\x08"


class Unpacked(io.RawIOBase):
    """What a gzip file holds, all its members. It ends where the file is broken, and `fault` then says how."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._member = zlib.decompressobj(31)
        self._input = b""
        self._taken = self._given = 0
        self._ended = False
        self.problem: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = b"" if self._ended else self._next(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > max(_RATIO_COUNTS_FROM, self._taken * _MOST_RATIO):
            self._end(f"unpacks to more than {_MOST_RATIO} times its size")
        return len(data)

    def fault(self, origin: str) -> Fault | None:
        """What is wrong with the file, once all of it that can be had has been read."""
        if self.problem is None:
            return None
        return Fault(
            origin=origin,
            stage="source",
            reason=f"the gzip file {self.problem}; what comes before was read",
            remedy="fetch it anew",
        )

    def _next(self, most: int) -> bytes:
        while True:
            if not self._input:
                self._input = self._packed.read(_CHUNK)
                self._taken += len(self._input)
                if not self._input:
                    return self._end("breaks off")
            try:
                data = self._member.decompress(self._input, most)
            except zlib.error:
                return self._end(f"is damaged near byte {self._taken - len(self._input):,}")
            self._input = self._member.unconsumed_tail
            if self._member.eof and not self._opens_next():
                self._ended = True
            if data or self._ended:
                return data

    def _opens_next(self) -> bool:
        """Whether another member follows; zeros that pad a file are passed over."""
        rest = self._member.unused_data.lstrip(b"\0")
        while not rest:
            if not (more := self._packed.read(_CHUNK)):
                return False
            self._taken += len(more)
            rest = more.lstrip(b"\0")
        self._member, self._input = zlib.decompressobj(31), rest
        return True

    def _end(self, problem: str) -> bytes:
        self._ended, self.problem = True, problem
        return b""


def unpacked(data: bytes, most: int) -> bytes | None:
    """What some packed bytes hold (gzip, zlib or bare deflate), up to `most` bytes; None where they are none of it."""
    for form in (47, -15):
        try:
            return zlib.decompressobj(form).decompress(data, most)
        except zlib.error:
            continue
    return None


def as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream in UTF-8 without a mark, where a byte-order mark says that it is in UTF-8, UTF-16 or UTF-32."""
    head = stream.peek(4)[:4]
    if head.startswith(codecs.BOM_UTF8):
        stream.read(3)
        return stream
    for mark, encoding in _WIDE:
        if head.startswith(mark):
            return io.BufferedReader(_Recoded(stream, encoding))
    return stream


def lines(stream: io.BufferedReader, most: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers from 1, without their ends; None for one of more than `most` bytes."""
    number = 0
    while line := stream.readline(most + 2):
        number += 1
        if len(line) < most + 2 or line.endswith(b"\n"):
            line = line.rstrip(b"\r\n")
            yield number, line if len(line) <= most else None
        else:
            while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
                pass
            yield number, None


class _Recoded(io.RawIOBase):
    """A stream in another encoding, as UTF-8; what cannot be read becomes the mark for that (U+FFFD)."""

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._waiting = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._waiting:
            data = self._stream.read(_CHUNK)
            self._waiting = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        given = self._waiting[: len(buffer)]
        self._waiting = self._waiting[len(given) :]
        buffer[: len(given)] = given
        return len(given)
