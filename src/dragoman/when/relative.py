"""Forms of time that is counted from another: last week, two years ago, the next day."""

from __future__ import annotations

from dragoman.when.expression import Expression, Fixed, Overnight, Reach, SameTime, Shift
from dragoman.when.grammar import Build, Found
from dragoman.when.spans import LARGEST_COUNT, OF_CLOCK, amount, duration_value, span
from dragoman.when.types import TimeKind


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


_BEFORE_VERB = frozenset("can cannot could may might must not shall should to will would".split())


def _reaching(m: Found) -> Expression | None:
    """The past three years, the next few days; but "could last two years" has a verb."""
    last = m.last_word()
    if m.sort("dir") == m.codes["LAST"] and last is not None and last.text.lower() in _BEFORE_VERB:
        return None
    count = amount(m) if m.has("quantity") else (1.0 if m.sort("unit") == m.codes["UNIT"] else None)
    return _reach(m, count)


def _reach(m: Found, count: float | None) -> Expression:
    unit, value = m.value("unit"), duration_value(count, m.value("unit"))
    way = {"LAST": -1, "PAST": -1, "NEXT": 1, "COMING": 1}
    sign = next((n for sort, n in way.items() if m.sort("dir") == m.codes[sort]), 0)
    if count is None or count != int(count) or not 0 < count < LARGEST_COUNT or unit in OF_CLOCK or not sign:
        return m.expression("reaching", Fixed(value), kind="duration")
    return m.expression("reaching", Reach(unit, sign * int(count), value), kind="duration")


def _spans(m: Found) -> bool:
    """Whether a preposition before it says that a span is meant."""
    last = m.last_word()
    return last is not None and last.text.lower() in ("over", "in", "within", "for", "during", "throughout")


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
    """The previous year, the following day: counted from another date of the text; "over the next year" is a span."""
    if m.value("unit") in OF_CLOCK:
        return None
    if m.sort("dir") == m.codes["NEXT"] and m.value("unit") != "day" and _spans(m):
        return _reach(m, 1.0)
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
    ranked = m.before("ORDWORD", "ORDINAL", "LAST", back=3) or m.before("ORDWORD", "LAST", back=4)
    if m.before("OF") and m.before("UNIT", "UNITS", "WEEKDAY", "HALF", back=2) and ranked and unit != "day":
        return m.expression("relative", Shift(unit, 0))
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


def _overnight(m: Found) -> Expression | None:
    """Overnight, as an adverb: what happened, not an overnight train."""
    last = m.last_word()
    if not (m.closes() or m.opens() or m.after("IN", "ON", "AND", "WEEKDAY")) or m.before("THE", "ARTICLE"):
        return None
    if last is not None and last.text.lower() in ("became", "stay", "stayed", "staying", "changed"):
        return None
    return m.expression("overnight", Overnight(), kind="time", time="TNI")


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
    count, unit, _ = span(m)
    if count is None:
        return m.expression("ago", Fixed("PAST_REF"))
    kind: TimeKind = "time" if unit in OF_CLOCK else "date"
    if kind == "time" or count != int(count) or count > LARGEST_COUNT:
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
    count, unit, _ = span(m)
    if count is None or count != int(count) or unit in OF_CLOCK or count > LARGEST_COUNT:
        return m.expression("ahead", Fixed("FUTURE_REF"))
    return m.expression("ahead", Shift(unit, int(count)))


def _later(m: Found) -> Expression | None:
    """Two days earlier, six months later."""
    count, unit = (amount(m) if m.has("quantity") else None), m.value("unit")
    sign = -1 if m.word("way").text.lower() in ("earlier", "before", "beforehand", "previously", "prior") else 1
    if (m.word("way").text.lower() in ("before", "after", "prior") and not m.closes()) or m.after("THAN"):
        return None
    if count is None or unit in OF_CLOCK or count != int(count) or count > LARGEST_COUNT:
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


def _the_unit_away(m: Found) -> Expression | None:
    """The day after (Christmas), the week before (May 5): counted from the date that must follow."""
    if m.value("unit") not in ("day", "week", "month", "year"):
        return None
    return m.expression("duration", Fixed(duration_value(1, m.value("unit"))), kind="duration", weak=True)


FORMS: list[tuple[str, Build]] = [
    ("EDGE OF unit:UNIT", _edge_of_unit),
    ("ABOUT quantity:QUANTITY unit:SPAN AND? smaller:COUNT part:SPAN AGO", _two_units_ago),
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
    ("THE unit:UNIT (?=BEFORE|AFTER)", _the_unit_away),
    ("day:DEICTIC (?:part:PART)?", _deictic),
    ("TONIGHT", _tonight),
    ("OVERNIGHT", _overnight),
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
