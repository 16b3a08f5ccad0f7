"""Series of dyads: how much one does to another, period by period.

Three counts stand side by side and are never mixed up: `events`, what reports tell; `reports`, how many tell it;
`happenings`, what happened, however many reports tell it.
"""

from __future__ import annotations

from dragoman.errors import OptionError
from dragoman.questions.filters import Filter
from dragoman.store.opened import Answer, Opened

# A period as a whole number, which groups fast, and the first day of a period of that number.
_DAYS = "({0} - DATE '0001-01-01')"  # which is a Monday
_MONTHS = "(year({0}) * 12 + month({0}) - 1)"
GRAINS = {
    "day": (_DAYS, "DATE '0001-01-01' + CAST({0} AS INTEGER)"),
    "week": (f"{_DAYS} // 7", "DATE '0001-01-01' + CAST({0} * 7 AS INTEGER)"),
    "month": (_MONTHS, "make_date({0} // 12, {0} % 12 + 1, 1)"),
    "quarter": (f"{_MONTHS} // 3", "make_date({0} // 4, {0} % 4 * 3 + 1, 1)"),
    "year": ("year({0})", "make_date({0}, 1, 1)"),
}
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def dyads(archive: Opened, which: Filter, *, by: str = "month") -> Answer:
    """Every dyad in every period in which something is told of it.

    By quad; with the sum and mean of PLOVER's score; `per_1000_reports` holds the events against all reports that were
    published in the period.
    """
    return _series(archive, which, by, "true", "told t", "source, target, n")


def dyad(archive: Opened, one: str, two: str, which: Filter, *, by: str = "month") -> Answer:
    """One dyad in both directions. Between the first and the last period, one without events is a row of zeros."""
    one, two = _code(one), _code(two)
    both = f"((source = '{one}' AND target = '{two}') OR (source = '{two}' AND target = '{one}'))"
    cells = f"""(
      SELECT n, source, target FROM (SELECT unnest(range(min(n), max(n) + 1)) AS n FROM told),
        (VALUES ('{one}', '{two}'), ('{two}', '{one}')) d(source, target)
    ) c LEFT JOIN told t USING (n, source, target)"""
    return _series(archive, which, by, both, cells, f"n, source <> '{one}'")


def _series(archive: Opened, which: Filter, by: str, pair: str, cells: str, order: str) -> Answer:
    """`n` is the number of a period. Reports are counted apart: to count what differs within a group is slow."""
    if by not in GRAINS:
        raise OptionError(f"--by {by}: unknown; one of {', '.join(GRAINS)}")
    number, first_day = GRAINS[by]
    condition, values = which.on_dyads()
    anywhere, _ = which.without_publisher().on_dyads()  # a happening has as many publishers as reports
    of_day = number.format("day")
    by_quad = ", ".join(f"count(*) FILTER (quad = {n}) AS {name}" for n, name in enumerate(_QUADS, 1))
    zeros = ", ".join(f"coalesce(t.{name}, 0) AS {name}" for name in _QUADS)
    there = f"FROM dyads WHERE {pair} AND {condition} AND day IS NOT NULL"
    return archive.ask(
        f"""
        WITH told AS MATERIALIZED (
          SELECT {of_day} AS n, source, target, count(*) AS events, {by_quad}, sum(score) AS score_sum,
            avg(score) AS score_mean, hash({of_day}, source, target) AS cell
          {there} GROUP BY ALL
        ), telling AS (
          SELECT cell, count(*) AS reports
          FROM (SELECT hash({of_day}, source, target) AS cell, hash(doc) AS report {there} GROUP BY ALL) GROUP BY cell
        ), happened_then AS (
          SELECT {of_day} AS n, source, target, count(*) AS happenings
          FROM happened WHERE {pair} AND {anywhere} AND day IS NOT NULL GROUP BY ALL
        ), published AS (
          SELECT {number.format("date")} AS n, count(*) AS all_reports
          FROM documents WHERE date IS NOT NULL GROUP BY ALL
        )
        SELECT {first_day.format("n")} AS period, source, target, coalesce(t.events, 0) AS events,
          coalesce(h.happenings, 0) AS happenings, coalesce(r.reports, 0) AS reports, {zeros},
          round(coalesce(t.score_sum, 0), 3) AS score_sum, round(t.score_mean, 3) AS score_mean,
          coalesce(p.all_reports, 0) AS all_reports,
          round(1000.0 * coalesce(t.events, 0) / nullif(p.all_reports, 0), 3) AS per_1000_reports
        FROM {cells} LEFT JOIN telling r ON r.cell = t.cell
          LEFT JOIN happened_then h USING (n, source, target) LEFT JOIN published p USING (n)
        ORDER BY {order}
        """,
        values,
    )


def _code(given: str) -> str:
    if not given.isalnum() or len(given) > 8:
        raise OptionError(f"{given}: is no code of an actor, like FRA or IGO")
    return given.upper()
