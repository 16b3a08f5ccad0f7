"""Noun phrases made of parts: whose, which office, which name."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.records import Actor
from dragoman.where.types import Places
from dragoman.who.chunk import capitalised, left_edge, role_ending_at, role_with_of, word
from dragoman.who.draft import Draft
from dragoman.who.lexicon import Lexicon, Name, Role
from dragoman.who.names import Hit
from dragoman.who.roster import Roster

_DEEPEST = 8
_MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod", "punct", "npadvmod"})
_PARTITIVE = frozenset(
    "bulk couple dozen group half handful hundred lot majority million most number pair part percent score series some thousand wave".split()
)
_LOCATIVE = frozenset("across around at in inside into near outside through throughout within".split())
_DONE_BY = frozenset(
    "affiliated aligned allied armed backed brokered controlled funded held led linked made mediated occupied run sponsored supported trained".split()
)
_AGAINST = frozenset({"anti", "pro", "ex", "non", "post", "pre"})
_TOPIC_ROLES = frozenset(
    {"envoy", "special envoy", "negotiator", "special representative", "analyst", "expert", "correspondent"}
)
_LOCAL = frozenset({"AGR", "BUS", "COP", "CVL", "EDU", "JRN", "JUD", "LAB", "MED", "OPP", "REF", "REL", "SOC"})
_OUTSIDE = frozenset({"IGO", "UNO", "EUR", "NGO", "IMG", "MNC"})


class Owner(msgspec.Struct):
    """Whose a role is: one actor or several, and whether they are a body (not a state, not a person)."""

    actors: list[Actor]
    why: str
    body: bool = False
    armed: bool = False


class Composer:
    """Works out the phrases of one document; every head token once."""

    def __init__(
        self, lexicon: Lexicon, roster: Roster, parsed: Parsed, places: Places, hits: dict[int, list[Hit]]
    ) -> None:
        self._lexicon, self._roster, self._parsed, self._places = lexicon, roster, parsed, places
        self._hits = {(s, i): hit for s, found in hits.items() for hit in found for i in range(hit.first, hit.last + 1)}
        self._drafts: dict[tuple[int, int], Draft | None] = {}
        self.nearby = {h.name.code for found in hits.values() for h in found if h.name and h.name.code}

    @property
    def drafts(self) -> list[Draft]:
        return [d for d in self._drafts.values() if d is not None]

    def put(self, draft: Draft) -> None:
        self._drafts[(draft.token.sentence.index, draft.token.i)] = draft

    def hit(self, token: Token) -> Hit | None:
        return self._hits.get((token.sentence.index, token.i))

    def draft(self, token: Token, depth: int = 0) -> Draft | None:
        """The mention headed by this token."""
        key = (token.sentence.index, token.i)
        if key in self._drafts:
            return self._drafts[key]
        if depth > _DEEPEST:
            return None
        self._drafts[key] = None
        draft = self._drafts[key] = self._make(token, depth)
        return draft

    def _make(self, token: Token, depth: int) -> Draft | None:
        hit = self.hit(token)
        if hit is not None:
            if hit.head is not token:
                return None
            return self._named(hit) if hit.name is not None else self._known_person(hit)
        if token.tag[0] != "N":
            return None
        if token.dep in _MODIFIERS and token.head.i > token.i and token.head.tag[0] == "N":
            return self._modifier(token)
        place = self._places.at(token)
        if place is not None and place.place is not None and place.place.country is not None:
            actor = self._actor(place.place.name, place.start, place.end, code=place.place.country)
            return Draft(token, place.start, place.end, "place", [actor], [f"who.place: in {place.place.country}"])
        return self._phrase(token, depth)

    def _actor(self, name: str, start: int, end: int, **fields: object) -> Actor:
        return Actor(name=name, text=self._parsed.original(start, end), start=start, end=end, **fields)  # type: ignore[arg-type]

    def _modifier(self, token: Token) -> Draft | None:
        """A name before another noun ("Mahan flights"): only where it is one, and the noun is not its own name."""
        if token.tag not in ("NNP", "NNPS") or token.head.tag in ("NNP", "NNPS"):
            return None
        place = self._places.at(token)
        if place is not None and place.place is not None and place.place.country is not None:
            actor = self._actor(place.place.name, place.start, place.end, code=place.place.country)
            return Draft(token, place.start, place.end, "place", [actor], [f"who.place: in {place.place.country}"])
        if role_ending_at(self._lexicon, token.sentence.tokens, token.i, token.i):
            return None
        tokens = token.sentence.tokens
        if token.i + 1 < len(tokens) and tokens[token.i + 1].tag in ("NNP", "NNPS"):
            return None
        first = self._name_start(tokens, token.i, left_edge(token))
        return self._proper(token, tokens[first].start, token.end, None, None, [])

    # ---- known names -------------------------------------------------------------------------------------------

    def _named(self, hit: Hit) -> Draft | None:
        name, token = hit.name, hit.head
        assert name is not None
        if self._is_other_name(hit, name):
            return None
        twin = self._twin(hit)
        sector = name.sector
        kind = "demonym" if name.kind == "demonym" else "name"
        if name.kind == "capital" and self._is_scene(token):
            kind, sector = "place", None
        actor = self._actor(
            name.name, hit.start, hit.end, code=name.code, sector=sector, wikidata=self._lexicon.wikidata.get(name.name)
        )
        draft = Draft(token, hit.start, hit.end, kind, [actor], [f"who.{name.kind}: {name.alias}"])  # type: ignore[arg-type]
        if twin is not None:
            draft.actors.insert(0, twin.actors[0])
            draft.plural = True
            draft.start = twin.start
        if name.kind == "demonym" and token.tag in ("NN", "NNP", "NNS", "NNPS") and token.dep not in _MODIFIERS:
            draft.plural = token.tag in ("NNS", "NNPS")
        return draft

    def _twin(self, hit: Hit) -> Draft | None:
        """ "US" in "US-China": the other half of a pair."""
        tokens = hit.head.sentence.tokens
        if (
            hit.first < 2
            or tokens[hit.first - 1].text not in ("-", "/")
            or tokens[hit.first - 2].end != tokens[hit.first - 1].start
        ):
            return None
        other = self.hit(tokens[hit.first - 2])
        if other is None or other.name is None or not other.name.is_state:
            return None
        return self.draft(other.head)

    @staticmethod
    def _is_scene(token: Token) -> bool:
        head = token.head
        return token.dep == "pobj" and (
            head.lower in _LOCATIVE
            or (head.lower == "of" and head.head.lower in ("city", "capital", "port", "outskirts"))
        )

    def _is_other_name(self, hit: Hit, name: Name) -> bool:
        """ "Paris Hilton", "Jordan Peele": the first word of another name."""
        token, tokens = hit.head, hit.head.sentence.tokens
        if name.kind not in ("capital", "country") or " " in name.alias or token.dep not in ("compound", "nmod"):
            return False
        after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
        if (
            after is None
            or after.tag != "NNP"
            or self.hit(after) is not None
            or name.kind == "country"
            and name.alias not in _FIRST_NAMES
        ):
            return False
        return role_ending_at(self._lexicon, tokens, after.i, after.i) is None and after.i == token.head.i

    def _known_person(self, hit: Hit) -> Draft | None:
        token, tokens = hit.head, hit.head.sentence.tokens
        assert hit.terms is not None
        edge = min(left_edge(token), hit.first)
        title, owner, former = self._title(tokens, edge, hit.first, token)
        country = owner.actors[0].code if owner and owner.actors else None
        found = self._roster.actor_of(hit.terms, country)
        if found is None:
            names = tuple(sorted({f"{t.name} ({t.country})" for t in hit.terms}))
            actor = self._actor(hit.terms[0].name, hit.start, hit.end, candidates=names)
            return Draft(token, hit.start, hit.end, "person", [actor], ["who.person: several of that name"])
        return self._person(token, tokens[edge].start, hit.end, found[0], [found[1]], title, owner, former)

    def _person(
        self,
        token: Token,
        start: int,
        end: int,
        actor: Actor,
        why: list[str],
        title: str | None,
        owner: Owner | None,
        former: bool,
    ) -> Draft:
        changes: dict[str, object] = {"text": self._parsed.original(start, end), "start": start, "end": end}
        if former and actor.sector != "ELI":
            changes |= {"sector": "ELI", "other_sectors": ("GOV",)}
        if title and not actor.office:
            changes["office"] = title
        draft = Draft(token, start, end, "person", [msgspec.structs.replace(actor, **changes)], why)
        draft.plural = False
        self._roster.add(draft.actors[0])
        return draft

    # ---- phrases ----------------------------------------------------------------------------------------------

    def _phrase(self, token: Token, depth: int) -> Draft | None:
        tokens = token.sentence.tokens
        edge = left_edge(token)
        if (
            token.lemma in _PARTITIVE
            and (inner := self._of(token)) is not None
            and (part := self.draft(inner, depth + 1))
        ):
            draft = Draft(
                token, tokens[edge].start, part.end, part.kind, part.actors, [*part.why, "who.phrase: a part of"]
            )
            draft.plural, draft.role = True, part.role
            return draft
        found = role_ending_at(self._lexicon, tokens, token.i, edge)
        if found is None and capitalised(token) and token.tag in ("NNP", "NNPS", "NN", "NNS"):
            return self._capitalised_phrase(token, tokens, edge) if token.tag in ("NNP", "NNPS") else None
        if found is None:
            return None
        role, begin = found
        last = token.i
        longer = role_with_of(self._lexicon, tokens, token.i)
        if longer is not None:
            role, last = longer
        return self._role_phrase(token, tokens, edge, begin, last, role, depth)

    def _role_phrase(
        self, token: Token, tokens: list[Token], edge: int, begin: int, last: int, role: Role, depth: int
    ) -> Draft | None:
        owner = self._owner(token, tokens, edge, begin, role, depth, last)
        start, end = tokens[edge].start, tokens[last].end
        plural = token.tag in ("NNS", "NNPS") or token.lower in ("police", "people")
        if owner is None and role.kind in ("thing", "vague"):
            return None
        actors = self._compose(role, owner, start, end)
        why = [f"who.role: {role.role} is {role.sector or role.kind}"] + ([owner.why] if owner else [])
        draft = Draft(token, start, end, "reference" if role.kind == "state" and not actors else "role", actors, why)
        draft.plural, draft.role = plural or len(actors) > 1, role
        former = begin > edge and any(t.lower in ("former", "ex") for t in tokens[edge:begin])
        if former and role.kind == "title":
            draft.actors = [
                msgspec.structs.replace(a, sector="ELI", other_sectors=(a.sector,) if a.sector else ()) for a in actors
            ]
        return draft

    def _compose(self, role: Role, owner: Owner | None, start: int, end: int) -> list[Actor]:
        if role.kind == "state":
            return (
                [
                    msgspec.structs.replace(a, text=self._parsed.original(start, end), start=start, end=end)
                    for a in owner.actors
                ]
                if owner and not owner.body
                else []
            )
        sector = role.sector
        name = self._parsed.original(start, end)
        for article in ("the ", "The ", "a ", "A ", "an ", "An "):
            name = name.removeprefix(article)
        if owner is None:
            return [self._actor(name, start, end, sector=sector)] if sector else []
        out = []
        for whose in owner.actors:
            own = sector
            if (
                owner.armed
                and sector in ("MIL", "GOV", None)
                or owner.body
                and role.kind in ("title", "vague")
                and whose.sector
            ):
                own = whose.sector
            elif whose.code in _OUTSIDE and role.kind in ("title", "vague"):
                own = whose.sector
            out.append(self._actor(name, start, end, code=whose.code, sector=own))
        return out

    def _owner(
        self, token: Token, tokens: list[Token], edge: int, begin: int, role: Role | None, depth: int, last: int
    ) -> Owner | None:
        """Whose the phrase is: a possessor, else a name before the head, else the of-phrase."""
        for child in token.children:
            if child.dep == "poss" and (whose := self.draft(child, depth + 1)) and whose.actors:
                return self._owner_of(whose, "possessor")
        before = self._owner_before(tokens, edge, begin, role)
        if before is not None:
            return before
        inner = self._of(tokens[last]) or self._of(token)
        if inner is not None and inner.i > last and (whose := self.draft(inner, depth + 1)) and whose.actors:
            joined = [d for c in inner.conjuncts()[1:] if (d := self.draft(c, depth + 1)) and d.actors]
            owner = self._owner_of(whose, "of")
            owner.actors = owner.actors + [a for d in joined for a in d.actors]
            return owner
        if role is not None and role.sector in _LOCAL:
            return self._located(token, depth)
        return None

    def _owner_of(self, draft: Draft, how: str) -> Owner:
        actor = draft.actors[0]
        body = draft.kind in ("name", "role", "unknown") and bool(actor.sector) and not self._is_government(draft)
        armed = actor.sector in ("REB", "PRM") and draft.kind in ("name", "role")
        return Owner(actors=list(draft.actors), why=f"who.phrase: {how} {draft.actors[0].name}", body=body, armed=armed)

    def _is_government(self, draft: Draft) -> bool:
        hit = self.hit(draft.token)
        return hit is not None and hit.name is not None and hit.name.kind in ("capital",)

    def _owner_before(self, tokens: list[Token], edge: int, begin: int, role: Role | None) -> Owner | None:
        owners: list[Draft] = []
        i = edge
        while i < begin:
            hit = self.hit(tokens[i])
            draft = None
            if hit is not None and hit.last < begin:
                i = hit.last + 1
                if hit.name is not None and not self._is_stance(tokens, hit):
                    draft = self.draft(hit.head)
                    if (
                        role is not None
                        and role.role in _TOPIC_ROLES
                        and hit.name.kind == "country"
                        and not hit.name.alias.isupper()
                        and "." not in hit.name.alias
                    ):
                        draft = None
            else:
                if tokens[i].tag[0] == "N" and self._places.at(tokens[i]) is not None:
                    draft = self.draft(tokens[i])
                i += 1
            if draft is not None and draft.actors:
                owners.append(draft)
        if not owners:
            return None
        bodies = [
            d
            for d in owners
            if (h := self.hit(d.token)) and h.name and not h.name.is_state and h.name.kind != "capital"
        ]
        if bodies:
            return self._owner_of(bodies[-1], "of the")
        owner = self._owner_of(owners[0], "name before")
        if len(owners) > 1 and _joined(tokens, owners[0], owners[1]):
            owner.actors += [a for d in owners[1:] for a in d.actors if a.code not in {x.code for x in owner.actors}]
        return owner

    @staticmethod
    def _is_stance(tokens: list[Token], hit: Hit) -> bool:
        """ "pro-Russian", "US-backed": what somebody is to the name, not whose they are."""
        if hit.first >= 2 and tokens[hit.first - 1].text == "-" and tokens[hit.first - 2].lower in _AGAINST:
            return True
        after = tokens[hit.last + 1 : hit.last + 3]
        return len(after) == 2 and after[0].text == "-" and after[1].lower in _DONE_BY

    def _of(self, token: Token) -> Token | None:
        for child in token.children:
            if child.dep == "prep" and child.lower == "of":
                return child.child("pobj")
        return None

    def _located(self, token: Token, depth: int) -> Owner | None:
        """Civilians, firms, police are of the country they are in."""
        for child in token.children:
            holder = child.child("prep") if child.dep == "acl" and child.lower == "based" else child
            if holder is not None and holder.dep == "prep" and holder.lower in ("in", "from", "across"):
                inner = holder.child("pobj")
                if (
                    inner is not None
                    and (where := self.draft(inner, depth + 1))
                    and where.kind in ("name", "place")
                    and where.actors
                ):
                    joined = [d for c in inner.conjuncts()[1:] if (d := self.draft(c, depth + 1)) and d.actors]
                    owner = Owner(actors=list(where.actors), why=f"who.phrase: in {where.actors[0].name}")
                    owner.actors += [a for d in joined for a in d.actors]
                    return owner
        return None

    # ---- names that no list has -------------------------------------------------------------------------------

    def _name_start(self, tokens: list[Token], last: int, edge: int) -> int:
        """Where the run of capitalised words begins that ends at `last`; known names and roles stop it."""
        first = last
        while first > edge:
            token = tokens[first - 1]
            if self.hit(token) is not None or role_ending_at(self._lexicon, tokens, first - 1, edge) is not None:
                break
            if not (
                capitalised(token)
                or token.text == "-"
                or token.lower in ("al", "el", "bin", "ibn", "van", "von", "de", "der")
            ):
                break
            first -= 1
        while (
            first < last
            and (tokens[first].text == "-" or tokens[first].tag in ("DT", "IN", "CC", "PRP$", "JJ", "RB"))
            and not tokens[first].lower in ("al", "el")
        ):
            first += 1
        return first

    def _capitalised_phrase(self, token: Token, tokens: list[Token], edge: int) -> Draft:
        first = self._name_start(tokens, token.i, edge)
        title, owner, former = self._title(tokens, edge, first, token)
        role = role_ending_at(self._lexicon, tokens, first - 1, edge) if first > edge else None
        why = [owner.why] if owner else []
        if former:
            why.append("who.phrase: former")
        start = tokens[edge].start if title or owner else tokens[first].start
        return self._proper(
            token, tokens[first].start, token.end, role[0] if role else None, owner, why, start, title, former
        )

    def _title(self, tokens: list[Token], edge: int, first: int, head: Token) -> tuple[str | None, Owner | None, bool]:
        """What stands before a name: the title, whose it is, and whether it is a former one."""
        if first <= edge:
            return None, None, False
        owner: Owner | None = None
        for child in head.children:
            if child.dep == "poss" and (whose := self.draft(child)) and whose.actors:
                owner = self._owner_of(whose, "possessor")
        owner = owner or self._owner_before(tokens, edge, first, None)
        words = [
            t
            for t in tokens[edge:first]
            if self.hit(t) is None and t.tag not in ("DT", "POS", "PRP$") and t.text not in ("'", ",")
        ]
        former = any(t.lower in ("former", "ex", "late", "then") for t in words)
        text = " ".join(t.text for t in words if t.lower not in ("former", "ex", "late", "then", "-")) or None
        return text, owner, former

    def _proper(
        self, token: Token, start: int, end: int, role: Role | None, owner: Owner | None, why: list[str],
        phrase: int | None = None, title: str | None = None, former: bool = False,
    ) -> Draft:  # fmt: skip
        phrase = start if phrase is None else phrase
        name = self._parsed.original(start, end)
        code = owner.actors[0].code if owner else None
        titled = role is not None and role.kind in ("title", "person")
        if " " not in name:
            found = self._roster.by_surname(self._parsed.text[start:end], code if titled else None, titled, self.nearby)
            if found is not None:
                return self._person(token, phrase, end, found[0], [found[1]], title, owner, former)
        fields: dict[str, object] = {"code": code}
        kind = "unknown"
        if role is not None:
            fields["sector"] = (
                self._compose(role, owner, phrase, end)[0].sector
                if self._compose(role, owner, phrase, end)
                else role.sector
            )
            why = [*why, f"who.role: {role.role}"]
        if titled:
            kind = "person"
            office = f"{title} of {owner.actors[0].name}" if owner and title else title
            fields |= {"person": name, "office": f"former {office}" if former and office else office}
            if former:
                fields |= {"sector": "ELI", "other_sectors": (str(fields["sector"]),) if fields.get("sector") else ()}
        actor = self._actor(name, phrase, end, **fields)
        draft = Draft(token, phrase, end, kind, [actor], why or ["who.name: not known"])  # type: ignore[arg-type]
        draft.plural = token.tag == "NNPS"
        draft.role = role
        if titled and " " in name:
            self._roster.add(actor)
        return draft


_FIRST_NAMES = frozenset({"Jordan", "Chad", "Israel", "Georgia", "India", "China", "Kenya", "Jamaica"})


def _joined(tokens: list[Token], a: Draft, b: Draft) -> bool:
    between = [t.lower for t in tokens[a.token.i + 1 : b.token.i]]
    return len(between) <= 3 and bool(between) and all(w in ("and", ",", "-", "/", "or") for w in between)


def each_sentence(parsed: Parsed) -> list[Sentence]:
    return parsed.sentences


__all__ = ["Composer", "Owner", "word"]
