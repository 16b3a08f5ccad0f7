"""Predictions for the gold sets of the `when` room: times with values, and date-time cases.

Each function takes the path of a gold file and gives the rows that its scorer reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from dragoman.when.calendar import shifted_day
from dragoman.when.find import TimeFinder
from dragoman.when.types import TimeMention
from predict import read_jsonl

Row = dict[str, Any]


# --- meantime, gum, tempeval3_platinum: score_timex.py

_DAY_FIRST = re.compile(r"(\d{2})-(\d{2})-(\d{4})")


def predict_timex(path: str) -> Iterator[Row]:
    """Times of whole documents: TIMEX3 for `timexes`, TEI dates for the `dates` of gum."""
    rows, finder = read_jsonl(path), TimeFinder(Library(), ranges=False)
    documents = (Document(id=row["id"], text=row["text"], date=iso_day(row.get("document_date"))) for row in rows)
    for row, parsed in zip(rows, Parser().parse_many(documents), strict=True):
        mentions = finder.find(parsed).mentions
        if "timexes" in row:
            yield {"id": row["id"], "timexes": [_timex(m) for m in mentions]}
        else:
            today = parsed.document.date
            yield {"id": row["id"], "timexes": [_tei(m, today) for m in mentions if _is_tei_date(m)]}


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
        begin = shifted_day(end, _UNIT[reaching[2]], -int(reaching[1])) + timedelta(days=1)
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


# --- recognizers_datetime: score_datetime_cases.py
#
# Upstream's conventions: prepositions belong to the span ("since August"), the end of a range is exclusive and is the
# beginning of its last part ("2014 to 2018" ends on 2018-01-01), "the" at the head is left out of names of periods.

_SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400}
_CLOCK_SECONDS = {"H": 3600, "M": 60, "S": 1}
_PARTS = {"MO": ("08:00:00", "12:00:00"), "AF": ("12:00:00", "16:00:00"), "EV": ("16:00:00", "20:00:00"),
          "NI": ("20:00:00", "23:59:59")}  # fmt: skip
_BEFORE = re.compile(r"\b(since|before|after|until|till|from|between|in|starting|starting on)\s+$", re.IGNORECASE)
_COUNTED = re.compile(r"when\.shift: ([+-]\d+) (week|month|year) from the document date")
_UNIT = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def predict_datetime_cases(path: str) -> Iterator[Row]:
    """Microsoft's date-time cases: one reading an expression."""
    rows, finder = read_jsonl(path), TimeFinder(Library())
    days = [(row["reference_datetime"] or "")[:10] or None for row in rows]
    documents = (Document(id=row["id"], text=row["text"], date=day) for row, day in zip(rows, days, strict=True))
    for row, parsed in zip(rows, Parser().parse_many(documents), strict=True):
        now = datetime.fromisoformat(
            row["reference_datetime"] or "1970-01-01"
        )  # none given: only absolute dates are read
        found = (_case(m, row["text"], now) for m in finder.find(parsed).mentions)
        yield {"id": row["id"], "expressions": [e for e in found if e is not None]}


def _case(mention: TimeMention, text: str, now: datetime) -> Row | None:
    resolved = _resolution(mention, now)
    if resolved is None:
        return None
    kind, value = resolved
    start = mention.start
    if (
        kind.endswith("range")
        and text[start:].lower().startswith("the ")
        and re.search(r"\b(?:of|\ds)\b", mention.text)
    ):
        start += 4
    word = _BEFORE.search(text, 0, start)
    if word is not None:
        taken = _with_preposition(word[1].lower(), kind, value, mention)
        if taken is not None:
            start, kind, value = word.start(1), *taken
    return {"start": start, "end": mention.end, "type": kind, "values": [{"timex": mention.value, **value}]}


def _with_preposition(word: str, kind: str, value: Row, mention: TimeMention) -> tuple[str, Row] | None:
    """The type and value of an expression with the preposition before it, where upstream takes that in."""
    first, last = value.get("start", value.get("value")), value.get("end", value.get("value"))
    ranged = {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}.get(kind, kind)
    if word in ("from", "between"):
        return (kind, value) if "/" in (mention.value or "") else None
    if word == "in":
        return (kind, value) if any("when.shift: +" in why for why in mention.why) else None
    if kind not in ("date", "time", "datetime", "daterange"):
        return None
    if word in ("before", "until", "till"):
        return ranged, {"end": first}
    return ranged, {"start": first if word.startswith("s") else last}


def _resolution(mention: TimeMention, now: datetime) -> tuple[str, Row] | None:
    """The upstream type and the resolved value of a mention."""
    value = mention.value
    if value is None:
        return None
    if mention.kind == "set":
        return "set", {"value": "not resolved"}
    if mention.kind == "duration":
        return _duration(mention, value, now.date())
    if value == "PRESENT_REF":
        return "datetime", {"value": now.isoformat(" ")}
    if mention.first is None or mention.last is None:
        return None
    if mention.kind == "time" and value.count("T") == 2:
        start, end = (f"{part[1]}:00" if part[1].count(":") == 1 else part[1] for part in
                      (half.split("T") for half in value.replace("Z", "").split("/")))  # fmt: skip
        return "timerange", {"start": start, "end": end}
    if "/" in value or "T" not in value:
        exact = _COUNTED.search(" ".join(mention.why))
        if exact and not re.search(r"\b(?:next|last|this|coming|the)\b", mention.text.lower()):
            return "date", {"value": shifted_day(now.date(), exact[2], int(exact[1])).isoformat()}
        return _days(mention.first, mention.last, value)
    return _clock(mention, value)


def _clock(mention: TimeMention, value: str) -> tuple[str, Row]:
    day, _, clock = value.partition("T")
    if clock in _PARTS:
        start, end = _PARTS[clock]
        return "datetimerange", {"start": f"{day} {start}", "end": f"{day} {end}"}
    clock = clock.rstrip("Z")
    seconded = clock if clock.count(":") == 2 else clock + ":00"
    if any("when.clock" in why for why in mention.why):
        return "time", {"value": seconded}
    return "datetime", {"value": f"{day} {seconded}"}


def _duration(mention: TimeMention, value: str, today: date) -> tuple[str, Row] | None:
    found = re.fullmatch(r"P(T?)([\d.]+)([YMWDHS])", value)
    if found is None:
        return None
    if "when.reaching" in mention.why and not found[1] and found[2].isdigit():
        back = re.search(r"\b(?:last|past|previous)\b", mention.text.lower()) is not None
        origin = today if back else today + timedelta(days=1)
        other = shifted_day(origin, _UNIT[found[3]], -int(found[2]) if back else int(found[2]))
        start, end = min(origin, other), max(origin, other)
        return "daterange", {"start": start.isoformat(), "end": end.isoformat()}
    units = _CLOCK_SECONDS if found[1] else _SECONDS
    return ("duration", {"value": str(int(float(found[2]) * units[found[3]]))}) if found[3] in units else None


def _days(first: str, last: str, value: str) -> tuple[str, Row]:
    if len(first) == 10 and first == last:
        return "date", {"value": first}
    end = _first_day(last) if "/" in value else _day_after(last)
    return "daterange", {"start": _first_day(first), "end": end}


def _first_day(day: str) -> str:
    return day + "-01-01"[len(day) - 10 :] if len(day) < 10 else day


def _day_after(last: str) -> str:
    if len(last) == 4:
        return f"{int(last) + 1:04d}-01-01"
    if len(last) == 7:
        last = _last_day(last)
    return (date.fromisoformat(last) + timedelta(days=1)).isoformat()
