"""Our events held against another data set, by dyad and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt

import msgspec

from dragoman.exchange.coded import Coded

Cell = tuple[str, str, str]
# Earlier drafts of PLOVER have one event for these two, YIELD.
_YIELDS = frozenset(("CONCEDE", "RETREAT"))


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """Events on both sides. An event is matched by one of the other side of its dyad, month and event of PLOVER."""

    ours: int
    theirs: int
    matched: int
    only_ours: int
    only_theirs: int


class Month(Counts, frozen=True, kw_only=True):
    """The counts of a dyad in a month, as 2024-05."""

    month: str


class Dyad(Counts, frozen=True, kw_only=True):
    """The counts of a source and a target. `correlation` is Pearson's over the months; None where it has no meaning."""

    source: str
    target: str
    correlation: float | None
    months: list[Month]


class Comparison(Counts, frozen=True, kw_only=True):
    """The counts of all, and of each dyad, the largest first.

    `correlation` is Pearson's over every dyad in every month in which either side has an event, none counting zero.
    """

    months: int
    correlation: float | None
    dyads: list[Dyad]


def compare(ours: Iterable[Coded], theirs: Iterable[Coded]) -> Comparison:
    """Counts what both sides have, what only one has, and how their series run together."""
    left, right = list(ours), list(theirs)
    together = any(item.event == "YIELD" for item in (*left, *right))
    one, two = _tally(left, together), _tally(right, together)
    cells: dict[tuple[str, str], dict[str, Counts]] = {}
    for source, target, month in sorted(one.keys() | two.keys()):
        counts = _counts(one.get((source, target, month), Counter()), two.get((source, target, month), Counter()))
        cells.setdefault((source, target), {})[month] = counts
    months = len({month for by_month in cells.values() for month in by_month})
    dyads = [_dyad(source, target, by_month, months) for (source, target), by_month in cells.items()]
    dyads.sort(key=lambda d: (-(d.ours + d.theirs), d.source, d.target))
    every = [counts for by_month in cells.values() for counts in by_month.values()]
    return Comparison(**_sum(every), months=months, correlation=_correlation(every, months * len(cells)), dyads=dyads)


def _tally(items: Iterable[Coded], together: bool) -> dict[Cell, Counter[str]]:
    found: dict[Cell, Counter[str]] = {}
    for item in items:
        event = "YIELD" if together and item.event in _YIELDS else item.event
        found.setdefault((item.source, item.target, item.day[:7]), Counter())[event] += 1
    return found


def _counts(ours: Counter[str], theirs: Counter[str]) -> Counts:
    one, two, both = ours.total(), theirs.total(), (ours & theirs).total()
    return Counts(ours=one, theirs=two, matched=both, only_ours=one - both, only_theirs=two - both)


def _dyad(source: str, target: str, by_month: Mapping[str, Counts], months: int) -> Dyad:
    every = list(by_month.values())
    listed = [Month(month=month, **msgspec.structs.asdict(counts)) for month, counts in by_month.items()]
    return Dyad(source=source, target=target, **_sum(every), correlation=_correlation(every, months), months=listed)


def _sum(every: Iterable[Counts]) -> dict[str, int]:
    total = dict.fromkeys(("ours", "theirs", "matched", "only_ours", "only_theirs"), 0)
    for counts in every:
        for name in total:
            total[name] += getattr(counts, name)
    return total


def _correlation(every: Iterable[Counts], size: int) -> float | None:
    """Pearson's over `size` pairs, those not given being zero on both sides; None for fewer than 3, or no change."""
    every = list(every)
    x, y = sum(c.ours for c in every), sum(c.theirs for c in every)
    xx, yy = sum(c.ours**2 for c in every), sum(c.theirs**2 for c in every)
    xy = sum(c.ours * c.theirs for c in every)
    spread = (size * xx - x * x) * (size * yy - y * y)
    return round((size * xy - x * y) / sqrt(spread), 4) if size >= 3 and spread > 0 else None
