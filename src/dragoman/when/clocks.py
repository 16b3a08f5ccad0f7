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


def _clock(m: Found) -> Expression | None:
    """18:00, 6:40 p.m., 18:00 UTC."""
    hour, minute, *second = (int(part) for part in m.value("clock").split(":"))
    named = m.has("meridiem") or m.has("zone") or m.before(*_BEFORE_CLOCK) or m.has("hours")
    return _time(m, hour, minute, second[0] if second else None, weak=not named)


def _hour(m: Found) -> Expression | None:
    """6 p.m., six o'clock, 6.30 pm."""
    whole, _, rest = m.value("hour").partition(".")
    if not whole.isdigit() or int(whole) > 24 or (rest and (len(rest) != 2 or int(rest) > 59)):
        return None
    hour = int(whole)
    if m.has("part") and m.value("part") != "MO" and hour < 12:
        hour += 12
    return _time(m, hour, int(rest or 0), None)


def _military(m: Found) -> Expression | None:
    """0800 GMT."""
    digits = m.value("clock")
    if len(digits) != 4 or not digits.isdigit():
        return None
    return _time(m, int(digits[:2]), int(digits[2:]), None)


def _time(m: Found, hour: int, minute: int, second: int | None, weak: bool = False) -> Expression | None:
    if m.has("meridiem"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m.value("meridiem") == "pm" else 0)
    if hour > 24 or minute > 59 or (second or 0) > 59:
        return None
    written = f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")
    if m.has("zone"):
        written += m.value("zone")
    return m.expression("clock", Clock(written), kind="time", time=written, weak=weak)


def _named_hour(m: Found) -> Expression | None:
    written = "T" + m.value("hour")
    return m.expression("clock", Clock(written), kind="time", time=written)


def _part(m: Found) -> Expression | None:
    """In the morning, overnight: of the last day of the text."""
    what, time = Shift("day", 0, base="text"), "T" + m.value("part")
    of = m.after("OF")
    return m.expression("part", what, kind="time", time=time, skip=1 if m.has("in") else 0, weak=of)


def _hours(m: Found) -> Expression | None:
    """From 3 to 5 p.m."""
    near, far = m.number("hour"), m.number("second")
    if not (1 <= near <= 12 and 1 <= far <= 12):
        return None
    late = 12 if m.value("meridiem") == "pm" else 0
    far = far % 12 + late
    near = near % 12 + (late if near % 12 + late <= far else 0)
    first, second = f"T{near:02d}:00", f"T{far:02d}:00"
    whole = m.range("clock", Clock(first), Clock(second))
    until = msgspec.structs.replace(whole.until, kind="time", time=second) if whole.until else None
    return msgspec.structs.replace(whole, kind="time", time=first, until=until)


_ZONE = "(?:OPEN? zone:ZONE (?:(?:HYPHEN|PLUS) (?:DAY|NUM|CLOCK))? CLOSE?)?"
FORMS: list[tuple[str, Build]] = [
    (f"clock:CLOCK (?:meridiem:MERIDIEM)? {_ZONE} (?:hours:UNITS)?", _clock),
    (f"hour:(?:DAY|NUM) meridiem:MERIDIEM {_ZONE}", _hour),
    (f"hour:(?:DAY|NUMWORD) OCLOCK (?:IN THE part:PART)? {_ZONE}", _hour),
    ("clock:(?:YEAR|NUM) zone:ZONE", _military),
    ("hour:HOURNAME", _named_hour),
    ("hour:DAY DASH second:DAY meridiem:MERIDIEM", _hours),
    ("in:IN THE part:PART", _part),
    ("THE part:PART (?=OF)", _part),
]
