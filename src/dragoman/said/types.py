"""Quotations, cues and sayings: what the room finds before it makes statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor, Span


class Quote(msgspec.Struct, frozen=True):
    """Words between quotation marks: `[start, end)` with the marks, `[inner_start, inner_end)` without.

    `closed` is False where the paragraph ends before the quotation does.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    closed: bool = True


class Cue(msgspec.Struct, frozen=True):
    """A verb that reports speech. `frames` are the ways in which it takes what is said or thought.

    `clause` (said that ...), `quote` (said, "..."), `infinitive` (vowed to ...), `object` (urged X to ...), `thing`
    (denied involvement; only `objects`, where given), `naming` (called X a ...), `preposition` (warned of ...: one of
    `prepositions`), `addressee` (told X that ...: the object is who is spoken to),
    `seem` (seems to ...: the subject is part of the content).
    """

    lemma: str
    kind: str
    frames: frozenset[str]
    prepositions: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()


@dataclass(slots=True)
class Saying:
    """Somebody's words in the text, before the speaker is looked up.

    `pieces` are the `[start, end)` parts of the content, in order; a cue may stand between them.
    `head` is the cue's verb or noun; `speaker` and `addressee` are the head tokens of their phrases.
    """

    head: Token
    cue_start: int
    cue_end: int
    cue: str
    kind: str
    speaker: Token
    pieces: list[tuple[int, int]]
    why: list[str]
    addressee: Token | None = None
    quotes: list[Quote] = field(default_factory=list)

    @property
    def content_start(self) -> int:
        return self.pieces[0][0]

    @property
    def content_end(self) -> int:
        return self.pieces[-1][1]


class Attitude(NamedTuple):
    """What somebody thinks or wants: `head` is its verb, adjective or colon, `holder` the head token of whose it is.

    `holder` is None where the text names nobody ("is expected to"). `kind` is think, feel, want, support, oppose, tell,
    ask, show or seem; `frame` the way in which it was found.
    """

    head: Token
    holder: Token | None
    pieces: list[tuple[int, int]]
    kind: str
    frame: str


class Opinion(msgspec.Struct, frozen=True, kw_only=True):
    """An attitude with its words: whose it is (`holder`, as the text names them, and the `actors` they stand for)."""

    kind: str
    cue: Span
    content: tuple[Span, ...]
    holder: Span | None
    actors: tuple[Actor, ...]
    why: tuple[str, ...]
