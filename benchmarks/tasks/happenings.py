"""Gold of what happened and when: meantime, factuality (score_factuality.py) and event dates (score_event_dates.py)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.reader import Reader
from dragoman.what.days import earliest
from dragoman.what.predications import Predication
from predict import read_jsonl
from tasks.when import annotated_end, iso_day

# certainty, polarity and time of MEANTIME for a status
FACTUALITY = {
    "actual": ("CERTAIN", "POS", "NON_FUTURE"),
    "historical": ("CERTAIN", "POS", "NON_FUTURE"),
    "planned": ("CERTAIN", "POS", "FUTURE"),
    "hypothetical": ("UNDERSPECIFIED", "UNDERSPECIFIED", "FUTURE"),
    "negated": ("CERTAIN", "NEG", "NON_FUTURE"),
}


def predict_factuality(path: str) -> Iterator[dict[str, Any]]:
    """Every predication of the annotated lines with the factuality of its status."""
    reader = Reader()
    for row in read_jsonl(path):
        events = []
        limit = annotated_end(row["text"])
        for found in reader.predications(row["text"], date=iso_day(row["document_date"])):
            if found.start >= limit:
                break
            certainty, polarity, time = FACTUALITY[found.status]
            events.append(
                {"start": found.start, "end": found.end, "certainty": certainty, "polarity": polarity, "time": time}
            )
        yield {"id": row["id"], "events": events}


def predict_event_dates(path: str) -> Iterator[dict[str, Any]]:
    """The date of the predication at a given trigger. Documents lie beside the gold; only text and date are read."""
    documents = {row["id"]: row for row in read_jsonl(Path(path).with_name("documents.jsonl"))}
    reader, read = Reader(), {}
    for row in read_jsonl(path):
        document = documents[row["document"]]
        today = iso_day(document["document_date"])
        if row["document"] not in read:
            read[row["document"]] = reader.predications(document["text"], date=today)
        overlapping = [p for p in read[row["document"]] if p.start < row["end"] and row["start"] < p.end]
        yield {"id": row["id"], "event_date": _date(overlapping[0], today) if overlapping else today}


def _date(found: Predication, today: str | None) -> str | None:
    """The date that the text gives, of a span its first day as the gold has it; the day of the report for what has
    happened without one."""
    if found.date is not None and found.date.start is not None:
        return found.date.start if found.date.end is None else earliest(found.date.start).isoformat()
    return today if found.status == "actual" else None
