"""Sources to pieces: folders, files, archives, feeds, addresses and standard input, one stream in a fixed order."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import cast

from dragoman.sources.feeds import feed_items, feed_pieces, is_feed, item_piece, page_piece
from dragoman.sources.fetch import Fetched, Fetcher
from dragoman.sources.jsons import json_file, json_lines
from dragoman.sources.kinds import HEAD, is_furniture, kind_of
from dragoman.sources.options import SourceOptions
from dragoman.sources.rows import too_large
from dragoman.sources.stream import Unpacked, as_utf8, lines
from dragoman.sources.tables import csv_rows, parquet_rows
from dragoman.sources.types import Fault, Found, Piece, Skipped
from dragoman.sources.warc import warc_pages

_STANDARD_INPUT = "-"
_WORDS = {
    "feed": "XML, and no feed",
    "json": "JSON",
    "lines": "JSON",
    "gzip": "a gzip archive",
    "warc": "a WARC archive",
}
_LONGEST_ADDRESS = 8_000
_SAVE_AS_TEXT = "save it as text, HTML, JSON Lines, CSV, Parquet or WARC"


def pieces(sources: str | Sequence[str], options: SourceOptions | None = None) -> Iterator[Found]:
    """All reports of the sources, in their order: a folder, a file, `-` for JSON Lines on standard input, an address.

    Folders are walked in the order of names, hidden files left out. What cannot be had comes as a Fault where it
    stands, what is no report as Skipped; nothing raises an error, whatever is in a source.
    """
    finder = _Finder(options or SourceOptions())
    with closing(finder):
        for source in [sources] if isinstance(sources, str) else sources:
            yield from finder.found(source)


class _Finder:
    """The sources of one run, with one fetcher, which is made when first needed."""

    def __init__(self, options: SourceOptions) -> None:
        self._options = options
        self._made: Fetcher | None = None

    def close(self) -> None:
        if self._made is not None:
            self._made.close()

    def found(self, source: str) -> Iterator[Found]:
        if source.startswith(("http://", "https://")):
            yield from self._address(source)
        elif source != _STANDARD_INPUT and os.path.isdir(source):
            yield from self._folder(source)
        else:
            yield from self._file(source, os.path.basename(source))

    def _fetcher(self) -> Fetcher:
        if self._made is None:
            self._made = Fetcher(self._options)
        return self._made

    def _folder(self, folder: str) -> Iterator[Found]:
        for entry in _walked(folder, "", frozenset()):
            if isinstance(entry, Fault):
                yield entry
            elif is_furniture(entry):
                yield Skipped(origin=_name(entry), reason="not a report (by its name)")
            elif not _is_regular(path := os.path.join(folder, entry)):
                yield Fault(origin=_name(entry), stage="source", reason="not a regular file")
            else:
                yield from self._file(path, _name(entry))

    def _file(self, path: str, origin: str) -> Iterator[Found]:
        origin = _name(origin)
        try:
            if path == _STANDARD_INPUT:
                yield from self._stream(io.BufferedReader(cast(io.RawIOBase, sys.stdin.buffer)), origin)
            else:
                with open(path, "rb") as stream:
                    yield from self._stream(stream, origin)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            yield Fault(
                origin=origin,
                stage="source",
                reason=f"cannot be read ({reason})",
                remedy="check its name and permissions",
            )

    def _stream(self, stream: io.BufferedReader, origin: str) -> Iterator[Found]:
        """The reports in a stream, told by how it begins and by its name."""
        name = ".jsonl" if origin == _STANDARD_INPUT else origin
        kind, what = kind_of(name, _head(stream))
        if kind == "gzip":
            yield from self._packed(stream, origin)
        elif kind == "other":
            yield Fault(origin=origin, stage="source", reason=f"is {what}", remedy=_SAVE_AS_TEXT)
        elif kind == "warc":
            yield from warc_pages(stream, origin, self._options)
        elif kind == "parquet":
            yield from parquet_rows(stream, origin, self._options)
        else:
            yield from self._text(stream, origin, kind)

    def _packed(self, stream: io.BufferedReader, origin: str) -> Iterator[Found]:
        """What a gzip file holds; the origins keep its own name."""
        raw = Unpacked(stream)
        inner: io.BufferedReader = io.BufferedReader(raw, HEAD)
        kind, what = kind_of(origin[:-3] if origin.lower().endswith(".gz") else origin, _head(inner))
        if kind in ("other", "parquet", "gzip"):
            reason = f"is {what or kind} inside a gzip file"
            yield Fault(origin=origin, stage="source", reason=reason, remedy="unpack it first")
        elif kind == "warc":
            yield from warc_pages(stream, origin, self._options)
        else:
            yield from self._text(inner, origin, kind)
        if fault := raw.fault(origin):
            yield fault

    def _text(self, stream: io.BufferedReader, origin: str, kind: str) -> Iterator[Found]:
        options = self._options
        if kind == "lines":
            yield from json_lines(stream, origin, options)
        elif kind == "json":
            yield from json_file(stream, origin, options)
        elif kind == "table":
            yield from csv_rows(stream, origin, options)
        elif kind == "urls" or (kind == "text" and options.urls):
            yield from self._listed(stream, origin)
        else:
            data = stream.read(options.max_bytes + 1)
            if len(data) > options.max_bytes:
                yield too_large(origin, options)
            elif not data.strip():
                yield Skipped(origin=origin, reason="empty")
            elif kind == "feed":
                yield from feed_pieces(data, origin, options, self._fetcher() if options.follow else None)
            else:
                yield Piece(origin=origin, content=data, media="html" if kind == "html" else "unknown")

    def _listed(self, stream: io.BufferedReader, origin: str) -> Iterator[Found]:
        """The pages of a list of addresses, one a line; blank lines and lines that begin with `#` are passed over."""
        for number, line in lines(as_utf8(stream), _LONGEST_ADDRESS):
            address = (line or b"").decode("utf-8", "replace").strip()
            if line is None or (address and not address.startswith(("#", "http://", "https://"))):
                yield Fault(origin=f"{origin}:{number}", stage="source", reason=f"not an address: {address[:80]!r}")
            elif address.startswith("http"):
                yield from self._address(address)

    def _address(self, address: str) -> Iterator[Found]:
        """The page at an address, or the items of the feed there."""
        reply = self._fetcher().fetch(address)
        if isinstance(reply, Fault):
            yield reply
        elif not is_feed(reply.content):
            yield self._page(reply, address)
        else:
            items, fault = feed_items(reply.content, address, reply.url)
            fetcher = self._fetcher() if self._options.follow else None
            for item in items:
                yield item_piece(item, item.link or f"{address}#{item.key}", self._options, fetcher)
            if fault is not None:
                yield fault

    def _page(self, reply: Fetched, address: str) -> Found:
        kind, what = kind_of("", reply.content[:HEAD])
        if not reply.content.strip():
            return Skipped(origin=address, reason="empty")
        if kind in ("text", "html"):
            return page_piece(reply, address)
        return Fault(
            origin=address,
            stage="source",
            reason=f"is {what or _WORDS.get(kind, 'a table')} ({reply.media or 'of no type'}), not a page",
            remedy="fetch it to a file and name that",
        )


def _walked(folder: str, below: str, above: frozenset[tuple[int, int]]) -> Iterator[str | Fault]:
    """The paths of all files below a folder, relative to it; a link back to a folder that one is in is not followed."""
    here = os.path.join(folder, below) if below else folder
    try:
        status = os.stat(here)
        if (status.st_dev, status.st_ino) in above:
            return
        above |= {(status.st_dev, status.st_ino)}
        with os.scandir(here) as found:
            entries = sorted((entry.name, entry.is_dir()) for entry in found if not entry.name.startswith("."))
    except OSError as error:
        yield Fault(
            origin=_name(below or folder),
            stage="source",
            reason=f"the folder cannot be read ({error.strerror})",
            remedy="check its permissions",
        )
        return
    for name, is_folder in entries:
        path = os.path.join(below, name)
        if is_folder:
            yield from _walked(folder, path, above)
        else:
            yield path


def _is_regular(path: str) -> bool:
    """Whether it is a file with content; a pipe or a device in a folder would be waited on for ever."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except (OSError, ValueError):
        return True  # opening it will say what is wrong


def _head(stream: io.BufferedReader) -> bytes:
    return stream.peek(HEAD)[:HEAD]


def _name(path: str) -> str:
    """The path as an origin: slashes on every system, bytes that are not UTF-8 written out."""
    return Path(path).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
