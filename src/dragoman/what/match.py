"""Patterns held against the words around a trigger: the best that fits gives the node."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.what.grammar import (
    around,
    counted,
    gerunds,
    is_naming,
    is_passive,
    is_wished,
    objects,
    particles,
    prepositions,
    subjects,
    surface_subjects,
)
from dragoman.what.lexicon import EventLexicon
from dragoman.what.types import Need, Needs, Node, Pattern, Rule, spelling
from dragoman.when.types import Times
from dragoman.who.types import Cast, Mention

# Events that nobody does alone, where a rule does not say otherwise.
BY_EVENT: dict[str, Needs] = dict.fromkeys(("ACCUSE", "AID", "CONSULT", "COOPERATE", "SANCTION", "SUPPORT"), "both")
# Phrases that say when or why, where no word of a pattern is looked for.
_BESIDE = frozenset(("prep", "agent", "advcl", "npadvmod", "relcl", "mark"))
# Events that are done to what is the doer's ("Turkey's visit was prepared"); the others are done to its owner.
_OF_ONES_OWN = frozenset(("AGREE", "AID", "CONSULT", "COOPERATE", "MOBILIZE", "RETREAT"))
_TIMES = frozenset(("day", "decade", "hour", "minute", "month", "time", "week", "year"))
_BEGINNINGS = frozenset(("begin", "resume", "start"))
# "A warning system", "the peace prize": what a deed before such a noun is for, not that it is done.
_NO_DEEDS = frozenset(
    """
    award center chief committee day fear group law leader list model office policy power prize risk room rule season
    shelter site specialist speech station system team unit victim zone
    """.split()
)
_CAUSING = frozenset(("help", "make"))
# Needs that a clause meets.
_CLAUSES = frozenset(("clause", "wish", "infinitive"))
# What a reading gains if the party that its pattern names is somebody.
SURE = 8
# "Defended himself": nothing is done to anybody else.
_REFLEXIVES = frozenset(("himself", "herself", "itself", "themselves", "myself", "yourself", "ourselves"))
_ARMED = frozenset(("COP", "MIL", "REB", "UAF", "PRM", "SPY"))
_ACRONYM_OWNERS = frozenset(("us", "u.s.", "uk", "u.k.", "un", "u.n.", "eu", "nato", "uae"))


class Matcher:
    """Holds patterns against one document's parse and cast."""

    def __init__(self, lexicon: EventLexicon, cast: Cast, times: Times) -> None:
        self.lexicon, self.cast, self.times = lexicon, cast, times

    def verb(self, trigger: Token) -> Node | None:
        """The best reading of a verb, or None."""
        patterns = self.lexicon.verbs.get(spelling(trigger.lemma))
        if not patterns:
            return None
        frame = _Frame(trigger)
        if is_naming(trigger):
            patterns = [p for p in patterns if p.rule.event in ("ACCUSE", "SUPPORT")]
        if frame.passive and not frame.subjects and trigger.lower in self.lexicon.adjective_operators:
            return None
        best: tuple[int, Node] | None = None
        for pattern in patterns:
            if best is not None and pattern.weight + SURE <= best[0]:
                break
            node = self._try_verb(trigger, pattern, frame)
            if node is not None:
                score = pattern.weight + self._sureness(node, pattern)
                if best is None or score > best[0]:
                    best = (score, node)
        return best[1] if best is not None else None

    def _sureness(self, node: Node, pattern: Pattern) -> int:
        """Surest where B is somebody, less so where the pattern has no B, least where B is a mere thing."""
        named = [n for n in pattern.needs if n.slot == "B"]
        somebody = any(self.cast.at(t) is not None or self.cast.owner(t) is not None for t in node.recipients)
        if not somebody and all(n.where == "object" and n.classes for n in named):
            return SURE // 2
        node.sure = somebody
        return SURE if somebody else 0

    def _try_verb(self, trigger: Token, pattern: Pattern, frame: _Frame) -> Node | None:
        if frame.causes and all(n.where not in _CLAUSES for n in pattern.needs):
            return None
        if pattern.intransitive and frame.has_object and not any(n.preps & frame.split for n in pattern.needs):
            return None
        slots: dict[str, list[Token]] = {"A": [], "B": []}
        covers = [trigger]
        subject = pattern.needs[0]
        if frame.passive and pattern.intransitive and subject.classes:
            return None  # "was returned by officials to B" is no return of officials
        if pattern.joint and not self._are_several(frame.subjects):
            return None
        if subject.classes:
            kept = [t for t in frame.subjects if self._fits(t, subject)]
            if not kept:
                return None
            slots[subject.slot] = kept
        else:
            slots[subject.slot] = list(frame.subjects)
            if not frame.subjects and pattern.rule.event in _OF_ONES_OWN:
                slots[subject.slot] = self._owners(frame)
        for need in pattern.needs[1:]:
            found = self._meet(trigger, need, frame)
            if found is None:
                return None
            if need.where == "word":  # "gave the rebels weapons": the weapons are not the rebels
                slots["B"] = [t for t in slots["B"] if t not in found]
                if not slots["B"] and any(n.slot == "B" for n in pattern.needs):
                    return None
            if need.slot:
                plain = need.where == "object" and not need.classes
                if pattern.rule.mutual and plain and not any(self.cast.at(t) or self.cast.owner(t) for t in found):
                    return None  # "met the deadline"
                slots[need.slot] = found
            elif need.where in _CLAUSES and not slots["B"]:
                slots["B"] = [t for t in found if t not in slots["A"]]
            covers.extend(found[:1] if need.where not in _CLAUSES else [])
        return _node(trigger, pattern, slots, covers)

    def _are_several(self, subjects: list[Token]) -> bool:
        """By their words, or since the cast knows several: "the presidents of Peru and Chile"."""
        return _are_several(subjects) or any((m := self.cast.at(t)) and len(m.actors) > 1 for t in subjects)

    def _owners(self, frame: _Frame) -> list[Token]:
        """ "Turkey's visit had been prepared": whose the thing is that the passive speaks of."""
        if not frame.passive:
            return []
        return [c for t in frame.objects if self.cast.at(t) is None for c in t.children if c.dep == "poss"]

    def _meet(self, trigger: Token, need: Need, frame: _Frame) -> list[Token] | None:
        """The tokens that meet a need; an empty list where nothing needs to be kept; None where it is not met."""
        if need.where == "object":
            found = [t for t in frame.objects if self._fits(t, need)]
            if not found and not need.slot:  # "declared the envoy persona non grata", read as a clause
                found = [t for t in frame.clauses if need.words and t.lemma in need.words]
            if not found:
                return None
            return _with_joined(found, frame.objects) if need.slot else found
        if need.where == "prep":
            found = [t for p, t in frame.around if p in need.preps and self._fits(t, need)]
            if need.slot == "B":
                found = [t for t in found if self.times.covering(t) is None and t.lemma not in _TIMES]
            if not found and not need.slot:
                found = [t for p, t in frame.gerunds if p in need.preps and self._fits(t, need)]
            if not found and need.preps & frame.split:
                found = [t for t in frame.objects if self._fits(t, need)]
            return found or None
        if need.where == "particle":
            return [] if need.preps & frame.particles else None
        if need.where == "infinitive":
            clauses = [c for c in frame.clauses if _is_infinitive(c)]
            return [t for c in clauses for t in surface_subjects(c)] if clauses else None
        if need.where in ("clause", "wish"):
            clauses = [c for c in frame.clauses if c.dep == "ccomp" and (need.where == "clause" or is_wished(c))]
            return [t for c in clauses for t in surface_subjects(c)] if clauses else None
        if need.where == "word":
            return self._word_near(trigger, need)
        return None

    def _word_near(self, trigger: Token, need: Need) -> list[Token] | None:
        stack = list(trigger.children)
        depth = 0
        while stack and depth < 3:
            following: list[Token] = []
            for token in stack:
                if token.i > trigger.i and (need.words or not token.is_verb) and self._fits(token, need):
                    return [token]
                if token.dep in _BESIDE:
                    continue
                if not token.is_verb or token.dep in ("ccomp", "xcomp"):
                    following.extend(token.children)
            stack, depth = following, depth + 1
        return None

    def _fits(self, token: Token, need: Need) -> bool:
        if not need.words and not need.classes:
            return True
        token = counted(token)
        if need.words and (spelling(token.lemma) in need.words or _compound(token) in need.words):
            return True
        return any(self.in_class(token, name) for name in need.classes)

    def in_class(self, token: Token, klass: str) -> bool:
        """Whether a phrase belongs to a class: by its head noun, its two-word compound, or its actor's sector."""
        if klass == "any":
            return True
        words = self.lexicon.class_words[klass]
        compound = _compound(token)
        if compound in words:
            return True
        if compound in self.lexicon.class_exceptions[klass]:
            return False
        # A compound that has rules of its own ("hunger strike") is not the head alone.
        if spelling(token.lemma) in words and compound not in self.lexicon.compounds:
            return True
        sectors, places = self.lexicon.class_sectors[klass], self.lexicon.classes[klass].places
        if not sectors and not places:
            return False
        mention = self.cast.at(token)
        if mention is not None and mention.kind == "place":
            return places
        if mention is not None and mention.kind == "demonym" and token.text.endswith("s"):
            return "CVL" in sectors  # "Georgians" are people, not the state
        return mention is not None and any(
            a.sector in sectors or not sectors.isdisjoint(a.other_sectors) for a in mention.actors
        )

    def noun(self, trigger: Token) -> Node | None:
        """The best reading of an event noun, or None."""
        if _in_name(trigger):
            return None
        if trigger.dep == "compound" and (
            self.cast.at(trigger.head) is not None or _compound(trigger.head) in self.lexicon.nouns
        ):
            return None
        if trigger.dep == "compound" and trigger.head.lemma in _NO_DEEDS:
            return None
        patterns = self.lexicon.nouns.get(spelling(trigger.lemma))
        compound = _compound(trigger)
        if compound and compound in self.lexicon.nouns:
            patterns = self.lexicon.nouns.get(compound) + patterns
        if not patterns or self.times.covering(trigger) is not None:  # "till March 22" is no march
            return None
        frame = list(prepositions(trigger))
        if trigger.dep == "compound" and trigger.head.is_noun:
            frame += prepositions(trigger.head)
        fallback: Node | None = None
        for pattern in patterns:
            node = self._try_noun(trigger, pattern, frame)
            if node is None:
                continue
            if node.recipients or node.actors:
                return node
            fallback = fallback or node
        return fallback

    def _try_noun(self, trigger: Token, pattern: Pattern, frame: list[tuple[str, Token]]) -> Node | None:
        slots: dict[str, list[Token]] = {"A": [], "B": []}
        covers = [trigger]
        to_b = frozenset().union(*(n.preps for n in pattern.needs if n.where == "prep" and n.slot == "B"))
        for need in pattern.needs:
            if need.where == "modifier" and not any(
                self._fits(c, need) for c in trigger.children if c.dep in ("compound", "amod", "nmod")
            ):
                return None
            if (
                need.where == "prep"
                and not need.slot
                and not any(p in need.preps and self._fits(t, need) for p, t in frame)
            ):
                return None
            if need.where == "prep" and need.slot:
                met = [t for p, t in frame if p in need.preps and self._fits(t, need)]
                if need.classes and not met:
                    return None
                slots[need.slot].extend(met)
        mutual = pattern.rule.mutual
        for prep, token in frame:
            if prep == "between":
                slots["A"].append(token)
                mutual = True
            elif prep in ("by", "from") and prep not in to_b:
                slots["A"].append(token)
            elif prep == "of" and "of" not in to_b:
                slots["B" if pattern.inverse else "A"].append(token)
        owner = "B" if pattern.inverse else "A"
        heads = [trigger, trigger.head] if trigger.dep == "compound" and trigger.head.is_noun else [trigger]
        for child in (c for h in heads for c in h.children if c is not trigger):
            mention = self.cast.at(child)
            if child.dep == "poss" or (
                child.dep in ("amod", "compound", "nmod") and (child.text[:1].isupper() or _is_armed(mention))
            ):
                if mention is None and child.dep != "poss":
                    continue
                slot = owner
                if child.dep == "compound" and not pattern.inverse and to_b and _names_object(child):
                    slot = "B"
                slots[slot].extend(child.conjuncts())
                if "-" in child.text and mention and len(mention.actors) > 1:
                    mutual = True
        if not slots["B"] and to_b:
            slots["B"] = _on_whose_occasion(trigger)
        node = _node(trigger, pattern, slots, covers)
        node.mutual = mutual
        # "The cooperation began": the verb makes an event of a standing relation.
        if node.needs == "verb" and trigger.dep == "nsubj" and trigger.head.lemma in _BEGINNINGS:
            node.needs = "both"
        return node

    def adjective(self, trigger: Token) -> Node | None:
        """A participle before its noun ("sanctioned firms"): the noun is the recipient."""
        patterns = self.lexicon.adjectives.get(trigger.lower)
        if not patterns or trigger.dep != "amod":
            return None
        return _node(trigger, patterns[0], {"A": [], "B": [trigger.head]}, [trigger, trigger.head])


class _Frame:
    """What stands around a verb, looked up once for all its patterns."""

    __slots__ = (
        "around",
        "causes",
        "clauses",
        "gerunds",
        "has_object",
        "objects",
        "particles",
        "passive",
        "split",
        "subjects",
    )

    def __init__(self, verb: Token) -> None:
        self.has_object = any(c.dep == "dobj" and c.i > verb.i and c.is_noun for c in verb.children)
        self.passive = is_passive(verb)
        self.subjects = subjects(verb)
        self.objects = [t for t in objects(verb) if t.lower not in _REFLEXIVES]
        self.around = [(p, t) for p, t in around(verb) if t not in self.subjects]
        self.particles = particles(verb)
        # "shoot down B", "cut off <aid>": a particle, and what follows it is the verb's object.
        self.split = frozenset(c.lower for c in verb.children if c.dep == "prt")
        self.gerunds = list(gerunds(verb))
        self.clauses = [c for c in verb.children if c.dep in ("xcomp", "ccomp", "advcl", "acl")]
        self.clauses += [g for c in verb.children if c.dep == "dobj" for g in c.children if g.dep in ("acl", "relcl")]
        # "Helped him win": the deed is the infinitive's.
        self.causes = verb.lemma in _CAUSING and any(c.tag == "VB" for c in self.clauses if c.dep in ("ccomp", "xcomp"))
        if self.passive and verb.dep == "amod":
            self.objects = [verb.head]


def _node(trigger: Token, pattern: Pattern, slots: dict[str, list[Token]], covers: list[Token]) -> Node:
    rule: Rule = pattern.rule
    node = Node(trigger, rule.event, rule.mode, rule.cameo)
    node.actors, node.recipients = _unique(slots["A"]), _unique(slots["B"])
    node.mutual = rule.mutual
    node.needs = (rule.needs or BY_EVENT.get(rule.event, "actor")) if pattern.kind == "verb" else "both"
    if rule.stative and pattern.kind == "noun":
        node.needs = "verb"
    node.rule, node.pattern, node.covers = rule.id, pattern, covers
    node.why = [f"{rule.id}: {_shown(pattern, trigger)} at {trigger.text!r}"]
    return node


def _shown(pattern: Pattern, trigger: Token) -> str:
    """The pattern with the one of its trigger's alternatives that stands here."""
    lemma = spelling(trigger.lemma)
    words = (lemma if "|" in w and lemma in map(spelling, w.split("|")) else w for w in pattern.source.split())
    return "'" + " ".join(words) + "'"


def _unique(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))


def _compound(token: Token) -> str:
    """ "air strike", "cease-fire" for a head with a modifier right before it; empty where there is none."""
    for child in reversed(token.children):
        if child.i == token.i - 1 and child.dep in ("compound", "amod", "nmod"):
            return f"{child.lemma} {spelling(token.lemma)}"
        if child.i == token.i - 2 and child.dep == "compound" and token.sentence.tokens[token.i - 1].text == "-":
            return f"{child.lower}-{spelling(token.lemma)}"
    return ""


def _are_several(subjects: list[Token]) -> bool:
    """ "India and Vietnam", "Russian and Chinese ships", "the two navies"."""
    return len(subjects) > 1 or any(
        child.lower in ("two", "both", "three") or any(c.dep == "conj" for c in child.children)
        for subject in subjects
        for child in subject.children
        if child.dep in ("nmod", "amod", "compound", "poss", "nummod", "det")
    )


def _in_name(noun: Token) -> bool:
    """ "The Defense Secretary", "Catholic Relief Services": a word of a name that goes on after it."""
    return noun.dep == "compound" and noun.tag in ("NNP", "NNPS") and noun.head.tag in ("NNP", "NNPS")


def _names_object(child: Token) -> bool:
    """ "Gaza attack", "Iran sanctions": a name before the noun is the target, unless it is an acronym."""
    return child.tag in ("NNP", "NNPS") and child.lower not in _ACRONYM_OWNERS and not child.text.isupper()


def _on_whose_occasion(noun: Token) -> list[Token]:
    """ "At the invitation of A, B will go": the subject of the clause is who the noun is directed to."""
    prep = noun.head
    if noun.dep == "pobj" and prep.lower in ("at", "upon", "on") and prep.dep == "prep" and prep.head.is_verb:
        return subjects(prep.head)
    return []


def _is_infinitive(verb: Token) -> bool:
    return verb.tag == "VB" and any(c.lower == "to" and c.dep in ("aux", "mark") for c in verb.children)


def _is_armed(mention: Mention | None) -> bool:
    """ "Police firing", "a rebel attack": small words for those who can only be the doers of a deed of their own."""
    return mention is not None and any(a.sector in _ARMED for a in mention.actors)


def _with_joined(fitting: list[Token], objects: list[Token]) -> list[Token]:
    """ "Captured a commander and two drivers": what is joined to a fitting object is in the same case."""
    return [t for t in objects if t in fitting or any(t in f.conjuncts() or f in t.conjuncts() for f in fitting)]
