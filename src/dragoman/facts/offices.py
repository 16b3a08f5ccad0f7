"""Who holds, or held, which office: from the cast, and from appositions, "is" and "serves as" in the parse."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from dragoman.facts.countries import lower_names
from dragoman.facts.draft import PROPER, Draft, inner, own_name
from dragoman.knowledge.files import Library
from dragoman.parse.types import Sentence, Token
from dragoman.where.types import PlaceMention
from dragoman.who.types import Mention

_FORMER = frozenset({"former", "ex", "ex-", "late", "erstwhile", "onetime"})
_ENVOYS = frozenset({"ambassador", "envoy", "consul", "representative"})
_WORLD_BODIES = ("united nations", "european union", "african union", "nato", "un", "eu")


class _OfficeRow(msgspec.Struct):
    lemma: str


class _PartyRow(msgspec.Struct):
    lemma: str
    party: str


class Offices:
    """Finds `office`, `former office` and membership of a party."""

    def __init__(self, library: Library) -> None:
        self.lemmas = frozenset(r.lemma for r in library.table("facts/offices.tsv", _OfficeRow, key=lambda r: r.lemma))
        self._parties = {r.lemma: r.party for r in library.table("facts/parties.tsv", _PartyRow, key=lambda r: r.lemma)}

    def find(self, draft: Draft) -> None:
        """Add the offices of a document to the draft."""
        self._of_cast(draft, lambda named, titled: named and titled)
        for sentence in draft.parsed.sentences:
            self._of_sentence(draft, sentence)
        self._of_cast(draft, lambda named, titled: titled)

    def _of_cast(self, draft: Draft, wanted: Callable[[bool, bool], bool]) -> None:
        """Offices that the cast knows, from the mentions that name one: first those with the person's name too."""
        for mention in draft.cast.mentions:
            for actor in mention.actors:
                if (
                    mention.kind != "person"
                    or not actor.person
                    or not actor.office
                    or not self._is_office(actor.office)
                ):
                    continue
                if not wanted(actor.person.split()[-1] in mention.text, self._is_office(mention.text)):
                    continue
                words = actor.office.split()
                former = any(word.lower() in _FORMER for word in words)
                office = " ".join(word for word in words if word.lower() not in _FORMER)
                span = (mention.start, mention.end)
                self._hold(draft, actor.person, office, former, span, "facts.office: named with the person")
                self._of_country(draft, mention, actor.person)

    def _of_country(self, draft: Draft, mention: Mention, person: str) -> None:
        """ "AU chairperson President Ana Costa of Portugal": the last title goes with the country after the name."""
        tokens = draft.parsed.sentences[mention.sentence].tokens
        name = tokens[mention.token]
        of = _of_phrase(name)
        country = self._country(draft, of) if of is not None else None
        first = own_name(name, self.lemmas)
        if of is None or country is None or not first or not (i := first[0].i):
            return
        begin = i
        while (
            begin > 0 and tokens[begin - 1].tag in PROPER and (begin == i or tokens[begin - 1].lower not in self.lemmas)
        ):
            begin -= 1
        if begin < i and tokens[i - 1].lower in self.lemmas:
            title = f"{draft.words(tokens[begin:i])} of {country}"
            self._hold(
                draft,
                person,
                title,
                False,
                (tokens[begin].start, of.end),
                "facts.office: of the country after the name",
            )

    def _is_office(self, office: str) -> bool:
        return any(word.strip(",") in self.lemmas for word in office.lower().replace("-", " ").split())

    def _of_sentence(self, draft: Draft, sentence: Sentence) -> None:
        for token in sentence.tokens:
            if token.lemma in self.lemmas:
                if token.lemma in _ENVOYS:
                    self._envoy(draft, token)
                if token.lemma == "counterpart":
                    continue
                self._noun(draft, token)
            elif token.lemma == "counterpart" or token.lower == "counterparts":
                self._counterparts(draft, token)
            elif token.lemma in self._parties or token.lower.rstrip("s") in self._parties:
                self._party(draft, token)

    def _noun(self, draft: Draft, noun: Token) -> None:
        holders: list[tuple[Token, bool | None]] = []
        if noun.dep == "appos" or (
            noun.dep == "pobj" and noun.head.head.dep == "appos" and noun.head.head.lower == "one"
        ):
            top = noun.head if noun.dep == "appos" else noun.head.head.head
            holders.append((top, None))
        holders += [(c, None) for c in noun.children if c.dep == "appos" and c.i > noun.i]
        verb = noun.head
        if noun.dep == "attr" and verb.lemma in ("be", "become", "remain"):
            subject = verb.child("nsubj")
            if subject is not None and not verb.child("neg"):
                holders.append((_antecedent(subject, verb), _ended(verb)))
        if noun.dep == "pobj" and verb.lower == "as" and verb.head.lemma == "serve":
            subject = verb.head.child("nsubj")
            if subject is not None:
                holders.append((_antecedent(subject, verb.head), verb.head.tag == "VBD" or None))
        if noun.dep != "compound" and (name := _name_after(noun)) is not None:
            holders.append((name, None))
        for holder, ended in holders:
            if noun.tag == "NNS" and not (noun.dep == "pobj" and verb.head.lower == "one"):
                self._several(draft, noun, holder)
                continue
            person = draft.person(holder, self.lemmas)
            if person is None:
                continue
            phrase = inner(noun)
            before = noun.sentence.tokens[max(phrase[0].i - 1, 0)]
            former = ended or any(t.lower in _FORMER for t in (before, *phrase))
            self._hold(
                draft,
                person,
                self._title(draft, noun),
                bool(former),
                _between(noun, holder),
                "facts.office: apposition",
            )

    def _several(self, draft: Draft, noun: Token, holder: Token) -> None:
        """ "Presidents A of X and B of Y": each with what follows its own name."""
        dated = noun.dep == "pobj" and noun.head.lower == "on"  # "on Sunday Presidents A of X ..."
        before = [] if dated else [t for t in noun.children if t.dep in ("amod", "compound")]
        for name in holder.conjuncts():
            if (of := _of_phrase(name)) is None:
                continue
            words = own_name(name, self.lemmas)
            if draft.person(name, self.lemmas) is None or len(words) < 2:
                continue
            title = " ".join([*(t.lower for t in before), noun.lemma])
            title = title.capitalize() if noun.text[0].isupper() else title
            span = (words[0].start, of.subtree()[-1].end)
            self._hold(
                draft, draft.words(words), f"{title} of {draft.phrase(of)}", False, span, "facts.office: list of names"
            )

    def _title(self, draft: Draft, noun: Token) -> str:
        """The office as "<office> of <whom>"."""
        tokens = inner(noun)
        possessor = noun.child("poss")
        demonym = next(
            (
                t
                for t in noun.children
                if t.i < noun.i and t.dep in ("amod", "compound", "nmod") and self._country(draft, t)
            ),
            None,
        )
        if possessor is not None and possessor.tag != "PRP$":
            owner = draft.words([t for t in possessor.subtree() if t.dep != "case"])
            owner = owner[0].lower() + owner[1:] if possessor.child("det") else owner
            rest = [t for t in tokens if t.i > possessor.i and t.dep != "case"]
        elif demonym is not None and demonym.i == tokens[0].i:
            owner = self._country(draft, demonym) or ""
            rest = [t for t in tokens if t.i > demonym.i]
        else:
            owner, rest = "", tokens
        while rest and (rest[0].text in ("-", '"', ",") or rest[0].lower in _FORMER):
            rest.pop(0)
        title = draft.words(rest) if rest else noun.text
        if noun.tag == "NNS":
            title = title.replace(noun.text, noun.lemma)
        return f"{title} of {owner}" if owner else title

    @staticmethod
    def _country(draft: Draft, token: Token) -> str | None:
        mention = draft.cast.at(token)
        if mention is not None and mention.kind in ("demonym", "name") and len(mention.actors) == 1:
            return mention.actors[0].name
        return None

    def _hold(self, draft: Draft, person: str, office: str, former: bool, span: tuple[int, int], why: str) -> None:
        relation = "former office" if former else "office"
        words = _significant(office)
        for known in draft.held(person):
            other = _significant(known)
            if words <= other or other <= words or len(words & other) * 2 > min(len(words), len(other)):
                return
        draft.add(person, relation, office, span, why)

    def _envoy(self, draft: Draft, noun: Token) -> None:
        """ "US Ambassador to Germany Ana Costa", where the parser takes country and name for one."""
        tokens = noun.sentence.tokens
        i = noun.i + 1
        if i + 2 >= len(tokens) or tokens[i].lower != "to":
            return
        first = i + 1 + (tokens[i + 1].lower == "the")
        last = first
        while last < len(tokens) and tokens[last].tag in PROPER:
            last += 1
        run = tokens[first:last]
        size = _place_size(run, draft.places.mentions)
        name = run[size:]
        if not size or not name:
            return
        begin = noun.i
        while begin > 0 and tokens[begin - 1].tag in (*PROPER, "JJ") and tokens[begin - 1].head.i >= begin - 1:
            begin -= 1
        title = tokens[begin : first + size]
        former = title[0].lower in _FORMER
        if former:
            title = title[1:]
        self._hold(
            draft,
            draft.words(name),
            draft.words(title),
            former,
            (tokens[begin].start, name[-1].end),
            "facts.office: envoy",
        )

    def _counterparts(self, draft: Draft, noun: Token) -> None:
        """ "Prime Minister X met his Greek counterpart Y": Y holds the office of X in Greece."""
        names = [c for c in noun.children if c.dep == "appos" and c.i > noun.i]
        names = names or ([noun.head] if noun.dep == "compound" else [])
        if not names:
            after = [t for t in noun.sentence.tokens[noun.i + 1 :] if t.dep == "appos" and t.tag in PROPER]
            names = after[:1]
        holders = [t for n in names for t in n.conjuncts() if t.tag in PROPER]
        lands = [
            t for c in noun.children if c.dep in ("amod", "compound", "nmod") and c.i < noun.i for t in c.conjuncts()
        ]
        owners = [o for t in lands if (o := self._country(draft, t))]
        office = self._office_before(draft, noun)
        if office is None or not holders or len(holders) != len(owners):
            return
        for holder, owner in zip(holders, owners, strict=True):
            person = draft.person(holder, self.lemmas)
            if person:
                self._hold(
                    draft, person, f"{office} of {owner}", False, _between(noun, holder), "facts.office: counterpart"
                )

    @staticmethod
    def _office_before(draft: Draft, noun: Token) -> str | None:
        """The office, without its country, of the last person before this word in the sentence."""
        office = None
        for mention in draft.cast.mentions:
            if mention.sentence == noun.sentence.index and mention.start < noun.start:
                for actor in mention.actors:
                    office = actor.office or office
        return office.split(" of ")[0] if office else None

    def _party(self, draft: Draft, noun: Token) -> None:
        """ "Ana Costa, a Republican"."""
        party = self._parties.get(noun.lemma) or self._parties[noun.lower.rstrip("s")]
        holder = noun.head if noun.dep == "appos" else next((c for c in noun.children if c.dep == "appos"), None)
        if holder is None or noun.tag == "JJ":
            return
        person = draft.person(holder, self.lemmas)
        draft.add(person, "member of", party, _between(noun, holder), "facts.member: party")


def _of_phrase(token: Token) -> Token | None:
    prep = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
    return prep.child("pobj") if prep else None


def _name_after(noun: Token) -> Token | None:
    """The last word of the capitalised name that stands right after an office."""
    tokens, last = noun.sentence.tokens, noun.i
    while last + 1 < len(tokens) and tokens[last + 1].tag in PROPER:
        last += 1
    return tokens[last] if last > noun.i else None


def _antecedent(subject: Token, verb: Token) -> Token:
    """Whom "who" stands for."""
    return verb.head if subject.tag in ("WP", "WDT") and verb.dep == "relcl" else subject


def _ended(verb: Token) -> bool | None:
    """ "was ... until December"."""
    if verb.tag != "VBD":
        return None
    for word in verb.subtree():
        if word.lower == "until":
            end = word.child("pobj", "npadvmod")
            return end is not None and (end.tag in PROPER or end.tag == "CD")
    return None


def _between(a: Token, b: Token) -> tuple[int, int]:
    """From the first word of either phrase to the last."""
    words = inner(a) + inner(b)
    return min(w.start for w in words), max(w.end for w in words)


def _significant(office: str) -> set[str]:
    """The words of an office that tell it from others."""
    words = "".join(c if c.isalnum() else " " for c in office.lower()).split()
    return {w for w in words if w not in ("of", "the", "for", "and", "to", "s", "former")}


def _place_size(run: list[Token], places: list[PlaceMention]) -> int:
    """How many of these words name the country or body that an envoy is sent to."""
    if not run:
        return 0
    lower = [t.lower for t in run]
    for body in _WORLD_BODIES:
        size = body.count(" ") + 1
        if " ".join(lower[:size]) == body:
            return size
    for place in places:
        if place.start == run[0].start:
            return sum(1 for t in run if t.end <= place.end)
    return next((n for n in range(len(run) - 1, 0, -1) if " ".join(lower[:n]) in lower_names()), 0)
