"""Slots of tokens turned into actors and recipients."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Token
from dragoman.records import Actor
from dragoman.what.grammar import objects, prepositions, subjects
from dragoman.what.lexicon import EventLexicon
from dragoman.what.merge import Draft
from dragoman.what.types import Node, spelling
from dragoman.where.types import Places
from dragoman.who.types import Cast

# Deeds told by a general word: whoever did the last thing told is meant.
_DEEDS = frozenset(("move", "decision", "action", "step", "measure", "operation", "act", "policy", "plan", "behavior"))
_TOWARDS = frozenset(("with", "between", "against", "to", "towards", "toward", "on", "over"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))


class Parties:
    """Resolves the tokens of a node's slots against the cast, the places and the events told so far."""

    def __init__(self, parsed: Parsed, cast: Cast, places: Places, lexicon: EventLexicon) -> None:
        self.parsed, self.cast, self.places, self.lexicon = parsed, cast, places, lexicon
        self._told: list[Draft] = []

    def fill(self, draft: Draft) -> None:
        """Give a draft its actors and recipients, sides sorted out."""
        node = draft.node
        actors = self.actors_of(node.actors)
        recipients = self.actors_of(node.recipients)
        taken = {_key(a) for a in actors}
        if node.recipients and not recipients:
            recipients = self._doers_of(node.recipients, draft) or self._addressed(node)
        if not node.mutual and all(_key(a) in taken for a in recipients):
            recipients = recipients or self._parties_of_things(node.covers[1:])
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
        for child in token.children if depth == 0 else ():
            if child.dep == "prep" and child.lower == "from":
                origin = [a for t in child.children if t.dep == "pobj" and (m := self.cast.at(t)) for a in m.actors]
                if origin:
                    return tuple(origin)
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
        """Who did what a noun refers to: "condemned the attack" is aimed at the attacker, told here or before."""
        for token in tokens:
            if not token.is_noun:
                continue
            for clause in (c for c in token.children if c.dep in ("relcl", "acl") and token in objects(c)):
                found = self.actors_of(subjects(clause))
                if found:
                    draft.why.append(f"recipient: who did {token.text!r}, by its clause")
                    return found
            if any(c.lower in _DEFINITE for c in token.children):
                told = self._told_as(spelling(token.lemma))
                if told is not None:
                    draft.why.append(f"recipient: who did {token.text!r}, told before")
                    return list(told.actors)
        return []

    def _told_as(self, lemma: str) -> Draft | None:
        """The last event told that a noun may refer to."""
        named = {p.rule.event for p in self.lexicon.nouns.get(lemma, ())}
        for told in reversed(self._told):
            if told.node.event in named or any(spelling(t.lemma) == lemma for t in told.node.covers):
                return told
            if lemma in _DEEDS and told.node.event not in ("ACCUSE", "CONSULT"):
                return told
        return None

    def _parties_of_things(self, things: list[Token]) -> list[Actor]:
        """With whom or against whom the thing in a pattern is: "quit the treaty with Iran"."""
        for thing in things:
            found = self.actors_of([t for p, t in prepositions(thing) if p in _TOWARDS])
            if found:
                return found
        return []

    def _addressed(self, node: Node) -> list[Actor]:
        """Those asked to act, kept by their words where nothing is known of them."""
        if not node.addressed:
            return []
        return [_unknown(t, self.parsed) for t in node.recipients if t.is_noun and not t.tag.startswith("CD")]


def _unknown(token: Token, parsed: Parsed) -> Actor:
    """Somebody known by a noun phrase only."""
    words = [t for t in token.children if t.i < token.i and t.dep in ("amod", "compound", "nmod", "poss", "nummod")]
    first = min((t for w in words for t in w.subtree()), key=lambda t: t.i, default=token)
    text = parsed.original(first.start, token.end)
    return Actor(name=text, text=text, start=first.start, end=token.end)


def _examples(token: Token) -> list[Token]:
    """ "allies such as Germany", "nations including France": the examples stand for the group too."""
    out: list[Token] = []
    for child in token.children:
        if child.dep == "prep" and (child.lower == "including" or any(c.lower == "such" for c in child.children)):
            out.extend(m for inner in child.children if inner.dep == "pobj" for m in inner.conjuncts())
    return out


def _key(actor: Actor) -> tuple[str | None, str]:
    return actor.code, actor.person or actor.name if actor.code is None or actor.sector else actor.code
