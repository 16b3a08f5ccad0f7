"""Where the records of a reading lie in its text, cut into pieces that overlap no more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from dragoman.reading import Reading
from dragoman.records import AnyRecord
from dragoman.views.select import KINDS

LETTERS = {"events": "E", "statements": "S", "figures": "N", "facts": "F", "checks": "C"}


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A record with the label that it has in the text and in the list ("E3")."""

    label: str
    kind: str
    record: AnyRecord


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a mark. `main` is the record's own, the others are its further mentions."""

    mark: Mark
    start: int
    end: int
    main: bool


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text that the same marks cover. `ends` are the places that end with it."""

    start: int
    end: int
    covers: tuple[Place, ...]
    ends: tuple[Place, ...]


def marks(reading: Reading) -> list[Mark]:
    """The records with their labels, numbered by kind."""
    return [
        Mark(label=f"{LETTERS[kind]}{number}", kind=kind[:-1], record=record)
        for kind in KINDS
        for number, record in enumerate(getattr(reading, kind), 1)
    ]


def places(marked: Sequence[Mark], length: int) -> list[Place]:
    """Where the marks lie in a text of that length, each place of a mark once."""
    out = []
    for mark in marked:
        spans = {(mark.record.start, mark.record.end): True}
        for mention in mark.record.mentions:
            spans.setdefault((mention.start, mention.end), False)
        for (start, end), main in spans.items():
            if 0 <= start < end <= length:
                out.append(Place(mark=mark, start=start, end=end, main=main))
    return out


def pieces(found: Sequence[Place], start: int, end: int) -> Iterator[Piece]:
    """The stretch `[start, end)` of the text, cut wherever a place begins or ends; the shortest place comes last."""
    inside = [p for p in found if p.start < end and p.end > start]
    cuts = sorted({start, end, *(p.start for p in inside), *(p.end for p in inside)})
    begins: dict[int, list[Place]] = {}
    for place in inside:
        begins.setdefault(max(place.start, start), []).append(place)
    open_places: list[Place] = []
    for left, right in pairwise(cuts):
        if left < start or right > end:
            continue
        open_places = [p for p in open_places if p.end > left] + begins.get(left, [])
        covers = tuple(sorted(open_places, key=lambda p: p.start - p.end))
        yield Piece(start=left, end=right, covers=covers, ends=tuple(p for p in covers if p.end == right))
