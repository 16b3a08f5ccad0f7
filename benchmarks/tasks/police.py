"""Gold of sentences on what a police did: india_police_events (score_labels.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.parse.types import Token
from dragoman.text.document import Document
from dragoman.what.types import Node
from predict import read_jsonl
from tasks.nodes import NodeReader, Read

_DYING = frozenset(("kill", "die", "dead", "death", "killing", "slay"))
_POLICE = frozenset(("police", "policeman", "policewoman", "constable", "cop", "jawan", "paramilitary", "crpf", "raf"))
_POLICE_MODES = frozenset(("firearms", "crowd-control"))


def predict_police(path: str) -> Iterator[dict[str, Any]]:
    """What the police did in each sentence, read alone."""
    gold, reader = read_jsonl(path), NodeReader()
    documents = (Document(id=str(n), text=row["text"], date=None) for n, row in enumerate(gold))
    for row, read in zip(gold, reader.read_many(documents), strict=True):
        yield {"id": row["id"], **_deeds(read, reader)}


def _deeds(read: Read, reader: NodeReader) -> dict[str, int]:
    """The five labels of a sentence. Who arrests is the police unless somebody else is named."""
    blows = [n for n in read.done if n.event == "ASSAULT" and _by_police(n, read, reader)]
    arrests = [n for n in read.done if n.event == "COERCE" and n.mode == "arrest"]
    killed = any(_is_deadly(n) for n in blows)
    tokens = [t for s in read.parsed.sentences for t in s.tokens]
    present = any(t.lemma in _POLICE for t in tokens)
    return {
        "police_kill": int(killed),
        "police_arrest": int(bool(arrests)),
        "police_use_force": int(bool(blows)),
        "police_fail_to_act": int(present and any(t.lemma in ("fail", "failure") for t in tokens)),
        "any_police_action": int(bool(blows or arrests or any(_by_police(n, read, reader) for n in read.done))),
    }


def _by_police(node: Node, read: Read, reader: NodeReader) -> bool:
    """Whether the police did it. In this set, shots and tear gas that nobody is said to have fired are theirs."""
    if node.event == "ASSAULT" and not node.actors:
        return node.mode in _POLICE_MODES
    return any(reader.in_class(t, read.cast, "police") or t.lemma in _POLICE for t in node.actors)


def _is_deadly(node: Node) -> bool:
    """Whether somebody died of it: the deed itself, what it is told beneath, or what hangs on it."""
    around = [node.trigger, *node.covers, *node.trigger.ancestors(), *node.trigger.subtree()]
    return any(t.lemma in _DYING for t in around if not _is_apart(t, node.trigger))


def _is_apart(token: Token, trigger: Token) -> bool:
    """Beyond a clause of its own: "one was killed by the mob while police fired"."""
    node = trigger
    while node.head is not node and node is not token:
        if node.dep in ("advcl", "conj") and any(c.lower in ("while", "whereas", "but") for c in node.children):
            return True
        node = node.head
    return False
