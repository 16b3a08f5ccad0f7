"""A mention while it is being worked out."""

from __future__ import annotations

from typing import Literal

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.lexicon import Role
from dragoman.who.types import Mention, MentionKind

Gender = Literal["f", "m"]


class Draft:
    """A noun phrase with its head `token`; `[start, end)` are offsets of its words."""

    __slots__ = ("actors", "end", "gender", "kind", "pinned", "plural", "role", "start", "token", "why")

    def __init__(
        self, token: Token, start: int, end: int, kind: MentionKind, actors: list[Actor], why: list[str]
    ) -> None:
        self.token, self.start, self.end, self.kind, self.actors, self.why = token, start, end, kind, actors, why
        self.plural = token.tag in ("NNS", "NNPS") or len(actors) > 1
        self.role: Role | None = None
        self.gender: Gender | None = None
        self.pinned = False

    def mention(self, text: str) -> Mention:
        return Mention(
            sentence=self.token.sentence.index,
            token=self.token.i,
            start=self.start,
            end=self.end,
            text=text,
            kind=self.kind,
            actors=tuple(self.actors),
            plural=self.plural,
            why=tuple(self.why),
        )
