"""The words that report speech, from the lexicon."""

from __future__ import annotations

import msgspec

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.said.types import Cue

_FRAMES = frozenset({"clause", "quote", "infinitive", "object", "thing", "naming", "preposition", "addressee", "seem"})


class _VerbRow(msgspec.Struct):
    lemma: str
    kind: str
    frames: str
    prepositions: str = ""
    objects: str = ""


class _WordRow(msgspec.Struct):
    lemma: str
    kind: str


class _DocumentRow(msgspec.Struct):
    lemma: str


class Cues:
    """Verbs by lemma, nouns by lemma with their kind, and the nouns of documents that speak for somebody."""

    def __init__(self, library: Library) -> None:
        self.verbs = _verbs(library, "said/cues.tsv")
        self.attitudes = _verbs(library, "said/attitudes.tsv")
        rows = library.table("said/attitude_adjectives.tsv", _WordRow, key=lambda r: r.lemma)
        self.adjectives = {row.lemma: row.kind for row in rows}
        self.nouns = {row.lemma: row.kind for row in library.table("said/nouns.tsv", _WordRow, key=lambda r: r.lemma)}
        documents = library.table("said/documents.tsv", _DocumentRow, key=lambda r: r.lemma)
        self.documents = frozenset(row.lemma for row in documents)


def _verbs(library: Library, name: str) -> dict[str, Cue]:
    return {
        row.lemma: Cue(row.lemma, row.kind, _frames(row, name), _words(row.prepositions), _words(row.objects))
        for row in library.table(name, _VerbRow, key=lambda r: r.lemma)
    }


def _words(cell: str) -> frozenset[str]:
    return frozenset(filter(None, cell.split(",")))


def _frames(row: _VerbRow, name: str) -> frozenset[str]:
    frames = frozenset(row.frames.split(","))
    if unknown := frames - _FRAMES:
        raise KnowledgeError(
            name, None, "frames", f"{row.lemma}: no such frame: {', '.join(sorted(unknown))}",
            f"the frames are {', '.join(sorted(_FRAMES))}",
        )  # fmt: skip
    return frames
