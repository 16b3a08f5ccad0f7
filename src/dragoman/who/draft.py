"""A mention while it is being worked out, and the document it is in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from dragoman.parse.types import Parsed, Token
from dragoman.records import Actor
from dragoman.where.types import Places
from dragoman.who.lexicon import Lexicon, Role
from dragoman.who.names import Hit
from dragoman.who.roster import Roster
from dragoman.who.types import Mention, MentionKind

Gender = Literal["f", "m"]
_DEEPEST = 8
_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ")


class Draft:
    """A noun phrase with its head `token`; `[start, end)` are offsets of its words."""

    __slots__ = ("actors", "end", "gender", "kind", "plural", "role", "start", "token", "why")

    def __init__(
        self, token: Token, start: int, end: int, kind: MentionKind, actors: list[Actor], why: list[str]
    ) -> None:
        self.token, self.start, self.end, self.kind, self.actors, self.why = token, start, end, kind, actors, why
        self.plural = token.tag in ("NNS", "NNPS") or len(actors) > 1
        self.role: Role | None = None
        self.gender: Gender | None = None

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


class Scene:
    """One document while its cast is worked out. `make` makes the draft of a token; each is made once."""

    def __init__(
        self,
        lexicon: Lexicon,
        roster: Roster,
        parsed: Parsed,
        places: Places,
        hits: dict[int, list[Hit]],
        make: Callable[[Scene, Token, int], Draft | None],
    ) -> None:
        self.lexicon, self.words, self.roster, self.parsed, self.places = lexicon, lexicon.words, roster, parsed, places
        self._make = make
        self._hits = {(s, i): hit for s, found in hits.items() for hit in found for i in range(hit.first, hit.last + 1)}
        self._drafts: dict[tuple[int, int], Draft | None] = {}
        self.short_names: dict[str, Draft] = {}
        self.nearby: set[str] = {h.name.code for found in hits.values() for h in found if h.name and h.name.code}

    @property
    def drafts(self) -> list[Draft]:
        """What has been worked out, in no order."""
        return [d for d in self._drafts.values() if d is not None]

    def draft(self, token: Token, depth: int = 0) -> Draft | None:
        """The mention headed by this token."""
        key = (token.sentence.index, token.i)
        if key in self._drafts:
            return self._drafts[key]
        if depth > _DEEPEST:
            return None
        self._drafts[key] = None
        made = self._make(self, token, depth)
        if made is not None or key not in self._drafts:
            self._drafts[key] = made
        return self._drafts[key]

    def add_short_name(self, name: str, draft: Draft) -> None:
        """Let the first word stand for the whole: "Mahan" for Mahan Air."""
        words = name.split(" ")
        if len(words) > 1 and len(words[0]) > 2 and words[0][0].isupper():
            self.short_names.setdefault(words[0], draft)

    def put(self, token: Token, draft: Draft | None) -> None:
        """Say what a token stands for; None where it is part of another mention."""
        self._drafts[(token.sentence.index, token.i)] = draft

    def forget(self, token: Token) -> None:
        """Have a token worked out afresh."""
        self._drafts.pop((token.sentence.index, token.i), None)

    def hit(self, token: Token) -> Hit | None:
        """The known name that this token is part of."""
        return self._hits.get((token.sentence.index, token.i))

    def state(self, actor: Actor) -> Actor:
        """The state that an actor belongs to; itself where it belongs to none."""
        name = self.lexicon.country_names.get(actor.code or "")
        if name is None:
            return actor
        wikidata = self.lexicon.wikidata.get(name)
        return Actor(name=name, text=actor.text, start=actor.start, end=actor.end, code=actor.code, wikidata=wikidata)

    def actor(self, name: str, start: int, end: int, **fields: object) -> Actor:
        return Actor(name=name, text=self.parsed.original(start, end), start=start, end=end, **fields)  # type: ignore[arg-type]

    def phrase(self, start: int, end: int) -> str:
        """The words without their article."""
        text = self.parsed.original(start, end)
        for article in _ARTICLES:
            text = text.removeprefix(article)
        return text
