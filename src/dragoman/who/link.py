"""What the text itself says is the same: appositions, acronyms, family names after full names."""

from __future__ import annotations

import re

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.draft import Draft, Scene
from dragoman.who.surname import by_full_names

_ACRONYM = re.compile(r"\(([A-Z][A-Za-z&+-]{1,9})\)")
_PERSONAL = ("title", "person", "honorific")


def link(scene: Scene) -> None:
    """Join the mentions that the text joins."""
    _acronyms(scene)
    _full_names(scene)
    _family_names(scene)
    for draft in sorted(scene.drafts, key=lambda d: d.start):
        for child in draft.token.children:
            if child.dep == "appos" and draft.token.sentence.tokens[child.i - 1].text != "(":
                _apposition(scene, draft, child)
        described = _predicate(draft.token)
        if described is not None:
            _apposition(scene, draft, described)
    _family_names(scene)
    by_full_names(scene)
    _agree(scene)


def _agree(scene: Scene) -> None:
    """What one mention says of a person holds for the others."""
    known: dict[str, Actor] = {}
    for draft in scene.drafts:
        for actor in draft.actors:
            if actor.person is None:
                continue
            first = known.setdefault(actor.person, actor)
            known[actor.person] = _filled(first, actor)
    for draft in scene.drafts:
        if draft.kind == "person":
            draft.actors = [_filled(a, known[a.person]) if a.person in known else a for a in draft.actors]
    for actor in known.values():
        scene.roster.replace(actor)


def _filled(actor: Actor, other: Actor) -> Actor:
    """The actor with the fields it lacks taken from the other."""
    changes: dict[str, object] = {}
    if actor.code is None and other.code is not None:
        changes["code"] = other.code
    if actor.sector is None and other.sector is not None:
        changes |= {"sector": other.sector, "other_sectors": other.other_sectors}
    if actor.office is None and other.office is not None:
        changes["office"] = other.office
    return msgspec.structs.replace(actor, **changes) if changes else actor


def _predicate(token: Token) -> Token | None:
    """What somebody is said to be: "Ann Lee, who was an envoy", "Lee is an envoy"."""
    for child in token.children:
        if (
            child.dep == "relcl"
            and child.lemma == "be"
            and (who := child.child("nsubj")) is not None
            and who.lower == "who"
        ):
            return child.child("attr")
    verb = token.head
    if token.dep == "nsubj" and verb.lemma == "be" and not any(c.dep == "neg" for c in verb.children):
        return verb.child("attr")
    return None


def _full_names(scene: Scene) -> None:
    """A name that is taken up by its last word alone, or has a "who", is a person's."""
    singles = {
        d.actors[0].name for d in scene.drafts if d.kind == "unknown" and d.actors and " " not in d.actors[0].name
    }
    for draft in scene.drafts:
        if draft.kind != "unknown" or len(draft.actors) != 1 or draft.role is not None or draft.plural:
            continue
        actor = draft.actors[0]
        last = actor.name.rsplit(" ", 1)[-1]
        who = any(
            c.dep == "relcl" and any(g.lower in ("who", "whose", "whom") for g in c.children)
            for c in draft.token.children
        )
        if " " in actor.name and actor.name.count(" ") < 4 and ((last in singles and not last.isupper()) or who):
            draft.actors = [msgspec.structs.replace(actor, person=actor.name)]
            draft.kind = "person"
            scene.roster.add(draft.actors[0])


def _apposition(scene: Scene, draft: Draft, child: Token) -> None:
    """One actor named at both places: "Ann Lee, head of the agency"."""
    other = scene.draft(child)
    if other is None or not other.actors or draft.plural != other.plural:
        return
    for name, role in ((draft, other), (other, draft)):
        if not _is_name(name) or not _is_description(role):
            continue
        first, described = name.actors[0], role.actors[0] if role.actors else None
        if first.person is not None and role.role is not None and role.role.kind not in _PERSONAL:
            return
        if described is not None and described.code and first.code and described.code != first.code:
            return
        actor = first if described is None else _described(scene, first, described, role)
        name.actors = [actor]
        if actor.person is not None:
            name.kind = "person"
            scene.roster.add(actor)
        role.actors = [
            msgspec.structs.replace(
                actor, text=scene.parsed.original(role.start, role.end), start=role.start, end=role.end
            )
        ]
        if actor.person is not None:
            role.kind = "person"
        name.why.append("who.apposition")
        role.why.append("who.apposition")
        return


def _is_name(draft: Draft) -> bool:
    return len(draft.actors) == 1 and draft.kind in ("person", "unknown", "name")


def _is_description(draft: Draft) -> bool:
    return draft.kind in ("role", "reference") and len(draft.actors) < 2 and draft.role is not None


def _described(scene: Scene, first: Actor, described: Actor, role: Draft) -> Actor:
    """The named actor with what the description adds."""
    changes: dict[str, object] = {}
    if first.code is None and described.code is not None:
        changes["code"] = described.code
    if first.sector is None and described.sector is not None and not first.office:
        changes["sector"] = described.sector
        changes["other_sectors"] = described.other_sectors
    personal = role.role is not None and role.role.kind in _PERSONAL
    if personal and first.person is None and first.name[:1].isupper():
        changes["person"] = first.name
    if personal and first.office is None:
        changes["office"] = _whole(scene, role)
    return msgspec.structs.replace(first, **changes)


def _whole(scene: Scene, draft: Draft) -> str:
    """The description with its of-phrase."""
    end = draft.end
    for child in draft.token.children:
        if child.dep == "prep" and child.i > draft.token.i and child.lower in ("of", "for", "to", "at"):
            end = max(end, max(t.end for t in child.subtree() if t.i < child.i + 9))
            break
    return scene.phrase(draft.start, end).rstrip(" ,.;:")


def _acronyms(scene: Scene) -> None:
    """From "African Union (AU)" on, the letters mean the same."""
    text = scene.parsed.text
    meanings: dict[str, Draft] = {}
    for match in _ACRONYM.finditer(text):
        token = scene.parsed.token_at(match.start(1))
        if token is None or token.i < 2 or scene.hit(token) is not None:
            continue
        before = token.sentence.tokens[token.i - 2]
        head = _named_before(scene, before)
        if head is not None and head.actors:
            meanings.setdefault(match.group(1), head)
    if not meanings:
        return
    for draft in scene.drafts:
        meaning = meanings.get(scene.parsed.text[draft.start : draft.end].removeprefix("the ").removeprefix("The "))
        if meaning is not None and meaning is not draft and draft.kind == "unknown":
            own = scene.parsed.original(draft.start, draft.end)
            draft.actors = [
                msgspec.structs.replace(a, text=own, start=draft.start, end=draft.end) for a in meaning.actors
            ]
            draft.kind, draft.role, draft.plural = meaning.kind, meaning.role, False
            draft.why = [f"who.acronym: defined as {meaning.actors[0].name}"]


def _named_before(scene: Scene, token: Token) -> Draft | None:
    """The mention that ends at this token."""
    for head in (token, *token.ancestors()):
        if head.i < token.i - 9:
            return None
        draft = scene.draft(head) if head.tag[0] == "N" else None
        if (draft is not None and abs(draft.end - token.end) < 2) or (draft is not None and head is token):
            return draft
    return None


def _family_names(scene: Scene) -> None:
    """Family names that came before the full name was known to be one."""
    for draft in scene.drafts:
        if draft.kind not in ("unknown", "person") or len(draft.actors) != 1:
            continue
        actor = draft.actors[0]
        if draft.kind == "person" and (actor.person is None or " " in actor.person):
            continue
        found = scene.roster.by_surname(actor.name, actor.code, None, scene.nearby)
        if found is not None:
            person = found[0]
            if actor.code and person.code and actor.code != person.code:
                continue
            draft.actors = [msgspec.structs.replace(person, text=actor.text, start=actor.start, end=actor.end)]
            draft.kind, draft.why, draft.plural = "person", [found[1]], False
