"""Files of ICEWS taken in, with the faults they are known for.

An event id stands on several lines; the codes have lost their zero, or their column is not there and the text of the
event tells them; days are written with the month or the day first, with and without a time, or as a spreadsheet
counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dragoman.exchange.cells import Dropped, day, intensity, iso, latitude, lines, longitude, shortened, whole
from dragoman.exchange.icews import COLUMNS, IcewsParty, IcewsRow
from dragoman.exchange.tables import Tables
from dragoman.exchange.taking import Cells, Seen, Taken, drop_line, fitted, key_of

_KNOWN = {key_of(c): c for c in COLUMNS}
_WITHOUT_CODE = [c for c in COLUMNS if c != "CAMEO Code"]
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[ T].*)?", re.ASCII)
_COUNTED = re.compile(r"(\d{5})(?:\.\d*)?", re.ASCII)
_DAY_ONE = date(1899, 12, 30)
_MONTHS = {m: n for n, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NAMED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4}|\d{2})(?:[ T].*)?", re.ASCII)


def read_icews(data: bytes, tables: Tables) -> Taken[IcewsRow]:
    """The rows of an ICEWS file, and what was dropped of it. A file without a header is read by position."""
    dropped: list[Dropped] = []
    return Taken(list(icews_rows(data, tables, dropped)), dropped)


def icews_rows(data: bytes, tables: Tables, dropped: list[Dropped]) -> Iterator[IcewsRow]:
    """The rows one by one; what is dropped on the way is added to `dropped`."""
    columns, header = _header(data, dropped)
    at = columns.index("Event Date") if "Event Date" in columns else None
    order = None if at is None else order_of(cells[at] for _, cells in lines(data) if len(cells) > at)
    seen = Seen()
    for line, given in lines(data):
        if line == header:
            continue
        cells = fitted(given, len(columns))
        if key_of(given[0]) == "event id":
            drop_line(dropped, line, "a second header", given)
        elif cells is None:
            drop_line(dropped, line, f"{len(given)} cells, but {len(columns)} columns", given)
        elif (earlier := seen.before(line, given)) is not None:
            drop_line(dropped, line, f"the same as line {earlier}", given)
        elif (row := _row(Cells(line, columns, cells, dropped), order, tables)) is not None:
            yield row
        else:
            drop_line(dropped, line, "no event id", given)


def is_header(cells: Sequence[str]) -> bool:
    """Is it the header of an ICEWS file?"""
    return {"event id", "source name", "target name"} <= {key_of(c) for c in cells}


def order_of(days: Iterable[str]) -> str | None:
    """Whether dates like 5/16/2017 put the `month` or the `day` first: None where none of them, or they disagree."""
    first = second = False
    for match in map(_SLASHED.fullmatch, days):
        if match is not None:
            first, second = first or int(match[1]) > 12, second or int(match[2]) > 12
    return None if first == second else "day" if first else "month"


def day_in(text: str, order: str | None) -> str:
    """An ISO day of a date however it is written. Raises ValueError, also for one that can be read two ways."""
    if match := _SLASHED.fullmatch(text):
        one, two, year = int(match[1]), int(match[2]), _year(match[3])
        if order is None and one != two:
            raise ValueError("a date that can be read two ways")
        return iso(year, *((two, one) if order == "day" else (one, two)))
    if match := _NAMED.fullmatch(text):
        month = _MONTHS.get(match[2].lower())
        if month is None:
            raise ValueError("no month of that name")
        return iso(_year(match[3]), month, int(match[1]))
    if match := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text, re.ASCII):
        return iso(int(match[1]), int(match[2]), int(match[3]))
    if match := _COUNTED.fullmatch(text):
        return (_DAY_ONE + timedelta(days=int(match[1]))).isoformat()
    return day(text)


def _header(data: bytes, dropped: list[Dropped]) -> tuple[list[str], int | None]:
    """The columns, and the line of the header that names them; without one, those of the first line that fits."""
    line, header = next(lines(data), (None, [""]))
    if line is None or key_of(header[0]) != "event id":
        for _, cells in lines(data):
            for layout in (list(COLUMNS), _WITHOUT_CODE):
                if fitted(cells, len(layout)):
                    return layout, None
        return list(COLUMNS), None
    while header and not header[-1]:
        header = header[:-1]
    columns = [_KNOWN.get(key_of(c), c) for c in header]
    for column in columns:
        if column not in COLUMNS:
            dropped.append(Dropped(line=line, column=shortened(column), reason="unknown column"))
    return columns, line


def _row(cells: Cells, order: str | None, tables: Tables) -> IcewsRow | None:
    ident = cells.text("Event ID")
    if ident is None:
        return None
    label = cells.text("Event Text")
    return IcewsRow(
        id=ident,
        date=cells.read("Event Date", lambda text: day_in(text, order)),
        source=_party(cells, "Source"),
        label=label,
        cameo=_code(cells, label, tables),
        intensity=cells.read("Intensity", intensity),
        target=_party(cells, "Target"),
        story=cells.text("Story ID"),
        sentence=cells.read("Sentence Number", whole),
        publisher=cells.text("Publisher"),
        city=cells.text("City"),
        district=cells.text("District"),
        province=cells.text("Province"),
        country=cells.text("Country"),
        lat=cells.read("Latitude", latitude),
        lon=cells.read("Longitude", longitude),
    )


def _party(cells: Cells, side: str) -> IcewsParty:
    sectors = tuple(part.strip() for part in (cells.text(f"{side} Sectors") or "").split(",") if part.strip())
    return IcewsParty(name=cells.text(f"{side} Name"), sectors=sectors, country=cells.text(f"{side} Country"))


def _code(cells: Cells, label: str | None, tables: Tables) -> str | None:
    """The CAMEO code, with the zero that it lost; from the text of the event where there is none."""
    told = tables.codes_of_label.get((label or "").casefold())
    written = cells.text("CAMEO Code")
    if written is None:
        return told
    written = re.sub(r"\.0*$", "", written)
    known = [code for code in (written, f"0{written}") if tables.known_cameo(code)]
    if told in known:
        return told
    if not known:
        cells.drop("CAMEO Code", "no code of CAMEO")
        return told
    return known[0]


def _year(text: str) -> int:
    """A year of two digits is one from 1970 to 2069."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 70 else 2000)
