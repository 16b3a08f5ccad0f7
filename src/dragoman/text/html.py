"""HTML pages: their main text, title and date of publication, as trafilatura finds them; fragments: all their text."""

from __future__ import annotations

import logging
import re
from typing import Any

import msgspec

_OPENS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_EARLIEST = "1900-01-01"


# Of a page with so little text the fast way may have missed most; the slow one takes half as long again.
_THIN = 300
# A page with many tags and little text is no report, and one with more takes seconds.
_MANY_TAGS, MOST_TAGS = 10_000, 50_000
_FRAGMENT = re.compile(
    r"\s*(?:<!--.*?-->\s*)*"
    r"<(?:p|div|br|span|article|section|header|main|figure|img|h[1-6]|table|ul|ol|blockquote|strong|b|em|i|a)(?:\s[^<>]*)?/?>",
    re.I | re.S,
)
_TAGS = re.compile(r"</(?:p|div|span|a|b|i|em|strong)>|<br ?/?>", re.I)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?([A-Za-z]{2})\b", re.I)
_BLOCKS = frozenset(
    "address article aside blockquote br caption dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main"
    " nav ol p pre section table td th tr ul".split()
)
_BREAK = "\n\n"
_UNREAD = tuple("script style noscript template iframe object svg head title figcaption textarea select button".split())


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says. `text` has one paragraph to a block, the headline first; `date` is the ISO day it gives.

    `language` is the ISO 639-1 code that it declares.
    """

    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None
    language: str | None = None


def is_html(text: str) -> bool:
    """Whether a text is an HTML page."""
    return _OPENS.match(text[:4096]) is not None


def is_fragment(text: str) -> bool:
    """Whether a text is a piece of HTML, such as feeds and databases keep: it opens with a tag, or has several."""
    return _FRAGMENT.match(text[:4096]) is not None or len(_TAGS.findall(text[:20_000])) > 1


def page(markup: str, url: str | None = None) -> Page | None:
    """The page's report; None where no main text can be found. Its address, where known, may tell its date."""
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found = _extracted(markup, url, fast=True)
    if (found is None or len(found.text or "") < _THIN) and markup.count("<") < _MANY_TAGS:
        found = _extracted(markup, url, fast=False) or found
    if found is None or not (body := (found.text or "").strip()):
        return None
    title = (found.title or "").strip() or None
    if title and not body.startswith(title):
        body = f"{title}\n{body}"
    return Page(
        text=re.sub(r"\n+", "\n\n", body),
        title=title,
        date=found.date or None,
        url=found.url or None,
        site=found.sitename or None,
        language=declared_language(markup),
    )


def declared_language(markup: str) -> str | None:
    """The ISO 639-1 code that a page declares."""
    found = _LANGUAGE.search(markup[:4096])
    return found.group(1).lower() if found else None


def fragment(markup: str) -> str:
    """All the text of a fragment, one paragraph to a block."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):  # what lxml says where there is nothing in it
        return ""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *_UNREAD, with_tail=False)
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        text = node.text if event == "start" else node.tail
        if node.tag in _BLOCKS:
            parts.append(_BREAK)
        parts.append(re.sub(r"\s+", " ", text or ""))
    blocks = (" ".join(block.split()) for block in "".join(parts).split(_BREAK))
    return _BREAK.join(block for block in blocks if block)


def _extracted(markup: str, url: str | None, *, fast: bool) -> Any:
    import trafilatura

    return trafilatura.bare_extraction(
        markup,
        url=url,
        fast=fast,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "min_date": _EARLIEST},
    )
