"""The relation between two given actors of a sentence: which of its predications joins them."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Status
from dragoman.what.grammar import surface_subjects
from dragoman.what.types import Node
from dragoman.who.types import Cast

Bounds = tuple[int, int]
_SPEAKERS = frozenset(("he", "she", "it", "they", "we", "i"))


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a source does to a target: PLOVER event and mode, CAMEO code, status, PLOVER quad class, and why.

    `confidence` (0 to 1) is how often such an answer is right, given only where the model spoke (`why`: "model").
    """

    event: str
    mode: str | None = None
    cameo: str | None = None
    status: Status
    quad: int
    start: int
    end: int
    confidence: float | None = None
    why: tuple[str, ...]


def joining(nodes: list[Node], source: Bounds, target: Bounds, cast: Cast) -> Node | None:
    """The node that best joins the two: source among its actors, target among its recipients, else near them."""
    given = (_Given(source, cast), _Given(target, cast))
    best: tuple[float, Node] | None = None
    for node in nodes:
        score = _score(node, *given)
        if score > 0 and (best is None or score > best[0]):
            best = (score, node)
    return best[1] if best else None


class _Given:
    """A given actor: where it stands, and who is mentioned there."""

    def __init__(self, bounds: Bounds, cast: Cast) -> None:
        self.bounds, self.cast = bounds, cast
        inside = [m for m in cast.mentions if bounds[0] <= m.start and m.end <= bounds[1] and m.kind != "demonym"]
        self.names = {a.name for m in inside for a in m.actors}

    def among(self, tokens: list[Token]) -> bool:
        """Whether a phrase of these heads stands for the actor: its words, a part of them, or a pronoun for it."""
        for token in tokens:
            if any(self._holds(t) for t in _phrase(token)):
                return True
            if self._is_speaker(token):
                return True
            mention = self.cast.at(token)
            refers = mention is not None and mention.kind in ("pronoun", "reference")
            if refers and mention is not None and any(a.name in self.names for a in mention.actors):
                return True
        return False

    def _is_speaker(self, pronoun: Token) -> bool:
        """ "Obama said he will not": the pronoun that a clause of saying begins with is the one who says it."""
        if pronoun.lower not in _SPEAKERS or pronoun.dep not in ("nsubj", "nsubjpass"):
            return False
        return any(
            said.dep == "ccomp" and any(self._holds(t) for s in surface_subjects(said.head) for t in _phrase(s))
            for said in (pronoun.head, *pronoun.head.ancestors())
            if said.is_verb
        )

    def _holds(self, token: Token) -> bool:
        return self.bounds[0] <= token.start < self.bounds[1]

    def below(self, node: Node) -> bool:
        """Whether it stands among the words that hang on the node's outermost word."""
        outermost = min((node.trigger, *node.covers), key=lambda t: sum(1 for _ in t.ancestors()))
        return any(self._holds(t) for t in outermost.subtree())


def _score(node: Node, source: _Given, target: _Given) -> float:
    acts, receives = source.among(node.actors), target.among(node.recipients)
    score = 4.0 * acts + 3.0 * receives
    if node.mutual and (target.among(node.actors) or source.among(node.recipients)):
        score += 2
    if not acts and source.among(node.recipients):
        inverse = node.pattern is not None and node.pattern.inverse and target.among(node.actors)
        score = 5.0 if inverse else score - 2
    if not receives and target.below(node):
        score += 1.5
    if not acts and source.below(node):
        score += 0.5
    if score > 0 and _is_background(node):
        score = max(score - 2.5, 0.5)
    depth = sum(1 for _ in node.trigger.ancestors())
    weight = node.pattern.weight if node.pattern is not None else 12
    return max(score - 0.1 * depth, 0.1) + 0.01 * weight if score > 0 else 0


def _is_background(node: Node) -> bool:
    """A purpose ("sent aid to help") or a clause about a thing ("the embargo it imposed"), where a main act is told."""
    anchor = node.anchor
    if anchor.dep == "acl" and anchor.head in node.actors:
        return True
    if anchor.dep == "pcomp":
        return anchor.head.lower in ("after", "before", "since", "despite", "following")
    if anchor.dep == "advcl":
        return anchor.tag == "VB" and any(c.lower == "to" for c in anchor.children)
    told = anchor.tag in ("VBD", "VBZ", "VBP", "VBN")
    return told and anchor.dep in ("acl", "relcl")


def _phrase(token: Token) -> list[Token]:
    out, stack = [], [token]
    while stack:
        node = stack.pop()
        out.append(node)
        stack.extend(
            c for c in node.children
            if c.dep in ("poss", "amod", "compound", "nmod", "appos", "prep", "pobj", "conj", "det", "nummod")
        )  # fmt: skip
    return out
