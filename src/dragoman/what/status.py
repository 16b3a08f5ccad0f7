"""Whether it happened: from auxiliaries, negation, conditions, infinitives and dates, said once for all rules."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.parse.types import Token
from dragoman.records import Status
from dragoman.what.days import earliest, latest
from dragoman.what.lexicon import EventLexicon
from dragoman.what.types import Node

# Older than this against the document date is background, not news.
HISTORICAL_AFTER = timedelta(days=3 * 365)
# "Flew to Oslo to meet": who sets out for something means to do it.
_GOING = frozenset(("arrive", "come", "depart", "fly", "gather", "go", "head", "leave", "return", "travel"))
# "Was quick to condemn": did so.
_PROMPT = frozenset(("first", "last", "quick", "swift"))
_PAST = ("VBD", "VBN")


def status_of(node: Node, lexicon: EventLexicon) -> tuple[Status, str]:
    """The status of a node by grammar alone, and why."""
    if node.refused:
        return "actual", "status: the refusal"
    trigger, anchor = node.trigger, node.anchor
    found = _of_verb(anchor, lexicon) if anchor.is_verb else _of_noun(anchor, lexicon)
    if anchor is not trigger:
        inner = _of_noun(trigger, lexicon) if trigger.is_noun else _negation(trigger)
        if inner is not None and (found is None or inner[0] == "negated"):
            found = inner
    if found is not None and found[1] == "purpose" and _is_occasion(node, lexicon):
        found = "actual", f"done at what {anchor.head.text!r} tells"
    if node.status is not None:
        if found is not None and found[0] == "negated":
            return ("actual" if node.status == "negated" else "negated"), f"status: {found[1]} over {node.status}"
        if node.status == "actual" and found is not None:
            return found
        return node.status, "status: the operator"
    return found or ("actual", "status: asserted")


def _negation(verb: Token) -> tuple[Status, str] | None:
    for child in verb.children:
        if child.dep == "neg" or (child.lower in ("never", "not") and child.dep == "advmod"):
            return "negated", f"negation {child.text!r}"
    return None


def _of_verb(verb: Token, lexicon: EventLexicon) -> tuple[Status, str] | None:
    words = lexicon.status
    negated = _negation(verb)
    if negated is not None:
        return negated
    if _is_inverted(verb):
        return "hypothetical", "an inverted condition"
    auxiliary: tuple[Status, str] | None = None
    infinitive = False
    for child in verb.children:
        if child.dep == "aux":
            if child.lower == "to":
                infinitive = True
            elif ("aux", child.lemma) in words or ("aux", child.lower) in words:
                status = words.get(("aux", child.lower)) or words[("aux", child.lemma)]
                if status == "would":
                    unreal = any(c.dep == "aux" and c.lower == "have" for c in verb.children)
                    status = "planned" if not unreal and _reported_past(verb) else "hypothetical"
                auxiliary = (_known(status), f"auxiliary {child.text!r}")
        elif child.dep == "mark" and ("mark", child.lower) in words:
            return _known(words[("mark", child.lower)]), f"clause of {child.text!r}"
        elif child.dep == "advmod" and ("adverb", child.lower) in words:
            auxiliary = auxiliary or (_known(words[("adverb", child.lower)]), f"adverb {child.text!r}")
        elif child.dep in ("nsubj", "nsubjpass") and any(
            c.lower in ("no", "neither") and c.dep in ("det", "preconj") for c in child.children
        ):
            return "negated", f"negation of {child.text!r}"
    if auxiliary is not None:
        return auxiliary
    if infinitive:
        return _of_infinitive(verb, lexicon)
    if verb.tag == "VBG" and any(c.dep == "aux" and c.lemma == "be" for c in verb.children):
        return None
    if (
        verb.dep == "conj"
        and verb.head.is_verb
        and not any(c.dep in ("nsubj", "nsubjpass", "aux") for c in verb.children)
    ):
        return _of_verb(verb.head, lexicon)
    if verb.dep in ("advcl", "ccomp", "relcl") and verb.head is not verb:
        for ancestor in verb.ancestors():
            if ancestor.dep == "advcl" and any(
                c.dep == "mark" and ("mark", c.lower) in words for c in ancestor.children
            ):
                return "hypothetical", "inside a condition"
    return None


def _is_inverted(verb: Token) -> bool:
    """ "Had Japan shot it down", "should it be given": a condition without its word."""
    subject = verb.child("nsubj", "nsubjpass")
    return (
        verb.dep == "advcl"
        and subject is not None
        and any(c.dep == "aux" and c.lower in ("had", "should", "were") and c.i < subject.i for c in verb.children)
    )


def _of_infinitive(verb: Token, lexicon: EventLexicon) -> tuple[Status, str] | None:
    head = verb.head
    if verb.dep in ("xcomp", "ccomp") and ("governor", head.lemma) in lexicon.status and _is_told(head):
        return _of_verb(head, lexicon)
    if head.lower in _PROMPT or any(c.dep == "acomp" and c.lower in _PROMPT for c in head.children):
        governor = head if head.is_verb else head.head
        return _of_verb(governor, lexicon) if governor.is_verb and governor is not verb else None
    if head.lemma == "be" and verb.dep in ("xcomp", "ccomp", "ROOT", "advcl"):
        return "planned", "'be to'"
    if verb.dep == "advcl":
        return ("planned" if head.lemma in _GOING else "hypothetical"), "purpose"
    if verb.dep in ("acl", "relcl"):
        return "planned", f"infinitive at {head.text!r}"
    if verb.dep in ("xcomp", "ccomp"):
        return "hypothetical", f"infinitive at {head.text!r}"
    if verb.dep == "conj" and head.is_verb:
        return _of_infinitive(head, lexicon)
    return None


def _is_occasion(node: Node, lexicon: EventLexicon) -> bool:
    """ "Gathered to discuss", "rallied to demand": what people come together for is done there and then."""
    governor = node.anchor.head
    meets = ("meeting", governor.lemma) in lexicon.status and governor.tag in _PAST
    return meets and node.event in ("CONSULT", "PROTEST", "REQUEST") and _of_verb(governor, lexicon) is None


def _is_told(governor: Token) -> bool:
    """ "Had to fire", "was forced to leave": done, where "has to" and "is forced to" leave it open."""
    return governor.lemma != "have" or governor.tag in _PAST


def _of_noun(noun: Token, lexicon: EventLexicon) -> tuple[Status, str] | None:
    for child in noun.children:
        if child.dep == "det" and child.lower in ("no", "neither", "any") and child.lower != "any":
            return "negated", f"negation {child.text!r}"
        if child.dep in ("amod", "compound", "advmod", "nmod"):
            status = lexicon.status.get(("modifier", child.lower))
            if status is not None:
                return _known(status), f"modifier {child.text!r}"
    if noun.dep in ("attr", "nsubj", "nsubjpass") and noun.head.is_verb:
        found = _of_verb(noun.head, lexicon)
        if found is None:
            return None
        if noun.dep == "attr" or found[0] == "planned" or (found[0] == "negated" and _occurs(noun.head, lexicon)):
            return found
    return None


def _occurs(verb: Token, lexicon: EventLexicon) -> bool:
    """ "Take place", "go ahead", "happen": the verb says of its subject only that it is."""
    words = [verb.lemma, *(f"{verb.lemma} {child.lower}" for child in verb.children)]
    return any(("occurrence", word) in lexicon.status for word in words)


def _reported_past(verb: Token) -> bool:
    """ "said it would sign": the future as seen from the past."""
    if any(a.dep == "advcl" and any(c.lower == "if" for c in a.children) for a in verb.children):
        return False
    node = verb
    while node.head is not node:
        if node.dep in ("ccomp", "relcl", "acl") and node.head.tag in (*_PAST, "VBZ", "NN", "NNS"):
            return True
        if node.dep not in ("conj", "xcomp", "ccomp", "advcl"):
            return False
        node = node.head
    # A root "would" beside a quoted or parenthetical cue.
    return any(c.dep in ("parataxis", "ccomp") and c.tag in _PAST for c in node.children)


def _known(status: str) -> Status:
    return status  # type: ignore[return-value]


def by_date(status: Status, first: str | None, last: str | None, document: str | None) -> tuple[Status, str | None]:
    """The status held against the date of the event and of the document; a reason where it changed."""
    if document is None or first is None or status in ("negated", "hypothetical"):
        return status, None
    day = date.fromisoformat(document)
    if status == "actual" and earliest(first) > day:
        return "planned", f"status: {first} is after the document date"
    if status == "actual" and latest(last or first) < day - HISTORICAL_AFTER:
        return "historical", f"status: {last or first} is more than three years before the document date"
    return status, None
