"""Lists from an archive: events, timelines, figures, sentences that hold some words."""

from __future__ import annotations

from dragoman.errors import OptionError
from dragoman.questions.filters import Filter
from dragoman.store.opened import Answer, Opened

_NAMES = "list_transform({0}, lambda a: coalesce(a.code || ' ', '') || a.name)"
_EVENT_COLUMNS = f"""
    e.day, e.status, e.event, e.mode, {_NAMES.format("e.actor")} AS actors,
    {_NAMES.format("e.recipient")} AS recipients, e.place.name AS place, e.place.country AS country, e.quad, e.score,
    e.context, e.size, e.confidence, e.text, e.date.start AS date_start, e.date."end" AS date_end, e.cameo,
    e.published, e.publisher, d.title, d.url, e.doc, e.id
"""


def events(archive: Opened, which: Filter, limit: int | None = None) -> Answer:
    """Events as they were reported, the latest first."""
    return _events(archive, which, "e.day DESC NULLS LAST, e.id", limit)


def timeline(archive: Opened, which: Filter, limit: int | None = None) -> Answer:
    """The same in the order of days, from the first."""
    return _events(archive, which, "e.day NULLS LAST, e.id", limit)


def _events(archive: Opened, which: Filter, order: str, limit: int | None) -> Answer:
    condition, values = which.on_events()
    found = f"SELECT * FROM events WHERE {condition}"
    if limit is not None:  # the few are found by narrow columns before the wide ones are read
        few = f"SELECT e.id FROM events e WHERE {condition} ORDER BY {order} {limited(limit)}"
        found = f"SELECT * FROM events WHERE id IN ({few})"
    return archive.ask(
        f"SELECT {_EVENT_COLUMNS} FROM ({found}) e LEFT JOIN documents d ON d.doc = e.doc ORDER BY {order}", values
    )


def figures(
    archive: Opened, words: str | None = None, *, of: str | None = None, unit: str | None = None,
    first: str | None = None, last: str | None = None, limit: int | None = None,
) -> Answer:  # fmt: skip
    """Figures whose measure holds the words, of an actor, in a unit; what is alike stands together."""
    conditions = ["true"]
    values: dict[str, str] = {}
    if words:
        conditions.append("contains(lower(coalesce(measure, '') || ' ' || coalesce(unit, '')), lower($words))")
        values["words"] = words
    if of:
        conditions.append("list_contains(list_transform(f.of, lambda a: a.code), $of)")
        values["of"] = of
    if unit:
        conditions.append("lower(f.unit) = lower($unit)")
        values["unit"] = unit
    for sign, name, day in ((">=", "first", first), ("<=", "last", last)):
        if day:
            conditions.append(f"f.published {sign} CAST(${name} AS DATE)")
            values[name] = day
    return archive.ask(
        f"""
        SELECT f.published, f.measure, f.value, f.low, f.high, f.qualifier, f.unit, {_NAMES.format("f.of")} AS of,
          f.period, f.change, f.rank, f.source, f.status, f.text, f.publisher, d.title, d.url, f.doc, f.id
        FROM figures f LEFT JOIN documents d ON d.doc = f.doc WHERE {" AND ".join(conditions)}
        ORDER BY lower(f.measure), f.unit, f.period, f.published, f.id {limited(limit)}
        """,
        values,
    )


def search(archive: Opened, words: str, limit: int = 50) -> Answer:
    """Sentences that hold the words, the best first, with their events.

    The words are a query of SQLite's FTS5: "a phrase", AND, OR, NOT, prefix*. Raises OptionError for what is none.
    """
    if not words.strip():
        raise OptionError("search: give a word to look for")
    found = archive.store.state.search(words, limit)
    return archive.ask(
        """
        WITH found AS (
          SELECT unnest($docs) AS doc, unnest($numbers) AS number, unnest(range(len($docs))) AS place
        ), held AS (
          SELECT f.place, list(e.id ORDER BY e.start) AS events FROM found f JOIN sentences s USING (doc, number)
            JOIN events e ON e.doc = s.doc AND e.start < s."end" AND e."end" > s.start GROUP BY f.place
        )
        SELECT d.date, s.text, h.events, d.title, d.publisher, d.url, f.doc, f.number AS sentence
        FROM found f JOIN sentences s USING (doc, number) LEFT JOIN documents d ON d.doc = f.doc
          LEFT JOIN held h ON h.place = f.place
        ORDER BY f.place
        """,
        {"docs": [doc for doc, _ in found], "numbers": [number for _, number in found]},
    )


def limited(limit: int | None) -> str:
    """The clause of SQL that gives no more rows."""
    return "" if limit is None else f"LIMIT {int(limit)}"
