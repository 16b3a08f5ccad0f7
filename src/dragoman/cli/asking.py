"""The verbs that ask a store: events, timeline, dyad, dyads, figures, search, sql, explain, export, runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.outcome import plain_outcome, say
from dragoman.cli.read import Lexicon

if TYPE_CHECKING:
    from dragoman.questions.archive import Archive
    from dragoman.store.opened import Answer

StoreAt = Annotated[
    str, typer.Option("--store", "-s", metavar="FOLDER", envvar="DRAGOMAN_STORE", help="The store that is asked.")
]
Run = Annotated[str | None, typer.Option(metavar="RUN", help="Ask the store as it was after a run (dragoman runs).")]
Format = Annotated[
    str, typer.Option("--format", "-f", metavar="FORMAT", help="table (for people), csv, jsonl, parquet or arrow.")
]
Out = Annotated[str | None, typer.Option("--out", "-o", metavar="FILE", help="Write to a file.")]
Limit = Annotated[
    int | None, typer.Option(metavar="NUMBER", min=0, help="No more rows; 0: all. Default: 50 in a table, else all.")
]
Country = Annotated[
    list[str] | None, typer.Option("--country", "-c", metavar="CODE", help="On either side, like FRA; several: any.")
]
Source = Annotated[str | None, typer.Option(metavar="CODE", help="Who does it.")]
Target = Annotated[str | None, typer.Option(metavar="CODE", help="To whom.")]
EventIs = Annotated[list[str] | None, typer.Option("--event", metavar="EVENT", help="PLOVER's event, like SANCTION.")]
Mode = Annotated[list[str] | None, typer.Option(metavar="MODE", help="PLOVER's mode, like visit.")]
Quad = Annotated[list[int] | None, typer.Option(metavar="1-4", help="1, 2 cooperation; 3, 4 conflict; even: material.")]
Status = Annotated[
    list[str] | None,
    typer.Option(metavar="STATUS", help="actual (default), planned, historical, hypothetical, negated, or all."),
]
Context = Annotated[str | None, typer.Option(metavar="CONTEXT", help="PLOVER's context, like military.")]
PlaceIs = Annotated[str | None, typer.Option("--place", metavar="PLACE", help="Where: a country's code or a name.")]
First = Annotated[str | None, typer.Option("--from", metavar="DAY", help="From this day on.")]
Last = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Up to this day.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="As told by this publisher.")]
Confidence = Annotated[float, typer.Option(metavar="0-1", min=0, max=1, help="At least so sure.")]
By = Annotated[str, typer.Option(metavar="PERIOD", help="day, week, month, quarter or year.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.", hidden=True)]

_AGENDA_COLUMNS = ("start", "end", "outcome", "event", "mode", "actors", "recipients", "place", "announced", "why")
_HAPPENING_COLUMNS = ("day", "status", "event", "mode", "actors", "recipients", "place", "reports", "independent",
                      "disagreement", "id")  # fmt: skip
_SHORT = 50
_EVENT_COLUMNS = ("day", "status", "event", "mode", "actors", "recipients", "country", "text", "publisher", "id")
_FIGURE_COLUMNS = (
    "published",
    "measure",
    "value",
    "low",
    "high",
    "qualifier",
    "unit",
    "period",
    "source",
    "text",
    "id",
)


def _listing(name: str, told: str) -> Callable[..., None]:
    """A verb that lists events in the order of one of the archive's questions."""

    def listing(
        store: StoreAt, country: Country = None, source: Source = None, target: Target = None, event: EventIs = None,
        mode: Mode = None, quad: Quad = None, status: Status = None, context: Context = None, place: PlaceIs = None,
        first: First = None, last: Last = None, publisher: Publisher = None, confidence: Confidence = 0.0,
        run: Run = None, limit: Limit = None, format: Format = "table", out: Out = None, debug: Debug = False,
    ) -> None:  # fmt: skip
        which = _which(locals())
        with _asked(store, run, debug) as archive:
            found = getattr(archive, name)(limit=_rows(limit, format), **which)
            _give(found, format, out, limit, _EVENT_COLUMNS)

    listing.__doc__ = told
    return listing


events = _listing("events", "Events as they were reported, the latest first.")
timeline = _listing("timeline", "Events as they were reported, from the first day on.")


def dyad(
    one: Annotated[str, typer.Argument(metavar="CODE", help="A country or other actor, like FRA.")],
    two: Annotated[str, typer.Argument(metavar="CODE", help="The other one.")],
    store: StoreAt, by: By = "month", event: EventIs = None, mode: Mode = None, quad: Quad = None,
    status: Status = None, first: First = None, last: Last = None, publisher: Publisher = None,
    confidence: Confidence = 0.0, run: Run = None, format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """What two do to each other, in both directions, period by period: events, reports and happenings, scores."""
    which = _which(locals())
    with _asked(store, run, debug) as archive:
        _give(archive.dyad(one, two, by=by, **which), format, out, 0)


def dyads(
    store: StoreAt, country: Country = None, source: Source = None, target: Target = None, by: By = "month",
    event: EventIs = None, mode: Mode = None, quad: Quad = None, status: Status = None, first: First = None,
    last: Last = None, publisher: Publisher = None, confidence: Confidence = 0.0, run: Run = None,
    format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """What each does to each, period by period."""
    which = _which(locals())
    with _asked(store, run, debug) as archive:
        _give(archive.dyads(by=by, **which), format, out, 0)


def figures(
    store: StoreAt,
    words: Annotated[str | None, typer.Argument(metavar="WORDS", help="What is counted, like refugees.")] = None,
    of: Annotated[str | None, typer.Option(metavar="CODE", help="Of this actor, like FRA.")] = None,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help="In this unit, like USD.")] = None,
    first: First = None, last: Last = None, run: Run = None, limit: Limit = None, format: Format = "table",
    out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """Figures, those of one measure side by side. --from and --to are days of publication."""
    with _asked(store, run, debug) as archive:
        found = archive.figures(words, of=of, unit=unit, first=first, last=last, limit=_rows(limit, format))
        _give(found, format, out, limit, _FIGURE_COLUMNS)


def happenings(
    store: StoreAt, country: Country = None, source: Source = None, target: Target = None, event: EventIs = None,
    mode: Mode = None, status: Status = None, place: PlaceIs = None, first: First = None, last: Last = None,
    run: Run = None, limit: Limit = None, format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """What happened, each once: in how many reports, of how many independent sources, and where these disagree."""
    which = _which(locals())
    with _asked(store, run, debug) as archive:
        _give(archive.happenings(limit=_rows(limit, format), **which), format, out, limit, _HAPPENING_COLUMNS)


def agenda(
    store: StoreAt, country: Country = None, source: Source = None, target: Target = None, event: EventIs = None,
    mode: Mode = None, first: First = None, last: Last = None,
    outcome: Annotated[
        str | None, typer.Option(metavar="OUTCOME", help="coming, came true, postponed, cancelled or overdue.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DAY", help="As known on this day. Default: today.")] = None,
    run: Run = None, format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """What was planned, and what became of it: coming, came true, postponed, cancelled, overdue."""
    which = _which(locals())
    with _asked(store, run, debug) as archive:
        _give(archive.agenda(as_of=as_of, outcome=outcome, **which), format, out, 0, _AGENDA_COLUMNS)


def diff(
    before: Annotated[str, typer.Argument(metavar="BEFORE", help="A store, or STORE@RUN for an earlier state of it.")],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="Another one.")],
    format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """Which records of the same reports differ between two stores, in which fields, and why."""
    with plain_outcome(debug):
        from dragoman.questions.diff import diff as differences
        from dragoman.store.opened import Opened

        sides = [(folder, run or None) for folder, _, run in (side.partition("@") for side in (before, after))]
        with Opened(sides[0][0], run=sides[0][1]) as one, Opened(sides[1][0], run=sides[1][1]) as two:
            found = differences(one, two)
            _give(found, format, out, 0, ("change", "table", "text", "fields", "before", "after", "why_after"))


def export(
    store: StoreAt,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="plover, polecat, icews, gdelt or "
                                        "phoenix.")],
    country: Country = None, source: Source = None, target: Target = None, event: EventIs = None, mode: Mode = None,
    quad: Quad = None, context: Context = None, place: PlaceIs = None, first: First = None, last: Last = None,
    publisher: Publisher = None, confidence: Confidence = 0.0, lexicon: Lexicon = None, run: Run = None,
    out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """Events as the published data sets write them; `dragoman explain` takes the ids in the rows."""
    which = _which(locals()) | {"statuses": []}
    with _asked(store, run, debug) as archive:
        from dragoman.cli.exporting import export_to

        export_to(archive, which, format, out, lexicon)


def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='Words, "a phrase", AND, OR, NOT, prefix*.')],
    store: StoreAt, limit: Annotated[int, typer.Option(metavar="NUMBER", min=1, help="No more rows.")] = 50,
    format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """Sentences that hold some words, the best first, with the events in them."""
    with _asked(store, None, debug) as archive:
        _give(archive.search(words, limit=limit), format, out, 0, ("date", "text", "events", "title", "publisher"))


def sql(
    question: Annotated[str, typer.Argument(metavar="SQL", help="In DuckDB's SQL; docs/store.md has the tables.")],
    store: StoreAt, run: Run = None, format: Format = "table", out: Out = None, debug: Debug = False,
) -> None:  # fmt: skip
    """The answer to a question of your own."""
    with _asked(store, run, debug) as archive:
        _give(archive.ask(question), format, out, 0)


def runs(store: StoreAt, format: Format = "table", out: Out = None, debug: Debug = False) -> None:
    """The runs that made the store: when, by which versions, how many reports were read, skipped, quarantined."""
    with _asked(store, None, debug) as archive:
        _give(archive.ask("SELECT * FROM runs ORDER BY started"), format, out, 0,
              ("run", "ending", "counts", "reasons", "versions"))  # fmt: skip


def quarantine(store: StoreAt, format: Format = "table", out: Out = None, debug: Debug = False) -> None:
    """What was not read, and why; `dragoman ingest --retry` tries it again."""
    columns = ("origin", "outcome", "stage", "reason", "language", "remedy", "id")
    with _asked(store, None, debug) as archive:
        _give(archive.ask(f"SELECT {', '.join(columns)} FROM quarantine ORDER BY origin"), format, out, 0, columns[:5])


@contextmanager
def _asked(store: str, run: str | None, debug: bool) -> Iterator[Archive]:
    with plain_outcome(debug):
        from dragoman.questions.archive import Archive

        with Archive(store, run=run) as archive:
            yield archive


def _which(given: dict[str, Any]) -> dict[str, Any]:
    """The options of a verb as the fields of Filter."""
    names = {"country": "countries", "event": "events", "mode": "modes", "quad": "quads", "status": "statuses"}
    which = {names.get(name, name): value for name, value in given.items() if name in _FILTERS and value}
    if "all" in which.get("statuses", ()):
        which["statuses"] = []
    for name in ("countries", "events"):
        which |= {name: [code.upper() for code in which[name]]} if name in which else {}
    return which | {name: which[name].upper() for name in ("source", "target") if name in which}


_FILTERS = frozenset(
    ("country", "source", "target", "event", "mode", "quad", "status", "context", "place", "first", "last",
     "publisher", "confidence")
)  # fmt: skip


def _rows(limit: int | None, format: str) -> int | None:
    """How many rows are asked for: one more than a table shows, so that it can say that there are more."""
    if limit is None:
        return _SHORT + 1 if format == "table" else None
    return limit or None


def _give(answer: Answer, format: str, out: str | None, limit: int | None, columns: tuple[str, ...] = ()) -> None:
    from dragoman.cli.answers import write_answer

    if limit is None and format == "table" and len(answer) > _SHORT:
        answer.table = answer.table.slice(0, _SHORT)
        say(f"the first {_SHORT} rows; --limit 0 shows all")
    if not len(answer):
        say("nothing found")
    write_answer(answer, format, out, columns=columns)
