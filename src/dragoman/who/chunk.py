"""The words of a noun phrase before and around its head."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.who.lexicon import Lexicon, Role

_BEFORE = frozenset(
    {"amod", "advmod", "case", "compound", "det", "nmod", "nummod", "npadvmod", "poss", "predet", "punct", "quantmod"}
)
_PLURALS = {"men": "man", "women": "woman"}
# The article of Arabic names, which the parse may leave hanging beside them.
_ARTICLES = frozenset({"al", "an", "as", "ash", "at", "az", "el", "ul", "ur"})


def left_edge(head: Token) -> int:
    """The index of the first word of the phrase before its head."""
    edge = head.i
    for child in reversed(head.children):
        if child.i > head.i:
            continue
        if child.dep not in _BEFORE or (child.dep == "punct" and child.text in ",;:()\"'"):
            break
        edge = _first(child)
    tokens = head.sentence.tokens
    while edge > 1 and tokens[edge - 1].text == "-" and tokens[edge - 2].lower in _ARTICLES:
        edge -= 2
    return edge


def _first(token: Token) -> int:
    while token.children and token.children[0].i < token.i:
        token = token.children[0]
    return token.i


def word(token: Token) -> str:
    """The form under which roles are listed: the lemma, plurals of capitalised words undone ("Rebels in")."""
    if (token.tag == "NNPS" or (token.tag == "NNP" and token.i == 0)) and token.lower.endswith("s"):
        if token.lower.endswith("ies"):
            return token.lower[:-3] + "y"
        return token.lower[:-1]
    return token.lemma if token.tag[0] == "N" else token.lower


def role_ending_at(lexicon: Lexicon, tokens: list[Token], last: int, first: int) -> tuple[Role, int] | None:
    """The longest role whose last word is `tokens[last]`, and the index of its first word."""
    heads = {word(tokens[last]), tokens[last].lower}
    for head in heads:
        if head not in lexicon.role_heads:
            continue
        for length in range(min(lexicon.longest_role, last - first + 1), 0, -1):
            begin = last - length + 1
            words = (*(t.lower for t in tokens[begin:last]), head)
            role = lexicon.roles.get(words)
            if role is not None:
                return role, begin
    return None


def role_with_of(lexicon: Lexicon, tokens: list[Token], at: int) -> tuple[Role, int] | None:
    """The role that goes on after its head ("secretary of state"), and the index of its last word."""
    if at + 2 >= len(tokens) or tokens[at + 1].lower not in ("of", "for", "in", "general", "-"):
        return None
    start = word(tokens[at])
    for stop in range(min(len(tokens), at + 6), at + 2, -1):
        words = (start, *(t.lower for t in tokens[at + 1 : stop]))
        role = lexicon.roles.get(words)
        if role is not None:
            return role, stop - 1
    return None


def capitalised(token: Token) -> bool:
    return token.text[0].isupper() or token.tag in ("NNP", "NNPS")
