"""Taking files in that others made: rows, and what was dropped of them with the reason; never an exception."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
    """The cells of one line by the name of their column. What cannot be read is dropped and told."""

    def __init__(self, line: int, columns: Sequence[str], cells: Sequence[str], dropped: list[Dropped]) -> None:
        self._line, self._dropped = line, dropped
        self._cells = dict(zip(columns, cells, strict=False))

    def text(self, column: str) -> str | None:
        """The cell; None where it is empty or the word None."""
        cell = self._cells.get(column, "")
        return cell if cell not in ("", "None") else None

    def read(self, column: str, how: Callable[[str], V]) -> V | None:
        """The cell as `how` reads it; None where it is empty, or `how` raises ValueError, which is told."""
        cell = self.text(column)
        if cell is None:
            return None
        try:
            return how(cell)
        except ValueError as error:
            self.drop(column, str(error))
            return None

    def drop(self, column: str, reason: str) -> None:
        value = shortened(self._cells.get(column, ""))
        self._dropped.append(Dropped(line=self._line, column=column, reason=reason, value=value))


def fitted(cells: list[str], width: int) -> list[str] | None:
    """The cells as a line of `width` has them: without empty ones at the end; None where the line has another width."""
    while len(cells) > width and not cells[-1]:
        cells = cells[:-1]
    return cells if len(cells) == width else None


def key_of(column: str) -> str:
    """A column's name as it is compared."""
    return " ".join(column.replace("_", " ").casefold().split())
