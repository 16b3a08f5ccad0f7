"""The arithmetic of an evaluation, on readings made by hand."""

from __future__ import annotations

import pytest

from dragoman.evaluation.match import LEVELS, in_place_of, matched
from dragoman.evaluation.score import evaluate
from dragoman.evaluation.types import Coded, Evaluation, GoldText


def coded(written: str) -> Coded:
    """ "CONSULT USA,FRA > RUS @ 2024-05-14"; the recipient and the day may be left out."""
    rest, _, day = written.partition(" @ ")
    left, _, recipient = rest.partition(" > ")
    event, _, actor = left.partition(" ")

    def side(codes: str) -> frozenset[str]:
        return frozenset(c for c in codes.split(",") if c)

    return Coded(event=event, actor=side(actor), recipient=side(recipient), date=day or None, why=("a rule",))


@pytest.mark.parametrize(
    ("gold", "read", "agrees"),
    [
        ("AID USA > FRA", "AID USA > FRA", ("type", "actors", "date")),
        ("AID USA > FRA", "AID USA > RUS", ("type",)),
        ("AID USA > FRA", "AID USA", ("type",)),
        ("AID USA", "AID USA > FRA", ("type",)),
        ("AID USA,DEU > FRA", "AID USA > FRA", ("type", "actors", "date")),
        ("AID USA > FRA", "AID FRA > USA", ("type",)),
        ("AID USA > FRA", "SUPPORT USA > FRA", ()),
        ("AID", "AID", ("type", "actors", "date")),
        ("CONSULT USA,FRA", "CONSULT FRA > USA", ("type", "actors", "date")),
        ("CONSULT USA > FRA", "CONSULT FRA,USA", ("type", "actors", "date")),
        ("CONSULT USA,FRA", "CONSULT FRA > RUS", ("type",)),
        ("AID USA @ 2024-05-14", "AID USA @ 2024-05-14", ("type", "actors", "date")),
        ("AID USA @ 2024-05", "AID USA @ 2024-05-14", ("type", "actors", "date")),
        ("AID USA @ 2024-05-14", "AID USA @ 2024", ("type", "actors", "date")),
        ("AID USA @ 2024-05-14", "AID USA @ 2024-05-15", ("type", "actors")),
        ("AID USA @ 2024-05-14", "AID USA", ("type", "actors")),
        ("AID USA", "AID USA @ 2024-05-14", ("type", "actors", "date")),
    ],
)
def test_what_agrees(gold: str, read: str, agrees: tuple[str, ...]) -> None:
    assert tuple(level for level, agree in LEVELS.items() if agree(coded(gold), coded(read))) == agrees


@pytest.mark.parametrize(
    ("gold", "read", "pairs"),
    [
        (["AID USA", "AID USA"], ["AID USA"], 1),
        (["AID USA"], ["AID USA", "AID USA"], 1),
        (["AID USA,FRA", "AID USA"], ["AID USA", "AID FRA"], 2),  # the first must give way
        (["AID USA", "AID RUS"], ["AID DEU"], 0),
    ],
)
def test_one_event_stands_for_one(gold: list[str], read: list[str], pairs: int) -> None:
    found = matched([coded(g) for g in gold], [coded(r) for r in read], LEVELS["actors"])
    assert len(found) == len(set(found.values())) == pairs


@pytest.mark.parametrize(
    ("gold", "read", "pairs"),
    [
        (["AID USA > FRA"], ["SUPPORT USA > FRA", "AID RUS"], [("AID", "SUPPORT"), (None, "AID")]),
        (["AID USA > FRA"], ["AID USA > FRA", "SUPPORT USA > FRA"], [("AID", "AID"), (None, "SUPPORT")]),
        (["AID USA > FRA"], ["ASSAULT RUS > SYR"], [("AID", "ASSAULT")]),  # the only two
        (["AID USA > FRA"], ["ASSAULT RUS > SYR", "COERCE IRN"], [("AID", None), (None, "ASSAULT"), (None, "COERCE")]),
        (["AID USA > FRA"], ["ASSAULT RUS > SYR", "COERCE USA"], [("AID", "COERCE"), (None, "ASSAULT")]),
        (["AID USA"], [], [("AID", None)]),
    ],
)
def test_what_was_read_in_its_place(gold: list[str], read: list[str], pairs: list[tuple[str, str]]) -> None:
    found = in_place_of([coded(g) for g in gold], [coded(r) for r in read])
    assert [(g and g.event, r and r.event) for g, r in found] == pairs


def scored(*texts: tuple[list[str], list[str]], **more: int) -> Evaluation:
    gold = [
        GoldText(source=f"g:{n}", text=f"Text {n}.", events=tuple(map(coded, events)))
        for n, (events, _) in enumerate(texts)
    ]
    return evaluate(gold, [[coded(r) for r in read] for _, read in texts], **more)


SAMPLE = scored(
    (["AID USA > FRA"], ["AID USA > FRA"]),
    (["AID USA > FRA", "ASSAULT RUS > UKR"], ["AID USA > DEU"]),
    ([], ["ASSAULT RUS > UKR"]),
    (["CONSULT USA,FRA"], ["CONSULT USA > FRA", "AID USA > FRA", "AID USA > FRA"]),
    ([], []),
)


@pytest.mark.parametrize(
    ("level", "gold", "read", "right", "precision", "recall", "f1"),
    [("type", 4, 6, 3, 0.5, 0.75, 0.6), ("actors", 4, 6, 2, 0.3333, 0.5, 0.4), ("date", 4, 6, 2, 0.3333, 0.5, 0.4)],
)
def test_scores(level: str, gold: int, read: int, right: int, precision: float, recall: float, f1: float) -> None:
    score = SAMPLE.levels[level]
    assert (score.gold, score.read, score.right) == (gold, read, right)
    assert (score.precision.value, score.recall.value, score.f1.value) == (precision, recall, f1)
    assert score.f1.low <= f1 <= score.f1.high


def test_scores_of_events() -> None:
    of_events = {name: (s.gold, s.read, s.right, s.f1.value) for name, s in SAMPLE.events.items()}
    assert of_events == {"AID": (2, 4, 2, 0.6667), "ASSAULT": (1, 1, 0, 0.0), "CONSULT": (1, 1, 1, 1.0)}
    assert SAMPLE.events_with_actors["AID"].right == 1
    assert SAMPLE.macro_f1.value == round((2 / 3 + 0 + 1) / 3, 4)


def test_confusion() -> None:
    assert SAMPLE.confusion == {
        "AID": {"AID": 2},
        "ASSAULT": {"none": 1},
        "CONSULT": {"CONSULT": 1},
        "none": {"AID": 2, "ASSAULT": 1},
    }


def test_the_worst_texts_come_first_with_reasons() -> None:
    assert [t.source for t in SAMPLE.worst] == ["g:1", "g:3", "g:2"]
    first = SAMPLE.worst[0]
    assert first.missed == ("AID USA → FRA", "ASSAULT RUS → UKR")
    assert [(w.event, w.why) for w in first.wrong] == [("AID USA → DEU", ("a rule",))]
    assert len(scored((["AID"], []), (["AID"], []), worst=1).worst) == 1


def test_intervals() -> None:
    """Half of 100 texts right: the interval of recall is that of the binomial, about 0.1 to each side."""
    right, wrong = (["AID USA"], ["AID USA"]), (["AID USA"], [])
    found = scored(*[right, wrong] * 50)
    recall = found.levels["type"].recall
    assert (recall.value, found.levels["type"].precision.value) == (0.5, 1.0)
    assert 0.38 <= recall.low <= 0.42
    assert 0.58 <= recall.high <= 0.62
    assert found == scored(*[right, wrong] * 50)  # the draws are always the same


@pytest.mark.parametrize("texts", [(), (([], []),)])
def test_nothing_gives_zeros(texts: tuple[tuple[list[str], list[str]], ...]) -> None:
    found = scored(*texts)
    assert (found.levels["type"].f1.value, found.macro_f1.value, found.confusion, found.worst) == (0.0, 0.0, {}, ())
