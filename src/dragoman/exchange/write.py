"""Readings as lines of the published data sets."""

from __future__ import annotations

from collections import Counter

from dragoman.exchange import cells, icews, polecat
from dragoman.exchange.gdelt import gdelt
from dragoman.exchange.phoenix import phoenix
from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables
from dragoman.exchange.told import LeftOut
from dragoman.records import Event

FORMATS = ("polecat", "icews", "gdelt", "phoenix")


class Writer:
    """Writes events in one of FORMATS, report by report, and counts what has no row, by the reason."""

    def __init__(self, format: str, coder: str, tables: Tables) -> None:
        self.format, self._coder, self._tables = format, coder, tables
        self.left: Counter[str] = Counter()

    @property
    def header(self) -> str:
        """The first line of a file; empty where the data set has none."""
        columns = {"polecat": polecat.COLUMNS, "icews": icews.COLUMNS}.get(self.format)
        return cells.line(columns) if columns else ""

    def lines(self, events: list[Event], report: Report) -> str:
        """The events of a report, each line with its newline."""
        written, left = self._written(events, report)
        self.left.update(item.reason for item in left)
        return "".join(written)

    def _written(self, events: list[Event], report: Report) -> tuple[list[str], list[LeftOut]]:
        if self.format == "polecat":
            polecat_rows, left = polecat.polecat(events, report, self._coder, self._tables)
            return [cells.line(row.cells()) for row in polecat_rows], left
        if self.format == "icews":
            icews_rows, left = icews.icews(events, report, self._tables)
            return [cells.line(row.cells()) for row in icews_rows], left
        if self.format == "gdelt":
            rows, left = gdelt(events, report, self._tables)
        else:
            rows, left = phoenix(events, report, self._coder, self._tables)
        return [cells.line(row) for row in rows], left
