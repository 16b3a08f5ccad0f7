"""Set aside sentences for the fresh check: 200 of news between states that no rule is written from.

    python benchmarks/set_aside.py SEED ARTICLES.jsonl [ARTICLES.jsonl ...] [-- EARLIER.tsv ...]

prints a set. Drawn once with a fixed seed from 40 of the 80 articles that name two states (or bodies of states) in the
largest share of their sentences; one article to an event where the file tells events apart, none of an earlier set.
Only ids and offsets are kept; nobody who writes rules reads those articles until the verdicts are in. The first two
sets were drawn from Wikinews alone, by its own score of nearness to international relations; its articles of that
kind are used up, and the third is from geo_geowebnews, geo_trnews and giveme5w1h_news_clusters.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path
from typing import Any

from dragoman.reader import Reader
from predict import read_jsonl

NEAREST, ARTICLES, COUNT, SHORTEST = 80, 40, 200, 40
FEWEST = 5  # sentences of an article that is weighed at all


def main(seed: str, *paths: str) -> None:
    cut = paths.index("--") if "--" in paths else len(paths)
    known = _articles_of(paths[cut + 1 :])
    draw = random.Random(seed)
    rows = [row for path in paths[:cut] for row in read_jsonl(path) if row["id"] not in known]
    draw.shuffle(rows)
    weighed = sorted(_weighed(_one_of_each_event(rows)), key=lambda found: -found[0])[:NEAREST]
    drawn = draw.sample(weighed, min(ARTICLES, len(weighed)))
    sentences = [(ident, start, end) for _, ident, spans in drawn for start, end in spans if end - start >= SHORTEST]
    print("article\tstart\tend")
    for ident, start, end in sorted(draw.sample(sentences, min(COUNT, len(sentences)))):
        print(f"{ident}\t{start}\t{end}")


def _one_of_each_event(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return list({row.get("event_id", row["id"]): row for row in rows}.values())


def _weighed(rows: list[dict[str, Any]]) -> list[tuple[float, str, list[tuple[int, int]]]]:
    """The share of an article's sentences that name two states, its id, its sentences."""
    reader = Reader()
    weighed = []
    for row in rows:
        parsed = reader.parse(row["text"])
        spans = [(s.start, s.end) for s in parsed.sentences]
        if len(spans) < FEWEST:
            continue
        named = [(m.start, a.code) for m in reader.rooms.cast(parsed).mentions for a in m.actors if a.code]
        both = sum(len({code for at, code in named if start <= at < end}) > 1 for start, end in spans)
        weighed.append((both / len(spans), row["id"], spans))
    return weighed


def _articles_of(sets: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for path in sets:
        with Path(path).open(encoding="utf-8") as handle:
            found |= {row["article"] for row in csv.DictReader(handle, delimiter="\t")}
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
