"""Train the small model of silent relations: writes src/dragoman/what/data/silent.msgpack.

    python tools/train_model.py [--out FILE] [--most N] [--folds N]

Trained on sentences of our own only (tools/sentences.py). Its confidence is fitted on hand-written sentences
that the lexicon doesn't read, each scored by a model that has not seen it; the same ones say how well the model does.
numpy comes with spaCy.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

import sentences as written

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed
from dragoman.text.document import Document
from dragoman.what.find import EventFinder
from dragoman.what.silent import MODEL, Marks, Pair, Weights, bucket
from dragoman.when.find import TimeFinder
from dragoman.where.find import PlaceFinder
from dragoman.who.find import CastFinder
from dragoman.who.types import Cast

BUCKETS = 1 << 15
SEED = 20241
EPOCHS, RATE, DECAY, KEPT = 60, 0.05, 1e-4, 0.6
# How much a sentence of each origin counts; those that the lexicon doesn't read are what the model is for.
WEIGHT = {"hand": 12.0, "case": 2.0, "pattern": 1.0}
FLOOR = 0.25


class Example(NamedTuple):
    features: tuple[int, ...]
    event: str
    origin: str
    silent: bool


def training_digest() -> str:
    """Of the sentences written by hand."""
    digest = hashlib.sha256()
    for name in written.HAND:
        digest.update((written.FOLDER / name).read_bytes())
    return digest.hexdigest()[:16]


class Workshop:
    """The rooms that training needs."""

    def __init__(self, library: Library, parser: Parser) -> None:
        self.library, self.parser = library, parser
        self.times, self.places = TimeFinder(library), PlaceFinder(library)
        self.who, self.what = CastFinder(library), EventFinder(library)
        self.marks = Marks(self.what.lexicon)

    def sentences(self, most: int) -> list[written.Sentence]:
        """All training sentences, at most so many made from one pattern."""
        casts = (cast for _, cast in self.read([yes.text for _, yes in written.case_rows(self.library)]))
        lexicon = self.what.lexicon
        return [
            *written.by_hand(),
            *written.from_cases(self.library, lexicon.rules, casts),
            *written.from_patterns(lexicon, most, SEED),
        ]

    def read(self, texts: Sequence[str]) -> Iterator[tuple[Parsed, Cast]]:
        documents = [Document(id=str(n), text=t, date=None) for n, t in enumerate(texts)]
        for parsed in self.parser.parse_many(documents):
            yield parsed, self.who.find(parsed, self.places.find(parsed))

    def examples(self, rows: list[written.Sentence]) -> list[Example]:
        """The sentences as the buckets of their features; those whose two were not found are left out."""
        out = []
        for row, (parsed, cast) in zip(rows, self.read([r.text for r in rows]), strict=True):
            features = self._features(parsed, row, cast)
            if features:
                out.append(Example(features, row.event, row.origin, self._silent(parsed, row, cast)))
        return out

    def _silent(self, parsed: Parsed, row: written.Sentence, cast: Cast) -> bool:
        """Whether it is a sentence by hand that the lexicon doesn't read."""
        if row.origin != "hand":
            return False
        times = self.times.find(parsed)
        return self.what.lexical_relation(parsed, cast, times, row.source, row.target) is None

    def _features(self, parsed: Parsed, row: written.Sentence, cast: Cast) -> tuple[int, ...]:
        for sentence in parsed.sentences:
            pair = Pair(sentence, row.source, row.target, cast, self.marks)
            if pair.anchor is not None:
                return tuple(sorted({bucket(f, BUCKETS) for f in pair.features()}))
        return ()


class Batch:
    """Examples as flat arrays: the buckets of each, its class, its weight."""

    def __init__(self, rows: list[Example], classes: list[str]) -> None:
        self.index = np.array([f for r in rows for f in r.features], dtype=np.int64)
        self.lengths = np.array([len(r.features) for r in rows])
        self.row = np.repeat(np.arange(len(rows)), self.lengths)
        self.label = np.array([classes.index(r.event) for r in rows])
        self.value = 1 / np.sqrt(self.lengths)[self.row]
        weight = np.array([WEIGHT[r.origin] for r in rows])
        share = np.bincount(self.label, weight, len(classes))
        self.weight = weight / np.sqrt(share)[self.label]
        self.weight /= self.weight.sum()

    def logits(self, weights: np.ndarray, value: np.ndarray) -> np.ndarray:
        starts = np.concatenate(([0], np.cumsum(self.lengths)[:-1]))
        return np.add.reduceat(weights[self.index] * value[:, None], starts)


def fitted(rows: list[Example], classes: list[str]) -> np.ndarray:
    """The weights of a softmax regression, by Adam, with a part of the features hidden in each pass."""
    chance = np.random.default_rng(SEED)
    batch = Batch(rows, classes)
    weights = np.zeros((BUCKETS, len(classes)))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    target = np.eye(len(classes))[batch.label]
    for step in range(1, EPOCHS + 1):
        value = batch.value * (chance.random(len(batch.value)) < KEPT) / KEPT
        error = (softmax(batch.logits(weights, value)) - target) * batch.weight[:, None]
        slope = np.stack(
            [np.bincount(batch.index, value * error[batch.row, k], BUCKETS) for k in range(len(classes))], axis=1
        )
        slope += DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def unseen(rows: list[Example], classes: list[str], folds: int) -> tuple[np.ndarray, np.ndarray]:
    """Logits and classes of the silent hand-written sentences, each from a model fitted without it."""
    hand = [n for n, r in enumerate(rows) if r.origin == "hand"]
    logits, labels = [], []
    for fold in range(folds):
        out = {n for k, n in enumerate(hand) if k % folds == fold}
        weights = fitted([r for n, r in enumerate(rows) if n not in out], classes)
        held = Batch([rows[n] for n in sorted(out) if rows[n].silent], classes)
        logits.append(held.logits(weights, held.value))
        labels.append(held.label)
    return np.concatenate(logits), np.concatenate(labels)


def odds(logits: np.ndarray) -> np.ndarray:
    """The log odds of each row's best class."""
    best = softmax(logits).max(axis=1)
    return np.log(best / (1 - best))


def confidence(logits: np.ndarray, slope: float, shift: float) -> np.ndarray:
    return 1 / (1 + np.exp(-(slope * odds(logits) + shift)))


def calibrated(logits: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Slope and shift under which the confidence fits best what is right and what is not."""
    right = logits.argmax(axis=1) == labels

    def loss(line: tuple[float, float]) -> float:
        sure = confidence(logits, *line)
        return float(-np.log(np.where(right, sure, 1 - sure) + 1e-12).mean())

    return min(((a / 20, b / 20) for a in range(1, 61) for b in range(-60, 61)), key=loss)


def packed(weights: np.ndarray, classes: list[str], slope: float, shift: float) -> bytes:
    """The model's file."""
    scale = float(np.abs(weights).max()) / 127
    rows = zlib.compress(np.round(weights / scale).astype(np.int8).tobytes(), 9)
    return msgspec.msgpack.encode(
        Weights(
            classes=tuple(classes), buckets=BUCKETS, scale=scale, slope=slope, shift=shift, floor=FLOOR,
            training=training_digest(), rows=rows,
        )
    )  # fmt: skip


def report(logits: np.ndarray, labels: np.ndarray, slope: float, shift: float) -> None:
    """How often it is right on unseen sentences, and whether its confidence means that."""
    right, sure = logits.argmax(axis=1) == labels, confidence(logits, slope, shift)
    print(f"slope {slope:.2f}, shift {shift:.2f}")
    print(f"unseen silent sentences: {len(labels)}, right {right.mean():.3f}, mean confidence {sure.mean():.3f}")
    for low, high in ((0, 0.25), (0.25, 0.4), (0.4, 0.6), (0.6, 1.01)):
        within = (sure >= low) & (sure < high)
        if within.any():
            print(
                f"  confidence {low:.2f}-{min(high, 1):.2f}: {within.sum()} sentences, "
                f"right {right[within].mean():.2f}, mean confidence {sure[within].mean():.2f}"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--most", type=int, default=3, help="sentences made from one pattern at most")
    parser.add_argument("--folds", type=int, default=5)
    given = parser.parse_args()
    workshop = Workshop(Library(), Parser())
    rows = workshop.examples(workshop.sentences(given.most))
    classes = sorted({r.event for r in rows})
    logits, labels = unseen(rows, classes, given.folds)
    slope, shift = calibrated(logits, labels)
    report(logits, labels, slope, shift)
    content = packed(fitted(rows, classes), classes, slope, shift)
    given.out.write_bytes(content)
    print(
        f"{given.out}: {len(content)} bytes from {len(rows)} sentences, "
        f"digest {hashlib.sha256(content).hexdigest()[:16]}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
