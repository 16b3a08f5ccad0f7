"""A thing spoken of again ("the vote", "the motion"): when it was, by its earlier mention."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.records import When
from dragoman.what.dating import date_of
from dragoman.what.grammar import clause_head
from dragoman.what.types import Node
from dragoman.when.types import Times

_DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "her", "its", "their"))
_FILINGS = frozenset("complaint filing lawsuit motion petition suit".split())
_WRITINGS = _FILINGS | frozenset(
    """
    communique declaration indictment letter memo memorandum message note release report resolution ruling statement
    tweet
    """.split()
)
# How many sentences back a thing was told of.
_MEMORY = 15
# How many sentences below a headline tell what it tells.
_BELOW = 5


def is_definite(noun: Token) -> bool:
    """Whether a noun stands for something that the reader knows, and no name says whose it is."""
    if any(c.text[0].isupper() and c.dep in ("amod", "compound", "nmod", "poss") for c in noun.children):
        return False
    return any(c.lower in _DEFINITE for c in noun.children if c.dep in ("det", "poss"))


def date_of_thing(noun: Token, parsed: Parsed, times: Times) -> When | None:
    """The date of the last sentence before that tells of the same thing and has a date for it."""
    index = noun.sentence.index
    return _told(noun, reversed(parsed.sentences[max(0, index - _MEMORY) : index]), times)


def date_of_writing(noun: Token, parsed: Parsed, times: Times) -> When | None:
    """When "the motion" was filed or "the statement" made; None for what is no writing."""
    if noun.lemma not in _WRITINGS:
        return None
    index = noun.sentence.index
    return _told(noun, reversed(parsed.sentences[max(0, index - _MEMORY) : index]), times)


def date_below(token: Token, parsed: Parsed, times: Times) -> When | None:
    """For a word of a headline: the date of the first sentences below that tell of it again and have a date for it."""
    index = token.sentence.index + 1
    return _told(token, (s for s in parsed.sentences[index : index + _BELOW] if not s.heading), times)


def _told(thing: Token, sentences: Iterable[Sentence], times: Times) -> When | None:
    for sentence in sentences:
        if not times.of_sentence(sentence.index):
            continue
        for token in sentence.tokens:
            if _is_same(thing, token) and not _is_earlier(token):
                when = date_of(Node(token, "", None, None), times)[0]
                if when is None and _is_part(token):
                    when = date_of(Node(clause_head(token), "", None, None), times)[0]
                if when is not None:
                    return when
    return None


def _is_same(thing: Token, token: Token) -> bool:
    """Whether a word may stand for the same thing: the same noun, or its verb where it is no writing."""
    if thing.lemma in _FILINGS and token.lemma in _FILINGS:
        return token.is_noun
    if token.is_noun:
        return token.lemma == thing.lemma
    verbal = token.is_verb and thing.lemma not in _WRITINGS
    return verbal and (token.lemma == thing.lemma or token.lemma.removesuffix("e") in _stems(thing.lemma))


def _stems(noun: str) -> set[str]:
    """What is left of a noun that is made of a verb: announc-e of announcement, arriv-e of arrival."""
    stems = (noun.removesuffix(ending) for ending in ("ment", "al", "ation", "ion", "ance", "ing", "ure"))
    return {stem.removesuffix("e") for stem in stems if stem != noun and len(stem) > 3}


def _is_earlier(token: Token) -> bool:
    """Whether a pluperfect sets it back behind what the story tells."""
    return any(c.dep == "aux" and c.lower == "had" for c in clause_head(token).children)


def _is_part(noun: Token) -> bool:
    """Whether a noun is what its clause tells of: "filed a lawsuit", "in a statement, he announced"."""
    if noun.dep == "pobj":
        return noun.head.lower in ("in", "during", "at", "on")
    return noun.dep in ("dobj", "nsubjpass")
