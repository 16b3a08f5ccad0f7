"""Feeds (RSS, Atom and their kin): their items, and each item as a piece."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec

from dragoman.sources.days import day_of
from dragoman.sources.fetch import Fetched, Fetcher
from dragoman.sources.options import SourceOptions
from dragoman.sources.rows import language_code, too_large
from dragoman.sources.types import Fault, Found, Piece

_log = logging.getLogger(__name__)
_OPENS = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\s+rss[^>]*>\s*)*<(?:\w+:)?(?:rss|feed|rdf|channel)[\s>]",
    re.I | re.S,
)
_CLOSES = re.compile(rb"</\s*(?:\w+:)?(?:rss|feed|rdf|channel)\s*>|<(?:\w+:)?(?:rss|feed|rdf)\b[^<>]*/>", re.I)
_OWN_TEXT = 400  # characters without markup; what is shorter is a teaser, whatever the feed calls it


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a feed. `key` is what the feed knows it by; `content` and `summary` may hold markup."""

    key: str
    link: str | None = None
    title: str | None = None
    date: str | None = None
    content: str = ""
    summary: str = ""
    language: str | None = None
    publisher: str | None = None
    notes: tuple[str, ...] = ()


def is_feed(head: bytes) -> bool:
    """Whether some bytes begin a feed."""
    return _OPENS.match(head[:4096].removeprefix(b"\xef\xbb\xbf")) is not None


def feed_items(data: bytes, origin: str, base: str = "") -> tuple[list[Item], Fault | None]:
    """The items of a feed in its order, and what is wrong with it, if anything. `base` is its address."""
    import feedparser

    try:
        feed = feedparser.parse(io.BytesIO(data), resolve_relative_uris=False, sanitize_html=False)
        items = [_item(entry, feed.get("feed", {}), base) for entry in feed.get("entries", ())]
    except Exception as error:  # whatever the parser makes of a broken feed, a stream of sources goes on
        _log.debug("feed %s", origin, exc_info=True)
        return [], _fault(origin, f"the feed cannot be read ({type(error).__name__}: {error})")
    if not items and not feed.get("version"):
        return [], _fault(origin, "is not a feed")
    return items, None if _CLOSES.search(data[-4096:]) else _fault(origin, "the feed breaks off")


def feed_pieces(data: bytes, origin: str, options: SourceOptions, fetcher: Fetcher | None = None) -> Iterator[Found]:
    """The pieces of a feed that is kept in a file, numbered in its order."""
    items, fault = feed_items(data, origin)
    for number, item in enumerate(items, 1):
        yield item_piece(item, f"{origin}:{number}", options, fetcher)
    if fault is not None:
        yield fault


def item_piece(item: Item, origin: str, options: SourceOptions, fetcher: Fetcher | None = None) -> Piece | Fault:
    """The report of an item: its own text, else the page it links to (with a fetcher), else its summary."""
    own, notes = item.content, item.notes
    if len(re.sub(r"<[^>]*>", "", own)) < _OWN_TEXT:
        if fetcher is not None and item.link:
            reply = fetcher.fetch(item.link)
            return reply if isinstance(reply, Fault) else _with_page(item, origin, reply)
        own = max(own, item.summary, key=len)
        notes = (*notes, "no more than the feed's summary")
    if not own.strip():
        return Fault(origin=origin, stage="source", reason="an item without text", remedy="follow its link (follow)")
    content = own.encode("utf-8", "replace")
    if len(content) > options.max_bytes:
        return too_large(origin, options)
    return Piece(
        origin=origin,
        content=content,
        media="html",
        charset="utf-8",
        date=item.date,
        title=item.title,
        url=item.link,
        publisher=item.publisher,
        language=item.language,
        notes=notes,
    )


def page_piece(reply: Fetched, origin: str) -> Piece:
    """The piece of a page as it was fetched."""
    media = "text" if reply.media == "text/plain" else "html" if "html" in reply.media else "unknown"
    return Piece(origin=origin, content=reply.content, media=media, charset=reply.charset, url=reply.url)  # type: ignore[arg-type]


def _with_page(item: Item, origin: str, reply: Fetched) -> Piece:
    return msgspec.structs.replace(
        page_piece(reply, origin),
        date=item.date,
        title=item.title,
        publisher=item.publisher,
        language=item.language,
        notes=item.notes,
    )


def _item(entry: Any, feed: Any, base: str) -> Item:
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    link = _words(entry.get("link"))
    if link and not (entry.get("guidislink") and link == entry.get("id")):
        link = urljoin(base, link)
    title = _words(re.sub(r"<[^>]*>", "", entry.get("title") or ""))
    date, note = day_of(entry.get("published") or entry.get("created") or entry.get("updated"))
    source, summary = entry.get("source"), entry.get("summary") or ""
    return Item(
        key=_words(entry.get("id")) or _words(entry.get("link")) or title or summary,
        link=link if link and link.startswith(("http://", "https://")) else None,
        title=title,
        date=date,
        content=max(contents, key=len, default=""),
        summary=summary,
        language=language_code(_words(feed.get("language"))),
        publisher=_words(source.get("title") if isinstance(source, dict) else None) or _words(feed.get("title")),
        notes=(note,) if note else (),
    )


def _fault(origin: str, reason: str) -> Fault:
    return Fault(origin=origin, stage="source", reason=reason, remedy="give an RSS or Atom feed that is whole")


def _words(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
