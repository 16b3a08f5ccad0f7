"""WARC archives: the pages of their records; whatever else is in them accounted for."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from fastwarc.stream_io import BrotliReader
from fastwarc.warc import ArchiveIterator, WarcRecordType

from dragoman.sources.options import SourceOptions
from dragoman.sources.rows import too_large
from dragoman.sources.stream import unpacked
from dragoman.sources.types import Fault, Found, Piece, Skipped

PAGES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
_HELD = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_BROKEN = (OSError, ValueError, EOFError)
_LONGEST = 1 << 30  # bytes of one record
_WINDOW = 1 << 20
_BEGINS = re.compile(rb"\x1f\x8b\x08|\nWARC/1")
_HEAD = 4096


def warc_pages(file: BinaryIO, origin: str, options: SourceOptions) -> Iterator[Found]:
    """The pages of an archive: HTTP responses of status 200 that are HTML or text, and such resources.

    A record that is broken, too large or cut off is a fault of its own (`crawl.warc.gz:OFFSET`), and reading goes on
    at the next that begins. All others are counted by kind, and told at the end.
    """
    skipped: Counter[str] = Counter()
    start: int | None = 0
    problem: Fault | None = None
    while start is not None:
        run = _Run(file, start, origin, options, skipped)
        for found in run.found():
            if problem is not None:
                yield problem  # what lies between was no record; the record that it might have been has come
                problem = None
            yield found
        if run.problem is None:
            # A last record that is cut off in its first bytes is passed over in silence.
            if run.records == 0 and file.seek(0, io.SEEK_END) > start:
                yield _broken(f"{origin}:{start}", "breaks off")
        elif run.records == 0 or run.reading:
            yield _broken(f"{origin}:{run.position}", run.problem)
            problem = None
        else:
            problem = _broken(f"{origin}:{run.position}+", f"what follows this record is none: {run.problem}")
        start = _next_record(file, run.position + 1)
    if problem is not None:
        yield problem
    for reason, count in sorted(skipped.items()):
        yield Skipped(origin=origin, reason=reason, count=count)


class _Run:
    """The records from an offset on, to the end or to where they cannot be followed further.

    `position` is the offset of the last record met, `reading` whether it was being read when the `problem` arose.
    """

    def __init__(self, file: BinaryIO, start: int, origin: str, options: SourceOptions, skipped: Counter[str]) -> None:
        self._file, self._origin, self._options, self._skipped = file, origin, options, skipped
        self.position, self.records, self.reading = start, 0, False
        self.problem: str | None = None
        self._alike = 0

    def found(self) -> Iterator[Piece | Fault]:
        try:
            self._file.seek(self.position)
            for record in ArchiveIterator(self._file):
                self._alike = self._alike + 1 if self.records and record.stream_pos == self.position else 0
                self.position, self.reading = record.stream_pos, True
                self.records += 1
                if found := self._record(record):
                    yield found
                self.reading = False
        except _BROKEN as error:
            self.problem = str(error)

    def _record(self, record: Any) -> Piece | Fault | None:
        # An archive that was packed as one has all its records at one offset.
        origin = f"{self._origin}:{self.position}" + (f".{self._alike}" if self._alike else "")
        length = record.content_length
        if record.headers.get("Content-Length") is None:
            return _broken(origin, "breaks off in its headers, or has none")
        if length > _LONGEST:
            raise ValueError(f"{length:,} bytes long")  # to unpack it only to pass it over takes its time
        if (reason := _not_a_page(record)) is not None:
            left = record.reader.consume()
            if left < length or _cut_off(record):
                return _broken(origin, "breaks off")
            self._skipped[reason] += 1
            return None
        if _cut_off(record):
            return _broken(origin, "breaks off")
        if record.record_type == WarcRecordType.response and record.http_headers.status_code is None:
            record.reader.consume()
            return _broken(origin, "no HTTP reply in it")
        if length > self._options.max_bytes:
            record.reader.consume()
            return too_large(origin, self._options)
        data = record.reader.read(length) if length else b""
        if len(data) < length:
            return _broken(origin, "breaks off")
        body = _body(data, record.http_headers, self._options.max_bytes)
        if isinstance(body, str):
            return _broken(origin, body)
        if len(body) > self._options.max_bytes:
            return too_large(origin, self._options)
        if not body.strip():
            self._skipped["empty pages"] += 1
            return None
        return Piece(
            origin=origin,
            content=body,
            media=PAGES.get(_media(record), "unknown"),  # type: ignore[arg-type]
            charset=record.http_charset if record.http_headers is not None else None,
            url=_address(record),
            notes=(f"the crawler cut the page off ({cut})",) if (cut := record.headers.get("WARC-Truncated")) else (),
        )


def _not_a_page(record: Any) -> str | None:
    """What kind of record it is, if not one that holds a page."""
    if not record.record_type & _HELD:
        return f"{record.record_type} records"
    if record.record_type == WarcRecordType.response:
        if not record.is_http:
            return "responses without HTTP"
        if record.http_headers is None or (status := record.http_headers.status_code) is None:
            return None
        if status != 200:
            return f"HTTP {status}"
    if not _address(record).startswith(("http://", "https://")):
        return "notes of the crawler"
    media = _media(record)
    return None if media in PAGES or not media else media


def _address(record: Any) -> str:
    """The address of what is in the record; WARC 1.0 has it in angle brackets."""
    return (record.headers.get("WARC-Target-URI") or "").strip("<> ")


def _cut_off(record: Any) -> bool:
    """Whether the file ends in the headers of the record."""
    given = record.headers.get("Content-Length") or ""
    return record.content_length == 0 and given.isdigit() and int(given) > 0 and record.http_headers is None


def _media(record: Any) -> str:
    given = record.http_content_type if record.http_headers is not None else record.headers.get("Content-Type")
    return (given or "").partition(";")[0].strip().lower()


def _body(data: bytes, headers: Any, most: int) -> bytes | str:
    """The body of a reply without its transfer's and content's encoding, one byte over `most` at most; or the problem.

    Archives keep such headers beside bodies that they have already decoded, so a body that is not encoded is taken.
    """
    if headers is None:
        return data
    if "chunked" in (headers.get("Transfer-Encoding") or "").lower():
        data = _unchunked(data)
    encoding = (headers.get("Content-Encoding") or "").strip().lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        plain = unpacked(data, most + 1)
        return plain if plain is not None else _unless_packed(data, encoding)
    if encoding == "br":
        try:
            return bytes(BrotliReader(io.BytesIO(data)).read(most + 1))
        except _BROKEN:
            return _unless_packed(data, encoding)
    return data if encoding in ("", "identity", "none", "utf-8") else f"is encoded as {encoding[:30]}"


def _unless_packed(data: bytes, encoding: str) -> bytes | str:
    return data if data.lstrip()[:1] == b"<" else f"its {encoding} encoding is broken"


def _unchunked(data: bytes) -> bytes:
    """The body of a chunked reply; the bytes as they are where they are not chunked."""
    parts: list[bytes] = []
    position = 0
    while (end := data.find(b"\r\n", position, position + 100)) >= 0:
        try:
            size = int(data[position:end].partition(b";")[0], 16)
        except ValueError:
            return data if not parts else b"".join(parts)
        if size <= 0:
            break
        parts.append(data[end + 2 : end + 2 + size])
        position = end + 2 + size + 2
    return b"".join(parts) if parts else data


def _next_record(file: BinaryIO, position: int) -> int | None:
    """Where a record begins from `position` on; None if none does."""
    while True:
        file.seek(position)
        window = file.read(_WINDOW)
        for found in _BEGINS.finditer(window, 0, len(window) - _HEAD if len(window) == _WINDOW else len(window)):
            if found.group().startswith(b"\n"):
                return position + found.start() + 1
            if _is_record(window[found.start() : found.start() + _HEAD]):
                return position + found.start()
        if len(window) < _WINDOW:
            return None
        position += _WINDOW - 2 * _HEAD


def _is_record(packed: bytes) -> bool:
    """Whether a packed record begins here, as far as there is any of it."""
    try:
        begins = zlib.decompressobj(31).decompress(packed, 64).lstrip()[:5]
    except zlib.error:
        return False
    return b"WARC/".startswith(begins) and (begins != b"" or len(packed) < _HEAD)


def _broken(origin: str, reason: str) -> Fault:
    return Fault(origin=origin, stage="source", reason=f"broken record: {reason}")
