"""Forms of what comes again, and of references to past, present and future."""

from __future__ import annotations

from dragoman.when.expression import Expression, Fixed, Shift
from dragoman.when.grammar import Build, Found
from dragoman.when.spans import amount, duration_value


def _every(m: Found) -> Expression | None:
    count = amount(m) if m.has("quantity") else (2.0 if m.has("other") else 1.0)
    return m.expression("set", Fixed(duration_value(count, m.value("unit"))), kind="set")


def _every_weekday(m: Found) -> Expression | None:
    time = "T" + m.value("part") if m.has("part") else ""
    return m.expression("set", Fixed(f"XXXX-WXX-{m.value('day')}{time}"), kind="set")


def _every_month(m: Found) -> Expression | None:
    return m.expression("set", Fixed(f"XXXX-{m.number('month'):02d}"), kind="set")


def _every_season(m: Found) -> Expression | None:
    return m.expression("set", Fixed(f"XXXX-{m.value('season')}"), kind="set")


def _every_part(m: Found) -> Expression | None:
    return m.expression("set", Fixed(f"XXXX-XX-XXT{m.value('part')}"), kind="set")


def _often(m: Found) -> Expression | None:
    """Weekly, annual; not in a name (the Daily Planet)."""
    word, following = m.word("value"), m.next_word()
    if word.text[0].isupper() and not m.opens() and not word.text.isupper():
        return None
    if word.text[0].isupper() and following is not None and following.text[0].isupper():
        return None
    return m.expression("set", Fixed(m.value("value")), kind="set")


def _so_often(m: Found) -> Expression | None:
    """Twice a week, four times per year."""
    if m.word("times").text.lower() not in (("times",) if m.has("count") else ("once", "twice", "thrice")):
        return None
    return m.expression("set", Fixed(duration_value(1, m.value("unit"))), kind="set")


def _per(m: Found) -> Expression | None:
    return m.expression("set", Fixed(duration_value(1, m.value("unit"))), kind="set", skip=1)


def _reference(m: Found) -> Expression | None:
    """Now, recently, soon; not at the head of a name, nor a mere "Now," that opens a sentence."""
    if m.value("value") == "PRESENT_REF" and m.opens() and m.after("COMMA"):
        return None
    following = m.next_word()
    if m.after("HYPHEN", "AFTER", "BEFORE") or (following is not None and following.text.lower() == "as"):
        return None
    return m.expression("reference", Fixed(m.value("value")))


def _current_reference(m: Found) -> Expression | None:
    return None if m.after("HYPHEN", "UNIT", "FISCAL") else m.expression("reference", Fixed("PRESENT_REF"))


def _the_past(m: Found) -> Expression | None:
    return m.expression("reference", Fixed("PAST_REF")) if m.before("IN", "OF", "FROM") and m.closes() else None


def _year_end(m: Found) -> Expression | None:
    return m.expression("relative", Shift("year", 0))


FORMS: list[tuple[str, Build]] = [
    ("EVERY (?:other:OTHER|quantity:COUNT)? unit:SPAN", _every),
    ("EVERY OTHER? day:WEEKDAY (?:part:PART)?", _every_weekday),
    ("day:WEEKDAYS", _every_weekday),
    ("day:WEEKDAY part:PARTS", _every_weekday),
    ("EVERY month:MON", _every_month),
    ("EVERY season:SEASON", _every_season),
    ("EVERY part:PART", _every_part),
    ("value:OFTEN", _often),
    ("PER unit:UNIT", _per),
    ("(?:count:COUNT)? times:TIMES (?:ARTICLE|PER) unit:UNIT", _so_often),
    ("value:REF", _reference),
    ("THE PAST", _the_past),
    ("CURRENT", _current_reference),
    ("YEAREND", _year_end),
]  # fmt: skip
