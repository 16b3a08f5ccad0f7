"""No change lowers a score on gold unseen (../shared is there for developers and CI only)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))
floors = pytest.importorskip("floors")

pytestmark = pytest.mark.skipif(not floors.GOLD.is_dir(), reason="no ../shared/gold here")


@pytest.mark.parametrize("entry", floors.entries(), ids=lambda e: e["gold"])
def test_floor_holds(entry: dict) -> None:
    assert floors.digest(floors.GOLD / entry["gold"]) == entry["digest"], "the gold has changed: pin it anew"
    assert floors.shortfalls(entry, floors.measure(entry)) == []


def test_a_lower_score_is_named() -> None:
    entry = {"gold": "x", "least": {"event.f1": 0.5, "event.further.status": 0.9}}
    report = {"event": {"f1": 0.4, "further": {"status": [9, 10]}}}
    assert floors.shortfalls(entry, report) == ["x: event.f1 is 0.4000, its floor 0.5000"]


def test_floors_only_rise() -> None:
    text = '[[floor]]\ngold = "x"\nleast = { "f1" = 0.5, "recall" = 0.9 }\n'
    entry = {"gold": "x", "least": {"f1": 0.5, "recall": 0.9}}
    assert floors.raised(text, entry, {"f1": 0.75, "recall": 0.8}) == text.replace("0.5", "0.75")
