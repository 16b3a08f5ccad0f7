"""Forms of the time of day."""

from __future__ import annotations

import msgspec

from dragoman.when.expression import Clock, Expression, Shift
from dragoman.when.grammar import Build, Found

_BEFORE_CLOCK = (
    "AT",
    "PREP",
    "APPROX",
    "UNTIL",
    "FROM",
    "BETWEEN",
    "BEFORE",
    "AFTER",
    "TO",
    "AND",
    "OPEN",
    "IN",
    "THAN",
)
_NOON = 12


def _clock(m: Found) -> Expression | None:
    """18:00, 6:40 p.m., 18:00 UTC."""
    hour, minute, *second = (int(part) for part in m.value("clock").split(":"))
    named = m.has("meridiem") or m.has("zone") or m.before(*_BEFORE_CLOCK) or m.has("hours") or m.has("part")
    if m.has("part"):
        hour = _in_part(hour, m.value("part"))
    return _time(m, hour, minute, second[0] if second else None, weak=not named)


def _hour(m: Found) -> Expression | None:
    """6 p.m., six o'clock, 6.30 pm."""
    whole, _, rest = m.value("hour").partition(".")
    if not whole.isdigit() or int(whole) > 24 or (rest and (len(rest) != 2 or int(rest) > 59)):
        return None
    hour = _in_part(int(whole), m.value("part")) if m.has("part") else int(whole)
    return _time(m, hour, int(rest or 0), None)


def _hour_of_part(m: Found) -> Expression | None:
    """At 7 in the morning, by ten at night."""
    if (
        not m.before("AT", "APPROX", "UNTIL", "BEFORE", "AFTER", "FROM", "BETWEEN")
        or not 1 <= m.number("hour") <= _NOON
    ):
        return None
    return _time(m, _in_part(m.number("hour"), m.value("part")), 0, None)


def _bare_hour(m: Found) -> Expression | None:
    """At 9, where a part of a day beside it says which ("Monday night at 9", "at 7 tonight")."""
    if not 1 <= m.number("hour") <= _NOON:
        return None
    if not (m.closes() or m.after("TONIGHT", "DEICTIC", "WEEKDAY", "THIS", "ON", "LAST")):
        return None
    return m.expression("hour", Clock(f"T{m.number('hour'):02d}:00"), kind="time", skip=1, weak=True)


def in_part(clock: str, part: str) -> str:
    """A clock time of twelve hours as it is in a part of the day."""
    return f"T{_in_part(int(clock[1:3]), part.removeprefix('T')):02d}{clock[3:]}"


def _in_part(hour: int, part: str) -> int:
    """The hour of the day that an hour in the morning, afternoon, evening or night is."""
    if hour >= _NOON:
        return 0 if hour == _NOON and part == "NI" else hour
    return hour if part == "MO" or (part == "NI" and hour < 5) else hour + _NOON


def _past_hour(m: Found) -> Expression | None:
    """Half past seven, a quarter to nine, 20 minutes past eight."""
    if m.has("minutes"):
        minutes = m.number("minutes")
    else:
        unit = m.value("quarter") if m.has("quarter") else ""
        if m.has("quarter") and unit != "quarter":
            return None
        minutes = 15 if unit else 30
    if m.has("unit") and m.value("unit") != "minute":
        return None
    hour = m.number("hour")
    if not (1 <= hour <= _NOON and 0 < minutes < 60):
        return None
    if m.has("to"):
        hour, minutes = hour - 1 or _NOON, 60 - minutes
    if m.has("part"):
        hour = _in_part(hour, m.value("part"))
    return _time(m, hour, minutes, None, weak=not (m.has("part") or m.has("half") or m.before(*_BEFORE_CLOCK)))


def _military(m: Found) -> Expression | None:
    """0800 GMT."""
    digits, zone = m.value("clock"), m.word("zone").text
    if len(digits) != 4 or not digits.isdigit() or not (zone.isupper() or zone.lower().endswith("time")):
        return None
    return _time(m, int(digits[:2]), int(digits[2:]), None)


def _time(m: Found, hour: int, minute: int, second: int | None, weak: bool = False) -> Expression | None:
    if m.has("meridiem"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m.value("meridiem") == "pm" else 0)
    if hour > 24 or minute > 59 or (second or 0) > 59:
        return None
    if m.has("zone") and not _is_zone(m):
        return None
    written = f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")
    if m.has("zone"):
        written += m.value("zone")
    return m.expression("clock", Clock(written), kind="time", time=written, weak=weak)


def _is_zone(m: Found) -> bool:
    """Whether "Eastern" after a time is a zone, and not the first word of a name ("at 3 p.m. Central Park")."""
    zone, following = m.word("zone").text, m.next_word()
    if zone.isupper() or " " in zone:
        return True
    return len(zone) > 4 and not (following is not None and following.text[0].isupper())


def _named_hour(m: Found) -> Expression | None:
    written = "T" + m.value("hour")
    return m.expression("clock", Clock(written), kind="time", time=written)


def _part(m: Found) -> Expression | None:
    """In the morning, overnight: of the last day of the text."""
    what, time = Shift("day", 0, base="text"), "T" + m.value("part")
    of = m.after("OF")
    return m.expression("part", what, kind="time", time=time, skip=1 if m.has("in") else 0, weak=of)


def _hours(m: Found) -> Expression | None:
    """From 3 to 5 p.m., between 7:30 and 9 p.m., 10am to noon: the far end says which half of the day it is."""
    if m.has("and") and not m.before("BETWEEN"):
        return None
    far = _read(m.value("second"))
    near = _read(m.value("hour"))
    if far is None or near is None:
        return None
    late = m.value("part") != "MO" if m.has("part") else m.value("meridiem") == "pm"
    end = _of_half(far, late)
    if end is None:
        return None
    if m.has("own"):
        start = _of_half(near, m.value("own") == "pm")
    else:
        start = _of_half(near, late)
        if start is not None and start >= end:
            start = _of_half(near, not late)
    if start is None:
        return None
    zone = m.value("zone") if m.has("zone") else ""
    first, second = _written(start) + zone, _written(end) + zone
    whole = m.range("clock", Clock(first), Clock(second))
    until = msgspec.structs.replace(whole.until, kind="time", time=second) if whole.until else None
    return msgspec.structs.replace(whole, kind="time", time=first, until=until)


def _read(text: str) -> tuple[int, int] | None:
    """Hour and minute of 7, 7:30 or 7.30."""
    hour, _, minute = text.replace(".", ":").partition(":")
    if not hour.isdigit() or not (minute or "0").isdigit() or not 1 <= int(hour) <= _NOON or len(minute) not in (0, 2):
        return None
    return (int(hour), int(minute or 0)) if int(minute or 0) < 60 else None


def _of_half(clock: tuple[int, int], late: bool) -> tuple[int, int] | None:
    return clock[0] % 12 + (12 if late else 0), clock[1]


def _written(clock: tuple[int, int]) -> str:
    return f"T{clock[0]:02d}:{clock[1]:02d}"


_ZONE = "(?:OPEN? zone:ZONE (?:(?:HYPHEN|PLUS) (?:DAY|NUM|CLOCK))? CLOSE?)"
_FAR = "(?:DASH|and:AND) second:(?:DAY|NUM|NUMWORD|CLOCK)"
_NEAR = "hour:(?:DAY|NUM|NUMWORD|CLOCK)"
_OF_DAY = "IN THE part:PART"
_WHOLE_HOUR = "hour:(?:DAY|NUMWORD) OCLOCK?"
FORMS: list[tuple[str, Build]] = [
    ("clock:CLOCK (?:meridiem:MERIDIEM)? (?:hours:UNITS)?", _clock),
    (f"clock:CLOCK (?:meridiem:MERIDIEM)? {_ZONE}", _clock),
    (f"clock:CLOCK {_OF_DAY}", _clock),
    ("hour:(?:DAY|NUM) meridiem:MERIDIEM", _hour),
    (f"hour:(?:DAY|NUM) meridiem:MERIDIEM {_ZONE}", _hour),
    (f"hour:(?:DAY|NUMWORD) OCLOCK (?:{_OF_DAY})?", _hour),
    (f"hour:(?:DAY|NUMWORD) OCLOCK (?:{_OF_DAY})? {_ZONE}", _hour),
    (f"hour:(?:DAY|NUMWORD) {_OF_DAY}", _hour_of_part),
    ("hour:(?:DAY|NUMWORD) AT part:PART", _hour_of_part),
    (f"half:HALF PAST {_WHOLE_HOUR} (?:{_OF_DAY})?", _past_hour),
    (f"ARTICLE? quarter:UNIT (?:PAST|to:TO) {_WHOLE_HOUR} (?:{_OF_DAY})?", _past_hour),
    (f"minutes:(?:DAY|NUM|NUMWORD) (?:unit:UNITS)? PAST {_WHOLE_HOUR} (?:{_OF_DAY})?", _past_hour),
    ("AT hour:DAY", _bare_hour),
    ("clock:(?:YEAR|NUM) zone:ZONE", _military),
    ("hour:HOURNAME", _named_hour),
    (f"{_NEAR} (?:own:MERIDIEM)? {_FAR} meridiem:MERIDIEM {_ZONE}?", _hours),
    (f"{_NEAR} {_FAR} {_OF_DAY}", _hours),
    ("in:IN THE part:PART", _part),
    ("THE part:PART (?=OF)", _part),
]
