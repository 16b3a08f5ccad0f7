"""Files of POLECAT taken in, with the faults they are known for.

The header has 40 columns, or 39 (no intensity), or names columns that the rows do not have (Headline, Event Text, Feed,
Story ID); lines end in empty cells too many; text is UTF-8 or Latin-1.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.exchange.cells import Dropped, day, intensity, latitude, lines, longitude, shortened, whole
from dragoman.exchange.polecat import COLUMNS, QUADS, Listed, Parties, PolecatRow, Spot
from dragoman.exchange.taking import Cells, Seen, Taken, drop_line, fitted, key_of

_OTHER_NAMES = {"event intensity": "Intensity"}
_KNOWN = {key_of(c): c for c in COLUMNS} | _OTHER_NAMES
_UNFILLED = frozenset(("headline", "event text", "feed", "story id"))
_WITHOUT_INTENSITY = tuple(c for c in COLUMNS if c != "Intensity")
_QUADS = {name: number for number, name in QUADS.items()}


def read_polecat(data: bytes) -> Taken[PolecatRow]:
    """The rows of a POLECAT file, and what was dropped of it. A file without a header is read by position.

    In files joined to one, each header counts for what follows it.
    """
    dropped: list[Dropped] = []
    return Taken(list(polecat_rows(data, dropped)), dropped)


def polecat_rows(data: bytes, dropped: list[Dropped]) -> Iterator[PolecatRow]:
    """The rows one by one; what is dropped on the way is added to `dropped`."""
    layouts = _by_position(COLUMNS, _WITHOUT_INTENSITY)
    seen = Seen()
    for line, cells in lines(data):
        if key_of(cells[0]) == "event id":
            layouts = _layouts(cells, line, dropped)
            continue
        found = _fit(cells, layouts)
        if found is None:
            widths = " or ".join(str(len(layout)) for layout in layouts)
            drop_line(dropped, line, f"{len(cells)} cells, but {widths} columns", cells)
        elif (earlier := seen.before(line, cells)) is not None:
            drop_line(dropped, line, f"the same as line {earlier}", cells)
        elif (row := _row(Cells(line, *found, dropped, nothing="None"))) is not None:
            yield row
        else:
            drop_line(dropped, line, "no event id or no event type", cells)


def is_header(cells: list[str]) -> bool:
    """Is it the header of a POLECAT file?"""
    keys = {key_of(c) for c in cells}
    return {"event id", "event type", "actor country"} <= keys


def _layouts(header: list[str], line: int, dropped: list[Dropped]) -> list[list[str]]:
    """The columns that rows may have under a header: as it says, without what it names idly, by position."""
    while header and not header[-1]:
        header = header[:-1]
    columns = [_KNOWN.get(key_of(c), c) for c in header]
    for column in columns:
        if column not in COLUMNS and key_of(column) not in _UNFILLED:
            dropped.append(Dropped(line=line, column=shortened(column), reason="unknown column"))
    without = [c for c in columns if key_of(c) not in _UNFILLED]
    return _by_position(columns, without, *((COLUMNS, _WITHOUT_INTENSITY) if not set(COLUMNS) - set(columns) else ()))


def _by_position(*layouts: list[str] | tuple[str, ...]) -> list[list[str]]:
    """The layouts, one of each width."""
    widths: dict[int, list[str]] = {}
    for layout in layouts:
        widths.setdefault(len(layout), list(layout))
    return list(widths.values())


def _fit(cells: list[str], layouts: list[list[str]]) -> tuple[list[str], list[str]] | None:
    exact = [layout for layout in layouts if len(layout) == len(cells)]
    for layout in exact or layouts:
        found = fitted(cells, len(layout))
        if found is not None:
            return layout, found
    return None


def _row(cells: Cells) -> PolecatRow | None:
    ident, event = cells.text("Event ID"), cells.text("Event Type")
    if ident is None or event is None:
        return None
    return PolecatRow(
        id=ident,
        date=cells.read("Event Date", day),
        event=event.upper(),
        mode=cells.text("Event Mode"),
        intensity=cells.read("Intensity", intensity),
        quad=cells.read("Quad Code", _quad),
        contexts=_list(cells, "Contexts"),
        actor=_parties(cells, "Actor"),
        recipient=_parties(cells, "Recipient"),
        place=Spot(
            name=cells.text("Placename"),
            city=cells.text("City"),
            district=cells.text("District"),
            province=cells.text("Province"),
            country=cells.text("Country"),
            lat=cells.read("Latitude", latitude),
            lon=cells.read("Longitude", longitude),
            geonameid=cells.read("GeoNames ID", whole),
            raw=cells.text("Raw Placename"),
            feature=cells.text("Feature Type"),
        ),
        source=cells.text("Source"),
        published=cells.read("Publication Date", day),
        people=_list(cells, "Story People"),
        organizations=_list(cells, "Story Organizations"),
        locations=_list(cells, "Story Locations"),
        language=cells.text("Language"),
        version=cells.text("Version"),
    )


def _parties(cells: Cells, side: str) -> Parties:
    numbers = tuple(cells.read_part(f"{side} COW", part, whole) for part in _list(cells, f"{side} COW"))
    return Parties(
        names=_list(cells, f"{side} Name"),
        countries=_list(cells, f"{side} Country"),
        cow=numbers if any(n is not None for n in numbers) else (),
        primary=_list(cells, f"Primary {side} Sector"),
        sectors=_list(cells, f"{side} Sectors"),
        titles=_list(cells, f"{side} Title"),
        raw=_list(cells, f"{side} Name Raw"),
        wikipedia=_list(cells, f"Wikipedia {side} ID"),
    )


def _list(cells: Cells, column: str) -> Listed:
    """The values of a cell; None for the gaps in it."""
    cell = cells.text(column)
    parts = tuple(_none(part.strip()) for part in cell.split(";")) if cell else ()
    return parts if any(parts) else ()


def _none(part: str) -> str | None:
    return part if part not in ("", "None") else None


def _quad(text: str) -> int:
    found = _QUADS.get(text.upper().replace("_", " "))
    if found is None:
        raise ValueError("no quad code")
    return found
