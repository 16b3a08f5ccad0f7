"""Arithmetic on ISO dates that may be as coarse as a month or a year."""

from __future__ import annotations

from datetime import date, timedelta


def earliest(iso: str) -> date:
    """The first day that a date may mean."""
    parts = [int(p) for p in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def latest(iso: str) -> date:
    """The last day that a date may mean."""
    parts = [int(p) for p in iso.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    year, month = parts[0], parts[1] if len(parts) == 2 else 12
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def width(first: str, last: str | None) -> int:
    """How many days a span covers beyond its first."""
    return (latest(last or first) - earliest(first)).days
