"""The arithmetic of an evaluation: counts by text, scores, and their intervals by resampling the texts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from dragoman.evaluation.match import LEVELS, in_place_of, matched, same_actors, same_type
from dragoman.evaluation.types import (
    NONE,
    Coded,
    Estimate,
    Evaluation,
    GoldText,
    Score,
    TextErrors,
    Wrong,
)

RESAMPLES = 1000
_SEED = 20240514

# What is counted in a text: events of the gold, read and right, by what had to agree and which event.
Key = tuple[str, str]
Counts = Mapping[Key, tuple[int, int, int]]
ALL = "all"


def evaluate(
    texts: Sequence[GoldText],
    read: Iterable[Sequence[Coded]],
    *,
    levels: Sequence[str] = tuple(LEVELS),
    worst: int = 10,
    notes: Sequence[str] = (),
) -> Evaluation:
    """The scores of what was `read` in each of the texts. `levels` names what is asked to agree, of LEVELS."""
    readings = [tuple(events) for events in read]
    pairs = list(zip(texts, readings, strict=True))
    estimates = _Estimates([_counts(t.events, r, levels) for t, r in pairs])
    confusion: Counter[tuple[str, str]] = Counter()
    for text, events in pairs:
        for gold, found in in_place_of(text.events, events):
            confusion[gold.event if gold else NONE, found.event if found else NONE] += 1
    rows: dict[str, dict[str, int]] = {}
    for (gold_event, read_event), count in sorted(confusion.items()):
        rows.setdefault(gold_event, {})[read_event] = count
    with_actors = "actors" in levels
    return Evaluation(
        texts=len(texts),
        levels={level: estimates.score(level, ALL) for level in levels},
        macro_f1=estimates.macro_f1("type"),
        events=estimates.by_event("type"),
        events_with_actors=estimates.by_event("actors") if with_actors else {},
        confusion=rows,
        worst=_worst(pairs, worst, with_actors),
        notes=tuple(notes),
    )


def _counts(gold: Sequence[Coded], read: Sequence[Coded], levels: Sequence[str]) -> Counts:
    counts: dict[Key, tuple[int, int, int]] = {}
    for level in levels:
        right = Counter(gold[index].event for index in matched(gold, read, LEVELS[level]))
        in_gold, in_read = Counter(e.event for e in gold), Counter(e.event for e in read)
        for event in in_gold | in_read:
            counts[level, event] = (in_gold[event], in_read[event], right[event])
        counts[level, ALL] = (in_gold.total(), in_read.total(), right.total())
    return counts


class _Estimates:
    """Scores of all texts together, and of texts drawn with replacement, always the same draws.

    Texts that count alike are drawn as one kind, as many of them as there are.
    """

    def __init__(self, texts: Sequence[Counts]) -> None:
        kinds = Counter(tuple(sorted(counts.items())) for counts in texts)
        self._total = _sums((dict(kind), number) for kind, number in kinds.items())
        draw = random.Random(_SEED)
        names, weights = list(kinds), list(kinds.values())
        self._resampled = [
            _sums((dict(kind), number) for kind, number in Counter(draw.choices(names, weights, k=len(texts))).items())
            for _ in range(RESAMPLES if texts else 0)
        ]

    def by_event(self, level: str) -> dict[str, Score]:
        events = sorted(event for name, event in self._total if name == level and event != ALL)
        return {event: self.score(level, event) for event in events}

    def score(self, level: str, event: str) -> Score:
        gold, read, right = self._total.get((level, event), (0, 0, 0))
        drawn = [_measures(total.get((level, event), (0, 0, 0))) for total in self._resampled]
        values = _measures((gold, read, right))
        precision, recall, f1 = (_estimate(value, [d[i] for d in drawn]) for i, value in enumerate(values))
        return Score(gold=gold, read=read, right=right, precision=precision, recall=recall, f1=f1)

    def macro_f1(self, level: str) -> Estimate:
        """The mean F1 of the events that the gold has."""
        return _estimate(_macro(self._total, level), [_macro(total, level) for total in self._resampled])


def _sums(counted: Iterable[tuple[Counts, int]]) -> dict[Key, tuple[int, int, int]]:
    total: dict[Key, tuple[int, int, int]] = {}
    for counts, number in counted:
        for key, (gold, read, right) in counts.items():
            g, r, x = total.get(key, (0, 0, 0))
            total[key] = (g + number * gold, r + number * read, x + number * right)
    return total


def _measures(counts: tuple[int, int, int]) -> tuple[float, float, float]:
    """Precision, recall and F1; 0 where there is nothing to divide by."""
    gold, read, right = counts
    return (
        right / read if read else 0.0,
        right / gold if gold else 0.0,
        2 * right / (gold + read) if gold + read else 0.0,
    )


def _macro(total: Counts, level: str) -> float:
    values = [_measures(c)[2] for (name, event), c in total.items() if name == level and event != ALL and c[0]]
    return sum(values) / len(values) if values else 0.0


def _estimate(value: float, drawn: list[float]) -> Estimate:
    """With the 2.5 and 97.5 percentiles of the draws."""
    if not drawn:
        return Estimate(value, value, value)
    drawn.sort()
    last = len(drawn) - 1
    return Estimate(round(value, 4), round(drawn[round(0.025 * last)], 4), round(drawn[round(0.975 * last)], 4))


def _worst(pairs: Sequence[tuple[GoldText, tuple[Coded, ...]]], most: int, with_actors: bool) -> tuple[TextErrors, ...]:
    """The texts with the most errors, in the order of the gold where they have as many."""
    found = []
    for text, events in pairs:
        partners = matched(text.events, events, same_actors if with_actors else same_type)
        missed = tuple(e.shown() for i, e in enumerate(text.events) if i not in partners)
        taken = set(partners.values())
        wrong = tuple(Wrong(e.shown(), e.text, e.why) for i, e in enumerate(events) if i not in taken)
        if missed or wrong:
            found.append(TextErrors(source=text.source, text=text.text, missed=missed, wrong=wrong))
    return tuple(sorted(found, key=lambda t: -len(t.missed) - len(t.wrong))[:most])
