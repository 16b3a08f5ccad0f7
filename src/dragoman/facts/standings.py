"""Where things lie and how they stand: capitals, cities, members, the top and the first of something."""

from __future__ import annotations

import msgspec

from dragoman.facts.countries import country_names
from dragoman.facts.draft import PROPER, Draft, inner
from dragoman.knowledge.files import Library
from dragoman.parse.types import Token

_TOP = frozenset(
    {"biggest", "chief", "highest", "largest", "leading", "longest", "main", "oldest", "richest", "smallest", "top"}
)
_SELLING = frozenset({"supplier", "provider", "source"})
_COPULAS = frozenset({"be", "become", "remain"})
_JOURNEYS = frozenset({"trip", "visit", "tour", "speech", "meeting", "summit", "address"})


class _SettlementRow(msgspec.Struct):
    lemma: str


class _GoodRow(msgspec.Struct):
    word: str
    good: str


class Standings:
    """Finds `capital of`, `located in`, `member of`, superlatives and firsts."""

    def __init__(self, library: Library) -> None:
        rows = library.table("facts/settlements.tsv", _SettlementRow, key=lambda r: r.lemma)
        self._settlements = frozenset(r.lemma for r in rows)
        self._goods = {r.word: r.good for r in library.table("facts/goods.tsv", _GoodRow, key=lambda r: r.word)}

    def find(self, draft: Draft) -> None:
        """Add them to the draft."""
        for sentence in draft.parsed.sentences:
            for token in sentence.tokens:
                if token.lemma == "capital" and token.is_noun:
                    self._capital(draft, token)
                elif token.lemma in self._settlements:
                    self._settlement(draft, token)
                elif token.lemma == "member":
                    self._member(draft, token)
                elif token.lower == "based" and token.tag == "VBN":
                    self._based(draft, token)
                elif token.lower == "first" and token.head.lemma in _JOURNEYS:
                    self._first(draft, token.head)
                if token.dep == "attr" and token.head.lemma in _COPULAS:
                    for noun in token.conjuncts():
                        self._superlative(draft, noun, token.head)

    def _capital(self, draft: Draft, noun: Token) -> None:
        city = noun.child("appos") or (noun.head if noun.dep in ("appos", "compound") else None)
        if noun.dep == "attr" and noun.head.lemma == "be":
            city = noun.head.child("nsubj")
        tokens = noun.sentence.tokens
        if city is None and noun.i + 1 < len(tokens) and draft.places.covering(tokens[noun.i + 1]):
            city = tokens[noun.i + 1]
        if city is None or city.tag not in PROPER:
            return
        owner = noun.child("poss")
        if owner is None:
            of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of"), None)
            owner = of.child("pobj") if of else None
        candidates = (
            [owner] if owner else [c for h in (noun, city) for c in h.children if c.dep in ("amod", "compound", "nmod")]
        )
        for candidate in candidates:
            country = _state(draft, candidate)
            place = draft.places.covering(city)
            name = place.text if place else draft.words([t for t in inner(city) if t.tag in PROPER])
            if country and name != country:
                start = min(candidate.start, city.start, noun.start)
                draft.add(name, "capital of", country, (start, max(city.end, noun.end)), "facts.capital")
                return

    def _settlement(self, draft: Draft, noun: Token) -> None:
        """ "the northern city of X", "X, a city in Y"."""
        if noun.tag != "NN":
            return
        of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of"), None)
        name = of.child("pobj") if of else None
        within = next((c for c in noun.children if c.dep == "prep" and c.lower in ("in", "of") and c is not of), None)
        if noun.dep == "appos" and noun.head.tag in PROPER:
            name, within = (
                noun.head,
                next((c for c in noun.children if c.dep == "prep" and c.lower in ("in", "of")), None),
            )
        place = draft.places.covering(name) if name is not None else None
        if name is None or place is None or place.kind == "country":
            return
        container = within.child("pobj") if within else None
        where = draft.words(inner(container)) if container is not None and container.tag in PROPER else None
        if where is None and place.place is not None and place.place.country and name is not noun.head:
            where = country_names().get(place.place.country)
        start = min(w.start for w in noun.subtree() if w.start <= noun.start)
        draft.add(
            place.text, "located in", where, (min(start, place.start), max(noun.end, place.end)), "facts.located: place"
        )

    def _member(self, draft: Draft, noun: Token) -> None:
        """ "X, a member of Y", "X is a member of Y"."""
        if noun.tag != "NN":
            return
        of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of"), None)
        body = of.child("pobj") if of else None
        holder: Token | None = None
        if noun.dep == "appos":
            holder = noun.head
        elif noun.dep == "attr" and noun.head.lemma == "be" and not noun.head.child("neg"):
            holder = noun.head.child("nsubj")
        if body is None or holder is None or body.tag not in PROPER:
            return
        name = draft.name(holder)
        draft.add(name, "member of", draft.name(body), (min(holder.start, noun.start), body.end), "facts.member")

    def _based(self, draft: Draft, verb: Token) -> None:
        """ "X, based in Y", "Y-based X"."""
        tokens = verb.sentence.tokens
        holder: Token | None = None
        where: Token | None = None
        if verb.i >= 2 and tokens[verb.i - 1].text == "-" and verb.dep == "amod":
            holder, where = verb.head, tokens[verb.i - 2]
        elif verb.dep in ("acl", "relcl"):
            prep = next((c for c in verb.children if c.dep == "prep" and c.lower == "in"), None)
            holder, where = verb.head, prep.child("pobj") if prep else None
        if holder is None or where is None or holder.tag not in PROPER or where.tag not in PROPER:
            return
        place = draft.places.covering(where)
        if place is not None:
            span = (min(place.start, holder.start), max(place.end, holder.end))
            draft.add(draft.name(holder), "located in", place.text, span, "facts.located: based in")

    def _superlative(self, draft: Draft, noun: Token, verb: Token) -> None:
        """ "X is Y's top supplier of Z" -> top supplier of Z to | Y."""
        subject = verb.child("nsubj")
        if subject is None or verb.child("neg") or not noun.is_noun:
            return
        words = [t for t in noun.children if t.i < noun.i and t.dep in ("amod", "compound", "nmod", "advmod")]
        tops = [t for t in words if t.tag == "JJS" or t.lower in _TOP or any(c.lower == "most" for c in t.children)]
        owner = noun.child("poss")
        of = next(
            (
                c
                for h in (noun, verb)
                for c in h.children
                if c.dep == "prep" and c.lower in ("of", "in") and c.i > noun.i
            ),
            None,
        )
        if owner is None and noun.dep == "conj":
            owner = noun.head.child("poss")
        target = owner or (of.child("pobj") if of else None)
        if not tops or target is None or target.tag not in PROPER:
            return
        top = " ".join(t.text for t in tops[0].subtree() if t.i <= tops[0].i)
        kind = " ".join(t.lower for t in words if t not in tops)
        thing = of.child("pobj") if owner is not None and of is not None else None
        goods = draft.phrase(thing) if thing is not None and thing.tag not in PROPER else ""
        if noun.lemma in _SELLING:
            goods = goods or self._goods.get(kind, kind)
            relation = f"{top} {noun.lemma}" + (f" of {goods}" if goods else "") + " to"
        else:
            relation = " ".join(filter(None, (top, kind, noun.lemma))) + (f" of {goods} in" if goods else " of")
        name = draft.name(subject)
        span = (subject.start, max(noun.end, target.end))
        draft.add(name, relation, draft.name(target), span, "facts.standing: superlative")

    def _first(self, draft: Draft, noun: Token) -> None:
        """ "will visit X as his first trip abroad since ...": the visit, and what it is the first of."""
        if noun.child("poss") is None or noun.dep != "pobj" or noun.head.lower != "as" or not noun.head.head.is_verb:
            return
        verb = noun.head.head
        subject, thing = verb.child("nsubj"), verb.child("dobj")
        since = next((c for c in noun.children if c.dep == "prep" and c.lower in ("after", "since")), None)
        if subject is None or thing is None:
            return
        first = next(t for t in noun.children if t.lower == "first")
        last = since.subtree()[-1] if since else noun
        relation = draft.words(noun.sentence.tokens[first.i : last.i + 1])
        to = next((c for c in thing.children if c.dep == "prep" and c.lower == "to"), None)
        goal = f"the {thing.lemma}" + (f" {draft.words(to.subtree())}" if to else "")
        draft.add(draft.name(subject), relation, goal, (noun.head.start, last.end), "facts.standing: first")


def _state(draft: Draft, token: Token) -> str | None:
    """The state that a possessor or an adjective stands for."""
    mention = draft.cast.at(token)
    if mention is not None and mention.actors and mention.actors[0].code and not mention.actors[0].person:
        return mention.actors[0].name
    place = draft.places.covering(token)
    return place.text if place is not None and place.kind in ("country", "region") else None
