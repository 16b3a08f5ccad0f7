"""A piece to the document that is read: its text, language and date. Runs in the worker; no content raises an error."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection

import msgspec

from dragoman.errors import InputError
from dragoman.sources.language import language_of, named
from dragoman.sources.types import Fault, Piece, Skipped
from dragoman.text.document import Document
from dragoman.text.encoding import decode_loosely
from dragoman.text.html import MOST_TAGS, Page, fragment, is_fragment, is_html, page
from dragoman.text.load import MAX_CHARACTERS
from dragoman.text.load import document_of as plain_document

_log = logging.getLogger(__name__)
_MARKUP = 10  # a page's markup is many times as long as its text
_SAMPLE = re.compile(r"<p\b[^>]*>\s*([^<]{40,})")
_SAMPLE_READ = 300_000
_SAMPLE_SURE = 400  # characters
ENGLISH = ("en",)


class _Text(msgspec.Struct, frozen=True, kw_only=True):
    """The text of a piece with what its page says of it."""

    text: str
    page: Page | None = None


def document_of(
    piece: Piece,
    *,
    date: str | None = None,
    max_characters: int = MAX_CHARACTERS,
    languages: Collection[str] = ENGLISH,
) -> Document | Skipped | Fault:
    """The document of a piece, under the piece's id; or why there is none.

    Its date is the source's, else the page's, else its dateline's, else `date`. A title that does not open the text is
    put before it. Texts in other languages are skipped, whatever they were declared to be.
    """
    try:
        return _document(piece, date, max_characters, languages)
    except InputError as error:
        return Fault(origin=piece.origin, stage="text", reason=error.problem, remedy=error.remedy)
    except Exception as error:  # one bad page in ten million must not end the run; it is told with its cause
        _log.debug("piece %s", piece.origin, exc_info=True)
        return Fault(
            origin=piece.origin,
            stage="text",
            reason=f"cannot be read ({type(error).__name__}: {str(error)[:200]})",
            remedy="please report it",
        )


def _document(
    piece: Piece, date: str | None, max_characters: int, languages: Collection[str]
) -> Document | Skipped | Fault:
    if not piece.content.strip():
        return Skipped(origin=piece.origin, reason="empty")
    if len(piece.content) > max_characters * _MARKUP:
        raise _too_large(piece, max_characters)
    markup, encoding = decode_loosely(piece.content, piece.origin, piece.charset)
    found = _text(piece, markup, languages)
    if isinstance(found, Skipped):
        return found
    text = found.text
    if len(text) > max_characters:
        raise _too_large(piece, max_characters)
    if not text.strip():
        return Skipped(origin=piece.origin, reason="no text")
    declared = piece.language or (found.page.language if found.page else None)
    language = language_of(text, declared)
    if language is not None and language not in languages:
        return _other_language(piece, language)
    return _described(piece, found, date, _notes(encoding))


def _text(piece: Piece, markup: str, languages: Collection[str]) -> _Text | Skipped:
    """The text of the markup, if it is any: a page's main text, all of a fragment, or the text as it is."""
    whole = is_html(markup)
    if not whole and (piece.media == "text" or not (piece.media == "html" or is_fragment(markup))):
        return _Text(text=_titled(piece, markup))
    if markup.count("<") > MOST_TAGS:
        raise InputError(piece.origin, f"has more than {MOST_TAGS:,} tags", "save its text as a .txt file")
    if not whole:
        return _Text(text=_titled(piece, fragment(markup)))
    if (language := _early_language(markup)) is not None and language not in languages:
        return _other_language(piece, language)
    found = page(markup, piece.url)
    if found is None:
        return Skipped(origin=piece.origin, reason="no report in the page")
    return _Text(text=found.text, page=found)


def _early_language(markup: str) -> str | None:
    """The language of a page's paragraphs, where they tell it before the page is taken apart, which takes longest."""
    sample = " ".join(_SAMPLE.findall(markup[:_SAMPLE_READ])[:40])
    return language_of(sample) if len(sample) >= _SAMPLE_SURE else None


def _described(piece: Piece, found: _Text, date: str | None, notes: tuple[str, ...]) -> Document:
    """The document with what the source and the page say of it; the source's own word goes first."""
    told = found.page or Page(text="")
    day = piece.date or told.date
    document = plain_document(found.text, name=piece.origin, id=piece.id, date=day, notes=(*piece.notes, *notes))
    origin = "given" if piece.date else "metadata" if day else document.date_source
    if document.date is None and date is not None:
        document = msgspec.structs.replace(document, date=date)
        origin = "given"
    return msgspec.structs.replace(
        document,
        date_source=origin,
        title=piece.title or told.title or document.title,
        url=piece.url or told.url,
        source=piece.publisher or told.site,
    )


def _titled(piece: Piece, text: str) -> str:
    title = piece.title
    if not title or not text.strip() or " ".join(text[: len(title) + 200].split()).startswith(title):
        return text
    return f"{title}\n\n{text}"


def _notes(encoding: str) -> tuple[str, ...]:
    if encoding == "broken":
        return ("some bytes could not be read; they are U+FFFD in the text",)
    return () if encoding.startswith("utf") else (f"read as {encoding}, as it is not UTF-8",)


def _other_language(piece: Piece, language: str) -> Skipped:
    return Skipped(origin=piece.origin, reason=f"in {named(language)}", language=language)


def _too_large(piece: Piece, max_characters: int) -> InputError:
    return InputError(
        piece.origin, f"too large: more than {max_characters:,} characters of text", "split it, or raise --max-chars"
    )
