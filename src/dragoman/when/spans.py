"""Forms of time that is counted: spans, what is so far from now, what comes again, and references to now."""

from __future__ import annotations

import re

from dragoman.when.expression import Expression, Fixed, InTime, Reach, SameTime, Shift
from dragoman.when.grammar import Build, Found
from dragoman.when.types import TimeKind

_CODES = {"year": "Y", "month": "M", "week": "W", "day": "D", "hour": "H", "minute": "M", "second": "S"}
_LARGER = {"decade": ("year", 10), "century": ("year", 100), "fortnight": ("week", 2), "quarter": ("month", 3)}
OF_CLOCK = ("hour", "minute", "second")
_SUCCESSIVE = (["year", "month"], ["month", "day"], ["week", "day"], ["hour", "minute"], ["minute", "second"])
_SUPERLATIVE = re.compile(r"(?!(?:t|r|w|inter|sugg|prot|arr|inv|requ|cont|for|harv|man|conqu)est$)[a-z]{2,}est")
_REACH_OF_RANK = 6
_LARGEST_COUNT = 100_000

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
    base, factor = _LARGER.get(unit, (unit, 1))
    number = _written(None if count is None else count * factor)
    return f"PT{number}{_CODES[base]}" if base in OF_CLOCK else f"P{number}{_CODES[base]}"


def _written(count: float | None) -> str:
    return "X" if count is None else f"{count:.10g}" if count < 1e9 else str(int(count))


def _span(m: Found) -> tuple[float | None, str, str]:
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
    count, unit, value = _span(m)
    if _single(m):
        if _recurs(m):
            return m.expression("set", Fixed(duration_value(1, unit)), kind="set")
        if not (m.before(*_BEFORE_SPAN) or m.match.start("quantity") > m.match.start() or m.after("AFTER", "BEFORE")):
            return None
    if unit in ("weekend", "quarter") and _single(m):
        return None
    last = m.last_word()
    counted = count is not None and count == int(count) and 0 < count < _LARGEST_COUNT
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
    if m.word("run").text.lower() not in ("straight", "consecutive", "successive", "running") and m.sort("run") != m.codes["ROW"]:
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


def _edge_of_unit(m: Found) -> Expression | None:
    """By end of year, at end of month."""
    return m.expression("relative", Shift(m.value("unit"), 0)) if m.value("unit") not in (*OF_CLOCK, "day") else None


def _two_units_ago(m: Found) -> Expression | None:
    """A year and two months ago: counted in the smaller unit."""
    larger, smaller = amount(m, "quantity"), amount(m, "smaller")
    factor = {("year", "month"): 12, ("week", "day"): 7}.get((m.value("unit"), m.value("part")))
    if factor is None or larger is None or smaller is None or larger > 1000:
        return None
    return m.expression("ago", Shift(m.value("part"), -round(larger * factor + smaller)))


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


def _reaching(m: Found) -> Expression | None:
    """The past three years, the next few days, the past decade."""
    count = amount(m) if m.has("quantity") else (1.0 if m.sort("unit") == m.codes["UNIT"] else None)
    return _reach(m, count)


def _reach(m: Found, count: float | None) -> Expression:
    unit, value = m.value("unit"), duration_value(count, m.value("unit"))
    way = {"LAST": -1, "PAST": -1, "NEXT": 1, "COMING": 1}
    sign = next((n for sort, n in way.items() if m.sort("dir") == m.codes[sort]), 0)
    if count is None or count != int(count) or not 0 < count < _LARGEST_COUNT or unit in OF_CLOCK or not sign:
        return m.expression("reaching", Fixed(value), kind="duration")
    return m.expression("reaching", Reach(unit, sign * int(count), value), kind="duration")


def _past_unit(m: Found) -> Expression | None:
    """The past decade; but the last day, the last minute and the last weekend are no spans."""
    unit = m.value("unit")
    if unit in ("weekend", "quarter"):
        return m.expression("relative", Shift(unit, -1 if m.value("dir") == "-1" else 1))
    if unit in (*OF_CLOCK, "day") or m.after("OF"):
        return None
    return _reach(m, 1.0)


def _relative(m: Found) -> Expression | None:
    """Last week, this month, next year."""
    unit = m.value("unit")
    if unit in OF_CLOCK or (unit == "day" and m.value("dir") != "1"):
        return None
    words = [word.text.lower() for word in m.words("dir")]
    count = {"last": -1, "past": -1, "this": 0}.get(words[-1], 1)
    if unit == "day":
        return m.expression("relative", Shift(unit, 1, base="text"))
    return m.expression("relative", Shift(unit, count))


def _this_or_next(m: Found) -> Expression | None:
    """This or next week, last and this year."""
    unit = m.value("unit")
    near, far = (int(m.value(name)) for name in ("near", "second"))
    if unit in (*OF_CLOCK, "day") or near == far:
        return None
    return m.range("relative", Shift(unit, near), Shift(unit, far), listed=True)


def _current(m: Found) -> Expression | None:
    return None if m.value("unit") in (*OF_CLOCK, "day") else m.expression("relative", Shift(m.value("unit"), 0))


def _neighbour(m: Found) -> Expression | None:
    """The previous year, the following day: counted from another date of the text."""
    if m.value("unit") in OF_CLOCK:
        return None
    return m.expression("relative", Shift(m.value("unit"), int(m.value("dir")), base="text"))


def _same(m: Found) -> Expression | None:
    """That year, the same day."""
    if m.value("unit") in OF_CLOCK:
        return None
    return m.expression("same", Shift(m.value("unit"), 0, base="text"))


def _same_of_year(m: Found) -> Expression | None:
    """The same month a year ago, the same period last year."""
    if m.value("year") != "year":
        return None
    return m.expression("same", SameTime(m.value("unit") or None, years=-1))


def _around(m: Found) -> Expression | None:
    """The week of (May 6), the month of (May), the weekend of: what follows must say which."""
    return None if m.value("unit") in OF_CLOCK else m.expression("around", Shift(m.value("unit"), 0), weak=True)


def _whole(m: Found) -> Expression | None:
    """The entire year, the whole week: of another date of the text."""
    if (
        m.words("whole")[0].text.lower() not in ("entire", "whole", "full")
        or m.value("unit") in OF_CLOCK
        or m.after("OF")
    ):
        return None
    return m.expression("same", Shift(m.value("unit"), 0, base="text"))


def _the_unit(m: Found) -> Expression | None:
    """The year, the week: only where it is clearly a stretch of time ("the end of the year", "for the week")."""
    unit = m.value("unit")
    last = m.last_word()
    if (
        unit in OF_CLOCK
        or last is None
        or m.after("OF", "UNIT", "HYPHEN")
        or unit in ("decade", "century", "fortnight")
    ):
        return None
    if m.before("OF") and m.before("EDGE", back=2):
        return m.expression("relative", Shift(unit, 0, base="text" if unit == "day" else "document"))
    if m.before("IN", "ON") and m.before("EARLY", "EARLIER", "LATER", back=2):
        return m.expression("relative", Shift(unit, 0, base="text" if unit == "day" else "document"))
    if unit != "weekend" and (m.before("BOUNDS") or last.text.lower() in ("end", "ended", "ending", "close", "start")):
        return m.expression("relative", Shift(unit, 0, base="text" if unit == "day" else "document"))
    if unit == "weekend" and (m.before("PREP", "APPROX") or last.text.lower() == "at"):
        return m.expression("relative", Shift("weekend", 0))
    if last.text.lower() in ("for", "during", "throughout") and unit in ("year", "month", "week", "quarter", "day"):
        following = m.next_word()
        if m.closes() or (following is not None and following.text.lower() in ("to", "so", "and", "ended", "ending")):
            return m.expression("relative", Shift(unit, 0, base="text"))
    return None


def _deictic(m: Found) -> Expression | None:
    count = m.number("day")
    if _in_name(m):
        return None
    if m.has("part"):
        return m.expression("deictic", Shift("day", count), kind="time", time="T" + m.value("part"))
    return m.expression("deictic", Shift("day", count))


def _in_name(m: Found) -> bool:
    """Whether a capital in mid-sentence and one after it make a name of it (the Today Show)."""
    word, following = m.row.words[m.match.start()].text, m.next_word()
    titled = word[0].isupper() and not word.isupper() and not m.opens()
    return titled and following is not None and following.text[0].isupper()


def _tonight(m: Found) -> Expression | None:
    if _in_name(m):
        return None
    return m.expression("deictic", Shift("day", 0), kind="time", time="TNI")


def _part(m: Found) -> Expression | None:
    """This morning, last night."""
    word = m.words("dir")[-1].text.lower()
    counts = {"last": -1, "this": 0}
    if word not in counts:
        return None
    return m.expression("part", Shift("day", counts[word]), kind="time", time="T" + m.value("part"))


def _part_of_text(m: Found) -> Expression | None:
    """That night, the next morning."""
    count = {"next": 1, "following": 1, "previous": -1, "prior": -1, "preceding": -1}.get(m.word("dir").text.lower(), 0)
    return m.expression("part", Shift("day", count, base="text"), kind="time", time="T" + m.value("part"))


def _ago(m: Found) -> Expression | None:
    count, unit, _ = _span(m)
    if count is None:
        return m.expression("ago", Fixed("PAST_REF"))
    kind: TimeKind = "time" if unit in OF_CLOCK else "date"
    if kind == "time" or count != int(count) or count > _LARGEST_COUNT:
        return m.expression("ago", _part_ago(count, unit), kind=kind)
    return m.expression("ago", Shift(unit, -int(count)))


def _part_ago(count: float, unit: str) -> Fixed | Shift:
    """Two and a half years ago: counted in the next smaller unit."""
    smaller = {"year": ("month", 12), "decade": ("year", 10), "century": ("year", 100)}.get(unit)
    if smaller is None or count > 1000:
        return Fixed(None)
    return Shift(smaller[0], -round(count * smaller[1]))


def _units_ago(m: Found) -> Expression | None:
    return m.expression("ago", Fixed("PAST_REF"))


def _from_now(m: Found) -> Expression | None:
    count, unit, _ = _span(m)
    if count is None or count != int(count) or unit in OF_CLOCK or count > _LARGEST_COUNT:
        return m.expression("ahead", Fixed("FUTURE_REF"))
    return m.expression("ahead", Shift(unit, int(count)))


def _later(m: Found) -> Expression | None:
    """Two days earlier, six months later."""
    count, unit = (amount(m) if m.has("quantity") else None), m.value("unit")
    sign = -1 if m.word("way").text.lower() in ("earlier", "before", "beforehand", "previously", "prior") else 1
    if (m.word("way").text.lower() in ("before", "after", "prior") and not m.closes()) or m.after("THAN"):
        return None
    if count is None or unit in OF_CLOCK or count != int(count) or count > _LARGEST_COUNT:
        return m.expression("away", Fixed(None), kind="time" if unit in OF_CLOCK else "date")
    return m.expression("away", Shift(unit, sign * int(count), base="text"))


def _the_unit_before(m: Found) -> Expression | None:
    """The day before, the year after; with an event or a date after it, it waits for that."""
    if m.value("unit") in OF_CLOCK or not m.closes():
        return None
    sign = (
        -1 if m.word("way").text.lower() in ("before", "beforehand", "earlier", "previous", "prior", "preceding") else 1
    )
    return m.expression("away", Shift(m.value("unit"), sign, base="text"))


FORMS: list[tuple[str, Build]] = [
    ("ABOUT quantity:QUANTITY FILL* unit:SPAN", _duration),
    ("ABOUT quantity:(?:COUNT(?:HYPHEN AND HYPHEN ARTICLE HYPHEN HALF)?) HYPHEN unit:UNIT (?:HYPHEN FILL)?", _compound),
    ("ABOUT quantity:(?:VAGUE|HALF) HYPHEN unit:UNIT (?:HYPHEN FILL)?", _compound),
    ("unit:SPAN HYPHEN long:FILL", _lasting),
    ("unit:UNITS", _vague),
    ("value:LASTING", _word_duration),
    ("some:APPROX unit:UNITS", _some),
    ("quantity:COUNT unit:PARTS", _nights),
    ("EDGE OF unit:UNIT", _edge_of_unit),
    ("ABOUT quantity:QUANTITY unit:SPAN AND? smaller:COUNT part:SPAN AGO", _two_units_ago),
    ("ALL unit:UNIT", _all),
    ("(?:THE|ARTICLE|THIS)? nth:NTH run:FILL unit:(?:UNIT|PART)", _run),
    ("(?:THE|ARTICLE|THIS)? nth:NTH unit:(?:UNIT|PART) run:(?:ROW|FILL)", _run),
    ("ABOUT quantity:COUNT unit:SPAN (?:AND|COMMA|COMMA AND)? smaller:COUNT part:SPAN", _two_units),
    ("ABOUT quantity:(?:COUNT|ARTICLE) unit:UNIT AND ARTICLE HALF", _and_a_half),
    ("THE? dir:(?:LAST|PAST|NEXT|COMING|FOLLOWING|PREVIOUS) ABOUT quantity:QUANTITY FILL* unit:SPAN", _reaching),
    ("THE? dir:(?:LAST|PAST|NEXT|COMING) unit:UNITS", _reaching),
    ("THE quantity:COUNT dir:(?:LAST|PAST|NEXT|COMING) unit:UNITS", _reaching),
    ("THE dir:(?:LAST|PAST|COMING) unit:UNIT", _past_unit),
    ("dir:(?:LAST|THIS|NEXT|THIS COMING|THIS PAST) FILL? unit:UNIT", _relative),
    ("THE? CURRENT unit:UNIT", _current),
    ("near:(?:LAST|THIS) (?:OR|AND) second:(?:THIS|NEXT) unit:UNIT", _this_or_next),
    ("(?:THE dir:(?:PREVIOUS|FOLLOWING|NEXT)) unit:UNIT", _neighbour),
    ("dir:(?:PREVIOUS|FOLLOWING) unit:UNIT", _neighbour),
    ("THE unit:UNIT dir:(?:PREVIOUS|FOLLOWING)", _neighbour),
    ("(?:THE SAME|THAT SAME|THAT) unit:UNIT", _same),
    ("THE? SAME unit:(?:PERIOD|UNIT) (?:OF|IN)? (?:LAST|THE PREVIOUS) year:UNIT", _same_of_year),
    ("THE? SAME unit:(?:PERIOD|UNIT) THE year:UNIT (?:BEFORE|EARLIER)", _same_of_year),
    ("THE? SAME unit:(?:PERIOD|UNIT) ARTICLE year:UNIT (?:AGO|EARLIER|BEFORE)", _same_of_year),
    ("THE unit:UNIT (?=OF|STARTING|EDGE)", _around),
    ("THE whole:FILL unit:UNIT", _whole),
    ("THE unit:UNIT", _the_unit),
    ("day:DEICTIC (?:part:PART)?", _deictic),
    ("TONIGHT", _tonight),
    ("dir:DIR part:PART", _part),
    ("(?:THAT|THE) dir:(?:SAME|NEXT|FOLLOWING|PREVIOUS|LAST) part:PART", _part_of_text),
    ("dir:THAT part:PART", _part_of_text),
    ("ABOUT quantity:QUANTITY FILL* unit:SPAN AGO", _ago),
    ("unit:UNITS AGO", _units_ago),
    ("ABOUT quantity:QUANTITY FILL* unit:SPAN HENCE", _from_now),
    ("ABOUT quantity:QUANTITY FILL* unit:SPAN way:(?:LATER|EARLIER|BEFORE|AFTER|PREVIOUS)", _later),
    ("unit:UNITS way:(?:LATER|EARLIER)", _later),
    ("THE unit:UNIT way:(?:BEFORE|AFTER|EARLIER|PREVIOUS)", _the_unit_before),
]  # fmt: skip
