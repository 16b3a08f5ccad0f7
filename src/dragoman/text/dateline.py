"""The document date, as the first lines of a report give it, and as a person gives it."""

from __future__ import annotations

import re
from datetime import date

from dragoman.errors import OptionError
from dragoman.text.document import plain

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? )?"
_CLOCK = r"(?:[ ,|·-]*(?:at )?\d{1,2}[:.]\d{2}\b.{0,20})?"
_LABEL = r"(?:(?:first )?(?:published|posted|last updated|updated|issued|date)(?: on)?:? *|by [^\d]{3,60}[,|·-] *)?"


def _forms(year: str) -> str:
    """A day in its written forms; group names may occur once in a pattern, so each form is numbered."""
    day_first = rf"{_DAY} (?:of )?{_MONTH},?{year}"
    month_first = rf"{_MONTH} {_DAY},?{year}"
    return "|".join(
        re.sub(r"\?P<(\w+)>", rf"?P<\g<1>{number}>", form) for number, form in enumerate((month_first, day_first))
    )


_YEAR = r" (?P<year>\d{4})\b"
_NUMERIC = (
    r"(?P<year2>\d{4})-(?P<month2>\d{2})-(?P<day2>\d{2})(?!\d)"
    r"|(?P<first3>\d{1,2})(?P<mark3>[./])(?P<second3>\d{1,2})(?P=mark3)(?P<year3>\d{4})\b"
)
_FULL = f"(?:{_forms(_YEAR)}|{_NUMERIC})"
_YEARLESS = rf"(?:{_forms('')})(?!,? \d)"

_NO_PLACE = r"(?!(?:On|In|By|Since|From|Until|After|Before|As|The)\b)"
_PLACE = rf"\(?{_NO_PLACE}[A-Z][\w.'/-]*(?: [A-Z(][\w.'/)-]*){{0,4}}(?:, [A-Z][\w. ]{{1,24}})?\)?"
_AGENCY = r"(?: ?\([^)\n]{2,40}\))?"
_DASH = r" ?(?:-{1,3}|—|:) ?"
_BEFORE = rf"(?:{_PLACE}(?:, ?|{_DASH}| \([^)\d]{{0,30}}| ))?"

_LINE = re.compile(rf"^ *(?:{_PLACE}, )?(?i:{_LABEL}{_WEEKDAY}{_FULL}{_CLOCK})[ .|]*$", re.MULTILINE)
_OPENING = re.compile(rf"^ *{_BEFORE}(?i:{_WEEKDAY}{_FULL})\)?{_AGENCY}{_DASH}(?=\S)", re.MULTILINE)
_OPENING_YEARLESS = re.compile(
    rf"^ *{_BEFORE}(?P<words>(?i:{_WEEKDAY}{_YEARLESS}))\)?{_AGENCY}{_DASH}(?=\S)", re.MULTILINE
)

# A place in capitals before a dash or colon, with or without day and agency: "ANKARA, May 3 (Fjord Wire) --".
_CAPITALS = re.compile(
    r"[A-Z][A-Z.' -]{2,40}(?:, [A-Z][A-Za-z.' ]{1,24})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    rf"{_AGENCY} ?(?:-{{1,3}}|—|:) +(?=\S)"
)

_LINES_READ = 10
_CHARACTERS_READ = 3_000


def dateline(text: str) -> str | None:
    """The ISO day that the first lines give: alone on a line, or opening a paragraph ("BRUSSELS, May 14, 2024 -").

    None where there is none, where it has no year, or where the day and the month cannot be told apart.
    """
    top = _top(text)
    found = [m for pattern in (_LINE, _OPENING) for m in pattern.finditer(top)]
    for match in sorted(found, key=lambda m: m.start()):
        if day := _day_of(match.groupdict()):
            return day.isoformat()
    return None


def opening_end(text: str, start: int) -> int | None:
    """Where the dateline that opens a paragraph at `start` ends and its first sentence begins; None without one."""
    for form in (_OPENING, _OPENING_YEARLESS, _CAPITALS):
        found = form.match(text, start)
        if found is not None:
            return found.end()
    return None


def yearless_dateline(text: str) -> str | None:
    """The words of a dateline that names no year ("May 14")."""
    match = _OPENING_YEARLESS.search(_top(text))
    return match.group("words") if match else None


def iso_day(given: str | date, option: str = "date") -> str:
    """The ISO day of a date that a person gives: 2024-05-14, May 14, 2024, 14 May 2024. Raises OptionError."""
    if isinstance(given, date):
        return given.isoformat()[:10]
    match = re.fullmatch(rf" *(?i:{_WEEKDAY}{_FULL})(?:T[\d:.+Z-]*)? *", plain(given))
    if match is None:
        raise OptionError(f"{option} {given!r}: not a date; write it like 2024-05-14")
    day = _day_of(match.groupdict())
    if day is None:
        problem = "day and month can be read two ways" if "/" in given else "the calendar has no such day"
        raise OptionError(f"{option} {given!r}: {problem}; write it like 2024-05-14")
    return day.isoformat()


def _top(text: str) -> str:
    """The first lines that hold anything, in plain form."""
    lines = [line for line in plain(text[:_CHARACTERS_READ]).split("\n") if line.strip()]
    return "\n".join(re.sub(" +", " ", line) for line in lines[:_LINES_READ])


def _day_of(groups: dict[str, str | None]) -> date | None:
    """The day that a match names; None if the calendar has no such day or the numbers can be read two ways."""
    for number in ("0", "1"):
        if month := groups.get("month" + number):
            return _calendar_day(groups["year" + number], _MONTHS.index(month[:3].lower()) + 1, groups["day" + number])
    if groups["year2"]:
        return _calendar_day(groups["year2"], groups["month2"], groups["day2"])
    first, second = int(groups["first3"] or 0), int(groups["second3"] or 0)
    if groups["mark3"] == "/" and first <= 12 and second <= 12 and first != second:
        return None
    day_first = groups["mark3"] == "." or first > 12
    return _calendar_day(groups["year3"], *((second, first) if day_first else (first, second)))


def _calendar_day(year: str | None, month: str | int | None, day: str | int | None) -> date | None:
    try:
        return date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None
