"""Series of dyads: how much one does to another, period by period.

Three counts stand side by side and are never mixed up: `events`, what reports tell; `reports`, how many tell it;
`happenings`, what happened, however many reports tell it.
"""

from __future__ import annotations

from dragoman.errors import OptionError
from dragoman.questions.filters import Filter
from dragoman.store.opened import Answer, Opened

GRAINS = {"day": "1 DAY", "week": "7 DAY", "month": "1 MONTH", "quarter": "3 MONTH", "year": "1 YEAR"}
_QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")


def dyads(archive: Opened, which: Filter, *, by: str = "month") -> Answer:
    """Every dyad in every period in which something is told of it.

    By quad; with the sum and mean of PLOVER's score; `per_1000_reports` holds the events against all reports that were
    published in the period.
    """
    cells = "SELECT DISTINCT period, source, target FROM told"
    return _series(archive, which, by, "true", cells, "c.source, c.target, c.period")


def dyad(archive: Opened, one: str, two: str, which: Filter, *, by: str = "month") -> Answer:
    """One dyad in both directions. Between the first and the last period, one without events is a row of zeros."""
    one, two = _code(one), _code(two)
    both = f"((source = '{one}' AND target = '{two}') OR (source = '{two}' AND target = '{one}'))"
    cells = f"""
      SELECT p.period, d.source, d.target
      FROM (SELECT CAST(unnest(generate_series(min(period), max(period), INTERVAL {_step(by)})) AS DATE) AS period
            FROM told) p, (VALUES ('{one}', '{two}'), ('{two}', '{one}')) d(source, target)
    """
    return _series(archive, which, by, both, cells, f"c.period, c.source <> '{one}'")


def _series(archive: Opened, which: Filter, by: str, pair: str, cells: str, order: str) -> Answer:
    condition, values = which.on_dyads()
    anywhere, _ = which.without_publisher().on_dyads()  # a happening has as many publishers as reports
    _step(by)
    period = f"CAST(date_trunc('{by}', {{0}}) AS DATE) AS period"
    by_quad = ", ".join(f"count(*) FILTER (quad = {n}) AS {name}" for n, name in enumerate(_QUADS, 1))
    zeros = ", ".join(f"coalesce(t.{name}, 0) AS {name}" for name in ("reports", *_QUADS))
    return archive.ask(
        f"""
        WITH told AS MATERIALIZED (
          SELECT {period.format("day")}, source, target, count(*) AS events,
            count(DISTINCT hash(doc)) AS reports, {by_quad}, sum(score) AS score_sum, avg(score) AS score_mean
          FROM dyads WHERE {pair} AND {condition} AND day IS NOT NULL GROUP BY ALL
        ), happened_then AS (
          SELECT {period.format("day")}, source, target, count(*) AS happenings
          FROM happened WHERE {pair} AND {anywhere} AND day IS NOT NULL GROUP BY ALL
        ), published AS (
          SELECT {period.format("date")}, count(*) AS all_reports FROM documents WHERE date IS NOT NULL GROUP BY ALL
        ), cells AS ({cells})
        SELECT c.period, c.source, c.target, coalesce(t.events, 0) AS events, coalesce(h.happenings, 0) AS happenings,
          {zeros}, round(coalesce(t.score_sum, 0), 3) AS score_sum, round(t.score_mean, 3) AS score_mean,
          coalesce(p.all_reports, 0) AS all_reports,
          round(1000.0 * coalesce(t.events, 0) / nullif(p.all_reports, 0), 3) AS per_1000_reports
        FROM cells c LEFT JOIN told t USING (period, source, target)
          LEFT JOIN happened_then h USING (period, source, target) LEFT JOIN published p USING (period)
        ORDER BY {order}
        """,
        values,
    )


def _step(by: str) -> str:
    if by not in GRAINS:
        raise OptionError(f"--by {by}: unknown; one of {', '.join(GRAINS)}")
    return GRAINS[by]


def _code(given: str) -> str:
    if not given.isalnum() or len(given) > 8:
        raise OptionError(f"{given}: is no code of an actor, like FRA or IGO")
    return given.upper()
