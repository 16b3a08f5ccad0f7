"""Places as the text mentions them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Place


class PlaceMention(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym, `[start, end)`. `place` is None where it could be several; then `candidates` names them.

    `token` is the head token of the name. `kind`: `country`, `region`, `city`, `other`.
    """

    sentence: int
    token: int
    start: int
    end: int
    text: str
    kind: str
    place: Place | None = None
    candidates: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class Places:
    """All places of a document."""

    __slots__ = ("_by_token", "mentions")

    def __init__(self, mentions: list[PlaceMention], parts: Sequence[PlaceMention] = ()) -> None:
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self._by_token = {(m.sentence, m.token): m for m in (*mentions, *parts)}

    def at(self, token: Token) -> PlaceMention | None:
        """The toponym whose head is this token, inside a name or office too ("Texas" in "Texas Governor Abbott")."""
        return self._by_token.get((token.sentence.index, token.i))

    def covering(self, token: Token) -> PlaceMention | None:
        """The toponym that this token is part of."""
        for mention in self.mentions:
            if mention.sentence == token.sentence.index and mention.start <= token.start < mention.end:
                return mention
        return None
