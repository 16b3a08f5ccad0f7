"""What a document has mentioned so far, and which of it a pointing word can mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from dragoman.parse.types import Sentence, Token
from dragoman.records import Actor
from dragoman.who.draft import Draft, Gender, Scene

_FAR = 4
WINDOW = 60
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
INSIDE = ("compound", "amod", "nmod", "npadvmod")
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
    return state_of(actor) is not None and actor.person is None and actor.sector in (None, "GOV", "PRE")


def is_body(draft: Draft) -> bool:
    """A named body, a group, a ministry: an "it" that is no state."""
    if draft.plural or len(draft.actors) != 1 or draft.actors[0].person is not None:
        return False
    if draft.kind in ("name", "unknown", "pronoun"):
        return True
    return draft.role is not None and draft.role.kind in ("body", "group", "state")


def state_of(actor: Actor) -> str | None:
    return actor.code if actor.code and actor.code not in _NO_STATE else None


class Antecedents:
    """The mentions so far, the newest last."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self.drafts: list[Draft] = []
        self.sentence: Sentence | None = None
        self.states: set[str] = set()
        self.counts: Counter[str] = Counter()

    def enter(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def add(self, draft: Draft) -> None:
        if not draft.actors:
            return
        self.drafts.append(draft)
        if len(self.drafts) > 400:
            del self.drafts[:200]
        for actor in draft.actors:
            code = state_of(actor)
            if code is not None:
                if actor.sector not in ("BUS", "JRN"):
                    self.states.add(code)
                if draft.kind != "pronoun":
                    self.counts[code] += 1
            if actor.person is not None:
                self.counts[actor.person] += 1

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

        return _actors(self._best(token, fits))

    def _gender(self, draft: Draft) -> Gender | None:
        if draft.gender is not None:
            return draft.gender
        person = draft.actors[0].person
        for other in reversed(self.drafts[-WINDOW:]):
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
            if not is_body(draft):
                return None
            return 0.2 if draft.actors[0].sector or draft.actors[0].code else -0.6

        if token.lower == "it" and self._other_subject(token):
            return None
        return _actors(self._best(token, fits))

    def _other_subject(self, token: Token) -> bool:
        """The nearest subject before is no actor: "The treaty ... it"."""
        sentence = token.sentence
        before = [t for t in sentence.tokens[: token.i] if t.dep in SUBJECTS and t.head is not token.head]
        if not before and sentence.index > 0:
            earlier = self._scene.parsed.sentences[sentence.index - 1]
            before = [
                t for t in earlier.tokens if t.dep in SUBJECTS and (t.head.head is t.head or t.head.dep == "ROOT")
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
            if draft.plural and draft.kind != "demonym":
                return 0.3
            if is_body(draft) and draft.actors[0].sector in ("REB", "PRM", "PTY", "OPP", "COP") and owner:
                return -0.5
            return None

        own = self._best(token, fits, farthest=0)
        if own is not None:
            return self._company(own)
        partners = self._partners(token)
        if partners is not None:
            return partners
        far = self._best(token, fits)
        return self._company(far) if far is not None else self._own_subject(token)

    def _company(self, draft: Draft) -> list[Actor]:
        """The actors of a mention and of those it is joined to."""
        first = draft.token
        while first.dep == "conj" and first.head is not first:
            first = first.head
        members = [d for t in first.conjuncts() if (d := self._scene.draft(t)) and d.actors]
        plain = [d for d in members if d.kind in ("name", "person", "role", "pronoun")]
        return _distinct([a for d in plain for a in d.actors]) if draft in plain else list(draft.actors)

    def _own_subject(self, token: Token) -> list[Actor] | None:
        """A state or body taken for many: "Iran is counting their losses"."""
        if token.lower != "their":
            return None
        for verb in token.ancestors():
            subject = verb.child(*SUBJECTS)
            if subject is not None and subject.i < token.i and (draft := self._scene.draft(subject)) is not None:
                return list(draft.actors) if is_state(draft) or is_body(draft) else None
        return None

    def _partners(self, token: Token) -> list[Actor] | None:
        """The last two states of the sentence: "China keeps its ties with Russia, but their trade"."""
        for verb in token.ancestors():
            sides = [
                d
                for c in verb.children
                if c.dep in ("nsubj", "dobj") and c is not token and (d := self._scene.draft(c))
            ]
            if len(sides) == 2 and all(is_person(d) for d in sides) and all(d.token.i < token.i for d in sides):
                return [d.actors[0] for d in sides]
        recent = [d for d in self.drafts[-12:] if not _is_scenery(d)]
        here = [
            d
            for d in recent
            if d.token.sentence is token.sentence and (is_state(d) or (is_person(d) and d.actors[0].code))
        ]
        found: dict[str, Actor] = {}
        for draft in reversed(here):
            for actor in draft.actors:
                code = state_of(actor)
                if code is not None:
                    found.setdefault(code, actor)
        actors = list(reversed(found.values()))
        return actors if len(actors) == 2 else None

    def _coordinated(self, token: Token) -> list[Actor] | None:
        """Subjects joined in this sentence or the one before: "Putin and Xi met. They"."""
        if token.dep == "poss" and (near := self._joined_before(token)) is not None:
            return near
        sentences = self._scene.parsed.sentences
        for index in (token.sentence.index, token.sentence.index - 1):
            if index < 0:
                continue
            for subject in sentences[index].tokens:
                if subject.dep not in SUBJECTS or (index == token.sentence.index and subject.i >= token.i):
                    continue
                if subject.sentence is token.sentence and _same_clause(token, subject):
                    continue
                members = [
                    d for t in subject.conjuncts() if t is not token and (d := self._scene.draft(t)) and d.actors
                ]
                if len(members) > 1 and all(m.token.start < token.start for m in members):
                    return _distinct([a for m in members for a in m.actors])
        return None

    def _joined_before(self, token: Token) -> list[Actor] | None:
        """The last names joined before in the sentence: "sanctions on India and Pakistan after their tests"."""
        for draft in reversed(self.drafts[-8:]):
            joined = draft.token
            if joined.sentence is not token.sentence or joined.dep != "conj" or draft.kind not in ("name", "person"):
                continue
            first = joined.head
            while first.dep == "conj":
                first = first.head
            members = [d for t in first.conjuncts() if (d := self._scene.draft(t)) and d.actors and t.i < token.i]
            if len(members) > 1:
                return _distinct([a for m in members for a in m.actors])
        return None

    def _best(self, token: Token, fits: Callable[[Draft], float | None], farthest: int = _FAR) -> Draft | None:
        best: Draft | None = None
        highest = -3.5
        index = token.sentence.index
        possessed = token.head if token.dep == "poss" else None
        for nearness, draft in enumerate(reversed(self.drafts[-WINDOW:])):
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
            if distance == 0 and possessed is not None and other.dep in SUBJECTS and other.head in token.ancestors():
                score += 1.0
            if distance == 0 and token.dep in SUBJECTS and other.dep in SUBJECTS:
                score += 0.5
            if score > highest:
                best, highest = draft, score
        return best


def _prominence(token: Token) -> float:
    if token.dep in SUBJECTS:
        return 1.2
    if token.dep in INSIDE:
        return -1.0
    if token.dep == "poss":
        return -0.2
    if token.dep in ("conj", "appos") and token.head is not token and token.head.dep not in ("conj", "appos"):
        return _prominence(token.head) - (0.3 if token.dep == "conj" else 0.0)
    return 0.4 if token.dep in ("dobj", "ROOT", "dative") else 0.0


def _actors(draft: Draft | None) -> list[Actor] | None:
    return None if draft is None else list(draft.actors)


def _is_scenery(draft: Draft) -> bool:
    """Only where it happens: "in Libya", "at the Kremlin"."""
    token = draft.token
    return token.dep == "pobj" and token.head.lower in ("in", "at", "near", "from", "to", "through", "across", "over")


def _same_clause(token: Token, other: Token) -> bool:
    """A plain pronoun is not an argument of the same verb as what it means, nor of one that shares its subject."""
    if token.dep == "poss" or token.lower.endswith(("self", "selves")):
        return False
    verb = token.head.head if token.dep == "pobj" else token.head
    if token.dep not in SUBJECTS:
        while verb.dep in ("conj", "xcomp") and verb.head is not verb and verb.child(*SUBJECTS) is None:
            verb = verb.head
    return verb is (other.head.head if other.dep == "pobj" else other.head)


def _distinct(actors: list[Actor]) -> list[Actor]:
    seen: dict[tuple[str | None, str], Actor] = {}
    for actor in actors:
        seen.setdefault((actor.code, actor.name), actor)
    return list(seen.values())
