"""Slots of tokens turned into actors and recipients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from dragoman.parse.types import Parsed, Token
from dragoman.records import Actor, Statement
from dragoman.what.grammar import WRITTEN, is_passive, objects, prepositions, subjects
from dragoman.what.lexicon import EventLexicon
from dragoman.what.located import at_home, on_the_spot, own_people, place_as_target
from dragoman.what.merge import Draft
from dragoman.what.types import Node, spelling
from dragoman.where.types import Places
from dragoman.who.types import Cast

# Deeds told by a general word: whoever did the last thing told is meant.
_DEEDS = frozenset(("move", "decision", "action", "step", "measure", "operation", "act", "behavior"))
_FIRST_PERSON = frozenset(("i", "we", "us", "me", "my", "our", "mine", "ours", "ourselves", "myself"))
# Words are no deeds.
_WORDS = frozenset(("ACCUSE", "CONSULT", "REJECT", "REQUEST"))
# Events that are aimed at deeds, and so at who did them.
_ON_DEEDS = frozenset(("ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN", "PROTEST"))
# What is done to people themselves, not to what is theirs.
_TO_PERSONS = {
    "ASSAULT": frozenset(("abduct", "beat", "sexual", "targeted", "torture")),
    "COERCE": frozenset(("arrest", "deport")),
    "RETREAT": frozenset(("release",)),
}
Key = tuple[str | None, str]
_BELONGING = frozenset(("of", "by", "against"))
# Where a thing is says whom a deed against it is aimed at: "bombed an airfield in Syria", "criticized arrests in Iran".
_WHERE = frozenset(("on", "for", "in"))
_STANDS = frozenset(("at", "by", "in", "near", "outside"))
_TO_THINGS = frozenset(("ASSAULT", "COERCE", "PROTEST", "SANCTION"))
_IS_FOR = frozenset(("for", "in", "on"))
_FOR_PLANS = frozenset(("AGREE", "SUPPORT"))
_NOT_BY_PLACE = frozenset(("AGREE", "CONSULT"))
# Deeds by their rules, but people too.
_TEAMS = frozenset(("campaign", "coalition", "mission"))
_SENDS_AWAY = frozenset(("deport", "expel"))
# What only authorities do.
_ARRESTING = frozenset(("arrest", "detain", "imprison", "jail"))
_HUMAN = ("ant", "ee", "ian", "ist", "man", "woman")
_OF_STATE = frozenset((None, "GOV", "MIL", "LEG", "JUD", "SPY", "COP"))
_TOWARDS = frozenset(("with", "between", "against", "to", "towards", "toward", "on", "over"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "such"))


class Parties:
    """Resolves the tokens of a node's slots against the cast, the places and the events told so far."""

    def __init__(
        self, parsed: Parsed, cast: Cast, places: Places, statements: Sequence[Statement], lexicon: EventLexicon
    ) -> None:
        self.parsed, self.cast, self.places, self.statements, self.lexicon = parsed, cast, places, statements, lexicon
        self._told: list[Draft] = []
        self._links = _BELONGING

    def fill(self, draft: Draft) -> None:
        """Give a draft its actors and recipients, sides sorted out."""
        node = draft.node
        self._links = _BELONGING
        actors = draft.actors = self.actors_of(self._agents(node))
        if node.event not in _NOT_BY_PLACE and not node.mutual and node.rule != "support.praise":
            self._links = _BELONGING | _WHERE
        taken = {_key(a) for a in actors}
        recipients = self._of_the_thing(node, actors) or self.actors_of(self._in_person(node), taken)
        if node.recipients and not recipients:
            bridged = self._doers_of(node.recipients, draft) if node.event in _ON_DEEDS else []
            recipients = bridged or self._addressed(node)
        if not node.mutual and all(_key(a) in taken for a in recipients):
            towards = _TOWARDS - _WHERE if node.event == "SUPPORT" else _TOWARDS
            recipients = recipients or self._parties_of_things(node.covers[1:], towards)
        recipients = [a for a in recipients if _key(a) not in taken and not _is_own_state(a, actors)]
        if not actors and recipients and node.trigger.is_verb:
            actors = (
                self._doers_again(draft, recipients)
                or self._authorities(draft, recipients)
                or self._expellers(draft, recipients)
            )
        if actors and not recipients and not node.mutual and (node.event != "ASSAULT" or node.recipients):
            recipients = place_as_target(node.event, draft.place, self.parsed.document.text)
        actors, recipients = on_the_spot(actors, draft.place), on_the_spot(recipients, draft.place)
        recipients = own_people(node, actors, recipients, draft.why)
        if node.mutual and len(actors) + len(recipients) > 1:
            actors, recipients = actors + recipients, []
        draft.actors, draft.recipients = actors, recipients
        draft.strangers = self._named_by(node, "unknown")
        draft.scenery = self._named_by(node, "place")
        draft.regional = self._of_regions(node)
        if actors:
            self._told.append(draft)

    def actors_of(self, tokens: list[Token], others_than: Set[Key] = frozenset()) -> list[Actor]:
        """The actors that tokens stand for, each once; where a thing has several owners, others than these."""
        out: list[Actor] = []
        seen: set[Key] = set()
        for token in tokens:
            for actor in (
                *self._misjoined(token),
                *(self._of(token, others_than) or self._renamed(token)),
                *(a for t in _examples(token) for a in self._of(t, others_than)),
            ):
                if _key(actor) not in seen:
                    seen.add(_key(actor))
                    out.append(actor)
        told = {(a.name, a.code) for a in out if a.sector}
        return [a for a in out if a.sector or a.person or (a.name, a.code) not in told]

    def _agents(self, node: Node) -> list[Token]:
        """Those who act: where a deed is the subject ("the refusal allowed Paris to"), only blows are its doer's."""
        if node.event == "ASSAULT" or not node.trigger.is_verb:
            return node.actors
        return [t for t in node.actors if self.cast.at(t) is not None or not self._is_deed(t)]

    def _is_deed(self, token: Token) -> bool:
        return token.lemma not in WRITTEN | _TEAMS and bool(self.lexicon.nouns.get(spelling(token.lemma)))

    def _in_person(self, node: Node) -> list[Token]:
        """Those it is done to: where only persons can be meant, no things of theirs ("released his tax returns")."""
        tokens = node.recipients
        if node.mode in _TO_PERSONS.get(node.event, ()) or node.trigger.lemma == "warn":
            return [t for t in tokens if self._is_somebody(t)]
        if node.event in ("SUPPORT", "ACCUSE"):
            return [t for t in tokens if not self._is_own(t, node.actors)]
        return tokens

    def _of_the_thing(self, node: Node, doers: list[Actor]) -> list[Actor]:
        """ "Stormed the Danish embassy in Beirut", "backed the French plan for Mali": done to its owner, not where it
        stands or whom it is for."""
        stands = _STANDS if node.event in _TO_THINGS else _IS_FOR if node.event in _FOR_PLANS else None
        if stands is None or any(t.dep != "pobj" or t.head.lower not in stands for t in node.recipients):
            return []
        own = {a.code for a in doers}
        things = [t for t in node.covers[1:] if t.is_noun and t not in node.recipients]
        return [a for a in self.actors_of(things) if a.code is not None and a.code not in own]

    def _is_somebody(self, token: Token) -> bool:
        if self.cast.at(token) is not None or self.places.at(token) is not None or token.tag == "CD":
            return True
        return token.lemma in self.lexicon.class_words["person"] or token.lemma.endswith(_HUMAN)

    def _is_own(self, token: Token, doers: list[Token]) -> bool:
        """ "Defended its enforcement of U.N. sanctions": one's own deed."""
        whose = token.child("poss")
        mention = self.cast.at(whose) if whose is not None and whose.tag == "PRP$" else None
        if mention is None or self.cast.at(token) is not None:
            return False
        return bool({_key(a) for a in mention.actors} & {_key(a) for a in self.actors_of(doers)})

    def _named_by(self, node: Node, kind: str) -> frozenset[str]:
        """The parties that a mention of this kind names."""
        mentions = (self.cast.at(t) for t in (*node.actors, *node.recipients))
        return frozenset(a.name for m in mentions if m is not None and m.kind == kind for a in m.actors)

    def _of_regions(self, node: Node) -> frozenset[str]:
        """The parties whose phrase has a name in it: "African leaders", "Kurdish groups"."""
        named = (t for t in (*node.actors, *node.recipients) if self.cast.owner(t) is not None)
        return frozenset(a.name for t in named if (m := self.cast.at(t)) is not None for a in m.actors)

    def _misjoined(self, token: Token) -> tuple[Actor, ...]:
        """ "President Xi and President Putin": where the parser hangs the first on the title of the second."""
        for child in token.children:
            if child.dep == "compound" and child.i < token.i - 1:
                inside = child.subtree()
                if any(t.dep == "cc" for t in inside):
                    persons = (m for t in inside if (m := self.cast.at(t)) is not None and m.kind == "person")
                    return tuple(dict.fromkeys(a for m in persons for a in m.actors))
        return ()

    def _renamed(self, token: Token) -> tuple[Actor, ...]:
        """ "One of these groups, the Free Army": who the apposition names."""
        for child in token.children:
            if child.dep == "appos" and (mention := self.cast.at(child)) is not None:
                return mention.actors
        return ()

    def _doers_again(self, draft: Draft, recipients: list[Actor]) -> list[Actor]:
        """ "He was further sanctioned": a passive without agent, of the party and the deed just told."""
        wanted = {_key(a) for a in recipients}
        for told in reversed(self._told[-6:]):
            near = draft.sentence - told.sentence <= 2
            if near and told.node.event == draft.node.event and wanted & {_key(a) for a in told.recipients}:
                draft.why.append("actor: who did the same to the same party, told before")
                return list(told.actors)
        return []

    def _authorities(self, draft: Draft, recipients: list[Actor]) -> list[Actor]:
        """ "71 people were arrested in Belgrade": by whom, if not by the authorities there?"""
        node = draft.node
        passive = node.trigger.dep != "amod" and is_passive(node.trigger)
        if node.mode != "arrest" or node.trigger.lemma not in _ARRESTING or not passive:
            return []
        code = draft.place.country if draft.place is not None else None
        at_home = {a.code for a in recipients if a.text == a.text.lower() and a.person is None}
        code = code or (at_home.pop() if len(at_home) == 1 else None)
        if code is None:
            return []
        draft.why.append(f"actor: the authorities of {code}, where it happened")
        start, end = node.trigger.start, node.trigger.end
        words = self.parsed.original(start, end)
        return [Actor(name="authorities", text=words, start=start, end=end, code=code, sector="COP")]

    def _expellers(self, draft: Draft, recipients: list[Actor]) -> list[Actor]:
        """ "Told to leave Germany", "expelled from Kenya": by whom, if not by the state that they must leave?"""
        node = draft.node
        if node.mode not in _SENDS_AWAY or not is_passive(node.trigger):
            return []
        left = [t for p, t in prepositions(node.trigger) if p == "from"]
        left += [t for c in node.trigger.children if c.dep in ("xcomp", "ccomp") for t in objects(c)]
        codes = {a.code for a in recipients}
        found = [a for a in self.actors_of(left) if a.code is not None and a.code not in codes]
        if found:
            draft.why.append("actor: the state that they have to leave")
        return found[:1]

    def _of(self, token: Token, others_than: Set[Key]) -> tuple[Actor, ...]:
        if token.lower in _FIRST_PERSON and (speaker := self._speaker_at(token)) is not None:
            return (speaker,)
        mention = self.cast.at(token)
        if mention is not None and (mention.actors or mention.kind == "pronoun"):
            return tuple(at_home(a, token, self.cast, self.places) for a in mention.actors)
        place = self.places.at(token)
        if place is not None and place.place is not None and place.place.country:
            found = place.place
            return (Actor(name=found.name, text=place.text, start=place.start, end=place.end, code=found.country),)
        owners = list(self._owners(token, 0))
        return next((o for o in owners if any(_key(a) not in others_than for a in o)), owners[0] if owners else ())

    def _speaker_at(self, token: Token) -> Actor | None:
        """Who says "I" or "we" here."""
        inside = [s for s in self.statements if s.content.start <= token.start < s.content.end and s.quoted != "no"]
        return min(inside, key=lambda s: s.content.end - s.content.start).speaker if inside else None

    def _owners(self, token: Token, depth: int) -> Iterator[tuple[Actor, ...]]:
        """Whose a thing is, the likeliest first: "a convoy from Chad", "its Chinese partners", "imports of fruit"."""
        prepositional = [c for c in token.children if c.dep == "prep"]
        order = [i for p in prepositional if p.lower in ("by", "from") for i in p.children if i.dep == "pobj"]
        order += [c for c in token.children if c.dep == "poss"]
        order += [c for c in token.children if c.dep in ("amod", "compound", "nmod")]
        of = [i for p in prepositional if p.lower in self._links for i in p.children if i.dep == "pobj"]
        made = [t for c in token.children if c.dep == "acl" and c.tag == "VBN" for p, t in prepositions(c) if p == "by"]
        for child in order + of + made:
            mention = self.cast.at(child)
            if mention is not None and mention.actors:
                yield mention.actors
        if depth < 3 and token.is_noun:
            for inner in of:
                if self.cast.at(inner) is None:
                    yield from self._owners(inner, depth + 1)

    def _doers_of(self, tokens: list[Token], draft: Draft) -> list[Actor]:
        """Who did what a noun refers to: "condemned the attack" is aimed at the attacker, told here or before."""
        for token in tokens:
            if not token.is_noun:
                continue
            for clause in (c for c in token.children if c.dep in ("relcl", "acl") and token in objects(c)):
                found = self.actors_of(subjects(clause))
                if found:
                    draft.why.append(f"recipient: who did {token.text!r}, by its clause")
                    return found
            if any(c.lower in _DEFINITE for c in token.children):
                told = self._told_as(spelling(token.lemma), {a.code for a in draft.actors if a.code})
                if told is not None:
                    draft.why.append(f"recipient: who did {token.text!r}, told before")
                    return list(told.actors)
        return []

    def _told_as(self, lemma: str, speakers: Set[str]) -> Draft | None:
        """The last event told that a noun may refer to; rather one that was done to who speaks of it."""
        named = {p.rule.event for p in self.lexicon.nouns.get(lemma)}
        meant = [
            told
            for told in reversed(self._told)
            if told.node.event in named
            or spelling(told.node.trigger.lemma) == lemma
            or (lemma in _DEEDS and told.node.event not in _WORDS)
        ]
        suffered = (t for t in meant if speakers & {a.code for a in t.recipients})
        return next(suffered, meant[0] if meant else None)

    def _parties_of_things(self, things: list[Token], towards: Set[str]) -> list[Actor]:
        """With whom or against whom the thing in a pattern is: "quit the treaty with Iran"."""
        for thing in things:
            found = self.actors_of([t for p, t in prepositions(thing) if p in towards])
            if found:
                return found
        return []

    def _addressed(self, node: Node) -> list[Actor]:
        """Those asked to act, kept by their words where nothing is known of them."""
        if not node.addressed:
            return []
        return [_unknown(t, self.parsed) for t in node.recipients if t.is_noun and not t.tag.startswith("CD")]


def _unknown(token: Token, parsed: Parsed) -> Actor:
    """Somebody known by a noun phrase only."""
    words = [t for t in token.children if t.i < token.i and t.dep in ("amod", "compound", "nmod", "poss", "nummod")]
    first = min((t for w in words for t in w.subtree()), key=lambda t: t.i, default=token)
    text = parsed.original(first.start, token.end)
    return Actor(name=text, text=text, start=first.start, end=token.end)


def _is_own_state(actor: Actor, doers: list[Actor]) -> bool:
    """A government does nothing to its own state by its bare name."""
    if actor.sector is not None or actor.person is not None:
        return False
    return any(d.code and d.code == actor.code and d.sector in _OF_STATE for d in doers)


def _examples(token: Token) -> list[Token]:
    """ "allies such as Germany", "nations including France": the examples stand for the group too."""
    out: list[Token] = []
    for child in token.children:
        if child.dep == "prep" and (child.lower == "including" or any(c.lower == "such" for c in child.children)):
            out.extend(m for inner in child.children if inner.dep == "pobj" for m in inner.conjuncts())
    return out


def _key(actor: Actor) -> Key:
    return actor.code, actor.person or actor.name if actor.code is None or actor.sector else actor.code
