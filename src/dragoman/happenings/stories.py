"""Reports into stories: what several reports tell of, day after day.

A day's reports are joined with each other and with the stories still open, the most similar first, as long as what is
joined is similar on average (group-average clustering of tf-idf vectors). Two stories of earlier days are never joined,
so that a story keeps its id as it grows.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from dragoman.happenings.features import Features, digest_of, grouped_by_day, vector_of

WINDOW = 30  # days without a report after which a story is closed
SIMILARITY = 0.2  # the average cosine of two reports of a story, at the least
_PRIOR = 1_000  # reports without any of the terms: how rare a term is shows only once many reports were read
_PROBED = 24  # the heaviest terms of a report, by which what is like it is looked up
_PROMISING = 0.3  # the part of the similarity that these must show
_KEPT = 160  # the heaviest terms of a story

UNDATED = 0  # the day of reports without one

Vector = dict[str, float]


def stories(reports: Iterable[Features], *, window: int = WINDOW, similarity: float = SIMILARITY) -> dict[str, str]:
    """The story of each report, by document id. The order in which reports come makes no difference."""
    return grouped_by_day(reports, StoryFinder(window=window, similarity=similarity).add)


class StoryFinder:
    """Stories of reports that come day by day; what it holds is bounded by the window."""

    def __init__(self, *, window: int = WINDOW, similarity: float = SIMILARITY) -> None:
        self.window, self.similarity = window, similarity
        self._terms = _Terms()
        self._open: dict[str, _Story] = {}
        self._index = _Index()

    def add(self, day: str | None, reports: Sequence[Features]) -> dict[str, str]:
        """The story of each report of a day. Days come in their order, each with all its reports at once.

        Reports without a date (`day` None) come first; their stories stay open until a dated report joins them.
        """
        ordinal = date.fromisoformat(day).toordinal() if day else UNDATED
        self._forget(ordinal - self.window)
        batch = sorted(reports, key=lambda features: features.doc)
        self._terms.add(ordinal, batch)
        fresh = [_Story(digest_of("sr", day or "", f.doc), (f.doc,), self._terms.weighed(f)) for f in batch]
        found: dict[str, str] = {}
        for story in self._joined(fresh):
            found.update(dict.fromkeys(story.fresh, story.id))
            self._keep(story, ordinal)
        return found

    def _joined(self, fresh: list[_Story]) -> list[_Story]:
        """The fresh reports, joined with each other and with open stories: each story that got some of them."""
        links = self._links(fresh)
        known = sorted({key for _, key, _ in links if isinstance(key, str)})
        number = {key: len(fresh) + i for i, key in enumerate(known)}
        nodes = dict(enumerate(chain(fresh, (self._open[key] for key in known))))
        near: dict[int, dict[int, float]] = {i: {} for i in nodes}
        for i, key, total in links:
            j = key if isinstance(key, int) else number[key]
            near[i][j] = near[j][i] = total
        heap = [self._bond(nodes, i, j, near[i][j]) for i in near for j in near[i] if i < j]
        heapq.heapify(heap)
        last = len(nodes)
        while heap:
            distance, i, j = heapq.heappop(heap)
            if -distance < self.similarity:
                break
            if i not in nodes or j not in nodes:
                continue
            a, b = nodes.pop(i), nodes.pop(j)
            nodes[last] = joined = a.with_(b)
            near[last] = {}
            for other in sorted(near[i].keys() | near[j].keys()):
                if other not in nodes or (joined.grows and nodes[other].grows):
                    continue
                total = near[i].get(other, 0.0) + near[j].get(other, 0.0)
                near[last][other] = near[other][last] = total
                heapq.heappush(heap, self._bond(nodes, other, last, total))
            last += 1
        return [node for node in nodes.values() if node.fresh]

    @staticmethod
    def _bond(nodes: dict[int, _Story], i: int, j: int, total: float) -> tuple[float, int, int]:
        """How similar two are on average, as the heap has it: the most similar first. Rounded against noise."""
        return -round(total / (nodes[i].size * nodes[j].size), 9), i, j

    def _links(self, fresh: list[_Story]) -> list[tuple[int, int | str, float]]:
        """Which fresh reports are like which others (by number) and which open stories (by id): summed cosines."""
        links: list[tuple[int, int | str, float]] = []
        least = self.similarity * _PROMISING
        among = _Index()
        for i, story in enumerate(fresh):
            probes = _heaviest(story.vector, _PROBED)
            for key, total in self._index.totals(probes).items():
                if total >= least * self._open[key].size:
                    links.append((i, key, _product(story.vector, self._open[key].vector)))
            for j, total in among.totals(probes).items():
                if total >= least:
                    links.append((i, int(j), _product(story.vector, fresh[int(j)].vector)))
            among.add(str(i), story.vector)
        return links

    def _keep(self, story: _Story, ordinal: int) -> None:
        known = self._open.get(story.id)
        if known is not None:
            self._index.remove(story.id, known.vector)
        vector = story.vector if len(story.vector) <= _KEPT else _heaviest(story.vector, _KEPT)
        kept = _Story(story.id, (), vector, size=story.size, last=ordinal, grows=True)
        self._open[story.id] = kept
        self._index.add(story.id, vector)

    def _forget(self, before: int) -> None:
        """Close the stories, and forget the terms, of the days before one."""
        for story in [s for s in self._open.values() if UNDATED < s.last < before]:
            self._index.remove(story.id, story.vector)
            del self._open[story.id]
        self._terms.forget(before)


class _Story:
    """A story: the sum of its reports' vectors. `fresh` are its reports of the day; `grows` if it had some before."""

    __slots__ = ("fresh", "grows", "id", "last", "size", "vector")

    def __init__(
        self, id: str, fresh: tuple[str, ...], vector: Vector, *, size: int = 1, last: int = 0, grows: bool = False
    ) -> None:
        self.id, self.fresh, self.vector, self.size, self.last, self.grows = id, fresh, vector, size, last, grows

    def with_(self, other: _Story) -> _Story:
        """Both together, under the id of the one that grows; of two fresh ones, of the first report."""
        first, second = (self, other) if self.grows or not other.grows else (other, self)
        if not first.grows and second.fresh < first.fresh:
            first, second = second, first
        vector = dict(first.vector)
        for term, weight in second.vector.items():
            vector[term] = vector.get(term, 0.0) + weight
        fresh = tuple(sorted((*first.fresh, *second.fresh)))
        return _Story(first.id, fresh, vector, size=first.size + second.size, grows=first.grows)


class _Terms:
    """In how many reports of the window each term stands."""

    def __init__(self) -> None:
        self._days: deque[tuple[int, int, Counter[str]]] = deque()
        self._reports = 0
        self._counts: Counter[str] = Counter()

    def add(self, day: int, batch: Sequence[Features]) -> None:
        counts = Counter(term for features in batch for term in features.terms)
        if day != UNDATED:
            self._days.append((day, len(batch), counts))
        self._reports += len(batch)
        self._counts.update(counts)

    def forget(self, before: int) -> None:
        while self._days and self._days[0][0] < before:
            _, reports, counts = self._days.popleft()
            self._reports -= reports
            for term, count in counts.items():
                self._counts[term] -= count
                if not self._counts[term]:
                    del self._counts[term]

    def weighed(self, features: Features) -> Vector:
        """The tf-idf vector of a report, of length one."""
        weights = {term: weight * self._rarity(term) for term, weight in vector_of(features).items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {term: weight / length for term, weight in weights.items()}

    def _rarity(self, term: str) -> float:
        return math.log((self._reports + _PRIOR) / (self._counts[term] + 1))


class _Index:
    """Which vectors have a term, and with what weight."""

    def __init__(self) -> None:
        self._by_term: dict[str, dict[str, float]] = {}

    def add(self, key: str, vector: Vector) -> None:
        for term, weight in vector.items():
            self._by_term.setdefault(term, {})[key] = weight

    def remove(self, key: str, vector: Vector) -> None:
        for term in vector:
            having = self._by_term[term]
            del having[key]
            if not having:
                del self._by_term[term]

    def totals(self, vector: Vector) -> dict[str, float]:
        """The inner product of a vector with each one that shares a term with it."""
        totals: dict[str, float] = {}
        for term, weight in vector.items():
            for key, other in self._by_term.get(term, {}).items():
                totals[key] = totals.get(key, 0.0) + weight * other
        return totals


def _heaviest(vector: Vector, most: int) -> Vector:
    return dict(sorted(vector.items(), key=lambda item: (-item[1], item[0]))[:most])


def _product(a: Vector, b: Vector) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[term] for term, weight in a.items() if term in b)
