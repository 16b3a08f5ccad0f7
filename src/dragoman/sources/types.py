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
        digest = hashlib.blake2b(digest_size=10)
        for part in (self.origin, self.date or "", self.title or ""):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(self.content)
        return digest.hexdigest()


class Fault(msgspec.Struct, frozen=True, kw_only=True, tag="fault"):
    """Something of a source that cannot be had: a broken line, a truncated archive, a page that does not answer."""

    origin: str
    stage: Literal["source", "fetch", "text"]
    reason: str
    remedy: str = ""


class Skipped(msgspec.Struct, frozen=True, kw_only=True, tag="skipped"):
    """A report that is not for us, and why: not English (with its language), no report in the page, not a page.

    An archive's furniture (images, redirects, requests) is told once for each reason, with its `count`.
    """

    origin: str
    reason: str
    language: str | None = None
    count: int = 1


Found = Piece | Fault | Skipped
