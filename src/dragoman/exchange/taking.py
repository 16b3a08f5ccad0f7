"""Taking files in that others made: rows, and what was dropped of them with the reason; never an exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Generic, TypeVar

import msgspec

from dragoman.exchange.cells import Dropped, shortened

R = TypeVar("R")
V = TypeVar("V")


class Taken(msgspec.Struct, Generic[R], frozen=True):
    """The rows of a file, and what was dropped of it."""

    rows: list[R]
    dropped: list[Dropped]


class Cells:
    """The cells of one line by the name of their column. What cannot be read is dropped and told.

    `nothing` is the word for what is missing, beside the empty cell.
    """

    def __init__(
        self, line: int, columns: Sequence[str], cells: Sequence[str], dropped: list[Dropped], nothing: str = ""
    ) -> None:
        self._line, self._dropped, self._nothing = line, dropped, nothing
        self._cells = dict(zip(columns, cells, strict=False))

    def text(self, column: str) -> str | None:
        """The cell; None where it holds nothing."""
        cell = self._cells.get(column, "")
        return cell if cell not in ("", self._nothing) else None

    def read(self, column: str, how: Callable[[str], V]) -> V | None:
        """The cell as `how` reads it; None where it is empty, or `how` raises ValueError, which is told."""
        return self.read_part(column, self.text(column), how)

    def read_part(self, column: str, part: str | None, how: Callable[[str], V]) -> V | None:
        """A part of a cell, read like a whole one."""
        if part is None:
            return None
        try:
            return how(part)
        except ValueError as error:
            self.drop(column, str(error))
            return None

    def drop(self, column: str, reason: str) -> None:
        value = shortened(self._cells.get(column, ""))
        self._dropped.append(Dropped(line=self._line, column=column, reason=reason, value=value))


class Seen:
    """Which lines there were, to tell those that come again."""

    def __init__(self) -> None:
        self._lines: dict[bytes, int] = {}

    def before(self, line: int, cells: Sequence[str]) -> int | None:
        """The earlier line with the same cells; None, and this one is remembered, if there is none."""
        digest = blake2b("\t".join(cells).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        earlier = self._lines.setdefault(digest, line)
        return None if earlier == line else earlier


def drop_line(dropped: list[Dropped], line: int, reason: str, cells: Sequence[str]) -> None:
    """Tells of a whole line that was left."""
    dropped.append(Dropped(line=line, reason=reason, value=shortened(" ".join(filter(None, cells))[:500])))


def fitted(cells: list[str], width: int) -> list[str] | None:
    """The cells as a line of `width` has them: without empty ones at the end; None where the line has another width."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells if len(cells) == width else None


def key_of(column: str) -> str:
    """A column's name as it is compared."""
    return " ".join(column.replace("_", " ").casefold().split())
