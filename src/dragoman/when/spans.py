"""Forms of spans of time: how long something lasts."""

from __future__ import annotations

import re

from dragoman.when.expression import Expression, Fixed, InTime
from dragoman.when.grammar import Build, Found

_CODES = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_LARGER = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2), "quarter": ("month", 3)}
_HALVES = {"year": "P6M", "day": "PT12H", "hour": "PT30M"}
OF_CLOCK = ("hour", "minute", "second")
_SUCCESSIVE = (["year", "month"], ["month", "day"], ["week", "day"], ["hour", "minute"], ["minute", "second"])
_SUPERLATIVE = re.compile(r"(?!(?:t|r|w|inter|sugg|prot|arr|inv|requ|cont|for|harv|man|conqu)est$)[a-z]{2,}est")
_REACH_OF_RANK = 6
LARGEST_COUNT = 100_000

# "A year" is a span after one of these; elsewhere it is just as often a noun like any other.
_BEFORE_SPAN = ("IN", "PREP", "AFTER", "BEFORE", "APPROX", "THAN", "LEAST", "FROM", "TO", "UP", "UNTIL")


def amount(m: Found, name: str = "quantity") -> float | None:
    """The number that the words give; None where they are vague ("several")."""
    total, factor, part = 0.0, 1.0, False
    for word in m.words(name):
        lower = word.text.lower()
        if lower in ("a", "an", "another", "and", "-", "of"):
            part = True
        elif lower == "half":
            total += 0.5
        elif not word.value.replace(".", "", 1).isdigit():
            return None
        elif lower in ("hundred", "thousand", "million", "billion", "trillion"):
            factor = float(word.value)
        else:
            total += float(word.value)
    return (total or (1.0 if part else 0.0)) * factor


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: `P6Y`, `PT12H`, `PXD` where the number is vague."""
    if unit == "weekend":
        return f"P{_written(count)}WE"
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    base, factor = _LARGER.get(unit, (unit, 1))
    number = _written(None if count is None else count * factor)
    return f"PT{number}{_CODES[base]}" if base in OF_CLOCK else f"P{number}{_CODES[base]}"


def _written(count: float | None) -> str:
    return "X" if count is None else f"{count:.10g}" if count < 1e9 else str(int(count))


def span(m: Found) -> tuple[float | None, str, str]:
    """Count, unit and TIMEX3 value of a match with `quantity` and `unit`."""
    count, unit = amount(m), m.value("unit")
    return count, unit, duration_value(count, unit)


def _is_age(m: Found) -> bool:
    """Five years old, a 42-year-old, children under 5 years of age."""
    if m.after("OLD") or (m.after("HYPHEN") and m.after("OLD", on=1)):
        return True
    words = m.row.words[m.match.end() : m.match.end() + 2]
    return [word.text.lower() for word in words] == ["of", "age"]


def _looks_back(m: Found) -> bool:
    """The second in six months, the worst storm in a decade: a span behind, whatever the tense."""
    start = max(0, m.match.start() - _REACH_OF_RANK)
    ranks = (m.codes["ORDWORD"], m.codes["ORDINAL"])
    if any(sort in ranks for sort in m.row.sorts[start : m.match.start()]):
        return True
    words = [word.text.lower() for word in m.row.words[start : m.match.start()]]
    return any(w in ("most", "worst", "least", "once", "times", "only") or _SUPERLATIVE.fullmatch(w) for w in words)


def _single(m: Found) -> bool:
    """Whether the quantity is no more than "a" or "one day", which want something before them to be a span."""
    words = [word.text.lower() for word in m.words("quantity")]
    return words in (["a"], ["an"], ["another"]) or (words == ["one"] and m.value("unit") == "day")


def _duration(m: Found) -> Expression | None:
    if _is_age(m) or m.before("CURRENCY", "SLASH"):
        return None
    count, unit, value = span(m)
    if _single(m):
        if _recurs(m):
            return m.expression("set", Fixed(duration_value(1, unit)), kind="set")
        away = m.after("AFTER", "BEFORE") or (m.after("FROM") and m.after("WEEKDAY", "DEICTIC", "MONTH", on=1))
        if not (m.before(*_BEFORE_SPAN) or m.match.start("quantity") > m.match.start() or away):
            return None
    if unit in ("weekend", "quarter") and _single(m):
        return None
    last = m.last_word()
    counted = count is not None and count == int(count) and 0 < count < LARGEST_COUNT
    if counted and last is not None and last.text.lower() == "in" and not (m.after("OF") or _looks_back(m)):
        return m.expression("in", InTime(unit, int(count or 0), value), kind="duration")
    return m.expression("duration", Fixed(value), kind="duration")


def _all(m: Found) -> Expression | None:
    """All day, all year."""
    if m.value("unit") in (*OF_CLOCK, "century", "quarter") or m.after("HYPHEN"):
        return None
    return m.expression("duration", Fixed(duration_value(1, m.value("unit"))), kind="duration")


def _recurs(m: Found) -> bool:
    """Three times a day, 20 percent a year."""
    return m.match.start("quantity") == m.match.start() and m.before(
        "TIMES", "PERCENT", "MAGNITUDE", "DAY", "NUM", "NUMWORD", "YEAR", "UNITS"
    )


def _compound(m: Found) -> Expression | None:
    """A six-year term, a two-and-a-half-hour meeting."""
    if _is_age(m):
        return None
    count = amount(m)
    return m.expression("duration", Fixed(duration_value(count, m.value("unit"))), kind="duration")


def _lasting(m: Found) -> Expression | None:
    """Decades-long, year-long."""
    if m.words("long")[0].text.lower() != "long":
        return None
    many = m.sort("unit") == m.codes["UNITS"]
    return m.expression("duration", Fixed(duration_value(None if many else 1, m.value("unit"))), kind="duration")


def _vague(m: Found) -> Expression | None:
    """For years, decades of war."""
    if m.value("unit") in ("second", "quarter") or not (m.before("PREP", "IN", "AFTER", "APPROX") or m.after("OF")):
        return None
    if m.after("OF") and m.value("unit") in ("day", "minute"):
        return None
    return m.expression("duration", Fixed(duration_value(None, m.value("unit"))), kind="duration")


def _run(m: Found) -> Expression | None:
    """The fourth straight day, a third night in a row: so many of them, up to now."""
    unit = "day" if m.sort("unit") == m.codes["PART"] else m.value("unit")
    if unit in OF_CLOCK or not m.value("nth").isdigit() or m.number("nth") < 2:
        return None
    if (
        m.word("run").text.lower() not in ("straight", "consecutive", "successive", "running")
        and m.sort("run") != m.codes["ROW"]
    ):
        return None
    return m.expression("run", Fixed(duration_value(m.number("nth"), unit)), kind="duration")


def _some(m: Found) -> Expression | None:
    """For some years."""
    if m.word("some").text.lower() != "some" or m.value("unit") in ("second", "quarter") or m.after("OF"):
        return None
    return m.expression("duration", Fixed(duration_value(None, m.value("unit"))), kind="duration")


def _nights(m: Found) -> Expression | None:
    """Three nights of protest."""
    count = amount(m)
    if m.word("unit").text.lower() != "nights" or count is None:
        return None
    return m.expression("duration", Fixed(duration_value(count, "day")), kind="duration")


def _word_duration(m: Found) -> Expression | None:
    return m.expression("duration", Fixed(m.value("value")), kind="duration")


def _and_a_half(m: Found) -> Expression | None:
    """A year and a half."""
    count = (amount(m) or 1) + 0.5
    return m.expression("duration", Fixed(duration_value(count, m.value("unit"))), kind="duration")


def _two_units(m: Found) -> Expression | None:
    """Two years and three months, one hour and 15 minutes."""
    units = [m.value("unit"), m.value("part")]
    counts = [amount(m, "quantity"), amount(m, "smaller")]
    if units not in _SUCCESSIVE or None in counts or _is_age(m):
        return None
    first, second = (duration_value(count, unit) for count, unit in zip(counts, units, strict=True))
    return m.expression("duration", Fixed(first + second.removeprefix("PT").removeprefix("P")), kind="duration")


FORMS: list[tuple[str, Build]] = [
    ("ABOUT quantity:QUANTITY FILL* unit:SPAN", _duration),
    ("ABOUT quantity:(?:COUNT(?:HYPHEN AND HYPHEN ARTICLE HYPHEN HALF)?) HYPHEN unit:UNIT (?:HYPHEN FILL)?", _compound),
    ("ABOUT quantity:(?:VAGUE|HALF) HYPHEN unit:UNIT (?:HYPHEN FILL)?", _compound),
    ("unit:SPAN HYPHEN long:FILL", _lasting),
    ("unit:UNITS", _vague),
    ("value:LASTING", _word_duration),
    ("some:APPROX unit:UNITS", _some),
    ("quantity:COUNT unit:PARTS", _nights),
    ("ALL unit:UNIT", _all),
    ("(?:THE|ARTICLE|THIS)? nth:NTH run:FILL unit:(?:UNIT|PART)", _run),
    ("(?:THE|ARTICLE|THIS)? nth:NTH unit:(?:UNIT|PART) run:(?:ROW|FILL)", _run),
    ("ABOUT quantity:COUNT unit:SPAN (?:AND|COMMA|COMMA AND)? smaller:COUNT part:SPAN", _two_units),
    ("ABOUT quantity:(?:COUNT|ARTICLE) unit:UNIT AND ARTICLE HALF", _and_a_half),
]  # fmt: skip
