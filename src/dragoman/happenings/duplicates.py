"""Near-duplicates: one wire report, printed by many with small edits, is one source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dragoman.happenings.features import PERMUTATIONS, Features, digest_of, grouped_by_day, likeness, numbers_of

WINDOW = 30  # days after which a copy is no longer looked for
LIKENESS = 0.5  # the share of runs of words that copies have in common, at the least
_ROWS = 4  # numbers of a signature that must be equal for two texts to be compared


def duplicates(reports: Iterable[Features], *, window: int = WINDOW, least: float = LIKENESS) -> dict[str, str]:
    """The group of near-duplicates of each report, by document id; a report without copies is a group of its own."""
    return grouped_by_day(reports, DuplicateFinder(window=window, least=least).add)


class DuplicateFinder:
    """Groups of near-duplicates of reports that come day by day.

    A report belongs to the group whose first report it is most like: all are held against the first, so that no
    chain of small edits leads from one text to another. What it holds is bounded by the window.
    """

    def __init__(self, *, window: int = WINDOW, least: float = LIKENESS) -> None:
        self.window, self.least = window, least
        self._firsts: dict[str, tuple[int, Features]] = {}
        self._index: dict[tuple[int, ...], list[str]] = {}

    def add(self, day: str | None, reports: Sequence[Features]) -> dict[str, str]:
        """The group of each report of a day. Days come in their order; reports without a date (None) first.

        Undated reports are held against each other only, as nobody knows which came first.
        """
        ordinal = date.fromisoformat(day).toordinal() if day else 0
        self._forget(ordinal - self.window)
        found: dict[str, str] = {}
        for features in sorted(reports, key=lambda f: f.doc):
            group = self._group_of(features)
            if group is None:
                group = digest_of("du", day or "", features.doc)
                self._firsts[group] = ordinal, features
                for key in _bands(features):
                    self._index.setdefault(key, []).append(group)
            found[features.doc] = group
        if day is None:
            self._forget(ordinal + 1)
        return found

    def _group_of(self, features: Features) -> str | None:
        candidates = sorted({group for key in _bands(features) for group in self._index.get(key, ())})
        ranked = [(likeness(features, self._firsts[group][1]), group) for group in candidates]
        best = max(ranked, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] >= self.least else None

    def _forget(self, before: int) -> None:
        for group in [g for g, (day, _) in self._firsts.items() if day < before]:
            _, features = self._firsts.pop(group)
            for key in _bands(features):
                having = self._index[key]
                having.remove(group)
                if not having:
                    del self._index[key]


def _bands(features: Features) -> list[tuple[int, ...]]:
    """The signature in bands: texts that share one may be alike."""
    if not features.minhash:
        return []
    numbers = numbers_of(features.minhash)
    return [(row, *numbers[row : row + _ROWS]) for row in range(0, PERMUTATIONS, _ROWS)]
