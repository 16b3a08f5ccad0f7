"""A thing spoken of again ("the vote", "the motion"): when it was, by its earlier mention."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Token
from dragoman.records import When
from dragoman.what.dating import date_of
from dragoman.what.grammar import clause_head
from dragoman.what.types import Node
from dragoman.when.types import Times

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their"))
# How many sentences back a thing was told of.
_MEMORY = 15


def is_definite(noun: Token) -> bool:
    """Whether a noun stands for something that the reader knows, and no name says whose it is."""
    if any(c.text[0].isupper() and c.dep in ("amod", "compound", "nmod", "poss") for c in noun.children):
        return False
    return any(c.lower in _DEFINITE for c in noun.children if c.dep in ("det", "poss"))


def date_of_thing(noun: Token, parsed: Parsed, times: Times) -> When | None:
    """The date of the last sentence before that tells of the same thing and has a date for it."""
    index = noun.sentence.index
    for sentence in reversed(parsed.sentences[max(0, index - _MEMORY) : index]):
        if not times.of_sentence(sentence.index):
            continue
        for token in sentence.tokens:
            if token.lemma == noun.lemma and (token.is_noun or token.is_verb):
                when = date_of(Node(token, "", None, None), times)[0]
                if when is None and _is_part(token):
                    when = date_of(Node(clause_head(token), "", None, None), times)[0]
                if when is not None:
                    return when
    return None


def _is_part(noun: Token) -> bool:
    """Whether a noun is what its clause tells of: "filed a lawsuit", "in a statement, he announced"."""
    if noun.dep == "pobj":
        return noun.head.lower in ("in", "during", "at")
    return noun.dep in ("dobj", "nsubjpass")
