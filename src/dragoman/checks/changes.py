"""Change arithmetic: a value and its change give the value before; two values give the change."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.checks.types import Finding, Material, readable
from dragoman.records import Figure

_TOLERANCE = 0.01  # of the value: figures in the news are rounded


def change_arithmetic(material: Material) -> Iterator[Finding]:
    """ "$240.1bn in 2023, up 26.3 percent": implies 190.1 billion in 2022, and agrees with that value if it is told."""
    for figure in material.figures:
        before = _value_before(figure)
        if before is None or figure.change is None:
            continue
        period = figure.change.baseline_period
        told = _told(material.figures, figure, period)
        if told is not None and told.value is not None:
            close = abs(told.value - before) <= _TOLERANCE * max(abs(before), abs(told.value))
            yield Finding(
                check="change arithmetic", verdict="consistent" if close else "inconsistent",
                start=figure.start, end=figure.end, reason="the value before is told too",
                computed=_computed(before, figure, period), records=(figure.id, told.id),
            )  # fmt: skip
        else:
            yield Finding(
                check="change arithmetic", verdict="implies", start=figure.start, end=figure.end,
                reason="value and change give the value before", computed=_computed(before, figure, period),
                records=(figure.id,),
            )  # fmt: skip


def _value_before(figure: Figure) -> float | None:
    change, value = figure.change, figure.value
    if change is None or value is None or change.direction is None:
        return None
    sign = 1.0 if change.direction == "up" else -1.0
    if change.percent is not None:
        factor = 1 + sign * change.percent / 100
        return value / factor if factor > 0 else None
    return value - sign * change.amount if change.amount is not None else None


def _told(figures: list[Figure], figure: Figure, period: str | None) -> Figure | None:
    """Another figure of the same measure and unit for the period before."""
    if period is None:
        return None
    for other in figures:
        same = other.unit == figure.unit and other.measure is not None and other.measure == figure.measure
        if other is not figure and same and other.period == period:
            return other
    return None


def _computed(value: float, figure: Figure, period: str | None) -> str:
    unit = f" {figure.unit}" if figure.unit else ""
    return f"{readable(value)}{unit}" + (f" in {period}" if period else " before")
