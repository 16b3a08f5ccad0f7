"""Predictions of times with values: meantime, gum, tempeval3_platinum (score_timex.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from dragoman.when.calendar import shifted_day
from dragoman.when.find import TimeFinder
from dragoman.when.types import TimeMention
from predict import read_jsonl

Row = dict[str, Any]


# MEANTIME annotates the headline, the date line and four sentences, one a line; below them only single chains of
# coreference. `annotated_until` of the gold is a guess from the last annotation of any kind, and lies below for most.
ANNOTATED_LINES = 6
_DAY_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{4})")


def predict_timex(path: str) -> Iterator[Row]:
    """Times of whole documents: TIMEX3 for `timexes`, TEI dates for the `dates` of gum."""
    rows, finder = read_jsonl(path), TimeFinder(Library(), ranges=False)
    documents = (Document(id=row["id"], text=row["text"], date=iso_day(row.get("document_date"))) for row in rows)
    for row, parsed in zip(rows, Parser().parse_many(documents), strict=True):
        mentions = finder.find(parsed).mentions
        if "timexes" in row:
            end = annotated_end(row["text"]) if "annotated_until" in row else len(row["text"])
            yield {"id": row["id"], "timexes": [_timex(m) for m in mentions if m.start < end]}
        else:
            today = parsed.document.date
            yield {"id": row["id"], "timexes": [_tei(m, today) for m in mentions if _is_tei_date(m)]}


def annotated_end(text: str) -> int:
    """Where the lines end that MEANTIME annotates in full."""
    return sum(len(line) + 1 for line in text.split("\n")[:ANNOTATED_LINES])


def iso_day(day: str | None) -> str | None:
    """A document date as ISO; one gold document has DD-MM-YYYY."""
    found = _DAY_FIRST.fullmatch(day or "")
    return f"{found[3]}-{found[2]}-{found[1]}" if found else day


def _timex(mention: TimeMention) -> Row:
    return {"start": mention.start, "end": mention.end, "type": mention.kind.upper(), "value": mention.value}


def _is_tei_date(mention: TimeMention) -> bool:
    """TEI dates are points and periods of the calendar: no bare durations, sets, "now" or "minutes later"."""
    if "when.ago" in mention.why or "when.reaching" in mention.why:
        return True
    if mention.kind == "time":
        return mention.value is not None
    return mention.kind == "date" and not (mention.value or "").endswith("_REF")


def _tei(mention: TimeMention, today: str | None) -> Row:
    """TEI gives a day, month or year as `when`, and what is longer as its first and last day, month or year.

    What reaches back from the document date ("the past three years") ends on it.
    """
    value = mention.value
    reaching = re.fullmatch(r"P(\d+)([YM])", value or "") if "when.reaching" in mention.why else None
    if reaching and today and re.search(r"\b(?:last|past|previous)\b", mention.text.lower()):
        end = date.fromisoformat(today)
        begin = shifted_day(end, {"Y": "year", "M": "month"}[reaching[2]], -int(reaching[1])) + timedelta(days=1)
        return {"start": mention.start, "end": mention.end, "value": f"{begin.isoformat()}/{today}"}
    if mention.first and mention.last:
        value = mention.first if mention.first == mention.last else f"{mention.first}/{mention.last}"
        if re.fullmatch(r"\d{4}/\d{4}", value):
            value = f"{mention.first}-01-01/{mention.last}-12-31"
        if re.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d", value):
            value = f"{mention.first}-01/{_last_day(mention.last)}"
        if mention.kind == "time" and mention.value and ":" in mention.value:
            value = mention.value.rstrip("Z") + ":00"
    return {"start": mention.start, "end": mention.end, "value": value}


def _last_day(month: str) -> str:
    first = date.fromisoformat(month + "-01")
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()
