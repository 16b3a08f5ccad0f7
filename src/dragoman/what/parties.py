"""Slots of tokens turned into actors and recipients."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.what.merge import Draft
from dragoman.what.types import spelling
from dragoman.where.types import Places
from dragoman.who.types import Cast

# Deeds told by a general word: whoever did the last thing told is meant.
_DEEDS = frozenset(("move", "decision", "action", "step", "measure", "operation", "act", "policy", "plan", "behavior"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))


class Parties:
    """Resolves the tokens of a node's slots against the cast, the places and the events told so far."""

    def __init__(self, cast: Cast, places: Places) -> None:
        self.cast, self.places = cast, places
        self._told: list[Draft] = []

    def fill(self, draft: Draft) -> None:
        """Give a draft its actors and recipients, sides sorted out."""
        node = draft.node
        actors = self.actors_of(node.actors)
        recipients = self.actors_of(node.recipients)
        if node.recipients and not recipients:
            recipients = self._doers_of(node.recipients, draft)
        taken = {_key(a) for a in actors}
        recipients = [a for a in recipients if _key(a) not in taken]
        if node.mutual and len(actors) + len(recipients) > 1:
            actors, recipients = actors + recipients, []
        draft.actors, draft.recipients = actors, recipients
        if actors:
            self._told.append(draft)

    def actors_of(self, tokens: list[Token]) -> list[Actor]:
        """The actors that tokens stand for, each once."""
        out: list[Actor] = []
        seen: set[tuple[str | None, str]] = set()
        for token in tokens:
            for actor in (*self._of(token), *(a for t in _examples(token) for a in self._of(t))):
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
        return self._belonging(token, 0)

    def _belonging(self, token: Token, depth: int) -> tuple[Actor, ...]:
        """Whose a thing is: its owner, or the owner of what it is of ("imports of Chilean fruit")."""
        owner = self.cast.owner(token)
        if owner is not None:
            return owner.actors
        if depth < 3 and token.is_noun:
            for child in token.children:
                if child.dep == "prep" and child.lower in ("of", "from", "by", "on", "for", "in", "against"):
                    for inner in child.children:
                        if inner.dep == "pobj":
                            mention = self.cast.at(inner)
                            found = mention.actors if mention is not None else self._belonging(inner, depth + 1)
                            if found:
                                return found
        return ()

    def _doers_of(self, tokens: list[Token], draft: Draft) -> list[Actor]:
        """Who did what a noun refers to: "condemned the attack" is aimed at the attacker told before."""
        for token in tokens:
            if not token.is_noun or not any(c.lower in _DEFINITE for c in token.children):
                continue
            lemma = spelling(token.lemma)
            for told in reversed(self._told):
                same = spelling(told.node.trigger.lemma) == lemma or any(
                    spelling(t.lemma) == lemma for t in told.node.covers
                )
                if same or (lemma in _DEEDS and told.node.event not in ("ACCUSE", "CONSULT")):
                    draft.why.append(f"recipient: who did {token.text!r}, told before")
                    return list(told.actors)
        return []


def _examples(token: Token) -> list[Token]:
    """ "allies such as Germany", "nations including France": the examples stand for the group too."""
    out: list[Token] = []
    for child in token.children:
        if child.dep == "prep" and (child.lower == "including" or any(c.lower == "such" for c in child.children)):
            out.extend(m for inner in child.children if inner.dep == "pobj" for m in inner.conjuncts())
    return out


def _key(actor: Actor) -> tuple[str | None, str]:
    return actor.code, actor.person or actor.name if actor.code is None or actor.sector else actor.code
