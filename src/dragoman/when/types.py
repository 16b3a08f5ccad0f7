"""Times as the text mentions them."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.parse.types import Token

TimeKind = Literal["date", "time", "duration", "set"]


class TimeMention(msgspec.Struct, frozen=True, kw_only=True):
    """An expression of time, `[start, end)` in the document.

    `value` is the TIMEX3 value (`2024-05-16`, `2024-W20`, `2024-SU`, `P6M`, `PRESENT_REF`), or None where unresolved.
    `first` and `last` are the ISO bounds at the grain of the words (`2024-05-16`, `2024-05`, `2024`): a single day,
    month or year has first == last; a week has its Monday and Sunday. None for sets, for durations
    but those that reach back or on from the document date ("the past three years"), and where unresolved.
    `anchor` says what it was counted from: `document`, `text` (another date of the story) or `none` (it stands alone).
    """

    sentence: int
    token: int
    start: int
    end: int
    text: str
    kind: TimeKind
    value: str | None = None
    first: str | None = None
    last: str | None = None
    anchor: Literal["document", "text", "none"] = "none"
    why: tuple[str, ...] = ()


class Times:
    """All times of a document."""

    __slots__ = ("_by_sentence", "mentions")

    def __init__(self, mentions: list[TimeMention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self._by_sentence: dict[int, list[TimeMention]] = {}
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)

    def of_sentence(self, sentence: int) -> list[TimeMention]:
        return self._by_sentence.get(sentence, [])

    def covering(self, token: Token) -> TimeMention | None:
        """The time expression that this token is part of."""
        for mention in self.of_sentence(token.sentence.index):
            if mention.start <= token.start < mention.end:
                return mention
        return None
