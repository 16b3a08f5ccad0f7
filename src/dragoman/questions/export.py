"""Events of an archive as lines of the published data sets, report by report."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from dragoman.exchange.report import report_of
from dragoman.exchange.write import Writer
from dragoman.questions.filters import Filter
from dragoman.reading import Reading, json_line
from dragoman.records import Event
from dragoman.store.opened import Opened
from dragoman.store.rows import iso_of, record_of
from dragoman.text.document import Document
from dragoman.views.plover import plover


def exported(archive: Opened, which: Filter, writer: Writer) -> Iterator[str]:
    """The lines of one of the data sets, the header first; the writer counts what has no row."""
    yield writer.header
    for document, sentences, events in _reports(archive, which):
        yield writer.lines(events, report_of(document, sentences))


def exported_plover(archive: Opened, which: Filter, coder: str) -> Iterator[str]:
    """The events in the form of the PLOVER standard."""
    for document, _, events in _reports(archive, which):
        for row in plover(Reading(document, events, [], [], [], []), coder):
            yield json_line(row)


def _reports(archive: Opened, which: Filter) -> Iterator[tuple[Document, tuple[int, ...], list[Event]]]:
    """The reports that hold such events, with them, in the order of their ids; memory stays flat."""
    condition, values = which.on_events()
    named = f"(SELECT DISTINCT doc FROM events WHERE {condition})"
    events = archive.stream(f"SELECT * FROM events WHERE {condition} ORDER BY doc, start, id", values)
    documents = archive.stream(f"SELECT * FROM documents WHERE doc IN {named} ORDER BY doc", values)
    starts = archive.stream(
        f"SELECT doc, list(start ORDER BY number) AS starts FROM sentences WHERE doc IN {named} "
        "GROUP BY doc ORDER BY doc",
        values,
    )
    for (_, rows), document, sentences in zip(
        groupby(events, key=lambda row: row["doc"]), documents, starts, strict=True
    ):
        yield _document(document), tuple(sentences["starts"]), [record_of(row, Event) for row in rows]


def _document(row: dict[str, Any]) -> Document:
    return Document(
        id=row["doc"], text=row["text"], date=iso_of(row["date"]),
        date_source=row["date_source"] or "", title=row["title"], url=row["url"], source=row["publisher"],
    )  # fmt: skip
