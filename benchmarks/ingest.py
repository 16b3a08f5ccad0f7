"""Thousands of generated reports taken into a store: how fast with one process and two, and whether memory stays flat.

    python benchmarks/ingest.py FOLDER [REPORTS] [WORKERS ...]      (20,000 reports; 1 and 2 workers)

Makes the reports as JSON Lines in FOLDER, takes them in once for each number of workers, each into a store of its own.
Memory is the resident size of this process and all that it started, at each tenth of the way.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
from pathlib import Path
from time import perf_counter

import psutil

from dragoman.archive.run import Plan, ingest
from dragoman.engine.desk import Settings
from dragoman.parse.parser import DEFAULT_MODEL
from dragoman.sources.find import pieces
from dragoman.store.store import Store

LANDS = ("Norway", "Peru", "Mali", "Fiji", "Japan", "Kenya", "Chile", "Jordan", "Latvia", "Nepal", "Oman", "Ghana")
DEEDS = (
    "{a} expelled two diplomats of {b} on {day}.", "{a}'s foreign minister visited {b} on {day}.",
    "{a} imposed sanctions on {b} over fishing rights.", "{a} will send 40 tonnes of food aid to {b} next week.",
    "Protesters in {b} demanded that the government cut ties with {a}.",
    "{a} and {b} signed an agreement on water on {day}.", "{a} accused {b} of violating its airspace.",
)  # fmt: skip
FILLER = (
    "The announcement came after weeks of talks between officials of both countries, a spokesman said.",
    "Exports to {b} rose {n} percent to ${n}.4 million in the first quarter, the statistics office said.",
    '"We want good relations with all our neighbours," the minister told reporters in the capital.',
    "Observers said that the two governments had been at odds over the treaty since {year}.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def main(folder: str, count: str = "20000", *workers: str) -> None:
    source = Path(folder) / f"reports-{count}.jsonl"
    if not source.exists():
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text("".join(_report(n) for n in range(int(count))), encoding="utf-8")
    rates = {}
    for number in map(int, workers or ("1", "2")):
        rates[number] = _taken(source, Path(folder) / f"store-{number}", int(count), number)
    for number, rate in rates.items():
        print(f"{number} workers: {rate:.1f} reports/s, {rate / rates[min(rates)]:.2f} times {min(rates)}")


def _taken(source: Path, folder: Path, count: int, workers: int) -> float:
    shutil.rmtree(folder, ignore_errors=True)
    done, marks = 0, []

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if done * 10 >= count * (len(marks) + 1):
            marks.append(_megabytes())

    began = perf_counter()
    with Store.create(folder) as store:
        run = ingest(
            store, pieces([str(source)]), Plan(settings=Settings(model=DEFAULT_MODEL), workers=workers), tell=tell
        )
    taken = perf_counter() - began
    print(f"{workers} workers: {run.counts}, {taken:.0f} s, megabytes by tenth: {', '.join(f'{m:.0f}' for m in marks)}")
    return count / taken


def _megabytes() -> float:
    """Of this process and its children, what is shared counted once (PSS, where the system tells it)."""
    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        try:
            info = process.memory_full_info()
            total += getattr(info, "pss", info.rss)
        except psutil.Error:
            continue
    return total / 2**20


def _report(number: int) -> str:
    draw = random.Random(number)
    a, b = draw.sample(LANDS, 2)
    names = {"a": a, "b": b, "n": draw.randint(2, 60), "year": draw.randint(1990, 2020)}
    sentences = [s.format(**names, day=draw.choice(DAYS)) for s in (*draw.sample(DEEDS, 2), *draw.sample(FILLER, 3))]
    text = f"{' '.join(sentences[:2])}\n\n{' '.join(sentences[2:])}"
    day = f"20{draw.randint(15, 24)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return json.dumps({"text": text, "date": day, "publisher": f"Wire {number % 7}"}) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
