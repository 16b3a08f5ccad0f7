"""Predictions for the gold sets of the `when` room: times with values, and date-time cases.

    python benchmarks/tasks/when.py timex GOLD.jsonl > predictions.jsonl
    python benchmarks/tasks/when.py cases GOLD.jsonl > predictions.jsonl
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from dragoman.when.find import TimeFinder
from dragoman.when.types import TimeMention

Row = dict[str, Any]
_DAY_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{4})")


def predict_timex(gold: Iterable[Row], parser: Parser) -> Iterator[Row]:
    """Times of whole documents: TIMEX3 of `timexes`, or the TEI dates of `dates` (gum)."""
    rows = list(gold)
    finder = TimeFinder(Library(), ranges=False)
    documents = (Document(id=row["id"], text=row["text"], date=_iso(row.get("document_date"))) for row in rows)
    for row, parsed in zip(rows, parser.parse_many(documents), strict=True):
        mentions = finder.find(parsed).mentions
        if "timexes" in row:
            yield {"id": row["id"], "timexes": [_timex(m) for m in mentions]}
        else:
            yield {"id": row["id"], "timexes": [_tei(m) for m in mentions if _is_tei_date(m)]}


def _iso(day: str | None) -> str | None:
    """A document date as ISO; one gold document has DD-MM-YYYY."""
    found = _DAY_FIRST.fullmatch(day or "")
    return f"{found[3]}-{found[2]}-{found[1]}" if found else day


def _timex(mention: TimeMention) -> Row:
    return {"start": mention.start, "end": mention.end, "type": mention.kind.upper(), "value": mention.value}


def _is_tei_date(mention: TimeMention) -> bool:
    """TEI dates are points and periods of the calendar: no durations, sets or "now"."""
    return mention.kind in ("date", "time") and not (mention.value or "").endswith("_REF")


def _tei(mention: TimeMention) -> Row:
    """TEI gives a day, month or year as `when`, and what is longer as its first and last day, month or year."""
    value = mention.value
    if mention.first and mention.last:
        value = mention.first if mention.first == mention.last else f"{mention.first}/{mention.last}"
        if value and re.fullmatch(r"\d{4}/\d{4}", value):
            value = f"{mention.first}-01-01/{mention.last}-12-31"
        if value and re.fullmatch(r"\d{4}-\d\d/\d{4}-\d\d", value):
            value = f"{mention.first}-01/{_last_day(mention.last)}"
        if mention.kind == "time" and mention.value and ":" in mention.value:
            value = mention.value.rstrip("Z") + ":00"
    return {"start": mention.start, "end": mention.end, "value": value}


def _last_day(month: str) -> str:
    first = date.fromisoformat(month + "-01")
    return ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).isoformat()


def predict_datetime_cases(gold: Iterable[Row], parser: Parser) -> Iterator[Row]:
    """Microsoft's date-time cases: one reading an expression, ranges with an exclusive end."""
    rows = list(gold)
    finder = TimeFinder(Library())
    documents = (Document(id=row["id"], text=row["text"], date=row["reference_datetime"][:10]) for row in rows)
    for row, parsed in zip(rows, parser.parse_many(documents), strict=True):
        now = datetime.fromisoformat(row["reference_datetime"])
        found = (_case(m, row["text"], now) for m in finder.find(parsed).mentions)
        yield {"id": row["id"], "expressions": [e for e in found if e is not None]}


_SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400}
_CLOCK_SECONDS = {"H": 3600, "M": 60, "S": 1}
_PARTS = {"MO": ("08:00:00", "12:00:00"), "AF": ("12:00:00", "16:00:00"), "EV": ("16:00:00", "20:00:00"),
          "NI": ("20:00:00", "23:59:59")}  # fmt: skip


def _case(mention: TimeMention, text: str, now: datetime) -> Row | None:
    resolution = _resolution(mention, now)
    if resolution is None:
        return None
    kind, value = resolution
    return {"start": mention.start, "end": mention.end, "type": kind, "values": [{"timex": mention.value, **value}]}


def _resolution(mention: TimeMention, now: datetime) -> tuple[str, Row] | None:
    """The upstream type and the resolved value of a mention."""
    value = mention.value
    if value is None:
        return None
    if mention.kind == "set":
        return "set", {"value": "not resolved"}
    if mention.kind == "duration":
        seconds = _seconds(value)
        return None if seconds is None else ("duration", {"value": str(seconds)})
    if value == "PRESENT_REF":
        return "datetime", {"value": now.isoformat(" ")}
    if mention.first is None or mention.last is None:
        return None
    if "/" in value or "T" not in value:
        return _days(mention.first, mention.last)
    day, _, clock = value.partition("T")
    if clock in _PARTS:
        start, end = _PARTS[clock]
        return "datetimerange", {"start": f"{day} {start}", "end": f"{day} {end}"}
    clock = clock.rstrip("Z")
    seconded = clock if clock.count(":") == 2 else clock + ":00"
    if any("when.clock" in why for why in mention.why):
        return "time", {"value": seconded}
    return "datetime", {"value": f"{day} {seconded}"}


def _days(first: str, last: str) -> tuple[str, Row]:
    if len(first) == 10 and first == last:
        return "date", {"value": first}
    start = first + "-01-01"[len(first) - 10 :] if len(first) < 10 else first
    return "daterange", {"start": start, "end": _day_after(last)}


def _day_after(last: str) -> str:
    if len(last) == 4:
        return f"{int(last) + 1:04d}-01-01"
    if len(last) == 7:
        last = _last_day(last)
    return (date.fromisoformat(last) + timedelta(days=1)).isoformat()


def _seconds(value: str) -> int | None:
    found = re.fullmatch(r"P(T?)([\d.]+)([YMWDHS])", value)
    if found is None:
        return None
    units = _CLOCK_SECONDS if found[1] else _SECONDS
    return int(float(found[2]) * units[found[3]]) if found[3] in units else None


def main(task: str, path: str) -> None:
    predict = {"timex": predict_timex, "cases": predict_datetime_cases}[task]
    with open(path, encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    for row in predict(gold, Parser()):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
