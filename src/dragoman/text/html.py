"""HTML pages: their main text, title and date of publication, as trafilatura finds them."""

from __future__ import annotations

import logging
import re
from typing import Any

import msgspec

_OPENS = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_EARLIEST = "1900-01-01"


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says. `text` has one paragraph to a block, the headline first; `date` is the ISO day it gives."""

    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    site: str | None = None


def is_html(text: str) -> bool:
    """Whether a text is an HTML page."""
    return _OPENS.match(text[:4096]) is not None


def page(markup: str) -> Page | None:
    """The page's report; None where no main text can be found."""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    found: Any = trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"original_date": True, "extensive_search": False, "min_date": _EARLIEST},
    )
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
    )
