"""Composition: what is threatened, refused, demanded or held takes its meaning from both words.

Nodes are read bottom-up. An operator looks for its complement among the words that hang on it; the result stands at the
operator, where a higher operator may take it again ("rejected calls to release").
"""

from __future__ import annotations

from dragoman.parse.types import Sentence, Token
from dragoman.records import Status
from dragoman.what.complements import charged, clausal, nominal, qualified, stranger, take_participants
from dragoman.what.grammar import (
    around,
    is_conditional,
    is_excluded,
    is_naming,
    is_nonfinite,
    is_obliged,
    is_passive,
    is_refusal,
    objects,
    particles,
    prepositions,
    sayers,
    subjects,
    surface_subjects,
)
from dragoman.what.lexicon import EventLexicon, OperatorEntry
from dragoman.what.match import Matcher
from dragoman.what.types import Gives, Node, Operator, spelling

SPECIFIC = 16
# "Faces criticism", "received an order": the subject is who it is done to.
_UNDERGOING = frozenset(("face", "get", "receive"))
# "Declined to comment", "agreed to speak": whether somebody talks to reporters is no event.
_TELLING = frozenset(
    """
    address answer comment confirm describe detail disclose discuss elaborate explain give identify name predict provide
    reply reveal say speak specify speculate state talk tell
    """.split()
)


class Builder:
    """Builds the nodes of one document's sentences."""

    def __init__(self, lexicon: EventLexicon, matcher: Matcher) -> None:
        self.lexicon, self.matcher = lexicon, matcher

    def nodes(self, sentence: Sentence) -> list[Node]:
        """The predications of a sentence that no other has taken in, in the order of their triggers."""
        nodes: dict[int, Node] = {}
        operators: list[tuple[int, Token, list[OperatorEntry]]] = []
        for token in sentence.tokens:
            found = self._read(token)
            if found is not None:
                nodes[token.i] = found
            taking = self._operators(token)
            if taking:
                operators.append((sum(1 for _ in token.ancestors()), token, taking))
        taken: set[int] = set()
        for node in list(nodes.values()):
            self._take_covered(node, nodes, taken)
        for _, token, taking in sorted(operators, key=lambda o: -o[0]):
            self._compose(token, taking, nodes, taken)
        for node in list(nodes.values()):
            if node.event == "ACCUSE":
                taken.update(verb.i for verb in charged(node.trigger))
        for node in list(nodes.values()):
            take_participants(node, nodes, taken)
        out: dict[int, Node] = {}
        for index, node in nodes.items():
            if index not in taken:
                out.setdefault(id(node), self._refused(node))
        return list(out.values())

    def _refused(self, node: Node) -> Node:
        """ "Will not lift the ban" is a refusal, where what is denied would be a kindness."""
        operator = self.lexicon.will_not
        gives = _given(operator, node) if operator is not None else None
        excluded = is_excluded(node.trigger)
        if operator is None or gives is None or not (excluded or is_refusal(node.anchor)):
            return self._conditional(node)
        if excluded:
            node.actors, node.recipients = sayers(node.trigger), node.actors or node.recipients
        node.event, node.mode, node.cameo = gives.event, gives.mode, gives.cameo
        node.rule, node.status, node.refused = operator.id, "actual", True
        node.why = [f"operator {operator.id} at {node.anchor.text!r}", *node.why]
        return node

    def _conditional(self, node: Node) -> Node:
        """ "Will pull out unless", "would strike if": a blow that hangs on a condition is a threat."""
        operator = self.lexicon.threat
        gives = _given(operator, node) if operator is not None and is_conditional(node.anchor) else None
        if operator is None or gives is None or gives.event != "THREATEN" or not node.actors:
            return node
        node.event, node.mode, node.cameo = gives.event, gives.mode, gives.cameo
        node.rule, node.status = operator.id, "actual"
        node.refused = True
        node.why = [f"operator {operator.id}: a condition at {node.anchor.text!r}", *node.why]
        return node

    def _read(self, token: Token) -> Node | None:
        if token.is_verb:
            if token.dep in ("aux", "auxpass"):
                return None
            return self.matcher.adjective(token) if token.dep == "amod" else self.matcher.verb(token)
        if token.is_noun:
            return self.matcher.noun(token)
        return self.matcher.adjective(token) if token.tag[:2] == "JJ" else None

    def _operators(self, token: Token) -> list[OperatorEntry]:
        lexicon = self.lexicon
        lemma = spelling(token.lemma)
        if token.is_verb:
            found = [] if is_naming(token) else lexicon.verb_operators.get(lemma, [])
            if token.tag in ("VBN", "VBD"):
                found = found + lexicon.adjective_operators.get(token.lower, [])
            return found
        if token.is_noun:
            return lexicon.noun_operators.get(lemma, [])
        return lexicon.adjective_operators.get(token.lower, []) if token.tag[:2] == "JJ" else []

    def _take_covered(self, node: Node, nodes: dict[int, Node], taken: set[int]) -> None:
        """A pattern that names its object ("impose <sanction>") takes in what the object alone would say."""
        for token in node.covers[1:]:
            other = nodes.get(token.i)
            if (
                other is None
                or other is node
                or token in node.actors
                or (token in node.recipients and not token.is_noun)
            ):
                continue
            if node.pattern is not None and node.pattern.weight < SPECIFIC:
                continue
            if other.event == node.event:
                node.recipients = node.recipients or other.recipients
                node.actors = node.actors or other.actors
            elif other.event == "CONSULT" and not node.actors and is_passive(node.trigger):
                # "Talks between Oslo and Rome were called off", nobody says by whom: by those who were to hold them.
                node.actors, node.recipients = other.actors, other.recipients
            taken.add(token.i)

    def _compose(self, token: Token, taking: list[OperatorEntry], nodes: dict[int, Node], taken: set[int]) -> None:
        plain = nodes.get(token.i)
        for operator, preps, particle in taking:
            if particle and particle not in particles(token):
                continue
            complement = self._complement(token, operator, preps, nodes, taken)
            if complement is None:
                continue
            inner, at = complement
            if plain is not None and plain.pattern is not None and plain.pattern.weight >= SPECIFIC and plain.sure:
                if _names_its_clause(plain) or at in plain.covers or (at.dep == "compound" and at.head in plain.covers):
                    taken.add(at.i)
                    return
                if not operator.gives or inner.event == "?":
                    continue
            gives = _given(operator, inner)
            if operator.gives and gives is None:
                continue
            if inner.event == "?" and not operator.gives:
                continue
            if operator.infinitive and at.is_verb and not _asks_another(token, inner, at, preps, self.matcher):
                continue
            result = (
                self._changed(token, operator, inner, at, gives, preps)
                if gives
                else self._passed(token, operator, inner, at)
            )
            nodes[token.i] = result
            if result is inner or not (operator.presumes and at.is_noun and stranger(inner, result)):
                taken.add(at.i)
            return

    def _complement(
        self, token: Token, operator: Operator, preps: frozenset[str], nodes: dict[int, Node], taken: set[int]
    ) -> tuple[Node, Token] | None:
        """The event that the operator takes, and the token it stands at; a clause of unknown meaning has event `?`."""
        unknown: Token | None = None
        if "verb" in operator.takes:
            for verb in clausal(token, preps, self.matcher.times):
                if (operator.infinitive and not _is_infinitive(token, verb)) or (
                    operator.obliged and not is_obliged(verb)
                ):
                    continue
                node = nodes.get(verb.i)
                if node is not None and verb.i in taken:
                    continue
                if node is not None:
                    taken.update(c.i for c in verb.children if c.dep == "conj" and c.i in nodes)
                    return node, verb
                deeper = self._through(verb, nodes)
                if deeper is not None:
                    return deeper
                unknown = unknown or verb
        if "noun" in operator.takes:
            for noun in nominal(token, preps):
                node = nodes.get(noun.i)
                if node is not None and noun is not token and noun.i not in taken:
                    return node, noun
                by_its_verb = qualified(noun, nodes, taken) if token.is_verb or preps else None
                if by_its_verb is not None:
                    return by_its_verb
        if unknown is not None and unknown.lemma not in _TELLING and any("?" in g.of for g in operator.gives):
            node = Node(unknown, "?", None, None)
            node.actors, node.recipients = subjects(unknown), objects(unknown)
            return node, unknown
        return None

    def _through(self, verb: Token, nodes: dict[int, Node]) -> tuple[Node, Token] | None:
        """Past an empty verb: "agreed to hold talks", "threatened to take action"; the noun has the meaning."""
        for noun in (c for c in verb.children if c.dep in ("dobj", "nsubjpass")):
            node = nodes.get(noun.i)
            if node is not None and not self.lexicon.verbs.get(spelling(verb.lemma)):
                return node, noun
        return None

    def _changed(
        self, token: Token, operator: Operator, inner: Node, at: Token, gives: Gives, preps: frozenset[str]
    ) -> Node:
        """An operator that makes another event of its complement."""
        result = Node(token, gives.event, gives.mode, gives.cameo)
        own = _doers(token, self.matcher)
        asked = [t for t in _asked(token, preps) if t is not at and t not in own]
        result.actors = own
        others = [t for t in inner.actors if t not in own]
        if operator.obliged:
            whom = others
        elif inner.mutual:
            whom = asked or others + [t for t in inner.recipients if t not in own]
        elif operator.recipient == "doer":
            whom = [t for t in asked if t.dep != "pobj"] or others or asked or inner.recipients
        else:
            whom = [t for t in inner.recipients if t not in own] or asked or others
        result.recipients = whom
        result.addressed = (
            operator.recipient == "doer" and at.is_verb and bool(asked or others) and not operator.obliged
        )
        result.status = operator.status
        result.needs = "both" if inner.event == "?" and not token.is_verb else "actor"
        result.rule, result.vague = operator.id, inner.event == "?"
        result.covers = [token, *inner.covers]
        result.why = [f"operator {operator.id} at {token.text!r} over {inner.event}", *inner.why]
        return result

    def _passed(self, token: Token, operator: Operator, inner: Node, at: Token) -> Node:
        """An operator that leaves the event as it is: a light verb, a beginning, a plan."""
        status = operator.status
        if status is not None and (status != "planned" or not at.is_verb or is_nonfinite(at)):
            inner.status = _combined(inner.status, status)
        doers = _doers(token, self.matcher)
        if at.is_noun and operator.light:
            if token.lemma in _UNDERGOING:
                inner.recipients = inner.recipients or doers
            elif doers:
                inner.actors = doers
                inner.needs = "actor"
            to_b = (
                frozenset().union(*(n.preps for n in inner.pattern.needs if n.slot == "B"))
                if inner.pattern
                else frozenset()
            )
            if not inner.recipients and to_b and token.is_verb:
                inner.recipients = [t for p, t in around(token) if p in to_b]
            if not inner.recipients and inner.pattern and any(n.slot == "B" for n in inner.pattern.needs):
                inner.recipients = [c for c in token.children if c.dep == "dative" and c.tag != "IN"]
        elif (not inner.actors or inner.actors == [at]) and not (at.is_noun and operator.status == "negated"):
            inner.actors = doers
            if inner.actors and at.is_noun and operator.status is None:
                inner.needs = "actor"
        if (at.is_verb and is_nonfinite(at)) or (at.is_noun and token.is_verb):
            inner.anchor = token
        inner.covers = [*inner.covers, token]
        inner.why = [*inner.why, f"operator {operator.id} at {token.text!r}"]
        return inner


def _is_infinitive(token: Token, verb: Token) -> bool:
    """ "Ordered them to leave", "an order to leave"; not "an order lifting the ban"."""
    return is_nonfinite(verb) and (not token.is_noun or verb.tag == "VB")


def _asks_another(token: Token, inner: Node, at: Token, preps: frozenset[str], matcher: Matcher) -> bool:
    """ "Wants Syria to leave", not "wants to leave": somebody else is to act, or it is left open in the passive."""
    own = _doers(token, matcher)
    return (
        not own
        or any(t not in own and t is not at for t in _asked(token, preps))
        or any(t not in own for t in inner.actors)
    )


def _names_its_clause(node: Node) -> bool:
    """ "Ordered the newspaper to": a pattern that says who is to do what the clause says has said what it means."""
    needs = node.pattern.needs[1:] if node.pattern is not None else ()
    return any(n.where == "infinitive" for n in needs) and any(n.classes - {"any"} for n in needs)


def _doers(token: Token, matcher: Matcher) -> list[Token]:
    """Who does what an operator says: a verb's subject, whose a noun is."""
    if token.is_verb and is_passive(token) and token.lower in matcher.lexicon.adjective_operators:
        return surface_subjects(token)
    if token.is_verb:
        return subjects(token)
    if token.tag[:2] == "JJ":
        governor = token.head if token.dep in ("acomp", "attr", "oprd", "xcomp") else token
        return subjects(governor) if governor.is_verb else [token.head]
    out: list[Token] = []
    for child in token.children:
        if child.dep == "poss" or (child.dep in ("amod", "compound", "nmod") and matcher.cast.at(child)):
            out.extend(child.conjuncts())
    if out:
        return out
    out = [t for p, t in prepositions(token) if p in ("by", "from")]
    if not out and token.dep in ("dobj", "attr") and token.head.is_verb:
        return subjects(token.head)
    return out


def _asked(token: Token, preps: frozenset[str]) -> list[Token]:
    """Whom the operator addresses: its object, or what stands after on, to, with, from."""
    if token.is_verb:
        found = [t for t in objects(token) if t.tag[0] in "NP"]
        via = [t for p, t in prepositions(token) if p in ("on", "upon", "to", "with", "from") and t.tag[0] in "NP"]
        return found + via
    return [t for p, t in prepositions(token) if p in ("to", "on", "with") and t.tag[0] in "NP"]


def _given(operator: Operator, inner: Node) -> Gives | None:
    for gives in operator.gives:
        for of in gives.of:
            if (
                of in (inner.event, inner.rule)
                or of == f"{inner.event}/{inner.mode}"
                or (of == "*" and inner.event != "?")
            ):
                return gives
    return None


def _combined(inner: Status | None, outer: Status) -> Status:
    """Twice negated is actual; a negation beneath a plan stays negated."""
    if inner == "negated" and outer == "negated":
        return "actual"
    return "negated" if "negated" in (inner, outer) else outer
