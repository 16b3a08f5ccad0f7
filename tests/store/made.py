"""A store's worth of pieces, and a reading of them that needs no model: what it gives depends on the piece alone.

python made.py STORE COUNT SIZE      ingests COUNT pieces, SIZE at a time, each committed by itself
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dragoman.archive import ingest
from dragoman.engine.desk import Outcome, chunk_of, not_read
from dragoman.reading import Reading
from dragoman.records import Actor, Event, Statement, When, record_id
from dragoman.sources.types import Fault, Piece, Skipped
from dragoman.store import store as stores
from dragoman.store.rows import rows_of
from dragoman.store.store import Chunk, Store
from dragoman.text.document import Document

CODES = ("NOR", "FJI", "PER", "MLI", "IGO", "JPN")
EVENTS = (("CONSULT", "visit", 1, 1.0), ("SANCTION", None, 4, -6.0), ("AID", None, 2, 7.0), ("ACCUSE", None, 3, -2.0))


def pieces(count: int) -> list[Piece | Fault]:
    """Some reports, with a fault of the source now and then."""
    found: list[Piece | Fault] = []
    for n in range(count):
        day = (date(2024, 1, 1) + timedelta(days=n % 400)).isoformat()
        text = f"Envoys of land {n} met those of land {n + 1}. Nobody knows what they said on day {n}."
        found.append(Piece(origin=f"made/{n}", content=text.encode(), date=day, publisher=f"Wire {n % 3}"))
        if n % 50 == 49:
            found.append(Fault(origin=f"made/{n}:1", stage="source", reason="broken line"))
    return found


def reading_of(piece: Piece, number: int) -> Reading:
    text = piece.content.decode()
    document = Document(id=piece.id, text=text, date=piece.date, date_source="given", source=piece.publisher)
    event, mode, quad, score = EVENTS[number % len(EVENTS)]
    one, two = (
        Actor(name=code, text="land", start=10, end=14, code=code, sector="GOV")
        for code in (CODES[number % len(CODES)], CODES[(number + 1) % len(CODES)])
    )
    first = text.index(".") + 1
    spans = {"doc": piece.id, "start": 0, "end": first, "text": text[:first], "why": ("made",)}
    told = Event(
        id=record_id("event", piece.id, 0, first, event), event=event, mode=mode, quad=quad, score=score,
        status="planned" if number % 7 == 3 else "actual", actor=(one,), recipient=(two,), date=When(start=piece.date),
        size={"dead": number}, confidence=0.9, unresolved={"place": ("A", "B")}, **spans,
    )  # fmt: skip
    said = Statement(
        id=record_id("statement", piece.id, 0, first), speaker=one, cue="said",
        content={"start": 0, "end": first, "text": text[:first]}, quoted="no", **spans,
    )  # fmt: skip
    return Reading(document, [told], [said], [], [], [], (0, first + 1))


def read_piece(piece: Piece) -> Outcome:
    number = int(piece.origin.partition("/")[2])
    if number % 10 == 9:
        return not_read(piece.id, Skipped(origin=piece.origin, reason="not English", language="fj"))
    return Outcome(piece.id, "read", rows_of(reading_of(piece, number), piece.origin))


def read(chunks: Iterable[list[Piece]]) -> Iterator[Chunk]:
    for chunk in chunks:
        yield chunk_of(map(read_piece, chunk))


def take_in(store: Store, count: int, size: int = 100) -> dict[str, int]:
    """Ingests the pieces, and gives the counts of the run."""
    with store.run({"dragoman": "made"}, {"count": count}) as run:
        ingest.Ingest(run, size=size).take(pieces(count), read)
        return dict(run.counts)


if __name__ == "__main__":
    ingest._COMMIT_EVERY_S = 0.0
    stores._PACK_AFTER = 2  # so that a kill may strike while files are packed
    with Store.create(sys.argv[1]) as opened:
        print("go", flush=True)
        take_in(opened, int(sys.argv[2]), int(sys.argv[3]))
