"""The reading as a person reads it in a terminal: grouped by kind, in aligned columns, with the words below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.reading import Reading
from dragoman.records import AnyRecord, Check, Event, Fact, Figure, Statement
from dragoman.views import wording
from dragoman.views.select import KINDS
from dragoman.views.wording import on_one_line

_LONGEST_WORDS = 280
_STATUS_STYLES = {
    "actual": "",
    "planned": "bold yellow",
    "historical": "dim",
    "hypothetical": "italic magenta",
    "negated": "strike red",
}
_VERDICT_STYLES = {"consistent": "green", "inconsistent": "bold red", "implies": "cyan", "cannot tell": "dim"}

Cell = tuple[str, str]  # words, style


def print_reading(reading: Reading, console: Console, *, why: bool = False) -> None:
    """Print what was read. With `why`, every record's reasons."""
    _print_head(reading, console)
    for kind in KINDS:
        records = getattr(reading, kind)
        if records:
            console.print()
            console.print(Text(kind.upper(), style="bold"), Text(str(len(records)), style="dim"))
            _print_records(records, _CELLS[kind], console, why)


def _print_head(reading: Reading, console: Console) -> None:
    document = reading.document
    if document.title:
        console.print(Text(on_one_line(document.title), style="bold"))
    head = [document.id, wording.date_words(document), f"{len(document.text.split()):,} words", *document.notes]
    console.print(Text(" · ".join(on_one_line(h) for h in head), style="dim"))
    console.print(Text(" · ".join(wording.counts(reading)) or "no records found"))


def _print_records(records: Sequence[Any], cells_of: Callable[[Any], list[Cell]], console: Console, why: bool) -> None:
    rows = [[(on_one_line(words), style) for words, style in cells_of(record)] for record in records]
    widths = [max(Text(row[i][0]).cell_len for row in rows) for i in range(len(rows[0]))]
    for record, row in zip(records, rows, strict=True):
        console.print(_line(row, widths, console.width))
        console.print(Padding(Text(_shortened(on_one_line(record.text)), style="italic"), (0, 0, 0, 4)))
        for reason in _reasons(record) if why else _unresolved(record):
            console.print(Padding(Text(on_one_line(reason), style="dim"), (0, 0, 0, 6)))


def _line(row: list[Cell], widths: list[int], room: int) -> Table:
    """One line of a record. The last column takes what room is left; empty columns are left out."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    shown = [i for i in range(len(row)) if widths[i]]
    for i in shown[:-1]:
        grid.add_column(width=min(widths[i], max(8, room // 3)), overflow="fold")
    grid.add_column(ratio=1, overflow="fold")
    grid.add_row(*(Text(*row[i]) for i in shown))
    return grid


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_WORDS else words[:_LONGEST_WORDS].rsplit(" ", 1)[0] + " …"


def _unresolved(record: AnyRecord) -> list[str]:
    return [f"? {field}: {' or '.join(options) or 'nothing fits'}" for field, options in record.unresolved.items()]


def _reasons(record: AnyRecord) -> list[str]:
    return [*_unresolved(record), *(f"- {reason}" for reason in record.why)]


def _event(event: Event) -> list[Cell]:
    style = _STATUS_STYLES[event.status]
    return [
        (f"{wording.STATUS_MARKS[event.status]} {event.status}", style),
        (wording.interval(event.date), ""),
        (event.cameo or "", "dim"),
        (f"{event.event} {event.mode or ''}", "bold"),
        (wording.parties(event), ""),
    ]


def _statement(statement: Statement) -> list[Cell]:
    return [
        (wording.quoted_words(statement), "dim"),
        (wording.interval(statement.date), ""),
        (wording.headline(statement), ""),
    ]


def _figure(figure: Figure) -> list[Cell]:
    status = figure.status if figure.status and figure.status != "actual" else None
    return [
        (f"{wording.STATUS_MARKS[status]} {status}" if status else "", _STATUS_STYLES[status or "actual"]),
        (wording.amount(figure), "bold"),
        (" ".join(w for w in (wording.change_words(figure.change, figure.unit), str(figure.rank or "")) if w), "bold"),
        (figure.period or "", ""),
        (" · ".join(w for w in (wording.counted(figure), wording.actors_words(figure.of)) if w), ""),
    ]


def _fact(fact: Fact) -> list[Cell]:
    return [(fact.subject, ""), (fact.relation, "dim"), (fact.date or "", ""), (fact.object, "bold")]


def _check(check: Check) -> list[Cell]:
    verdict = f"{wording.VERDICT_MARKS[check.verdict]} {check.verdict}"
    return [(verdict, _VERDICT_STYLES[check.verdict]), (check.check, ""), (check.computed or "", "bold")]


_CELLS: dict[str, Callable[[Any], list[Cell]]] = {
    "events": _event,
    "statements": _statement,
    "figures": _figure,
    "facts": _fact,
    "checks": _check,
}
