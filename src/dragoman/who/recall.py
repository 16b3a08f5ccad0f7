"""Whom a phrase means that points back: "both countries", "the ministry", "the country", "the group"."""

from __future__ import annotations

from dragoman.records import Actor
from dragoman.who.antecedent import INSIDE, SUBJECTS, WINDOW, Antecedents, is_body, is_person, is_state, state_of
from dragoman.who.draft import Draft, Scene


class Recall:
    """Looks back over the mentions so far."""

    def __init__(self, scene: Scene, past: Antecedents) -> None:
        self._scene, self._past = scene, past

    def several(self, count: int, persons: bool | None) -> tuple[list[Actor], str]:
        """The `count` persons of different states, or the states, that the text has last spoken of."""
        near = self._nearest(count, persons)
        if near is not None:
            return near, "who.reference: " + ", ".join(a.name for a in near)
        people = self._last_distinct(count, True) if persons is not False else []
        states = self._last_distinct(count, False) if persons is not True else []
        if persons is None:
            recent = self._past.drafts[-12:]
            named = {d.actors[0].person for d in recent if is_person(d) and d.actors[0].person}
            chosen = people if len(named) >= count and people else states
        else:
            chosen = people or states
        if len(chosen) < count:
            return [], "who.reference: not resolved"
        return chosen, "who.reference: " + ", ".join(a.name for a in chosen)

    def _nearest(self, count: int, persons: bool | None) -> list[Actor] | None:
        """The states, or persons of states, of the nearest sentence that has just so many."""
        assert self._past.sentence is not None
        index = self._past.sentence.index
        for sentence in (index, index - 1):
            found: dict[str, Actor] = {}
            human = 0
            for draft in self._past.drafts[-WINDOW:]:
                if draft.token.sentence.index != sentence or draft.kind in ("demonym", "pronoun", "reference"):
                    continue
                for actor in draft.actors:
                    code = state_of(actor)
                    if code is None or (persons and actor.person is None):
                        continue
                    human += actor.person is not None and code not in found
                    found.setdefault(code, actor)
            if len(found) == count:
                whole = persons or (persons is None and human == count)
                return [a if whole else self._scene.state(a) for c, a in found.items()]
        return None

    def _last_distinct(self, count: int, persons: bool) -> list[Actor]:
        found: dict[str, Actor] = {}
        for draft in reversed(self._past.drafts):
            for actor in reversed(draft.actors):
                code = state_of(actor)
                if code is None or code in found:
                    continue
                if persons and (actor.person is None or actor.sector not in ("GOV", "MIL", "REB")):
                    continue
                found[code] = actor if persons else self._scene.state(actor)
            if len(found) >= 2 * count:
                break
        ranked = sorted(list(found.items())[: 2 * count], key=lambda item: -self._weight(item[0], item[1], persons))
        codes = {code for code, _ in ranked[:count]}
        if len(codes) < count:
            return []
        chosen = [actor for code, actor in found.items() if code in codes]
        if persons:
            chosen = [self._most_named(actor) for actor in chosen]
        return list(reversed(chosen))

    def _weight(self, code: str, actor: Actor, persons: bool) -> float:
        recent = sum(1 for d in self._past.drafts[-8:] for a in d.actors if a.code == code)
        return self._past.counts[code] + 3 * recent

    def _most_named(self, actor: Actor) -> Actor:
        """Of several persons of a state, the one the text is about."""
        rivals = [
            a for d in self._past.drafts for a in d.actors if a.person and a.code == actor.code and a.sector == "GOV"
        ]
        return max(rivals, key=lambda a: self._past.counts[a.person or ""], default=actor)

    def holders(self, draft: Draft) -> list[Actor]:
        """The persons named so far that hold an office: "the foreign ministers"."""
        assert draft.role is not None
        found: dict[str, Actor] = {}
        for other in self._past.drafts:
            for actor in other.actors:
                if actor.person is not None and actor.sector != "ELI" and _holds(actor.office, draft.role.role):
                    found.setdefault(actor.person, actor)
        return list(found.values()) if len(found) > 1 else []

    def government(self, draft: Draft) -> Actor | None:
        """The government last spoken of."""
        for other in reversed(self._past.drafts):
            if draft.token.sentence.index - other.token.sentence.index > 3:
                return None
            if (
                other.role is not None
                and other.role.role == "government"
                and len(other.actors) == 1
                and other.actors[0].code
            ):
                return other.actors[0]
        return None

    def force(self, draft: Draft) -> Draft | None:
        """The police or army last spoken of, not long ago: "the officers"."""
        for other in reversed(self._past.drafts[-WINDOW:]):
            if draft.token.sentence.index - other.token.sentence.index > 5:
                return None
            if len(other.actors) == 1 and other.actors[0].person is None and other.actors[0].sector in ("COP", "MIL"):
                return other
        return None

    def same_role(self, draft: Draft) -> Draft | None:
        """The last one that was called so: "the ministry", "the president", "the commissioner"."""
        role = draft.role
        assert role is not None
        noun = role.role.rsplit(" ", 1)[-1]
        text = self._scene.parsed.text
        for other in reversed(self._past.drafts[-4 * WINDOW :]):
            if (
                other.plural
                or len(other.actors) != 1
                or not (other.actors[0].code or other.actors[0].person or other.kind == "unknown")
            ):
                continue
            actor = other.actors[0]
            if role.kind in ("title", "person") and actor.sector != "ELI" and _holds(actor.office, role.role):
                return other
            if other.role is not None and other.role.role.rsplit(" ", 1)[-1] == noun and other.role.kind == role.kind:
                return other
            if role.kind in ("body", "group") and actor.person is None and noun in actor.name.lower().split(" "):
                return other
            if (
                role.kind in ("body", "group")
                and other.kind in ("name", "unknown")
                and text[other.start : other.end].lower().endswith(noun)
            ):
                return other
        return None

    def state(self, draft: Draft) -> Draft | None:
        """The state last spoken of, as a scene or an actor rather than as an adjective: "the country"."""
        best: Draft | None = None
        highest = -6.5
        members = self._region(draft)
        for nearness, other in enumerate(reversed(self._past.drafts[-WINDOW:])):
            distance = draft.token.sentence.index - other.token.sentence.index
            if distance > 3 or len(other.actors) != 1 or state_of(other.actors[0]) is None:
                continue
            if members is not None and other.actors[0].code not in members:
                continue
            token = other.token
            score = -2.0 * distance - 0.02 * nearness
            if is_state(other):
                score += 1.0 if token.dep not in INSIDE else -1.5
                score += 0.5 if token.dep in SUBJECTS or token.dep == "pobj" else 0.0
            elif other.actors[0].sector == "GOV" and other.actors[0].person is None:
                score += 0.6
            else:
                score -= 1.5
            if score > highest:
                best, highest = other, score
        return best

    def _region(self, draft: Draft) -> frozenset[str] | None:
        """The states of "the Middle Eastern country", where it says so much."""
        for child in draft.token.children:
            known = self._scene.draft(child) if child.dep in INSIDE else None
            if known is not None and known.actors and known.actors[0].code is None:
                return self._scene.lexicon.regions.get(known.actors[0].name)
        return None

    def body(self, draft: Draft) -> Draft | None:
        """The organisation last spoken of: "the group"."""
        for other in reversed(self._past.drafts[-WINDOW:]):
            if draft.token.sentence.index - other.token.sentence.index > 3:
                return None
            if is_body(other) and not is_state(other) and other.actors[0].sector is not None:
                return other
        return None

    def only_state(self) -> str | None:
        return next(iter(self._past.states)) if len(self._past.states) == 1 else None


def _holds(office: str | None, role: str) -> bool:
    """The office is that role, whatever else it says."""
    if office is None:
        return False
    words = office.lower().replace(",", "").split(" of ")[0]
    return role in words and role.split(" ")[-1] in words.split()
