"""Slots of tokens turned into actors and recipients."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.what.merge import Draft
from dragoman.where.types import Places
from dragoman.who.types import Cast


class Parties:
    """Resolves the tokens of a node's slots against the cast and the places of a document."""

    def __init__(self, cast: Cast, places: Places) -> None:
        self.cast, self.places = cast, places

    def fill(self, draft: Draft) -> None:
        """Give a draft its actors and recipients, sides sorted out."""
        node = draft.node
        actors = self.actors_of(node.actors)
        recipients = self.actors_of(node.recipients)
        taken = {_key(a) for a in actors}
        recipients = [a for a in recipients if _key(a) not in taken]
        if node.mutual and len(actors) + len(recipients) > 1:
            actors, recipients = actors + recipients, []
        draft.actors, draft.recipients = actors, recipients

    def actors_of(self, tokens: list[Token]) -> list[Actor]:
        """The actors that tokens stand for, each once."""
        out: list[Actor] = []
        seen: set[tuple[str | None, str]] = set()
        for token in tokens:
            for actor in self._of(token):
                if _key(actor) not in seen:
                    seen.add(_key(actor))
                    out.append(actor)
        return out

    def _of(self, token: Token) -> tuple[Actor, ...]:
        mention = self.cast.at(token)
        if mention is not None:
            return mention.actors
        place = self.places.at(token)
        if place is not None and place.place is not None and place.place.country:
            found = place.place
            return (Actor(name=found.name, text=place.text, start=place.start, end=place.end, code=found.country),)
        owner = self.cast.owner(token)
        return owner.actors if owner is not None else ()


def _key(actor: Actor) -> tuple[str | None, str]:
    return actor.code, actor.person or actor.name if actor.code is None or actor.sector else actor.code
