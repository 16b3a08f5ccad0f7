"""How long questions take on a store of millions of events, generated.

    python benchmarks/questions.py FOLDER [EVENTS]      makes the store in FOLDER if it is not there (5,000,000 events)

Prints seconds, cold (first question of a process) and warm (the median of five).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa

from dragoman.questions.archive import Archive
from dragoman.store.columns import READ
from dragoman.store.store import Chunk, Store

BATCH, EVENTS_IN_REPORT = 250_000, 5
_LANDS = [a + b + c for a in "ABCDEFGH" for b in "LMNOP" for c in "XYZTU"]  # 200 codes
_EVENTS = ("CONSULT", "SANCTION", "AID", "ACCUSE", "SUPPORT", "THREATEN", "ASSAULT", "AGREE")
_TEXT = "Envoys of one land met those of the other for talks on water, trade and the border that both of them claim."


def main(folder: str, count: str = "5000000") -> None:
    if not (Path(folder) / "store.json").exists():
        began = perf_counter()
        _make(folder, int(count))
        print(f"made in {perf_counter() - began:.0f} s")
    with Archive(folder) as archive:
        (row,) = archive.ask("SELECT count(*) AS n, any_value(id) AS id FROM events").rows()
        print(f"{row['n']:,} events")
        asked: dict[str, Callable[[], Any]] = {
            "one dyad by month": lambda: archive.dyad("ALX", "BLX", by="month"),
            "all dyads by month": lambda: archive.dyads(by="month"),
            "explain by id": lambda: archive.explain(row["id"]),
            "events of one dyad, the last 50": lambda: archive.events(source="ALX", target="BLX", limit=50),
        }
        for name, question in asked.items():
            times = [_timed(question) for _ in range(6)]
            print(f"{name:32} cold {times[0]:.3f} s, warm {median(times[1:]):.3f} s")


def _timed(question: Callable[[], Any]) -> float:
    began = perf_counter()
    question()
    return perf_counter() - began


def _make(folder: str, count: int) -> None:
    draw = np.random.default_rng(20241124)
    with Store.create(folder) as store:
        with store.run({"dragoman": "generated"}, {}) as run:
            for first in range(0, count, BATCH):
                run.commit(Chunk(tables=dict(_tables(draw, first, min(BATCH, count - first))), outcomes=()))
        store.compact(keep_hours=0)


def _tables(draw: np.random.Generator, first: int, size: int) -> Iterator[tuple[str, pa.Table]]:
    numbers = np.arange(first, first + size)
    docs = [f"{n // EVENTS_IN_REPORT:020x}" for n in numbers]
    ids = [f"ev_{h:016x}" for h in draw.integers(0, 2**63, size)]
    days = pa.array(draw.integers(date(2015, 1, 1).toordinal(), date(2024, 12, 31).toordinal(), size) - 719_163,
                    pa.int32()).cast(pa.date32())  # fmt: skip
    one, two = (_taken(draw, _LANDS, size) for _ in range(2))
    shared = {
        "id": ids, "doc": docs, "day": days, "published": days, "event": _taken(draw, _EVENTS, size),
        "quad": draw.integers(1, 5, size), "score": draw.uniform(-10, 10, size).round(1),
        "status": _taken(draw, ("actual",) * 8 + ("planned", "historical"), size),
        "confidence": draw.uniform(0.5, 1, size).round(2), "publisher": _taken(draw, ("Wire", "Post", "Herald"), size),
    }  # fmt: skip
    yield "events", _table("events", size, {
        **shared, "number": [i[3:15] for i in ids], "text": [_TEXT] * size, "start": [0] * size,
        "end": [len(_TEXT)] * size, "actor": _actors(one), "recipient": _actors(two),
        "codes": pa.ListArray.from_arrays(
            pa.array(np.arange(0, 2 * size + 1, 2), pa.int32()), pa.array(np.array([one, two]).T.ravel())
        ),
        "why": pa.array([["generated: 'A meet B'", "status: asserted"]] * size),
    })  # fmt: skip
    yield "dyads", _table("dyads", size, {**shared, "source": one, "target": two})
    reports = docs[::EVENTS_IN_REPORT]
    every = len(reports)
    yield "documents", _table("documents", every, {
        "doc": reports, "date": days.take(pa.array(range(0, size, EVENTS_IN_REPORT))), "text": [_TEXT] * every
    })  # fmt: skip
    yield "sentences", _table("sentences", every, {
        "doc": reports, "number": [1] * every, "start": [0] * every, "end": [len(_TEXT)] * every,
    })  # fmt: skip


def _taken(draw: np.random.Generator, values: Any, size: int) -> pa.Array:
    """Drawn so that the first are the most frequent, as in the news."""
    weights = 1 / np.arange(1, len(values) + 1)
    return pa.array(values).take(pa.array(draw.choice(len(values), size, p=weights / weights.sum())))


def _actors(codes: pa.Array) -> pa.Array:
    kind = READ["events"].field("actor").type
    size = len(codes)
    given = {"name": codes, "code": codes, "sector": pa.array(["GOV"] * size)}
    fields = [given.get(f.name, pa.nulls(size, f.type)) for f in kind.value_type]
    parts = pa.StructArray.from_arrays(fields, fields=list(kind.value_type))
    return pa.ListArray.from_arrays(pa.array(np.arange(size + 1), pa.int32()), parts)


def _table(name: str, size: int, given: dict[str, Any]) -> pa.Table:
    fields = READ[name]
    arrays = [
        (given[f.name] if isinstance(given[f.name], pa.Array) else pa.array(given[f.name])).cast(f.type)
        if f.name in given
        else pa.nulls(size, f.type)
        for f in fields
    ]
    return pa.Table.from_arrays(arrays, schema=fields)


if __name__ == "__main__":
    main(*sys.argv[1:])
