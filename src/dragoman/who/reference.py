"""Pronouns and phrases that point back: he, it, their, both countries, the ministry."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.antecedent import Antecedents
from dragoman.who.draft import Draft, Scene
from dragoman.who.recall import Recall

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4}
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_OFFICIAL = frozenset({"GOV", "MIL", "JUD", "LEG", "COP", "OPP", "CVL"})
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj", "attr", "appos", "poss")


class References:
    """Resolves what points back, in the order of the text."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._past = Antecedents(scene)
        self._recall = Recall(scene, self._past)

    def resolve(self) -> None:
        scene, past = self._scene, self._past
        for sentence in scene.parsed.sentences:
            past.enter(sentence)
            for token in sentence.tokens:
                draft = self._pointer(token)
                if draft is not None:
                    scene.put(token, draft)
                elif token.tag[0] == "N" and (whose := token.child("poss")) is not None and whose.tag == "PRP$":
                    scene.forget(token)
                draft = draft or scene.draft(token) if token.tag[0] != "V" else None
                if draft is not None:
                    self._point_back(draft)
                    past.add(draft)

    def _pointer(self, token: Token) -> Draft | None:
        """The mention of a pronoun or of "the two", "both"."""
        tag, lower = token.tag, token.lower
        if tag in ("PRP", "PRP$"):
            return self._pronoun(token, lower)
        if lower in _COUNTS and token.dep in _ARGUMENTS and not any(c.dep == "prep" for c in token.children):
            before = token.sentence.tokens[token.i - 1] if token.i else None
            if lower != "both" and (before is None or before.lower != "the"):
                return None
            start = before.start if before is not None and before.lower == "the" else token.start
            actors, why = self._recall.several(_COUNTS[lower], persons=None)
            return self._made(token, start, token.end, "reference", actors, why, plural=True)
        return None

    def _pronoun(self, token: Token, lower: str) -> Draft | None:
        plural = False
        if lower in _HE:
            found = self._past.person(token, "m")
        elif lower in _SHE:
            found = self._past.person(token, "f")
        elif lower in _IT:
            found = None if _expletive(self._scene, token) else self._past.thing(token)
        elif lower in _THEY:
            found, plural = self._past.group(token), True
        else:
            return None
        why = "who.pronoun: not resolved" if found is None else f"who.pronoun: {found[0].name}"
        return self._made(token, token.start, token.end, "pronoun", found or [], why, plural)

    def _made(
        self, token: Token, start: int, end: int, kind: str, actors: list[Actor], why: str, plural: bool
    ) -> Draft:
        text = self._scene.parsed.original(start, end)
        spanned = [msgspec.structs.replace(a, text=text, start=start, end=end) for a in actors]
        draft = Draft(token, start, end, kind, spanned, [why])  # type: ignore[arg-type]
        draft.plural = plural
        return draft

    # ---- "both countries", "the ministry", "the president" ------------------------------------------------------

    def _point_back(self, draft: Draft) -> None:
        role, token = draft.role, draft.token
        if role is not None and draft.kind == "person" and role.sector in _OFFICIAL and draft.actors[0].code is None:
            self._only_state(draft)
        if role is None or draft.kind not in ("role", "reference") or any(a.code or a.person for a in draft.actors):
            self._holder(draft)
            return
        if draft.actors and role.role in self._scene.words.force_member and (force := self._recall.force(draft)):
            whose = force.actors[0]
            draft.actors = [msgspec.structs.replace(a, code=whose.code, sector=whose.sector) for a in draft.actors]
            draft.why.append(f"who.reference: {whose.name}")
            if whose.code:
                return
        first = token.sentence.tokens[max(0, token.i - 3) : token.i]
        count = next((_COUNTS[t.lower] for t in reversed(first) if t.lower in _COUNTS and t.head is token), None)
        definite = any(t.lower in _DEFINITE and t.head is token for t in first)
        each = any(t.lower in ("each", "both", "neither") and t.head is token for t in first)
        if draft.actors and any(c.lower in ("government", "state") and c.dep == "compound" for c in token.children):
            self._of_government(draft)
        elif definite and draft.plural and count is None and role.kind == "title":
            holders = self._recall.holders(draft)
            if holders:
                self._take(draft, holders, "who.reference: " + ", ".join(a.name for a in holders))
                return
        if any(a.code for a in draft.actors):
            return
        if count is not None and (definite or each):
            self._several(draft, count)
        elif definite and not draft.plural:
            self._one(draft)
        elif (
            draft.actors
            and (definite or draft.plural or role.role in self._scene.words.bare)
            and role.sector in _OFFICIAL
        ):
            self._only_state(draft)

    def _several(self, draft: Draft, count: int) -> None:
        role = draft.role
        words = self._scene.words
        assert role is not None
        last = role.role.rsplit(" ", 1)[-1]
        if role.role in words.state_word or role.kind == "group":
            actors, why = self._recall.several(count, persons=False)
        elif role.role in words.leader_word or last in words.leader_word:
            actors, why = self._recall.several(count, persons=True)
        else:
            return
        if actors:
            self._take(draft, actors, why)

    def _one(self, draft: Draft) -> None:
        role = draft.role
        assert role is not None
        found = self._recall.state(draft) if role.kind == "state" else self._recall.same_role(draft)
        if found is not None and role.kind == "state":
            self._take(draft, [self._scene.state(found.actors[0])], f"who.reference: {found.actors[0].name}")
        elif found is not None:
            self._take(draft, found.actors, f"who.reference: {found.actors[0].name}")
            draft.kind = "person" if found.actors[0].person and role.kind in ("title", "person") else "reference"
        elif role.sector in _OFFICIAL:
            self._only_state(draft)
            self._holder(draft)
        elif role.kind == "group" and role.sector is None and not draft.actors:
            body = self._recall.body(draft)
            if body is not None:
                self._take(draft, body.actors, f"who.reference: {body.actors[0].name}")

    def _of_government(self, draft: Draft) -> None:
        """Whose "government forces", "state media" are: of the government last spoken of."""
        government = self._recall.government(draft)
        if government is not None:
            draft.actors = [msgspec.structs.replace(a, code=government.code) for a in draft.actors]
            draft.why.append(f"who.reference: {government.name}")

    def _only_state(self, draft: Draft) -> None:
        """Where the story has one country, its government is meant."""
        code = self._recall.only_state()
        if (
            code is None
            or not draft.actors
            or any(c.lower in self._scene.words.elsewhere for c in draft.token.children)
        ):
            return
        draft.actors = [msgspec.structs.replace(a, code=code) for a in draft.actors]
        draft.why.append(f"who.story: {code} is its only country")

    def _holder(self, draft: Draft) -> None:
        """The office holder at the document date, for "the US president"."""
        role = draft.role
        if role is None or role.kind != "title" or draft.plural or draft.kind != "role" or len(draft.actors) != 1:
            return
        actor = draft.actors[0]
        tokens = draft.token.sentence.tokens
        before = [t for t in tokens[: draft.token.i] if t.head is draft.token]
        indefinite = any(t.lower in ("a", "an", "another", "any", "no", "every", "each") for t in before)
        if indefinite or not any(t.dep in ("det", "poss", "compound", "amod", "nmod") for t in before):
            return
        if actor.code is None or actor.person is not None or actor.sector != "GOV":
            return
        roster = self._scene.roster
        known = roster.leader(actor.code) if role.role == "leader" else roster.holder(role.role, actor.code)
        found = roster.titled(role.role, actor.code) or known
        if found is None:
            return
        holder, why = found
        draft.actors = [msgspec.structs.replace(holder, text=actor.text, start=actor.start, end=actor.end)]
        draft.kind = "person"
        draft.why.append(why)

    def _take(self, draft: Draft, actors: list[Actor], why: str) -> None:
        text = self._scene.parsed.original(draft.start, draft.end)
        draft.actors = [msgspec.structs.replace(a, text=text, start=draft.start, end=draft.end) for a in actors]
        draft.why.append(why)
        draft.plural = len(actors) > 1
        if draft.kind == "role":
            draft.kind = "reference"


def _expletive(scene: Scene, token: Token) -> bool:
    """Whether it stands for nobody: "it is clear that", "it will be his second visit"."""
    verb = token.head
    if token.lower != "it" or token.dep not in ("nsubj", "nsubjpass"):
        return False
    if any(c.dep in ("ccomp", "csubj", "csubjpass") and c.i > verb.i for c in verb.children) and verb.tag != "VBD":
        return verb.lemma in ("be", "seem", "appear", "happen", "follow", "turn", "matter") or token.dep == "nsubjpass"
    if verb.lemma in ("seem", "appear", "happen", "rain", "snow"):
        return True
    if verb.lemma != "be":
        return False
    attribute = verb.child("attr", "acomp", "prep", "advmod")
    if attribute is None:
        return True
    if attribute.dep == "acomp" and attribute.lower in scene.words.agent_trait:
        return False
    return attribute.dep != "attr" or scene.draft(attribute) is None
