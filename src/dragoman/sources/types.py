"""What a source gives: pieces, cheap to carry and not yet read; and what of it cannot be had."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Literal

import msgspec


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True, tag="piece"):
    """One report as it was found. What the source itself says of it (`title`, `date` and so on) is kept beside it.

    `origin` says where it was found, and is its identity together with its content: its URL, or the path below the
    source that was named, with line or record number (`news/2024.jsonl:17`, `crawl.warc.gz:5123`).
    `date` is the ISO day of publication; `language` an ISO 639-1 code. `notes` says what
    had to be left unread or assumed. `known_as` is the id of what was taken out of a store.
    """

    origin: str
    content: bytes
    media: Literal["text", "html", "unknown"] = "unknown"
    charset: str | None = None
    date: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    known_as: str | None = None

    @cached_property
    def id(self) -> str:
        """The same report from the same place has the same id, whenever and by whomever it is taken in."""
        if self.known_as is not None:
            return self.known_as
        told = f"{self.origin}\0{self.date or ''}\0{self.title or ''}\0"
        return _digest(told, self.content)


def _digest(told: str, content: bytes = b"") -> str:
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass") + content, digest_size=10).hexdigest()


class Fault(msgspec.Struct, frozen=True, kw_only=True, tag="fault"):
    """Something of a source that cannot be had: a broken line, a truncated archive, a page that does not answer."""

    origin: str
    stage: Literal["source", "fetch", "text"]
    reason: str
    remedy: str = ""

    @property
    def id(self) -> str:
        """The same fault in the same place is told once."""
        return _digest(f"Fault\0{self.origin}\0{self.reason}")


class Skipped(msgspec.Struct, frozen=True, kw_only=True, tag="skipped"):
    """A report that is not for us, and why: not English (with its language), no report in the page, not a page.

    An archive's furniture (images, redirects, requests) is told once for each reason, with its `count`.
    """

    origin: str
    reason: str
    language: str | None = None
    count: int = 1

    @property
    def id(self) -> str:
        """What is skipped at the same place for the same reason is told once."""
        return _digest(f"Skipped\0{self.origin}\0{self.reason}")


Found = Piece | Fault | Skipped
