"""The report that events come from, as far as the published data sets have columns for it."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from dragoman.text.document import Document, paragraphs, plain


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `date` is its ISO day. `sentences` are the offsets where its sentences begin, if they are known.

    `text` gives the words a place stands on, and tells the lead of the report.
    """

    id: str
    date: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    language: str | None = "en"
    text: str | None = None
    sentences: tuple[int, ...] = ()

    def sentence(self, start: int) -> int | None:
        """The number of the sentence at an offset, from 1 on."""
        return bisect_right(self.sentences, start) or None

    def lead_end(self) -> int | None:
        """Where the first paragraph that is no heading ends."""
        if self.text is None:
            return None
        return next((p.end for p in paragraphs(plain(self.text)) if not p.heading), len(self.text))


def report_of(document: Document, sentences: tuple[int, ...] = ()) -> Report:
    """The report of a document read here."""
    return Report(
        id=document.id, date=document.date, url=document.url, source=document.source, title=document.title,
        text=document.text, sentences=sentences,
    )  # fmt: skip
