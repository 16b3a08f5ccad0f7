"""A comparison as people read it."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from dragoman.exchange.coded import Side
from dragoman.exchange.compare import Comparison, Counts


def print_comparison(found: Comparison, ours: Side, theirs: Side, console: Console, top: int) -> None:
    """The totals, the largest dyads, and what was set aside on either side."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("dyad", "ours", "theirs", "matched", "only ours", "only theirs", "correlation"):
        table.add_column(column, justify="left" if column == "dyad" else "right", no_wrap=True)
    _row(table, f"all, {found.months:,} months", found, found.correlation)
    for dyad in found.dyads[:top]:
        _row(table, f"{dyad.source} > {dyad.target}", dyad, dyad.correlation)
    console.print(table)
    if len(found.dyads) > top:
        console.print(f"{len(found.dyads) - top:,} more dyads; --top shows more, --format json all, month by month")
    for name, side in (("ours", ours), ("theirs", theirs)):
        if side.aside:
            reasons = ", ".join(f"{number:,} {reason}" for reason, number in side.aside.items())
            console.print(f"{name}, not compared: {reasons}", markup=False)


def _row(table: Table, name: str, counts: Counts, correlation: float | None) -> None:
    numbers = (counts.ours, counts.theirs, counts.matched, counts.only_ours, counts.only_theirs)
    table.add_row(name, *(f"{n:,}" for n in numbers), "" if correlation is None else f"{correlation:.2f}")
