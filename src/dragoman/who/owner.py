"""Whose somebody is: the state or body that a phrase names beside its head."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.draft import Draft, Scene
from dragoman.who.lexicon import Role
from dragoman.who.names import Hit

# Of the country they are in, where nothing else says whose they are.
_LOCAL = frozenset(
    {"AGR", "BUS", "COP", "CVL", "EDU", "GOV", "JRN", "JUD", "LAB", "LEG", "MED", "OPP", "REF", "REL", "SOC"}
)


class Owner(msgspec.Struct):
    """One actor or several. `body`: not a state but an organisation, whose sector its people share."""

    actors: list[Actor]
    why: str
    body: bool = False
    unknown: bool = False


def owner_of(scene: Scene, head: Token, span: tuple[int, int, int], role: Role | None, depth: int) -> Owner | None:
    """Whose a phrase is. `span`: the indices of its first word, of the first word of the role, of its last word.

    A possessor comes first, then a name before the head, then the of-phrase, then the place.
    """
    edge, begin, last = span
    tokens = head.sentence.tokens
    relation = role is not None and role.role in scene.words.relation
    owner = None if relation else possessor(scene, head, depth)
    owner = owner or owner_before(scene, tokens, edge, begin, role)
    if owner is not None:
        return owner
    if relation:
        return _come_from(scene, tokens, last, depth)
    inner = of_object(tokens[last]) or of_object(head) or _agent_object(scene, head, role)
    if inner is not None and inner.i > last:
        owner = _listed(scene, inner, "of", depth)
        if owner is not None:
            return owner
    if role is not None and role.sector in _LOCAL and role.role not in scene.words.abroad:
        return _located(scene, head, depth)
    return None


def possessor(scene: Scene, head: Token, depth: int) -> Owner | None:
    for child in head.children:
        if child.dep == "poss" and (whose := scene.draft(child, depth + 1)) and whose.actors:
            return _owner(scene, whose, "possessor")
    return None


def owner_before(scene: Scene, tokens: list[Token], edge: int, begin: int, role: Role | None) -> Owner | None:
    """A known name or place among the words before the role."""
    owners: list[Draft] = []
    i = edge
    while i < begin:
        token, hit = tokens[i], scene.hit(tokens[i])
        i += 1
        draft: Draft | None = None
        if hit is not None:
            i = max(i, hit.last + 1)
            if hit.last < begin and hit.name is not None and not _other_relation(scene, tokens, hit, role):
                draft = scene.draft(hit.head)
        elif token.tag[0] == "N" and scene.places.at(token) is not None:
            draft = scene.draft(token) or place_at(scene, token)
        elif i == begin and token.tag == "NNP" and scene.roster.names(token.text):
            draft = scene.draft(token)
            draft = draft if draft is not None and draft.kind == "person" else None
        if draft is not None and draft.actors:
            owners.append(draft)
    if not owners:
        return None
    bodies = [
        d for d in owners if (h := scene.hit(d.token)) and h.name and not h.name.is_state and h.name.kind != "capital"
    ]
    if bodies and not (len(owners) > 1 and _joined(tokens, owners[0], owners[1])):
        return _owner(scene, bodies[-1], "body")
    owner = _owner(scene, owners[0], "name before")
    for earlier, later in pairwise(owners):
        if not _joined(tokens, earlier, later):
            break
        owner.actors += [a for a in later.actors if a.code not in {x.code for x in owner.actors}]
    return owner


def place_at(scene: Scene, token: Token) -> Draft | None:
    found = scene.places.at(token) if token.text not in scene.words.calendar else None
    if found is None or found.place is None or found.place.country is None:
        return None
    if scene.roster.names(scene.parsed.text[found.start : found.end]):
        return None
    actor = scene.actor(found.place.name, found.start, found.end, code=found.place.country)
    draft = Draft(token, found.start, found.end, "place", [actor], [f"who.place: in {found.place.country}"])
    draft.plural = False
    return draft


def of_object(token: Token) -> Token | None:
    """The noun of the of-phrase."""
    for child in token.children:
        if child.dep == "prep" and child.lower == "of":
            return child.child("pobj")
    return None


def _agent_object(scene: Scene, head: Token, role: Role | None) -> Token | None:
    """The owner in "a spokesman for the PMF", "an analyst at the bank"."""
    if role is None or role.role not in scene.words.agent_for:
        return None
    for child in head.children:
        if child.dep == "prep" and child.i > head.i and child.lower in ("for", "at", "with", "from"):
            return child.child("pobj")
    return None


def _listed(scene: Scene, first: Token, how: str, depth: int) -> Owner | None:
    """The owner at a noun and at those joined to it."""
    whose = scene.draft(first, depth + 1)
    if whose is None or not whose.actors or whose.kind == "person":
        return None
    owner = _owner(scene, whose, how)
    for other in first.conjuncts()[1:]:
        joined = scene.draft(other, depth + 1)
        if joined is not None and joined.kind in ("name", "place", "demonym"):
            owner.actors += [a for a in joined.actors if a.code not in {x.code for x in owner.actors}]
    return owner


def _owner(scene: Scene, draft: Draft, how: str) -> Owner:
    actor = draft.actors[0]
    hit = scene.hit(draft.token)
    government = hit is not None and hit.name is not None and hit.name.kind == "capital"
    body = draft.kind in ("name", "role", "unknown", "reference") and bool(actor.sector) and not government
    unclear = draft.kind == "unknown" or (draft.role is not None and draft.role.kind in ("body", "group"))
    unknown = unclear and actor.sector is None
    return Owner(actors=list(draft.actors), why=f"who.phrase: {how} {actor.name}", body=body, unknown=unknown)


def _other_relation(scene: Scene, tokens: list[Token], hit: Hit, role: Role | None) -> bool:
    """Whether the name is what they are for, against or about: "pro-Russian", "US-backed", "Iran envoy"."""
    words, name = scene.words, hit.name
    if hit.first >= 2 and tokens[hit.first - 1].text == "-" and tokens[hit.first - 2].lower in words.against:
        return True
    if hit.first >= 1 and tokens[hit.first - 1].lower.rstrip("-") in words.against:
        return True
    rest = tokens[hit.last].text[hit.end - tokens[hit.last].start :]
    if rest.startswith("-") and rest[1:].lower() in words.stance:
        return True
    after = tokens[hit.last + 1 : hit.last + 3]
    if len(after) == 2 and after[0].text == "-" and after[1].lower in words.stance:
        return True
    if role is None or role.role not in words.topic or name is None or name.kind != "country":
        return False
    return "." not in name.alias and not name.alias.isupper() and not name.alias.startswith("United ")


def _located(scene: Scene, head: Token, depth: int) -> Owner | None:
    """Civilians, firms, police are of the country they are in."""
    for child in head.children:
        holder = child.child("prep") if child.dep == "acl" and child.lower == "based" else child
        if holder is None or holder.dep != "prep" or holder.lower not in ("in", "from", "across"):
            continue
        inner = holder.child("pobj")
        where = scene.draft(inner, depth + 1) if inner is not None else None
        if inner is not None and where is not None and where.kind in ("name", "place"):
            return _listed(scene, inner, "in", depth)
    return None


def _come_from(scene: Scene, tokens: list[Token], last: int, depth: int) -> Owner | None:
    """ "His counterpart from China", "their allies in Europe", whatever the parser hangs that on."""
    link = tokens[last + 1] if last + 1 < len(tokens) else None
    inner = link.child("pobj") if link is not None and link.lower in ("from", "in") else None
    where = scene.draft(inner, depth + 1) if inner is not None else None
    if inner is None or where is None or where.kind not in ("name", "place"):
        return None
    return _listed(scene, inner, "from", depth)


def _joined(tokens: list[Token], a: Draft, b: Draft) -> bool:
    between = [t.lower for t in tokens[a.token.i + 1 : b.token.i]]
    return 0 < len(between) <= 3 and all(w in ("and", ",", "-", "/", "or") for w in between)
