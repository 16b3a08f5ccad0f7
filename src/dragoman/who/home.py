"""Of which country those are who are named by their role alone: the one the words around, or the story, are about."""

from __future__ import annotations

from collections import Counter

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.antecedent import state_of
from dragoman.who.draft import Draft, Scene

# Whose business is at home: the place where something happens says whose they are.
_LOCAL = frozenset("AGR COP CVL EDU JUD LAB LEG MED REL SOC".split())
# Whoever acts for a state or in its politics: of the state that the whole story is about, if it is about one.
_NATIONAL = frozenset("COP ELI GOV JUD LAB LEG MED MIL OPP PTY SPY CVL EDU".split())
_ELSEWHERE = frozenset(
    "ambassador diplomat envoy expatriate foreigner immigrant migrant passenger refugee settler tourist visitor".split()
)
_NEAR = 2
_FEW, _SHARE, _LEAD = 3, 0.35, 2.5
# Of whom a story has told which country they are of: "Darfur's rebels", then "the rebels".
_SIDES = frozenset("COP GOV JUD LEG MIL OPP PTY REB SPY".split())


class Homes:
    """Gives a country to actors without one, where only one can be meant."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._drafts = sorted(scene.drafts, key=lambda d: (d.token.sentence.index, d.token.i))
        self._main = self._main_state()
        self._places = self._places_by_sentence()
        self._sides = self._codes_by_sector()

    def settle(self) -> None:
        for draft in self._drafts:
            if draft.kind == "role" and {a.sector for a in draft.actors} == {"REB"} and self._is_homeless(draft):
                self._settle_rebels(draft)
        for draft in self._drafts:
            if draft.kind == "person" and self._main is not None and self._is_national(draft):
                self._give(draft, self._main, f"who.story: {self._main} is what it is about")
            elif draft.kind in ("role", "reference") and self._is_homeless(draft):
                self._settle(draft)

    def _settle(self, draft: Draft) -> None:
        sectors = {a.sector for a in draft.actors}
        place = self._place_of(draft) if sectors <= _LOCAL else None
        side = len(sectors) == 1 and (draft.plural or (draft.role is not None and draft.role.kind in ("body", "group")))
        known = self._sides.get(next(iter(sectors))) if side else None
        if place is not None:
            self._give(draft, place, f"who.scene: told of {place}")
        elif known is not None and len(known) == 1:
            code = next(iter(known))
            self._give(draft, code, f"who.story: its only such side is of {code}")
        elif self._main is not None and sectors <= _NATIONAL:
            self._give(draft, self._main, f"who.story: {self._main} is what it is about")

    def _settle_rebels(self, draft: Draft) -> None:
        """ "Rebels in Darfur" are of the country they rise in; soldiers may be anybody's."""
        for prep in (c for c in draft.token.children if c.dep == "prep" and c.lower in ("in", "from")):
            where = self._scene.draft(inner) if (inner := prep.child("pobj")) is not None else None
            code = _country(where.actors[0]) if where is not None and len(where.actors) == 1 else None
            if code is not None and where is not None and where.kind in ("name", "place"):
                self._give(draft, code, f"who.phrase: in {where.actors[0].name}")
                self._sides.setdefault("REB", set()).add(code)

    def _is_homeless(self, draft: Draft) -> bool:
        """A role without a country, of people who are not said to be from elsewhere."""
        if not draft.actors or any(a.code or a.person or a.sector is None for a in draft.actors):
            return False
        words = self._scene.words
        if draft.role is not None and draft.role.role.rsplit(" ", 1)[-1] in _ELSEWHERE | words.abroad:
            return False
        return not any(c.lower in words.elsewhere or _is_people(c) for c in draft.token.children)

    def _is_national(self, draft: Draft) -> bool:
        """A person known by an office at home."""
        return len(draft.actors) == 1 and draft.actors[0].code is None and draft.actors[0].sector in _NATIONAL

    def _give(self, draft: Draft, code: str, why: str) -> None:
        draft.actors = [a if a.code else msgspec.structs.replace(a, code=code) for a in draft.actors]
        draft.why.append(why)

    def _main_state(self) -> str | None:
        """The state that the story is about: named more often by far than any other."""
        counts: Counter[str] = Counter()
        for draft in self._drafts:
            if draft.kind == "pronoun":
                continue
            counts.update({c for a in draft.actors if a.sector not in ("BUS", "JRN") and (c := state_of(a))})
        ranks = counts.most_common(2)
        if not ranks or ranks[0][1] < _FEW or ranks[0][1] < _SHARE * counts.total():
            return None
        return ranks[0][0] if len(ranks) == 1 or ranks[0][1] >= _LEAD * ranks[1][1] else None

    def _codes_by_sector(self) -> dict[str | None, set[str]]:
        """The countries of the armies, rebels, governments that the story names."""
        found: dict[str | None, set[str]] = {}
        for actor in (a for d in self._drafts for a in d.actors if a.sector in _SIDES and a.code):
            found.setdefault(actor.sector, set()).add(actor.code or "")
        return found

    def _places_by_sentence(self) -> dict[int, set[str]]:
        """The countries of the places below a state that each sentence names."""
        found: dict[int, set[str]] = {}
        for draft in self._drafts:
            if draft.kind == "place" and self._is_setting(draft.token):
                found.setdefault(draft.token.sentence.index, set()).update(
                    c for a in draft.actors if (c := _country(a))
                )
        return found

    def _is_setting(self, token: Token) -> bool:
        """Where it happens; not where somebody comes from or speaks ("officials in Nairobi said")."""
        prep = token.head
        if prep.lower == "from" or (token.text.isupper() and token.sentence.index == 0):
            return False  # "NAIROBI -" is where the reporter sits
        holder = self._scene.draft(prep.head) if prep.dep == "prep" and prep.head.is_noun else None
        return holder is None or not holder.actors or holder.actors[0].sector in ("CVL", None)

    def _place_of(self, draft: Draft) -> str | None:
        """The country of the only places of this sentence, else of the nearest sentence before that names one."""
        index = draft.token.sentence.index
        for sentence in range(index, max(-1, index - _NEAR - 1), -1):
            codes = self._places.get(sentence)
            if codes:
                return next(iter(codes)) if len(codes) == 1 else None
        return None


def _is_people(child: Token) -> bool:
    """ "Jewish settlers", "Kurdish activists": a people of which no state is known."""
    return child.dep == "amod" and child.text[:1].isupper() and child.i > 0


def _country(actor: Actor) -> str | None:
    return state_of(actor) if actor.sector is None else None
