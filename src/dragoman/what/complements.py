"""What a word governs: the clauses and nouns that an operator can take, and who is named in them."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.what.grammar import around, counted, objects, prepositions
from dragoman.what.types import Node
from dragoman.when.types import Times

_WHEN = frozenset(("after", "before", "since", "while", "by", "without", "despite", "following", "during", "upon"))
_NOUN_PREPS = frozenset(("of", "for", "to", "on", "from", "against", "in", "about", "at", "over"))


def clausal(token: Token, preps: frozenset[str], times: Times) -> list[Token]:
    """The clauses that a word governs, the nearest first; with `preps`, those that go with one of them."""
    out: list[Token] = []
    bare = not preps or any(
        c.lower in preps and c.dep in ("prep", "dative") and not any(times.covering(o) for o in c.children)
        for c in token.children
    )
    for child in token.children:
        if child.i < token.i and child.dep != "ccomp":
            continue
        if child.dep in ("xcomp", "ccomp", "acl"):
            if bare and (child.is_verb or child.tag[:2] in ("JJ", "NN")):
                out.append(child)
        elif child.dep == "advcl":
            if bare and child.tag == "VB" and any(c.lower == "to" for c in child.children):
                out.append(child)
        elif child.dep in ("prep", "agent"):
            if child.lower in preps or (not preps and child.lower not in _WHEN):
                out.extend(c for c in child.children if c.dep == "pcomp" and c.is_verb)
            if preps and child.lower in preps:
                out.extend(g for c in child.children for g in c.children if g.dep == "acl" and g.tag == "VB")
        elif child.dep in ("dobj", "oprd", "acomp", "attr") and token.is_verb:
            out.extend(g for g in child.children if g.dep in ("acl", "xcomp") and g.tag == "VB")
    return [m for verb in out for m in [verb, *(c for c in verb.children if c.dep == "conj" and c.is_verb)]]


def nominal(token: Token, preps: frozenset[str]) -> list[Token]:
    """The nouns that a word governs: the object of a verb, what an of- or for-phrase of a noun holds."""
    out: list[Token] = []
    if token.is_verb:
        if preps:
            out += [t for p, t in around(token) if p in preps]
        else:
            for found in map(counted, objects(token)):
                out.append(found)
                out += [c for c in found.children if c.dep == "compound"]
            if token.dep == "amod":
                out.append(token.head)
    else:
        wanted = preps or _NOUN_PREPS
        out += [counted(t) for p, t in prepositions(token) if p in wanted]
        if preps and not out and token.dep == "dobj":  # "put [an end] [to the talks]", as the parser may have it
            out += [counted(t) for p, t in prepositions(token.head) if p in preps and t.i > token.i]
        if not preps or "of" in preps:
            out += [c for c in token.children if c.dep == "compound" and c.is_noun]
    return [t for t in out if t.is_noun]


def qualified(noun: Token, nodes: dict[int, Node], taken: set[int]) -> tuple[Node, Token] | None:
    """ "The ban it imposed on", "curfew hours imposed in": the verb after a noun that has taken its event to itself."""
    about = {noun.i, *(c.i for c in noun.children if c.dep == "compound")}
    for verb in noun.children:
        node = nodes.get(verb.i) if verb.dep in ("acl", "relcl") and verb.i not in taken else None
        if node is not None and any(t.i in about for t in node.covers):
            return node, verb
    return None


def charged(verb: Token) -> list[Token]:
    """What somebody is accused of: alleged, so no event of its own."""
    return [
        c
        for p in verb.children
        if p.dep == "prep" and p.lower in ("of", "with")
        for c in p.children
        if c.dep == "pcomp"
    ]


def take_participants(node: Node, nodes: dict[int, Node], taken: set[int]) -> None:
    """Who is meant by an act that names somebody only in its purpose, and who acts where a meeting is said to.

    "Gave funds to support refugees": aid for the refugees. "The summit of A and B failed": A and B failed.
    """
    if node.event in ("AID", "PROTEST") and not node.recipients:
        for verb in (c for t in (node.trigger, *node.covers) for c in t.children):
            inner = nodes.get(verb.i) if verb.tag == "VB" and verb.dep in ("advcl", "acl", "relcl", "xcomp") else None
            if inner is not None and inner is not node and inner.recipients and verb.i not in taken:
                node.recipients = inner.recipients
                taken.add(verb.i)
                return
    for actor in node.actors:
        meeting = nodes.get(actor.i)
        if meeting is not None and meeting is not node and meeting.event == "CONSULT" and meeting.actors:
            node.actors = [t for a in node.actors for t in (meeting.actors if a is actor else [a])]
            return


def stranger(inner: Node, outer: Node) -> bool:
    """Whether the complement was done by somebody else, by its own words."""
    return bool(inner.actors) and not set(inner.actors) & set(outer.actors)
