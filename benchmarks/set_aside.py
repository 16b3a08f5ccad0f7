"""Set aside sentences for the fresh check: 200 of Wikinews that no rule is written from.

    python benchmarks/set_aside.py ARTICLES.jsonl READINGS_FOLDER > benchmarks/fresh_check.tsv

Drawn once with a fixed seed from the articles on international relations that are not among the readings. Only ids and
offsets are kept. The verdicts are added by hand afterwards.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from predict import read_jsonl

SEED, COUNT, SHORTEST = "fresh-2026-11-24", 200, 40


def main(articles: str, readings: str) -> None:
    known = {p.parent.name for p in Path(readings).glob("*/article.txt")}
    rows = [r for r in read_jsonl(articles) if r["looks_like_international_relations"] and r["id"] not in known]
    documents = [Document(id=r["id"], text=r["text"]) for r in rows]
    sentences = [
        (parsed.document.id, s.start, s.end)
        for parsed in Parser().parse_many(documents)
        for s in parsed.sentences
        if s.end - s.start >= SHORTEST
    ]
    drawn = sorted(random.Random(SEED).sample(sentences, COUNT))
    print("article\tstart\tend")
    for ident, start, end in drawn:
        print(f"{ident}\t{start}\t{end}")


if __name__ == "__main__":
    main(*sys.argv[1:])
