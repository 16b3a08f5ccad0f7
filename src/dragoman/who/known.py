"""Mentions of names that the tables have: states, demonyms, capitals, bodies."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.who.chunk import left_edge, role_ending_at
from dragoman.who.draft import Draft, Scene
from dragoman.who.lexicon import Name, Role
from dragoman.who.names import Hit
from dragoman.who.owner import owner_before, possessor

_BEFORE_NOUN = frozenset({"compound", "nmod", "amod", "npadvmod"})


def named(scene: Scene, hit: Hit, name: Name) -> Draft | None:
    """The mention at a known name; None where the words begin another name ("Paris Hilton")."""
    token = hit.head
    if _is_other_name(scene, hit, name):
        return None
    sector = scene.lexicon.sector_of(name, scene.parsed.document.date)
    scenery = _is_scene(scene, token)
    actor = scene.actor(
        name.name,
        hit.start,
        hit.end,
        code=name.code,
        sector=None if name.kind == "capital" and scenery else sector,
        wikidata=scene.lexicon.wikidata.get(name.name),
    )
    why = [f"who.{name.kind}: {name.alias}"]
    if name.kind == "demonym":
        draft = Draft(token, hit.start, hit.end, "demonym", [actor], why)
    else:
        draft = Draft(
            token, hit.start, hit.end, "place" if name.kind == "capital" and scenery else "name", [actor], why
        )
        draft.plural = False
    if name.kind in ("body", "party"):
        _naturalise(scene, hit, draft)
    if name.kind in ("firm", "armed", "body", "party", "ngo", "media") and hit.first > 0:
        described = role_ending_at(scene.lexicon, token.sentence.tokens, hit.first - 1, 0)
        draft.role = described[0] if described is not None and described[0].kind in ("group", "body") else None
    if name.kind == "firm":
        scene.add_short_name(name.alias, draft)
    elif name.kind == "body" and " " in name.alias:
        scene.short_names.setdefault(token.text, draft)
    if name.kind in ("party", "demonym"):
        _membership(draft, name)
    twin = _twin(scene, hit)
    if twin is not None:
        draft.actors.insert(0, twin.actors[0])
        draft.plural, draft.start = True, twin.start
        draft.why.append("who.pair: joined by a hyphen")
    return draft


def _membership(draft: Draft, name: Name) -> None:
    """People of a party or state, not the party or the state: "a Republican", "two Russians"."""
    token = draft.token
    draft.plural = token.tag in ("NNS", "NNPS")
    if token.tag[0] != "N" or token.dep in _BEFORE_NOUN:
        return
    plain = token.tag in ("NNS", "NNPS") and not any(c.dep in ("det", "amod", "poss") for c in token.children)
    counted = plain or any(
        c.dep == "nummod" or (c.dep == "det" and c.lower in ("a", "an", "another", "some")) for c in token.children
    )
    if counted and draft.actors[0].code is not None:
        sector = "PTY" if name.kind == "party" else "CVL"
        draft.actors = [msgspec.structs.replace(draft.actors[0], name=token.text, sector=sector, wikidata=None)]
        draft.kind, draft.role = "role", Role(role=name.alias.lower(), kind="person", sector=sector)


def _naturalise(scene: Scene, hit: Hit, draft: Draft) -> None:
    """Bodies of one name in several countries: "Nigeria's House of Representatives"."""
    token, actor = hit.head, draft.actors[0]
    owner = possessor(scene, token, 1) or owner_before(scene, token.sentence.tokens, left_edge(token), hit.first, None)
    if owner is None or owner.body or len(owner.actors) != 1:
        return
    whose = owner.actors[0]
    if whose.code is not None and len(whose.code) == 3 and whose.code != actor.code and whose.person is None:
        draft.actors = [
            msgspec.structs.replace(
                actor, code=whose.code, name=hit.name.alias if hit.name else actor.name, wikidata=None
            )
        ]
        draft.why.append(owner.why)


def _twin(scene: Scene, hit: Hit) -> Draft | None:
    """The other half of a pair: "US" in "US-China"."""
    tokens, first = hit.head.sentence.tokens, hit.first
    if first < 2 or tokens[first - 1].text not in ("-", "/") or tokens[first - 2].end != tokens[first - 1].start:
        return None
    other = scene.hit(tokens[first - 2])
    if other is None or other.name is None or hit.name is None or other.name.kind == "region":
        return None
    if not hit.name.is_state and other.name.code == hit.name.code:
        return None
    draft = scene.draft(other.head)
    return draft if draft is not None and draft.actors else None


def _is_scene(scene: Scene, token: Token) -> bool:
    """Only where something happens: "in Beijing", "the city of Beijing"."""
    head = token.head
    if token.dep != "pobj":
        return False
    return head.lower in scene.words.scene or (
        head.lower == "of" and head.head.lower in ("city", "capital", "port", "outskirts")
    )


def _is_other_name(scene: Scene, hit: Hit, name: Name) -> bool:
    """The first or last word of a name of a person: "Paris Hilton", "Michael Jordan", "George Washington"."""
    tokens, words = hit.head.sentence.tokens, scene.words
    if hit.first != hit.last or name.kind not in ("capital", "country"):
        return False
    before = tokens[hit.first - 1] if hit.first else None
    after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
    if (
        name.alias in words.first_name
        and after is not None
        and hit.head.dep in _BEFORE_NOUN
        and _is_name_word(scene, after)
    ):
        return True
    return (
        name.alias in words.surname
        and before is not None
        and before.dep == "compound"
        and before.head is hit.head
        and _is_name_word(scene, before)
    )


def _is_name_word(scene: Scene, token: Token) -> bool:
    if token.tag != "NNP" or scene.hit(token) is not None or not token.text[0].isupper() or token.text.isupper():
        return False
    return role_ending_at(scene.lexicon, token.sentence.tokens, token.i, token.i) is None
