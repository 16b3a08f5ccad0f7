"""Who stands where around a verb or noun: passives, relatives, control, coordination, said once for all rules."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.parse.types import Token

_SUBJECTS = ("nsubj", "csubj", "expl")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
# "Called it a reprisal": verbs that give a name, where else they ask or phone.
_NAMING = frozenset(("call", "brand", "term"))
_QUOTES = frozenset(("'", '"', "\u2018", "\u201c", "``", "`"))
_QUESTION = ("WDT", "WP", "WP$", "WRB")
_CONTROLLED = ("xcomp", "advcl", "ccomp", "pcomp")
# Verbs whose object does what the infinitive says. Verbs outside are controlled by their subject.
OBJECT_CONTROL = frozenset(
    """
    accuse advise allow appeal ask authorize authorise beg bar cause challenge command compel convince
    direct dissuade enable encourage entitle expect forbid force get help implore induce instruct intend
    invite lead let make mandate need oblige order permit persuade press pressure prevent prompt push
    remind request require stop suspect tell tempt urge want warn blame condemn criticize criticise
    denounce charge convict
    """.split()
)
_COUNTS = frozenset(
    """
    ten hundred thousand million dozen score number group handful couple pair lot majority some most many all both
    part rest half worth percent contingent batch wave
    """.split()
)
# "Issued a statement condemning": who speaks through what is written.
WRITTEN = frozenset("statement letter resolution report note communique declaration message tweet petition".split())


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive: with an auxiliary, as a reduced relative, or joined to such a one."""
    if verb.tag not in ("VBN", "VBD"):
        return False
    has_own = False
    for child in verb.children:
        if child.dep == "auxpass" or child.dep in _PASSIVE_SUBJECTS:
            return True
        if child.dep in ("aux", "nsubj", "dobj"):
            has_own = True
    if verb.tag != "VBN" or has_own:
        return False
    if verb.dep in ("acl", "amod", "oprd"):
        return True
    if verb.dep == "conj" and verb.head.is_verb:
        return is_passive(verb.head)
    return verb.dep in ("advcl", "ROOT", "ccomp", "xcomp") and any(c.dep == "agent" for c in verb.children)


def surface_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The subject of a verb as the sentence has it, found through conjunction, control and relative clauses."""
    if depth > 6:
        return []
    own = verb.child(*_SUBJECTS, *_PASSIVE_SUBJECTS)
    if own is not None:
        if own.lower in _RELATIVES and verb.dep == "relcl":
            return [verb.head]
        if own.dep != "expl":
            return _subject_members(own)
    head = verb.head
    if head is verb:
        return []
    if verb.dep == "conj":
        if head.is_verb or head.tag == "MD":
            return surface_subjects(head, depth + 1)
        return []
    if verb.dep == "acl":
        if verb.tag == "VBG" and head.lemma in WRITTEN and (writers := _holders(head, depth + 1)):
            return writers
        if verb.tag in ("VBG", "VBN", "VBD"):
            return [head]
        return _holders(head, depth + 1)
    if verb.dep == "relcl":
        return [head] if own is None else []
    if verb.dep in _CONTROLLED:
        return _controller(verb, head, depth)
    return []


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    """Who does what an infinitive or participle says."""
    if verb.dep == "pcomp":
        governor = head.head
        if governor.is_verb and _done_by_object(governor, head.lower):
            return objects(governor)
        if governor.is_noun:
            return _holders(governor, depth + 1)
        # "is guilty of breaking", "is responsible for bombing"
        if governor.tag[:2] == "JJ" and governor.dep in ("acomp", "attr", "oprd"):
            governor = governor.head
        return surface_subjects(governor, depth + 1) if governor.is_verb else []
    if head.is_noun:
        return _holders(head, depth + 1)
    if verb.dep in ("xcomp", "ccomp") and head.lemma in OBJECT_CONTROL:
        found = objects(head)
        if found:
            return found
    if head.is_verb or head.tag.startswith("JJ"):
        governor = head
        while not governor.is_verb and governor.dep in ("acomp", "attr", "oprd") and governor.head is not governor:
            governor = governor.head
        if verb.dep == "advcl" and is_passive(governor) and verb.tag == "VBG":
            return agents(governor) or surface_subjects(governor, depth + 1)
        return surface_subjects(governor, depth + 1)
    return []


def _done_by_object(governor: Token, prep: str) -> bool:
    """ "Accused A of spying", "seized the ship for selling oil": the object did it."""
    if prep == "for":
        return any(c.dep in ("dobj", "nsubjpass") for c in governor.children)
    return prep in ("of", "from", "into", "against") and governor.lemma in OBJECT_CONTROL


def _holders(noun: Token, depth: int) -> list[Token]:
    """Whose plan, decision or refusal it is: the possessor, or the subject of the verb that has it as object."""
    owners = [c for c in noun.children if c.dep == "poss"]
    owners = owners or [c for c in noun.children if c.dep in ("amod", "compound") and c.text[0].isupper()]
    if owners:
        return owners
    if noun.dep in ("dobj", "attr") and noun.head.is_verb:
        return surface_subjects(noun.head, depth + 1)
    return []


def _subject_members(token: Token) -> list[Token]:
    return token.conjuncts()


def subjects(verb: Token) -> list[Token]:
    """Those who do what the verb says: the subject of the active, the agent of the passive."""
    return agents(verb) if is_passive(verb) else surface_subjects(verb)


def agents(verb: Token) -> list[Token]:
    """Who stands after `by` at a passive."""
    out: list[Token] = []
    for child in verb.children:
        if child.dep == "agent" or (child.dep == "prep" and child.lower == "by"):
            for inner in child.children:
                if inner.dep == "pobj" and not inner.tag.startswith("CD"):
                    out.extend(inner.conjuncts())
    if not out:
        out = _late_agents(verb)
    if not out and verb.dep == "conj" and verb.head.is_verb and not any(c.dep == "dobj" for c in verb.children):
        return agents(verb.head)
    return out


def _late_agents(verb: Token) -> list[Token]:
    """ "was listed as a terrorist group by Canada": the parser hangs the agent on the phrase before it."""
    stack = [c for c in verb.children if c.dep in ("prep", "oprd", "attr", "dobj", "npadvmod") and c.i > verb.i]
    while stack:
        token = stack.pop()
        if token.dep == "prep" and token.lower == "by" and token.head is not verb:
            return [m for c in token.children if c.dep == "pobj" and c.is_noun for m in c.conjuncts()]
        stack.extend(c for c in token.children if c.dep in ("prep", "pobj", "pcomp", "dobj"))
    return []


def objects(verb: Token) -> list[Token]:
    """What the verb is done to: the object of the active, the subject of the passive."""
    if is_passive(verb):
        found = surface_subjects(verb)
        return found if found or verb.dep != "acl" else [verb.head]
    out: list[Token] = []
    for child in verb.children:
        if child.dep in ("dobj", "dative", "attr", "oprd") and not child.tag.startswith(("IN", "TO")):
            if child.lower in _RELATIVES and verb.dep == "relcl":
                out.append(verb.head)
            else:
                out.extend(child.conjuncts())
    if out:
        return out
    raised = _raised(verb)
    if raised is not None:
        return raised.conjuncts()
    if verb.dep == "relcl" and verb.child("nsubj") is not None:
        subject = verb.child("nsubj")
        if subject is not None and subject.lower not in _RELATIVES and _lacks_object(verb):
            return [verb.head]
    if verb.dep == "conj" and verb.head.is_verb and _shares_object(verb):
        return objects(verb.head)
    return out


# "Persona non grata", which the parser takes for a verb.
_PREDICATES = frozenset(("persona",))


def _raised(verb: Token) -> Token | None:
    """ "urged Iran to halt", "found Iran guilty", "took in people fleeing": parsed as the subject of the clause."""
    for child in verb.children:
        subject = child.child("nsubj", "nsubjpass") if child.dep == "ccomp" else None
        if subject is None or child.child("mark") is not None:
            continue
        auxiliaries = {c.lower for c in child.children if c.dep == "aux"}
        if child.tag == "VB" and (verb.lemma in OBJECT_CONTROL or "to" in auxiliaries):
            return subject
        if child.tag == "JJ" or child.lemma in _PREDICATES or (child.tag == "VBG" and not auxiliaries):
            return subject
        if (
            child.tag == "VBN"
            and verb.lemma in ("order", "want")
            and not auxiliaries
            and child.child("auxpass") is None
        ):
            return subject
        if verb.lemma == "say" and child.lemma == "be" and child.child("acomp") is not None:
            return subject
    return None


def _lacks_object(verb: Token) -> bool:
    return not any(c.dep in ("dobj", "ccomp", "xcomp", "attr") for c in verb.children)


def _shares_object(verb: Token) -> bool:
    """Whether a joined verb takes the object of the first ("arrested the man and deported")."""
    return (
        _lacks_object(verb)
        and not any(c.i > verb.i and c.dep in ("prep", "agent") for c in verb.children)
        and any(c.dep == "dobj" and c.i > verb.i for c in verb.head.children)
    )


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """The prepositional phrases of a verb or noun: (preposition, its object), each conjunct of the object alone."""
    for child in token.children:
        if child.dep in ("prep", "agent", "dative", "prt", "advmod") and child.tag in (
            "IN",
            "TO",
            "RP",
            "RB",
            "VBG",
            "CC",
        ):
            yield from _prepositional(child, child.lower)


def _prepositional(child: Token, word: str) -> Iterator[tuple[str, Token]]:
    for inner in child.children:
        if inner.dep == "pobj":
            for member in inner.conjuncts():
                yield word, member
        elif inner.dep in ("prep", "pcomp") and inner.tag in ("IN", "TO"):
            yield from _prepositional(inner, inner.lower)


def around(verb: Token) -> Iterator[tuple[str, Token]]:
    """The prepositional phrases of a verb, then those that the parser hung on its object or on a phrase beside it."""
    own = list(prepositions(verb))
    yield from own
    for child in verb.children:
        if child.dep in ("dobj", "nsubjpass", "attr", "oprd"):
            yield from prepositions(counted(child))
    raised = _raised(verb)
    if raised is not None:
        yield from prepositions(raised)
    for _, inner in own:
        yield from prepositions(inner)
    if verb.dep == "conj" and verb.head.is_verb and not own:
        yield from prepositions(verb.head)


def gerunds(verb: Token) -> Iterator[tuple[str, Token]]:
    """The verbs that a preposition of a verb governs: (from, entering) of "barred her from entering"."""
    for child in verb.children:
        if child.dep in ("prep", "dobj", "nsubjpass"):
            for prep in (child,) if child.dep == "prep" else child.children:
                if prep.dep == "prep":
                    yield from ((prep.lower, c) for c in prep.children if c.dep == "pcomp" and c.is_verb)


def counted(token: Token) -> Token:
    """ "Tens of thousands of troops", "some of its curbs": what is counted, not the count."""
    while token.tag == "CD" or token.lemma in _COUNTS:
        inner = next((i for p in token.children if p.lower == "of" for i in p.children if i.dep == "pobj"), None)
        if inner is None:
            return token
        token = inner
    return token


def particles(verb: Token) -> set[str]:
    """Particles and prepositions at the verb, with or without an object."""
    return {c.lower for c in verb.children if c.dep in ("prt", "prep", "advmod", "agent", "dative", "advcl", "mark")}


def clause_head(token: Token) -> Token:
    """The verb of the clause that a token stands in (the token itself if it is a verb)."""
    if token.is_verb:
        return token
    for ancestor in token.ancestors():
        if ancestor.is_verb or ancestor.tag == "MD":
            return ancestor
    return token


def is_nonfinite(verb: Token) -> bool:
    """An infinitive, or a participle in -ing, without an auxiliary of its own."""
    if any(c.dep == "aux" and c.lower != "to" for c in verb.children):
        return False
    if verb.dep == "conj" and verb.head.is_verb and not any(c.dep in ("aux", "nsubj") for c in verb.children):
        return verb.tag in ("VB", "VBG") and is_nonfinite(verb.head)
    return verb.tag in ("VB", "VBG")


def is_refusal(verb: Token) -> bool:
    """ "Will not", "would never", "won't" before a verb."""
    will = any(c.dep == "aux" and c.lemma in ("will", "would", "shall") for c in verb.children)
    return will and any(c.dep == "neg" or c.lower == "never" for c in verb.children)


def is_naming(verb: Token) -> bool:
    """ "Called the launch reckless", "called it a reprisal for": what is said is a name for it."""
    if verb.lemma not in _NAMING:
        return False
    if any(c.dep == "oprd" or (c.dep in ("ccomp", "xcomp") and c.tag[0] in "NJ") for c in verb.children):
        return True
    after = verb.child("dobj")
    if after is None:
        return False
    end = max(t.i for t in after.subtree())
    return any(t.text in _QUOTES for t in verb.sentence.tokens[end + 1 : end + 2])


def is_wished(verb: Token) -> bool:
    """ "Insisted that he leave", "that it be lifted", "that they should go": no fact and no question."""
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if any((c.dep == "mark" and c.lower in ("whether", "if")) or c.tag in _QUESTION for c in verb.children):
        return False
    if any(c.lower in ("should", "must", "be") for c in auxiliaries):
        return True
    return not auxiliaries and (verb.tag == "VB" or (verb.tag == "VBP" and verb.head.lemma != "insist"))


def is_excluded(verb: Token) -> bool:
    """ "Lifting the ban is out of the question"."""
    head = verb.head
    if verb.dep not in ("csubj", "nsubj") or head.lemma != "be":
        return False
    return any(c.lower == "out" and any(t.lower == "question" for t in c.subtree()) for c in head.children)


def is_conditional(verb: Token) -> bool:
    """ "Will withdraw unless", "may strike if": what is told to come is made to hang on another's act."""
    ahead = any(c.dep == "aux" and c.lemma in ("will", "would", "may", "might", "could") for c in verb.children)
    return ahead and any(
        c.dep == "advcl" and any(m.dep == "mark" and m.lower in ("unless", "if") for m in c.children)
        for c in verb.children
    )


def sayers(verb: Token) -> list[Token]:
    """Who says the clause that a verb stands in."""
    for ancestor in verb.ancestors():
        if ancestor.dep == "ccomp":
            return surface_subjects(ancestor.head)
    return []


def is_obliged(verb: Token) -> bool:
    """What somebody must, should or has to do: a demand, where another says so."""
    subject = verb.child("nsubj", "nsubjpass")
    if subject is None or subject.lower in ("i", "we", "it", "there", "this", "that"):
        return False
    # "should it be given": an inversion is a condition.
    if verb.lemma in ("have", "need") and any(c.dep == "xcomp" for c in verb.children):
        return True
    return any(c.dep == "aux" and c.lemma in ("must", "should", "ought") and c.i > subject.i for c in verb.children)
