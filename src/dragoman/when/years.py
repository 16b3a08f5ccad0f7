"""Forms of years, decades, centuries and fiscal years."""

from __future__ import annotations

from dragoman.when.expression import Century, Decade, Expression, Fixed, Month, Year
from dragoman.when.grammar import Build, Found

_BEFORE_YEAR = ("IN", "OF", "PREP", "FROM", "UNTIL", "BETWEEN", "THE", "OPEN", "EARLY", "TO", "AND", "AFTER", "BEFORE",
                "ON", "APPROX", "THIS", "THAT", "COMMA", "UNIT", "POSS")  # fmt: skip
_STRONG_BEFORE_YEAR = ("IN", "PREP", "FROM", "UNTIL", "BETWEEN", "OPEN", "EARLY")
# Two figures up to here are of this century.
PIVOT = 40
TO_YEAR = "(?:(?:HYPHEN|SLASH) second:(?:DAY|NUM|YEAR))?"
OLDEST_BARE_YEAR = 1900


def _year(m: Found) -> Expression | None:
    """A bare year, where nothing says that the number counts something."""
    year = m.number("year")
    if m.before("NUMBERED") or (
        m.before("AND", "COMMA") and m.before("YEAR", "NUM", back=2) and m.before("NUMBERED", back=3)
    ):
        return None
    if m.before("CURRENCY", "HASH", "SLASH", "DOT") or m.after("PERCENT", "MAGNITUDE", "UNITS", "CURRENCY", "SLASH"):
        return None
    if (m.before("HYPHEN") and not m.before("YEAR", "EARLY", back=2)) or (m.after("UNIT") and m.after("OLD", on=1)):
        return None
    if m.before("HYPHEN") and (m.before("DAY", "NUM", back=2) or m.before("HYPHEN", back=3)):
        return None
    ranged = (m.before("HYPHEN", "TO", "UNTIL") and m.before("YEAR", back=2)) or (
        m.after("HYPHEN", "TO", "UNTIL") and m.after("YEAR", on=1)
    )
    strong = ranged or m.before(*_STRONG_BEFORE_YEAR) or m.after("CLOSE")
    if year < OLDEST_BARE_YEAR and not strong:
        return None
    if year > 2100 and not strong:
        return None
    if m.after("HYPHEN") and m.after("DAY", "NUM", on=1):
        return None
    following = m.next_word()
    counted = (
        following is not None and following.text.endswith("s") and following.text.islower() and len(following.text) > 3
    )
    if counted and not m.before("THE", "IN", "PREP", "EARLY", "THIS", "FROM"):
        return None
    if year < OLDEST_BARE_YEAR and counted:
        return None
    if not (strong or m.before(*_BEFORE_YEAR) or m.opens() or m.closes() or m.after("HYPHEN", "POSS") or _named(m)):
        return None
    return m.expression("year", Year(year))


def _named(m: Found) -> bool:
    """Whether a name stands beside the year ("Expo 2025", "2020 Conference") or it describes a noun ("a 2016 deal")."""
    last, following = m.last_word(), m.next_word()
    if m.before("ARTICLE") or (last is not None and last.text[0].isupper() and last.text.isalpha()):
        return True
    return following is not None and following.text[0].isupper() and not following.text.endswith("s")


def _spelled_year(m: Found) -> Expression | None:
    """In nineteen eighty-six, October two thousand and five."""
    if not m.before(*_STRONG_BEFORE_YEAR, "OF", "MONTH", "MONTHISH", "ORDWORD", "ORDINAL", "DAY"):
        return None
    small = sum(m.number(name) for name in ("tens", "ones") if m.has(name))
    if m.has("ones") and not (m.number("tens") >= 20 and m.number("ones") < 10):
        return None
    if m.has("thousand"):
        if (m.value("thousand"), m.value("first")) != ("1000", "2") or not (m.closes() or m.after("AND")):
            return None
        return m.expression("year", Year(2000 + small)) if small < 100 else None
    if not 16 <= m.number("first") <= 20 or not 10 <= small < 100 or m.after("UNITS", "MAGNITUDE", "PERCENT"):
        return None
    return m.expression("year", Year(m.number("first") * 100 + small))


def _stated_year(m: Found) -> Expression | None:
    return m.expression("year", Year(m.number("year")))


def _era_year(m: Found) -> Expression | None:
    year = m.number("year")
    if m.value("era") == "BC" or not 1 <= year <= 2199:
        return m.expression("year", Fixed(None))
    return m.expression("year", Year(year))


def _years(m: Found) -> Expression | None:
    """2011-13."""
    first, second = m.number("year"), m.number("second")
    if len(m.value("second")) != 2 or m.before("HYPHEN", "SLASH") or m.after("HYPHEN"):
        return None
    if second <= first % 100:
        return m.expression("month", Month(second, first)) if 1 <= second <= 12 else None
    return m.range("years", Year(first), Year(first - first % 100 + second))


def _short_year(m: Found) -> Expression | None:
    if not m.before("IN", "PREP", "FROM", "UNTIL", "OF", "THE", "EARLY", "AND", "HYPHEN"):
        return None
    year = int(m.value("year")[1:])
    return m.expression("year", Year(year + (2000 if year < PIVOT else 1900)))


def _decade(m: Found) -> Expression | None:
    text = m.value("decade").strip("'s")
    if len(text) == 4:
        return m.expression("decade", Decade(int(text)))
    if not (m.has("the") or m.before("EARLY") or m.value("decade")[0] == "'"):
        return None
    year = int(text)
    return m.expression("decade", Decade(year + (2000 if year < 20 else 1900)))


def _decade_word(m: Found) -> Expression | None:
    """The sixties, the early nineties; not the forties of a thermometer."""
    if m.after("UNIT", "UNITS") or not (m.before("IN", "OF", "PREP", "FROM", "UNTIL") or m.has("early")):
        return None
    return m.expression("decade", Decade(m.number("decade")))


def _decade_of_year(m: Found) -> Expression | None:
    """The 1980's."""
    year = m.number("year")
    return m.expression("decade", Decade(year)) if year % 10 == 0 else None


def _century(m: Found) -> Expression | None:
    following = m.next_word()
    if m.value("unit") != "century" or m.number("nth") < 1 or (m.has("tens") and m.number("tens") != 20):
        return None
    if m.word("unit").text[0].isupper() and following is not None and following.text[0].isupper():
        return None  # part of a name: 21st Century Fox
    return m.expression("century", Century(m.number("nth") + (20 if m.has("tens") else 0)))


def _fiscal(m: Found) -> Expression | None:
    """A fiscal or school year: it has a name, but which months it covers depends on whose it is."""
    if not m.has("year"):
        return m.expression("fiscal", Fixed(None))
    name = m.value("name") or "FY"
    year = m.number("year")
    if m.has("second"):
        second = m.number("second")
        year = second if second > 100 else year - year % 100 + second
    elif year < 100:
        year += 2000
    return m.expression("fiscal", Fixed(f"{name}{year}"))


FORMS: list[tuple[str, Build]] = [
    ("year:YEAR", _year),
    ("THE? UNIT OF? year:YEAR", _stated_year),
    ("first:NUMWORD HYPHEN? tens:NUMWORD (?:HYPHEN? ones:NUMWORD)?", _spelled_year),
    ("first:NUMWORD thousand:MAGNITUDE (?:AND? tens:NUMWORD (?:HYPHEN? ones:NUMWORD)?)?", _spelled_year),
    ("year:(?:YEAR|NUM|DAY) era:ERA", _era_year),
    ("era:ERA year:(?:YEAR|NUM)", _era_year),
    ("year:YEAR (?:HYPHEN|SLASH) second:(?:DAY|NUM)", _years),
    ("year:SHORTYEAR", _short_year),
    ("(?:the:THE)? decade:DECADE", _decade),
    ("THE (?:EARLY HYPHEN?)? year:YEAR POSS", _decade_of_year),
    ("THE (?:early:EARLY HYPHEN?)? decade:DECADEWORD", _decade_word),
    ("THE? (?:tens:NUMWORD HYPHEN?)? nth:NTH HYPHEN? unit:UNIT", _century),
    (f"name:FISCAL year:(?:YEAR|DAY) {TO_YEAR}", _fiscal),
    (f"THE? year:YEAR {TO_YEAR} name:FISCAL", _fiscal),
    ("(?:THE? (?:DIR|CURRENT|PREVIOUS|FOLLOWING)) FISCAL", _fiscal),
]  # fmt: skip
