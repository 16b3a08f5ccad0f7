"""The events that the reader finds in the sentences set aside, for judging by hand; and the score of the verdicts.

    python benchmarks/fresh_check.py SET ARTICLES.jsonl [...]   prints sentence and events, to be judged
    python benchmarks/fresh_check.py SET --score                precision of what was judged

SET is fresh_check, fresh_check_2 or fresh_check_3. Sentences are named by article and offsets (SET.tsv, drawn by
set_aside.py before the rules were done). Verdicts (SET_verdicts.tsv) name an event by article, start, end and code:
`right` (event and both sides as the codebook has them), `type` (right event, a party or the status wrong), `wrong` (no
such event).
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from predict import read_jsonl

HERE = Path(__file__).resolve().parent


def table(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t"))


def show(name: str, *articles: str) -> None:
    from dragoman.reader import Reader
    from dragoman.text.document import Document

    wanted: dict[str, list[tuple[int, int]]] = {}
    for row in table(HERE / f"{name}.tsv"):
        wanted.setdefault(row["article"], []).append((int(row["start"]), int(row["end"])))
    rows = [r for path in articles for r in read_jsonl(path) if r["id"] in wanted]
    dates = {r["id"]: (r.get("publication_date") or r.get("date_published") or "")[:10] for r in rows}
    documents = [
        Document(id=r["id"], text=r["text"], date=dates[r["id"]] or None, date_source="given" if dates[r["id"]] else "")
        for r in rows
    ]
    for reading in Reader().read_many(documents):
        text = reading.document.text
        for start, end in sorted(wanted[reading.document.id]):
            print(f"\n# {reading.document.id} {start} {end} ({reading.document.date})\n{text[start:end]}")
            for event in reading.events:
                if start <= event.start < end:
                    actor = ", ".join(f"{a.name} ({a.code or '-'} {a.sector or ''})" for a in event.actor)
                    recipient = ", ".join(f"{a.name} ({a.code or '-'} {a.sector or ''})" for a in event.recipient)
                    code = f"{event.event} {event.mode or ''}".strip()
                    print(
                        f"  {event.start}\t{event.end}\t{code}\t{event.status}\t{actor} -> {recipient}\t{event.why[0]}"
                    )


def score(name: str) -> None:
    counts = Counter(row["verdict"] for row in table(HERE / f"{name}_verdicts.tsv"))
    total = sum(counts.values())
    print(f"{total} events judged in {len(table(HERE / f'{name}.tsv'))} sentences: {dict(counts)}")
    print(f"precision of event with actors {counts['right'] / total:.3f}")
    print(f"precision of the event alone {1 - counts['wrong'] / total:.3f}")


if __name__ == "__main__":
    score(sys.argv[1]) if sys.argv[2:] == ["--score"] else show(*sys.argv[1:])
