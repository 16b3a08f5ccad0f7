"""Set aside sentences for the fresh check: 200 of Wikinews that no rule is written from.

    python benchmarks/set_aside.py SEED ARTICLES.jsonl READINGS_FOLDER [EARLIER.tsv ...] > benchmarks/fresh_check_N.tsv

Drawn once with a fixed seed from 30 of the 60 articles nearest to international relations (by the words in them) that
are not among the readings nor in an earlier set. Only ids and offsets are kept; nobody who writes rules reads those
articles until the verdicts are in.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from predict import read_jsonl

NEAREST, ARTICLES, COUNT, SHORTEST = 60, 30, 200, 40


def main(seed: str, articles: str, readings: str, *earlier: str) -> None:
    known = {p.parent.name for p in Path(readings).glob("*/article.txt")} | _articles_of(earlier)
    rows = [r for r in read_jsonl(articles) if r["id"] not in known and not r["is_interview_or_very_long"]]
    rows = sorted(rows, key=lambda r: -r["international_relations_score"])[:NEAREST]
    draw = random.Random(seed)
    drawn_rows = draw.sample(rows, min(ARTICLES, len(rows)))
    sentences = [
        (parsed.document.id, s.start, s.end)
        for parsed in Parser().parse_many(Document(id=r["id"], text=r["text"]) for r in drawn_rows)
        for s in parsed.sentences
        if s.end - s.start >= SHORTEST
    ]
    print("article\tstart\tend")
    for ident, start, end in sorted(draw.sample(sentences, min(COUNT, len(sentences)))):
        print(f"{ident}\t{start}\t{end}")


def _articles_of(sets: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for path in sets:
        with open(path, encoding="utf-8") as handle:
            found |= {row["article"] for row in csv.DictReader(handle, delimiter="\t")}
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
