"""The words that report speech, from the lexicon."""

from __future__ import annotations

import msgspec

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.said.types import Cue

_FRAMES = frozenset({"clause", "quote", "infinitive", "object", "thing", "naming", "preposition", "addressee"})


class _VerbRow(msgspec.Struct):
    lemma: str
    kind: str
    frames: str
    prepositions: str = ""
    objects: str = ""


class _NounRow(msgspec.Struct):
    lemma: str
    kind: str


class _DocumentRow(msgspec.Struct):
    lemma: str


class Cues:
    """Verbs by lemma, nouns by lemma with their kind, and the nouns of documents that speak for somebody."""

    def __init__(self, library: Library) -> None:
        self.verbs = {
            row.lemma: Cue(row.lemma, row.kind, _frames(row), _words(row.prepositions), _words(row.objects))
            for row in library.table("said/cues.tsv", _VerbRow, key=lambda r: r.lemma)
        }
        self.nouns = {row.lemma: row.kind for row in library.table("said/nouns.tsv", _NounRow, key=lambda r: r.lemma)}
        rows = library.table("said/documents.tsv", _DocumentRow, key=lambda r: r.lemma)
        self.documents = frozenset(row.lemma for row in rows)


def _words(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(",")))


def _frames(row: _VerbRow) -> frozenset[str]:
    frames = frozenset(row.frames.split(","))
    if unknown := frames - _FRAMES:
        raise KnowledgeError(
            "said/cues.tsv", None, "frames", f"{row.lemma}: no such frame: {', '.join(sorted(unknown))}",
            f"the frames are {', '.join(sorted(_FRAMES))}",
        )  # fmt: skip
    return frames
