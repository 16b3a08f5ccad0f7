"""Actors as the text mentions them."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor

MentionKind = Literal["name", "person", "role", "demonym", "pronoun", "reference", "place", "unknown"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A noun phrase, name, demonym or pronoun that stands for one or more actors.

    `[start, end)` spans the phrase without its relative clauses; `actors` is empty where nobody could be found.
    `kind`: a name of a state or body ("China", "NATO"), a person ("Chinese Premier Li Qiang"), a role composed of parts
    ("Russian troops", "officials"), a demonym ("Russian"), a pronoun, a reference ("both countries", "the ministry"),
    a place whose country stands for it ("Harbin"), or a capitalised name that nothing is known of.
    """

    sentence: int
    token: int
    start: int
    end: int
    text: str
    kind: MentionKind
    actors: tuple[Actor, ...]
    plural: bool = False
    why: tuple[str, ...] = ()


class Cast:
    """Everybody in a document: the mention of each head token."""

    __slots__ = ("_by_token", "mentions")

    def __init__(self, mentions: list[Mention]) -> None:
        self.mentions = sorted(mentions, key=lambda m: (m.sentence, m.token))
        self._by_token = {(m.sentence, m.token): m for m in mentions}

    def at(self, token: Token) -> Mention | None:
        """The mention whose head is this token; None where the token heads none (things, matters, events)."""
        return self._by_token.get((token.sentence.index, token.i))

    def owner(self, token: Token) -> Mention | None:
        """Whose a thing is: the mention in a possessor, a demonym, a compound or an of-phrase of this noun."""
        for deps in (("poss",), ("amod", "compound", "nmod")):
            for child in token.children:
                if child.dep in deps and (mention := self.at(child)) and mention.actors:
                    return mention
        for child in token.children:
            if child.dep == "prep" and child.lower == "of":
                for inner in child.children:
                    if inner.dep == "pobj" and (mention := self.at(inner)) and mention.actors:
                        return mention
        return None
