"""Predictions for Microsoft's date-time cases (recognizers_datetime, score_datetime_cases.py).

Where the conventions of that set differ from ours, our readings are put into its form, for all cases alike:
- a date without its year, or a weekday alone, has two values there, the last one and the next one, and a clock time
  without a.m. or p.m. two more; ours is the one that the tense points to;
- the end of a range is exclusive, and is the beginning of its last part ("2014 to 2018" ends on 2018-01-01);
- early, mid and late, the beginning and the end are parts of the period, with bounds of their own;
- prepositions belong to the words of an open range ("since August"), "the" before a period does not;
- what is counted from a day ("two weeks after 4 May") is a day; a few, some and several are three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from dragoman.when.calendar import period_around, shifted_day
from dragoman.when.find import TimeFinder
from dragoman.when.types import TimeMention
from predict import read_jsonl

Row = dict[str, Any]

_SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "WE": 172800}
_CLOCK_SECONDS = {"H": 3600, "M": 60, "S": 1}
_UNIT = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_PARTS = {"MO": (8, 12), "AF": (12, 16), "EV": (16, 20), "NI": (20, 24)}
_DAY_PART = re.compile(r"\b(morning|afternoon|evening|night)s?\b", re.IGNORECASE)
_LAST_SECOND = "23:59:59"
_BEFORE = re.compile(
    r"\b(since|before|after|until|till|from|between|in|starting|starting on|as early as|as late as|no later than)"
    r"\s+(?:around\s+|about\s+)?$",
    re.IGNORECASE,
)
_YEARS_OF_SOME = re.compile(r"\b(?:fiscal|school|academic)\b|^FY", re.IGNORECASE)
_OF_WEEK = re.compile(r"\w+day of (?:the )?(?:\w+) week$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:or|and)\s+(later|after|greater|above|earlier|before)\b(?!\s+\d)", re.IGNORECASE)
_COUNTED = re.compile(r"when\.shift: ([+-]\d+) (week|month|year) from (the document date|\d{4}-\d\d-\d\d)")
_CHOSEN = re.compile(
    r"when\.(?:date|day|weekday|holiday|range): (?:past|to come|future|present|none|the nearest|not over)"
)
_PART_OF = re.compile(
    r"(?:the )?(?:(early|beginning|start|outset|earlier)|(mid|middle)|(late|end|close|later))\b", re.IGNORECASE
)
_LED_BY_THE = re.compile(r"the (?!(?:week|weekend|month)\b|(?:\w+ ){0,2}(?:weeks?|months?|days?) (?:of|in)\b)", re.I)


def predict_datetime_cases(path: str) -> Iterator[Row]:
    """One row a case. Without a reference only absolute dates are read."""
    rows, finder = read_jsonl(path), TimeFinder(Library())
    days = [(row["reference_datetime"] or "")[:10] or None for row in rows]
    documents = (Document(id=row["id"], text=row["text"], date=day) for row, day in zip(rows, days, strict=True))
    for row, parsed in zip(rows, Parser().parse_many(documents), strict=True):
        yield {"id": row["id"], "expressions": cases_of(finder.find(parsed).mentions, row)}


def cases_of(mentions: list[TimeMention], row: Row) -> list[Row]:
    """The expressions of a case as the set writes them."""
    now = datetime.fromisoformat(row["reference_datetime"] or "1970-01-01").replace(microsecond=0)
    found = (_case(m, row["text"], now) for m in mentions)
    return [e for e in found if e is not None]


def _case(mention: TimeMention, text: str, now: datetime) -> Row | None:
    resolved = _resolution(mention, now)
    if resolved is None:
        return None
    kind, values = resolved
    start, end = mention.start, mention.end
    if _OF_WEEK.match(mention.text) and text[:start].lower().endswith("on "):
        start -= 3
    led = _LED_BY_THE.match(mention.text)
    if led and (kind.endswith("range") or kind == "duration") and not re.search(r"decade", mention.text):
        start += led.end()
    following = _AFTER.match(text, end)
    if following and kind in ("date", "daterange", "time", "datetime"):
        later = following[1].lower() not in ("earlier", "before")
        kind, values = _open(kind, values, "since" if later else "before", mention)
        end = following.end()
    if text[start:end].endswith(".") and not re.search(r"\.?m\.$", text[:end]) and end == len(text):
        end -= 1
    word = _BEFORE.search(text, 0, mention.start)
    if word is not None:
        taken = _with_preposition(word[1].lower(), kind, values, mention)
        if taken is not None:
            start, kind, values = word.start(1), *taken
    elif kind in ("date", "time", "datetime") and (
        about := re.search(r"\b(?:around|about)\s+$", text[: mention.start])
    ):
        start = about.start()
    return {"start": start, "end": end, "type": kind, "values": [{"timex": mention.value, **v} for v in values]}


def _with_preposition(word: str, kind: str, values: list[Row], mention: TimeMention) -> tuple[str, list[Row]] | None:
    """The type and values of an expression with the preposition before it, where the set takes that in."""
    if word in ("from", "between"):
        return (kind, values) if "when.range: both ends" in mention.why else None
    if word == "in":
        return (kind, values) if any("when.shift: +" in why for why in mention.why) else None
    if kind not in ("date", "time", "datetime", "daterange"):
        return None
    return _open(kind, values, word, mention)


def _open(kind: str, values: list[Row], word: str, mention: TimeMention) -> tuple[str, list[Row]]:
    """Values as ranges open on one side."""
    out = []
    for value in values:
        first, last = value.get("start", value.get("value")), value.get("end", value.get("value"))
        if word in ("before", "until", "till", "as late as", "no later than"):
            out.append({"end": last if _part(mention) == 2 else first})
        else:
            out.append({"start": last if word == "after" else first})
    return {"date": "daterange", "time": "timerange", "datetime": "datetimerange"}.get(kind, kind), out


def _resolution(mention: TimeMention, now: datetime) -> tuple[str, list[Row]] | None:
    """The type of the set and the values of a mention."""
    value = mention.value
    if mention.kind == "set":
        return "set", [{"value": "not resolved"}]
    if mention.kind == "time" and value is None and (part := _DAY_PART.search(mention.text)):
        return "timerange", [dict(zip(("start", "end"), _hours(part[1].lower(), mention), strict=True))]
    if value is None and "when.calendar: no such day" in mention.why and mention.kind == "date":
        return "date", [{"value": "not resolved"}]
    if value is None or value[:2] in ("FY", "SY"):
        return ("daterange", [{"value": "not resolved"}]) if _YEARS_OF_SOME.search(mention.text) else None
    if mention.kind == "duration":
        return _duration(mention, value, now.date())
    if value == "PRESENT_REF":
        if mention.text.lower() == "to date":
            return "daterange", [{"end": now.date().isoformat()}]
        return "datetime", [{"value": now.isoformat(" ")}]
    if mention.first is None or mention.last is None:
        return None
    if mention.kind == "time":
        return _clock(mention, value, now)
    counted = _COUNTED.search(" ".join(mention.why))
    if counted and not re.search(r"\b(?:next|last|this|coming|the)\b", mention.text.lower()):
        origin = now.date() if counted[3].startswith("the") else date.fromisoformat(counted[3])
        return "date", [{"value": shifted_day(origin, counted[2], int(counted[1])).isoformat()}]
    if len(mention.first) == 10 and mention.first == mention.last:
        return "date", [{"value": day.isoformat()} for day in _candidates(mention, date.fromisoformat(value[:10]), now)]
    return "daterange", [{"start": s.isoformat(), "end": e.isoformat()} for s, e in _ranges(mention, now)]


# --- days, and ranges of days


def _candidates(mention: TimeMention, day: date, now: datetime) -> list[date]:
    """A day; the last one and the next one, where the words leave its year or week open."""
    chosen = next((why for why in mention.why if _CHOSEN.match(why)), None)
    if chosen is None:
        return [day]
    unit = "week" if chosen.startswith("when.weekday") else "month" if chosen.startswith("when.day") else "year"
    before = datetime.combine(day, datetime.min.time()) < now
    if unit == "month" and _WEEKDAY.search(mention.text) and not before and day.month == now.month:
        return [day]
    step = 1 if before else -1
    for count in range(1, 13):
        other = shifted_day(day, unit, step * count)
        if unit != "month" or (other.day == day.day and (not _WEEKDAY.search(mention.text) or _alike(other, day))):
            return sorted([day, other])
    return [day]


def _alike(one: date, other: date) -> bool:
    return one.isoweekday() == other.isoweekday()


def _ranges(mention: TimeMention, now: datetime) -> list[tuple[date, date]]:
    """The first day and the day after the last, of each period that may be meant."""
    first, last = mention.first or "", mention.last or ""
    ranged = "when.range: both ends" in mention.why
    start, end = _first_day(first), _day_after(last)
    if ranged and not _closes(mention):
        end = _first_day(_quarter(mention.value or "") or last)
    if ranged and re.match(r"(?:the )?middle of", mention.text):
        start = start.replace(month=7, day=2) if len(first) == 4 else start.replace(day=16)
    if (part := _part(mention)) is not None and not ranged:
        start, end = _part_of(part, mention, start, end, now.date())
    chosen = any(_CHOSEN.match(why) for why in mention.why)
    if not chosen or (ranged and start <= now.date() < end):
        return [(start, end)]
    other = [_in_other_year(d, 1 if start < now.date() else -1, first) for d in (start, end)]
    return sorted([(start, end), (other[0], other[1])])


def _in_other_year(day: date, years: int, first: str) -> date:
    """The day a year on or back; the Monday of a week, of the week that its Thursday then falls in."""
    if len(first) == 10 and day.isoweekday() == 1:
        return period_around(shifted_day(day + timedelta(days=3), "year", years), "week").start
    return shifted_day(day, "year", years)


def _quarter(value: str) -> str | None:
    """The first month of the quarter that a range ends in."""
    found = re.search(r"/(\d{4})-Q(\d)$", value)
    return f"{found[1]}-{int(found[2]) * 3 - 2:02d}" if found else None


def _closes(mention: TimeMention) -> bool:
    """Whether the far end is the end of its period: "until the end of June"."""
    return re.search(r"\bend of (?:the )?\S+(?: \d{4})?$", mention.text) is not None


def _part(mention: TimeMention) -> int | None:
    """0, 1 or 2 where the beginning, the middle or the end of a period is meant."""
    found = _PART_OF.match(mention.text)
    if found is None or mention.kind != "date":
        return None
    return next(n for n in range(3) if found[n + 1])


def _part_of(part: int, mention: TimeMention, start: date, end: date, today: date) -> tuple[date, date]:
    """Thirds of a year that is named, halves of other periods; "earlier" up to today, "later" from then on."""
    word = mention.text.split(" ")[0].lower()
    middle = start + (end - start) / 2
    if (end - start).days > 360:
        middle = start.replace(month=7)
        if not mention.text.lower().startswith(("earlier", "later")) and re.search(r"\d", mention.text):
            bounds = [start, start.replace(month=5), start.replace(month=9), end]
            return bounds[part], bounds[part + 1]
    elif (end - start).days > 27:
        middle = start.replace(day=16)
    if word == "earlier":
        return start, today
    if part == 0:
        return start, middle
    if part == 1:
        return middle, end
    return (max(middle, today) if word == "later" and today < end else middle), end


def _first_day(day: str) -> date:
    return date.fromisoformat(day + "-01-01"[len(day) - 10 :] if len(day) < 10 else day)


def _day_after(last: str) -> date:
    if len(last) == 4:
        return date(int(last) + 1, 1, 1)
    if len(last) == 7:
        return shifted_day(_first_day(last), "month", 1)
    return date.fromisoformat(last) + timedelta(days=1)


# --- times of day, durations


def _clock(mention: TimeMention, value: str, now: datetime) -> tuple[str, list[Row]]:
    """Clock times, parts of the day, and ranges of them, on each day that may be meant."""
    near, _, far = value.partition("/")
    day, _, clock = near.partition("T")
    dated = not any("when.clock" in why for why in mention.why)
    days = _candidates(mention, date.fromisoformat(day), now) if dated else [date.fromisoformat(day)]
    prefixes = [f"{d.isoformat()} " for d in days] if dated else [""]
    kind = "datetime" if dated else "time"
    last_day = far.partition("T")[0]
    apart = (date.fromisoformat(last_day) - date.fromisoformat(day)).days if last_day else 0
    ends = [f"{(d + timedelta(days=apart)).isoformat()} " for d in days] if dated else [""]
    if clock in _PARTS:
        pairs = [_hours({"MO": "m", "AF": "a", "EV": "e", "NI": "n"}[clock], mention)]
    elif far:
        pairs = _halves(mention.text, _seconded(clock), _seconded(far.partition("T")[2]))
    else:
        times = [start for start, _ in _halves(mention.text, _seconded(clock), _seconded(clock))]
        if dated and (bound := re.search(r"\b(before|until|after)\b", mention.text)):
            side = "start" if bound[1] == "after" else "end"
            return "datetimerange", [{side: prefix + time} for prefix in prefixes for time in times]
        return kind, [{"value": prefix + time} for prefix in prefixes for time in times]
    return kind + "range", [
        {"start": p + s, "end": q + e} for p, q in zip(prefixes, ends, strict=True) for s, e in pairs
    ]


def _hours(part: str, mention: TimeMention) -> tuple[str, str]:
    """From when to when a part of the day is; its first or second half where it is early or late."""
    first, last = _PARTS[{"m": "MO", "a": "AF", "e": "EV", "n": "NI"}[part[0]]]
    half = _PART_OF.match(mention.text)
    middle = (first + last) // 2
    return _hour(middle if half and half[3] else first), _hour(middle if half and half[1] else last)


def _hour(hour: int) -> str:
    return f"{hour:02d}:00:00" if hour < 24 else _LAST_SECOND


def _seconded(clock: str) -> str:
    clock = re.match(r"[\d:]*", clock.rstrip("Z"))[0]  # type: ignore[index]
    return clock if clock.count(":") == 2 else clock + ":00"


def _halves(text: str, start: str, end: str) -> list[tuple[str, str]]:
    """The times as written, and twelve hours on where nothing says which half of the day it is."""
    told = re.search(r"[ap]\.?\s?m\b|\bnoon|midnight|morning|afternoon|evening|night|\bT?0\d|[A-Z]{3}", text)
    if told or max(int(start[:2]), int(end[:2])) > 12:
        return [(start, end)]
    later = [f"{int(t[:2]) % 12 + 12 * (int(t[:2]) != 12):02d}{t[2:]}" for t in (start, end)]
    return [(start, end), (later[0], later[1])]


def _duration(mention: TimeMention, value: str, today: date) -> tuple[str, list[Row]] | None:
    """Seconds; a span that reaches back or on from the reference is a range of days."""
    if "when.reaching" in mention.why:
        found = re.fullmatch(r"P(\d+)([YMWD])", value)
        return ("daterange", [_reach(mention, int(found[1]), found[2], today)]) if found else None
    return ("duration", [{"value": _as_seconds(value)}]) if re.fullmatch(r"P[\dXYMWDTHSE.]+", value) else None


def _reach(mention: TimeMention, count: int, unit: str, today: date) -> Row:
    back = re.search(r"\b(?:last|past|previous)\b", mention.text.lower()) is not None
    text = mention.text.lower()
    origin = today if back else today + timedelta(days=1)
    aligned = next((g for g in ("quarter", "decade") if g in text), None)
    if aligned:
        here = period_around(today, aligned)
        origin = here.start if back else here.end + timedelta(days=1)
    other = shifted_day(origin, _UNIT[unit], -count if back else count)
    start, end = min(origin, other), max(origin, other)
    return {"start": start.isoformat(), "end": end.isoformat()}


def _as_seconds(value: str) -> str:
    """The seconds of a TIMEX3 duration; a vague number of units is three of them."""
    days, _, clock = value[1:].partition("T")
    total = 0.0
    for part, seconds in ((days, _SECONDS), (clock, _CLOCK_SECONDS)):
        for number, unit in re.findall(r"([\d.]+|X)(WE|[YMWDHS])", part):
            total += (3.0 if number == "X" else float(number)) * seconds[unit]
    return f"{total:.10g}"
