"""Files and standard input to documents, with one clear InputError for whatever cannot be read."""

from __future__ import annotations

import sys
from os.path import isdir

import msgspec

from dragoman.errors import InputError
from dragoman.text.dateline import dateline, yearless_dateline
from dragoman.text.document import Document, document_id, paragraphs, plain
from dragoman.text.encoding import decode
from dragoman.text.html import is_html, page

MAX_CHARACTERS = 1_000_000
_BYTES_PER_CHARACTER = 10  # a page's markup is many times as long as its text
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")


def load(source: str, *, date: str | None = None, max_characters: int = MAX_CHARACTERS) -> Document:
    """The document in a file, or on standard input for `-`. `date` is an ISO day that overrules the document's own.

    Raises InputError.
    """
    most = max_characters * _BYTES_PER_CHARACTER
    if source == "-":
        return load_bytes(sys.stdin.buffer.read(most + 1), source, date=date, max_characters=max_characters)
    if isdir(source):
        raise InputError(source, "is a folder", "name the files in it")
    data = read_file(source, "check the name and its permissions", most + 1)
    return load_bytes(data, source, date=date, max_characters=max_characters)


def read_file(file: str, remedy: str, most: int = -1) -> bytes:
    """The bytes of a file, or the first `most` of them. Raises InputError, with the remedy, where it cannot be read."""
    try:
        with open(file, "rb") as stream:
            return stream.read(most)
    except FileNotFoundError as error:
        raise InputError(file, "no such file", "check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(file, f"cannot be read ({reason})", remedy) from error


def load_bytes(data: bytes, source: str, *, date: str | None = None, max_characters: int = MAX_CHARACTERS) -> Document:
    """The document in some bytes; `source` is its name in messages, and its id unless it is `-`. Raises InputError."""
    name = "standard input" if source == "-" else source
    if len(data) > max_characters * _BYTES_PER_CHARACTER:
        raise _too_large(name, f"more than {max_characters * _BYTES_PER_CHARACTER:,} bytes", max_characters)
    if not data.strip():
        raise InputError(name, "is empty", "give a file with text in it")
    text, encoding = decode(data, name)
    notes = (f"read as {encoding}, as it is not UTF-8",) if encoding == "windows-1252" else ()
    ident = None if source == "-" else source
    if source.lower().endswith(_HTML_SUFFIXES) or is_html(text):
        return _from_page(text, name, ident, date, max_characters, notes)
    _check_length(text, name, max_characters)
    return document_of(text, name=name, id=ident, date=date, notes=notes)


def document_of(
    text: str, *, name: str = "the text", id: str | None = None, date: str | None = None, notes: tuple[str, ...] = ()
) -> Document:
    """The document of a plain text, dated by its dateline where no date is given. Raises InputError if it is empty."""
    if not plain(text).strip():
        raise InputError(name, "holds no text", "give a file with text in it")
    day, origin = (date, "given") if date else (dateline(text), "dateline")
    if day is None and (words := yearless_dateline(text)):
        notes = (*notes, f'the dateline "{words}" names no year')
    return Document(
        id=id or document_id(text),
        text=text,
        date=day,
        date_source=origin if day else "",
        title=_headline(text),
        notes=notes,
    )


def _from_page(
    markup: str, name: str, ident: str | None, date: str | None, max_characters: int, notes: tuple[str, ...]
) -> Document:
    found = page(markup)
    if found is None:
        raise InputError(name, "no main text found in the page", "save its text as a .txt file")
    _check_length(found.text, name, max_characters)
    document = document_of(found.text, name=name, id=ident, date=date or found.date, notes=notes)
    if found.date and not date:
        document = msgspec.structs.replace(document, date_source="metadata")
    return msgspec.structs.replace(document, title=found.title or document.title, url=found.url, source=found.site)


def _headline(text: str) -> str | None:
    """The first line, if it stands as a heading and is no date."""
    top = plain(text[:1_000])
    first = next(iter(paragraphs(top)), None)
    if first is None or not first.heading or dateline(top[first.start : first.end]):
        return None
    return text[first.start : first.end]


def _check_length(text: str, name: str, max_characters: int) -> None:
    if len(text) > max_characters:
        raise _too_large(name, f"{len(text):,} characters", max_characters)


def _too_large(name: str, size: str, max_characters: int) -> InputError:
    return InputError(
        name, f"too large: {size}, where {max_characters:,} characters are allowed", "split it, or raise --max-chars"
    )
