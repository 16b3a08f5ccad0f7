"""The relation between two given actors of a sentence: which of its predications joins them."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Status
from dragoman.what.types import Node

Bounds = tuple[int, int]


class Relation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a source does to a target: PLOVER event and mode, CAMEO code, status, PLOVER quad class, and why."""

    event: str
    mode: str | None = None
    cameo: str | None = None
    status: Status
    quad: int
    start: int
    end: int
    why: tuple[str, ...]


def joining(nodes: list[Node], source: Bounds, target: Bounds) -> Node | None:
    """The node that best joins the two: source among its actors, target among its recipients, else near them."""
    best: tuple[float, Node] | None = None
    for node in nodes:
        score = _score(node, source, target)
        if score > 0 and (best is None or score > best[0]):
            best = (score, node)
    return best[1] if best else None


def _score(node: Node, source: Bounds, target: Bounds) -> float:
    acts = _stands(node.actors, source)
    receives = _stands(node.recipients, target)
    score = 4.0 * acts + 3.0 * receives
    if node.mutual and (_stands(node.actors, target) or _stands(node.recipients, source)):
        score += 2
    if not acts and _stands(node.recipients, source):
        inverse = node.pattern is not None and node.pattern.inverse and _stands(node.actors, target)
        score = 5.0 if inverse else score - 2
    if not receives and _below(node, target):
        score += 1.5
    if not acts and _below(node, source):
        score += 0.5
    depth = sum(1 for _ in node.trigger.ancestors())
    weight = node.pattern.weight if node.pattern is not None else 12
    return score - 0.1 * depth + 0.01 * weight if score > 0 else 0


def _stands(tokens: list[Token], bounds: Bounds) -> bool:
    """Whether a phrase of these heads stands for what lies in the bounds: the head, or a part of its noun phrase."""
    for token in tokens:
        if bounds[0] <= token.start < bounds[1]:
            return True
        if any(bounds[0] <= t.start < bounds[1] for t in _phrase(token)):
            return True
    return False


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


def _below(node: Node, bounds: Bounds) -> bool:
    return any(bounds[0] <= t.start < bounds[1] for t in node.covers[-1].subtree())
