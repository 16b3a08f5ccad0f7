"""The model that speaks where the lexicon is silent: what it says, how sure, and that its file is the trainer's."""

from __future__ import annotations

import importlib
import math
import re
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.reader import Reader
from dragoman.what.relation import Relation
from dragoman.what.silent import MODEL, NONE, Weights

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def trainer() -> ModuleType:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        return importlib.import_module("train_model")
    finally:
        sys.path.remove(str(ROOT / "tools"))


@pytest.fixture(scope="module")
def weights() -> Weights:
    return msgspec.msgpack.decode(MODEL.read_bytes(), type=Weights)


def relation(reader: Reader, marked: str) -> Relation | None:
    text = re.sub(r"</?[st]>", "", marked)
    spans = []
    for tag in "st":
        before, _, rest = marked.partition(f"<{tag}>")
        start = len(re.sub(r"</?[st]>", "", before))
        inside = rest.partition(f"</{tag}>")[0]
        spans.append((start, start + len(re.sub(r"</?[st]>", "", inside))))
    return reader.relation(text, spans[0], spans[1])


# "Gizmo" and its like are no words of the lexicon's, so that these stay silent whatever rules come.
@pytest.mark.parametrize(
    ("marked", "event"),
    [
        ("<s>Norway</s> gizmoed tents, food and medicine to <t>Chad</t>.", "AID"),
        ("<s>Rebels</s> gizmoed <t>a Chadian convoy</t> with mortars and rockets.", "ASSAULT"),
        ("<s>Farmers</s> gizmoed slogans against <t>the minister</t> in the streets.", "PROTEST"),
    ],
)
def test_it_speaks_where_the_lexicon_is_silent(reader: Reader, marked: str, event: str) -> None:
    found = relation(reader, marked)
    assert found is not None
    assert found.event == event
    assert found.why[0].startswith(f"model: {event} from ")
    assert found.confidence is not None
    assert 0 < found.confidence < 1
    assert relation(reader, marked) == found


def test_what_the_lexicon_reads_is_left_to_it(reader: Reader) -> None:
    found = relation(reader, "<s>Canada</s> sanctioned <t>Belarus</t>.")
    assert found is not None
    assert found.confidence is None
    assert not any(w.startswith("model") for w in found.why)


@pytest.mark.parametrize(
    "marked",
    [
        "<s>Iran</s> is far from <t>Iceland</t>.",
        "<s>Latvia</s> is smaller than <t>Sweden</t>.",
        "<s>Denmark</s> scored twice against <t>Austria</t>.",
    ],
)
def test_it_is_silent_where_nothing_happens(reader: Reader, marked: str) -> None:
    assert relation(reader, marked) is None


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.integers(-3, 70), st.integers(-3, 70))
def test_no_text_and_no_span_breaks_it(reader: Reader, text: str, first: int, last: int) -> None:
    found = reader.relation(f"Iran {text}", (first, first + 3), (last, last + 3))
    assert found is None or found.confidence is None or 0 < found.confidence < 1


def test_the_file_is_small_and_whole(weights: Weights) -> None:
    assert MODEL.stat().st_size < 3_000_000
    assert NONE in weights.classes
    assert len(weights.classes) == 17
    assert weights.slope > 0
    assert 0 < weights.floor < 1


def test_the_file_was_trained_on_these_sentences(trainer: ModuleType, weights: Weights) -> None:
    assert weights.training == trainer.training_digest(), "the sentences have changed: run tools/train_model.py"


def test_training_is_the_same_each_time(trainer: ModuleType, parser: Parser, library: Library) -> None:
    workshop = trainer.Workshop(library, parser)
    rows = workshop.examples(list(trainer.written.by_hand())[:40])
    classes = sorted({r.event for r in rows})
    once, twice = (trainer.packed(trainer.fitted(rows, classes), classes, 1.0, 0.0) for _ in range(2))
    assert once == twice
    batch = trainer.Batch(rows, classes)
    learned = batch.logits(trainer.fitted(rows, classes), batch.value).argmax(axis=1) == batch.label
    assert learned.mean() > 0.9


def test_confidence_is_fitted_to_what_is_right(trainer: ModuleType) -> None:
    """Three answers of four right, all equally sure: that is what the confidence says."""
    logits = trainer.np.array([[2.0, 0.0]] * 400)
    labels = trainer.np.array([0, 0, 0, 1] * 100)
    slope, shift = trainer.calibrated(logits, labels)
    assert math.isclose(trainer.confidence(logits, slope, shift)[0], 0.75, abs_tol=0.01)
