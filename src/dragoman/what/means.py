"""With what somebody was attacked, where the verb does not say: "killed in an airstrike", "a suicide bomber killed"."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.parse.types import Token
from dragoman.what.grammar import prepositions
from dragoman.what.lexicon import EventLexicon, Means
from dragoman.what.types import Node, spelling

_WITH = frozenset(("by", "during", "from", "in", "through", "using", "via", "with"))
_SUICIDE = "suicide-attack"


def arm(node: Node, lexicon: EventLexicon) -> None:
    """Give an attack the mode of its weapon, if its rule names none; a suicide attack is one whatever the rule says."""
    if node.event != "ASSAULT" or not node.trigger.is_verb:
        return
    for token in _instruments(node):
        means = _means_of(token, lexicon)
        if means is not None and (node.mode is None or means.mode == _SUICIDE):
            node.mode, node.cameo = means.mode, means.cameo
            node.why.append(f"mode: {token.text!r}")
            return


def _instruments(node: Node) -> Iterator[Token]:
    yield from (t for p, t in prepositions(node.trigger) if p in _WITH)
    yield from node.actors


def _means_of(token: Token, lexicon: EventLexicon) -> Means | None:
    lemma = spelling(token.lemma)
    for child in token.children:
        if child.dep in ("compound", "amod") and (found := lexicon.means.get(f"{child.lower} {lemma}")) is not None:
            return found
    return lexicon.means.get(lemma)
