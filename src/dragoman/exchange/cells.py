"""Cells of tab-separated files: written so that no cell breaks its line, and read without trusting them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

_BREAKS = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LATER_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T][\d:.Z+]*)?", re.ASCII)


class Dropped(msgspec.Struct, frozen=True, kw_only=True):
    """What was not taken from a file, and why. `column` is None where the whole line was left."""

    line: int
    reason: str
    column: str | None = None
    value: str = ""


def clean(text: str | None) -> str:
    """The text on one line, without tabs, control characters and halves of characters."""
    return _SURROGATE.sub("\ufffd", _BREAKS.sub(" ", text or "")).strip()


def line(cells: Sequence[object]) -> str:
    """A row as a line with its newline. None is an empty cell; numbers are as short as they can be."""
    return "\t".join(map(shown, cells)) + "\n"


def lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line that holds anything, by number from 1. UTF-8, and Latin-1 where a line is not."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    all_quoted: bool | None = None
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        raw = raw.rstrip(b"\r")
        if not raw.strip():
            continue
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
        cells = [cell.strip(" \r") for cell in text.split("\t")]
        if all_quoted is None:
            all_quoted = _is_quoted(cells[0])
        yield number, [_unquoted(cell, all_quoted) for cell in cells]


def shortened(value: str, limit: int = 80) -> str:
    """A value as it is shown where it was dropped."""
    value = clean(value)
    return value if len(value) <= limit else f"{value[: limit - 1]}…"


def day(text: str) -> str:
    """An ISO day, whatever time of day follows it. Raises ValueError."""
    match = _LATER_DATE.fullmatch(text)
    if match is None:
        raise ValueError("no date like 2024-05-14")
    return iso(int(match[1]), int(match[2]), int(match[3]))


def iso(year: int, month: int, day: int) -> str:
    """Raises ValueError for a day that no calendar has."""
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise ValueError("no day of the calendar") from error


def number(text: str, least: float, most: float) -> float:
    """A number within limits. Raises ValueError."""
    if not re.fullmatch(r"[+-]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?", text, re.ASCII):
        raise ValueError("no number")
    value = float(text)
    if not least <= value <= most:
        raise ValueError(f"not between {least:g} and {most:g}")
    return value


def latitude(text: str) -> float:
    """Degrees north. Raises ValueError."""
    return number(text, -90, 90)


def longitude(text: str) -> float:
    """Degrees east. Raises ValueError."""
    return number(text, -180, 180)


def intensity(text: str) -> float:
    """A score on Goldstein's scale. Raises ValueError."""
    return number(text, -10, 10)


def whole(text: str) -> int:
    """A whole number, also when a table wrote it as 365.0. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,18})(?:\.0*)?", text, re.ASCII)
    if match is None:
        raise ValueError("no whole number")
    return int(match[1])


def shown(cell: object) -> str:
    """A cell as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return repr(cell)
    return clean(str(cell))


def _is_quoted(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == cell[-1] == '"'


def _unquoted(cell: str, always: bool) -> str:
    """The cell as it was before a table quoted it: where it quotes every cell, or has doubled the marks in this one."""
    if not _is_quoted(cell):
        return cell
    within = cell[1:-1].replace('""', "")
    if always or ('""' in cell[1:-1] and '"' not in within):
        return cell[1:-1].replace('""', '"').strip()
    return cell
