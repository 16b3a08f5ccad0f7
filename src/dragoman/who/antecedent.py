"""What a document has mentioned so far, and which of it a pointing word can mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from dragoman.parse.types import Sentence, Token
from dragoman.records import Actor
from dragoman.who.draft import Draft, Gender, Scene

_FAR = 4
_WINDOW = 60
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_INSIDE = ("compound", "amod", "nmod", "npadvmod")
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG", "ISM"})


def is_person(draft: Draft) -> bool:
    """One human being."""
    if draft.plural or len(draft.actors) != 1:
        return False
    if draft.actors[0].person is not None:
        return True
    return draft.kind == "role" and draft.role is not None and draft.role.kind in ("title", "person")


def is_state(draft: Draft) -> bool:
    """A country by its name or its capital."""
    if draft.kind not in ("name", "place", "reference", "pronoun") or len(draft.actors) != 1 or draft.role is not None:
        return False
    actor = draft.actors[0]
    return _state_of(actor) is not None and actor.person is None and actor.sector in (None, "GOV", "PRE")


def is_body(draft: Draft) -> bool:
    """A named body, a group, a ministry: an "it" that is no state."""
    if draft.plural or len(draft.actors) != 1 or draft.actors[0].person is not None:
        return False
    if draft.kind in ("name", "unknown", "pronoun"):
        return True
    return draft.role is not None and draft.role.kind in ("body", "group", "state")


def _state_of(actor: Actor) -> str | None:
    return actor.code if actor.code and actor.code not in _NO_STATE else None


class Antecedents:
    """The mentions so far, the newest last."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._drafts: list[Draft] = []
        self._sentence: Sentence | None = None
        self._states: set[str] = set()
        self._counts: Counter[str] = Counter()

    def enter(self, sentence: Sentence) -> None:
        self._sentence = sentence

    def add(self, draft: Draft) -> None:
        if not draft.actors:
            return
        self._drafts.append(draft)
        if len(self._drafts) > 400:
            del self._drafts[:200]
        for actor in draft.actors:
            code = _state_of(actor)
            if code is not None:
                self._states.add(code)
                if draft.kind != "pronoun":
                    self._counts[code] += 1
            if actor.person is not None:
                self._counts[actor.person] += 1

    # ---- pronouns ---------------------------------------------------------------------------------------------

    def person(self, token: Token, gender: Gender) -> list[Actor] | None:
        def fits(draft: Draft) -> float | None:
            if not is_person(draft) or (draft.token.dep == "attr" and draft.kind == "role"):
                return None
            known = self._gender(draft)
            if known is not None and known != gender:
                return None
            if gender == "f":
                return 2.0 if known == "f" else -1.0
            return 0.3 if draft.kind == "person" or known == "m" else -0.5

        return self._best(token, fits)

    def _gender(self, draft: Draft) -> Gender | None:
        if draft.gender is not None:
            return draft.gender
        person = draft.actors[0].person
        for other in reversed(self._drafts[-_WINDOW:]):
            if person is not None and other.gender is not None and other.actors and other.actors[0].person == person:
                return other.gender
        if person is not None and person.split(" ", 1)[0] in self._scene.words.female_name:
            return "f"
        return None

    def thing(self, token: Token) -> list[Actor] | None:
        """It: a state or body, unless the sentence before was about something else."""

        def fits(draft: Draft) -> float | None:
            if is_state(draft):
                return 0.3
            return 0.2 if is_body(draft) else None

        if token.lower == "it" and self._other_subject(token):
            return None
        return self._best(token, fits)

    def _other_subject(self, token: Token) -> bool:
        """The nearest subject before is no actor: "The treaty ... it"."""
        sentence = token.sentence
        before = [t for t in sentence.tokens[: token.i] if t.dep in _SUBJECTS and t.head is not token.head]
        if not before and sentence.index > 0:
            earlier = self._scene.parsed.sentences[sentence.index - 1]
            before = [
                t for t in earlier.tokens if t.dep in _SUBJECTS and (t.head.head is t.head or t.head.dep == "ROOT")
            ]
        if not before:
            return False
        subject = before[-1]
        return subject.tag in ("NN", "NNP") and self._scene.draft(subject) is None

    def group(self, token: Token) -> list[Actor] | None:
        """They: several named together, or a plural."""
        owner = token.lower == "their"
        pair = self._coordinated(token)
        if pair is not None:
            return pair

        def fits(draft: Draft) -> float | None:
            if (draft.plural and draft.kind != "demonym" and draft.kind != "pronoun") or (
                draft.kind == "pronoun" and draft.plural
            ):
                return 0.3
            if is_body(draft) and draft.actors[0].sector in ("REB", "PRM", "PTY", "OPP", "COP") and owner:
                return -0.5
            return None

        own = self._best(token, fits, farthest=0)
        return own or self._partners(token) or self._best(token, fits) or self._own_subject(token)

    def _own_subject(self, token: Token) -> list[Actor] | None:
        """A state or body taken for many: "Iran is counting their losses"."""
        if token.lower != "their":
            return None
        for verb in token.ancestors():
            subject = verb.child(*_SUBJECTS)
            if subject is not None and subject.i < token.i and (draft := self._scene.draft(subject)) is not None:
                return list(draft.actors) if is_state(draft) or is_body(draft) else None
        return None

    def _partners(self, token: Token) -> list[Actor] | None:
        """The last two states of the sentence: "China keeps its ties with Russia, but their trade"."""
        recent = self._drafts[-12:]
        here = [
            d
            for d in recent
            if d.token.sentence is token.sentence and (is_state(d) or (is_person(d) and d.actors[0].code))
        ]
        found: dict[str, Actor] = {}
        for draft in reversed(here):
            for actor in draft.actors:
                code = _state_of(actor)
                if code is not None:
                    found.setdefault(code, actor)
        actors = list(reversed(found.values()))
        return actors if len(actors) == 2 else None

    def _coordinated(self, token: Token) -> list[Actor] | None:
        """Subjects joined in this sentence or the one before: "Putin and Xi met. They"."""
        sentences = self._scene.parsed.sentences
        for index in (token.sentence.index, token.sentence.index - 1):
            if index < 0:
                continue
            for subject in sentences[index].tokens:
                if subject.dep not in _SUBJECTS or (index == token.sentence.index and subject.i >= token.i):
                    continue
                members = [
                    d for t in subject.conjuncts() if t is not token and (d := self._scene.draft(t)) and d.actors
                ]
                if len(members) > 1 and all(m.token.start < token.start for m in members):
                    return _distinct([a for m in members for a in m.actors])
        return None

    def _best(self, token: Token, fits: Callable[[Draft], float | None], farthest: int = _FAR) -> list[Actor] | None:
        best: Draft | None = None
        highest = -3.5
        index = token.sentence.index
        possessed = token.head if token.dep == "poss" else None
        for nearness, draft in enumerate(reversed(self._drafts[-_WINDOW:])):
            distance = index - draft.token.sentence.index
            if distance > farthest:
                break
            score = fits(draft)
            if score is None or draft.token is possessed:
                continue
            other = draft.token
            if distance == 0 and _same_clause(token, other):
                continue
            score -= 1.1 * distance + 0.02 * nearness
            score += _prominence(other)
            if distance == 0 and possessed is not None and other.dep in _SUBJECTS and other.head in token.ancestors():
                score += 1.0
            if distance == 0 and token.dep in _SUBJECTS and other.dep in _SUBJECTS:
                score += 0.5
            if score > highest:
                best, highest = draft, score
        return list(best.actors) if best is not None else None

    # ---- phrases ----------------------------------------------------------------------------------------------

    def several(self, count: int, persons: bool | None) -> tuple[list[Actor], str]:
        """The `count` persons of different states, or the states, that the text has last spoken of."""
        near = self._nearest(count, persons)
        if near is not None:
            return near, "who.reference: " + ", ".join(a.name for a in near)
        people = self._last_distinct(count, True) if persons is not False else []
        states = self._last_distinct(count, False) if persons is not True else []
        if persons is None:
            recent = self._drafts[-12:]
            named = {d.actors[0].person for d in recent if is_person(d) and d.actors[0].person}
            chosen = people if len(named) >= count and people else states
        else:
            chosen = people or states
        if len(chosen) < count:
            return [], "who.reference: not resolved"
        return chosen, "who.reference: " + ", ".join(a.name for a in chosen)

    def _nearest(self, count: int, persons: bool | None) -> list[Actor] | None:
        """The states, or persons of states, of the nearest sentence that has just so many."""
        assert self._sentence is not None
        index = self._sentence.index
        for sentence in (index, index - 1):
            found: dict[str, Actor] = {}
            human = 0
            for draft in self._drafts[-_WINDOW:]:
                if draft.token.sentence.index != sentence or draft.kind in ("demonym", "pronoun", "reference"):
                    continue
                for actor in draft.actors:
                    code = _state_of(actor)
                    if code is None or (persons and actor.person is None):
                        continue
                    human += actor.person is not None and code not in found
                    found.setdefault(code, actor)
            if len(found) == count:
                whole = persons or (persons is None and human == count)
                return [a if whole else self._state_actor(a, c) for c, a in found.items()]
        return None

    def _last_distinct(self, count: int, persons: bool) -> list[Actor]:
        found: dict[str, Actor] = {}
        for draft in reversed(self._drafts):
            for actor in reversed(draft.actors):
                code = _state_of(actor)
                if code is None or code in found:
                    continue
                if persons and (actor.person is None or actor.sector not in ("GOV", "MIL", "REB")):
                    continue
                found[code] = actor if persons else self._state_actor(actor, code)
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
        recent = sum(1 for d in self._drafts[-8:] for a in d.actors if a.code == code)
        return self._counts[code] + 3 * recent

    def _most_named(self, actor: Actor) -> Actor:
        """Of several persons of a state, the one the text is about."""
        rivals = [a for d in self._drafts for a in d.actors if a.person and a.code == actor.code and a.sector == "GOV"]
        return max(rivals, key=lambda a: self._counts[a.person or ""], default=actor)

    def as_state(self, actor: Actor) -> Actor:
        """The state that an actor belongs to."""
        code = _state_of(actor)
        return actor if code is None else self._state_actor(actor, code)

    def _state_actor(self, actor: Actor, code: str) -> Actor:
        name = self._scene.lexicon.country_names.get(code, actor.name)
        return Actor(name=name, text="", start=0, end=0, code=code, wikidata=self._scene.lexicon.wikidata.get(name))

    def same_role(self, draft: Draft) -> Draft | None:
        """The last one that was called so: "the ministry", "the president", "the commissioner"."""
        role = draft.role
        assert role is not None
        noun = role.role.rsplit(" ", 1)[-1]
        text = self._scene.parsed.text
        for other in reversed(self._drafts[-4 * _WINDOW :]):
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
        for nearness, other in enumerate(reversed(self._drafts[-_WINDOW:])):
            distance = draft.token.sentence.index - other.token.sentence.index
            if distance > 3 or len(other.actors) != 1 or _state_of(other.actors[0]) is None:
                continue
            token = other.token
            score = -2.0 * distance - 0.02 * nearness
            if is_state(other):
                score += 1.0 if token.dep not in _INSIDE else 0.2
                score += 0.5 if token.dep in _SUBJECTS or token.dep == "pobj" else 0.0
            if score > highest:
                best, highest = other, score
        return best

    def body(self, draft: Draft) -> Draft | None:
        """The organisation last spoken of: "the group"."""
        for other in reversed(self._drafts[-_WINDOW:]):
            if draft.token.sentence.index - other.token.sentence.index > 3:
                return None
            if is_body(other) and not is_state(other) and other.actors[0].sector is not None:
                return other
        return None

    def only_state(self) -> str | None:
        return next(iter(self._states)) if len(self._states) == 1 else None


def _prominence(token: Token) -> float:
    if token.dep in _SUBJECTS:
        return 1.2
    if token.dep in _INSIDE:
        return -1.0
    if token.dep == "poss":
        return -0.2
    if token.dep in ("conj", "appos") and token.head is not token and token.head.dep not in ("conj", "appos"):
        return _prominence(token.head) - (0.3 if token.dep == "conj" else 0.0)
    return 0.4 if token.dep in ("dobj", "ROOT", "dative") else 0.0


def _same_clause(token: Token, other: Token) -> bool:
    """A plain pronoun is not an argument of the same verb as what it means."""
    if token.dep == "poss":
        return False
    verb, other_verb = token.head, other.head
    if token.dep == "pobj":
        verb = verb.head
    if other.dep == "pobj":
        other_verb = other_verb.head
    return verb is other_verb and not token.lower.endswith(("self", "selves"))


def _distinct(actors: list[Actor]) -> list[Actor]:
    seen: dict[tuple[str | None, str], Actor] = {}
    for actor in actors:
        seen.setdefault((actor.code, actor.name), actor)
    return list(seen.values())


def _holds(office: str | None, role: str) -> bool:
    """The office is that role, whatever else it says."""
    if office is None:
        return False
    words = office.lower().replace(",", "").split(" of ")[0]
    return role in words and role.split(" ")[-1] in words.split()
