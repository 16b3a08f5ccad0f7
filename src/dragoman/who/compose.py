"""The mention at a token: known names, persons, and phrases composed of a role and whose it is."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.chunk import capitalised, left_edge, role_ending_at, role_with_of
from dragoman.who.draft import Draft, Scene
from dragoman.who.known import named
from dragoman.who.lexicon import Role
from dragoman.who.naming import known_person, name_start, proper
from dragoman.who.owner import Owner, of_object, owner_before, owner_of, place_at, possessor
from dragoman.who.title import branch_role, sector_of

_MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod", "punct", "npadvmod"})
# An office in the singular, people in the plural: "speakers at the rally".
_OF_ONE = frozenset(("speaker",))
_PEOPLE = ("people",)
_PROPER = ("NNP", "NNPS")


def make(scene: Scene, token: Token, depth: int) -> Draft | None:
    """The mention headed by this token, pronouns and references aside."""
    hit = scene.hit(token)
    if hit is not None:
        if hit.head is not token:
            return None
        return named(scene, hit, hit.name) if hit.name is not None else known_person(scene, hit)
    if token.tag[0] != "N":
        return _part(scene, token, left_edge(token), depth) if token.lower in scene.words.partitive else None
    if token.dep in _MODIFIERS and token.head.i > token.i and token.head.tag[0] == "N":
        return _modifier(scene, token)
    return place_at(scene, token) or _phrase(scene, token, depth)


def _modifier(scene: Scene, token: Token) -> Draft | None:
    """A name before another noun ("Mahan flights"): only where it is one, and no part of a longer one."""
    tokens = token.sentence.tokens
    if token.tag not in _PROPER:
        return None
    if token.i + 2 < len(tokens) and tokens[token.i + 1].tag == "CC" and tokens[token.i - 1].tag == "NNP" and token.i:
        return proper(scene, token, left_edge(token)) if tokens[token.i + 2].i < token.head.i else None
    if token.head.tag in _PROPER:
        return None
    if token.i + 1 < len(tokens) and tokens[token.i + 1].tag in _PROPER:
        return None
    if role_ending_at(scene.lexicon, tokens, token.i, token.i) is not None:
        return None
    return place_at(scene, token) or proper(scene, token, left_edge(token))


def _phrase(scene: Scene, token: Token, depth: int) -> Draft | None:
    tokens, edge = token.sentence.tokens, left_edge(token)
    if token.lemma in scene.words.partitive and (part := _part(scene, token, edge, depth)) is not None:
        return part
    if token.lower in scene.words.crowd:
        return _crowd(scene, token, edge, depth)
    found = role_ending_at(scene.lexicon, tokens, token.i, edge)
    if found is not None and not _is_family_name(scene, tokens, found[0], found[1]):
        role, begin, last = found[0], found[1], token.i
        longer = role_with_of(scene.lexicon, tokens, token.i)
        if longer is not None:
            role, last = longer
        return _role_phrase(scene, token, (edge, begin, last), role, depth)
    return proper(scene, token, edge) if token.tag in _PROPER and capitalised(token) else None


def _crowd(scene: Scene, token: Token, edge: int, depth: int) -> Draft | None:
    """ "Thousands marched", "tens of thousands were displaced": a number alone as the subject is of people."""
    if token.dep not in ("nsubj", "nsubjpass") or of_object(token) is not None:
        return None
    return _role_phrase(scene, token, (edge, token.i, token.i), scene.lexicon.roles[_PEOPLE], depth)


def _part(scene: Scene, token: Token, edge: int, depth: int) -> Draft | None:
    """What they are part of: "thousands of protesters", "some of the rebels"."""
    inner = of_object(token)
    part = scene.draft(inner, depth + 1) if inner is not None else None
    if part is None or not part.actors or part.kind in ("person", "place", "unknown"):
        return None
    start = token.sentence.tokens[edge].start
    actors = [_spanned(scene, a, start, max(part.end, token.end)) for a in part.actors]
    draft = Draft(token, start, max(part.end, token.end), part.kind, actors, [*part.why, "who.phrase: a part of"])
    draft.plural, draft.role = token.lower not in ("one", "each", "member"), part.role
    return draft


def _is_family_name(scene: Scene, tokens: list[Token], role: Role, begin: int) -> bool:
    """A role's word as the last word of a name: "Martin Luther King"."""
    if role.role not in scene.words.role_surname or begin == 0 or tokens[begin].tag != "NNP":
        return False
    before = tokens[begin - 1]
    return (
        before.tag == "NNP"
        and before.text[0].isupper()
        and before.text[1:].islower()
        and scene.hit(before) is None
        and role_ending_at(scene.lexicon, tokens, begin - 1, begin - 1) is None
        and role.kind in ("title", "person")
    )


def _role_phrase(scene: Scene, token: Token, span: tuple[int, int, int], role: Role, depth: int) -> Draft | None:
    edge, begin, last = span
    tokens = token.sentence.tokens
    name: str | None = None
    if token.tag in _PROPER and role.kind in ("body", "group") and token.text[0].isupper():
        first = min(begin, name_start(scene, tokens, begin, edge) if begin > edge else begin)
        last = max(last, _name_of(scene, token))
        first = edge if first == last else first
        name = scene.phrase(tokens[first].start, tokens[last].end)
    role = branch_role(scene, role, tokens, edge, begin)
    if role.role in _OF_ONE and token.tag in ("NNS", "NNPS"):
        role = msgspec.structs.replace(role, sector="CVL")
    owner = owner_of(scene, token, (edge, begin, last), role, depth)
    if owner is None and role.role in scene.words.force_member and _is_plain(scene, token):
        role = msgspec.structs.replace(role, kind="person", sector="COP")
    elif role.sector and role.role in scene.words.relation and (whose := possessor(scene, token, depth)):
        role = msgspec.structs.replace(role, sector=whose.actors[0].sector or role.sector)
    if owner is None and (
        role.kind in ("thing", "vague", "honorific") or (name is None and _is_bare(scene, token, role))
    ):
        return None
    start, end = tokens[edge].start, tokens[last].end
    if owner is None and token.dep == "conj":
        owner = _shared(scene, token)
    plural = token.tag in ("NNS", "NNPS") or token.lower in ("police", "people")
    actors = _composed(scene, role, owner, name or _uncounted(scene, tokens[edge : last + 1]), start, end, plural)
    for inner in tokens[token.i + 1 : last + 1]:
        if scene.hit(inner) is None:
            scene.put(inner, None)
    if any(t.lower in scene.words.former for t in tokens[edge:begin]) and role.kind in ("title", "person"):
        actors = [
            msgspec.structs.replace(a, sector="ELI", other_sectors=(a.sector,) if a.sector else ()) for a in actors
        ]
    why = [f"who.role: {role.role}"] + ([owner.why] if owner else [])
    draft = Draft(token, start, end, "reference" if not actors else "role", actors, why)
    draft.plural = plural or len(actors) > 1
    draft.role = role
    return draft


def _shared(scene: Scene, token: Token) -> Owner | None:
    """The owner before the first of two: "American diplomats and soldiers"."""
    first = token.head
    if token.tag != "NNS" or first.tag != "NNS" or any(c.dep in ("det", "poss", "nummod") for c in token.children):
        return None
    draft = scene.draft(first)
    if draft is None or draft.kind != "role" or not any(a.code for a in draft.actors):
        return None
    owner = owner_before(scene, token.sentence.tokens, left_edge(first), first.i, draft.role)
    return None if owner is None or owner.body else owner


def _is_plain(scene: Scene, token: Token) -> bool:
    """ "Officers", "two armed officers": of the police, or the force last spoken of; not "health officers"."""
    before = [c for c in token.children if c.dep in ("compound", "nmod", "amod", "poss", "appos")]
    return all(c.lower in scene.words.force_trait for c in before) and of_object(token) is None


def _is_bare(scene: Scene, token: Token, role: Role) -> bool:
    """A word for a body without article, number or name: "taking office", "by force", "hard power"."""
    if role.kind == "state":
        return not any(c.dep in ("det", "nummod", "predet", "poss") for c in token.children)
    if role.role in scene.words.needs_owner and token.tag not in ("NNS", "NNPS"):
        return True
    if (
        role.kind == "body"
        and role.sector in ("GOV", "LEG")
        and any(c.dep == "det" and c.lower in ("a", "an") for c in token.children)
    ):
        return True
    if role.kind not in ("body", "group") or role.role in scene.words.bare or token.tag != "NN":
        return False
    return not any(
        c.dep in ("det", "nummod", "poss", "compound", "nmod") or (c.dep == "amod" and c.text[0].isupper())
        for c in token.children
    )


def _uncounted(scene: Scene, tokens: list[Token]) -> str:
    """The phrase without articles and numbers at its front."""
    first = 0
    while (
        first < len(tokens) - 1
        and tokens[first + 1].text != "-"
        and tokens[first].tag
        in (
            "DT",
            "PDT",
            "CD",
            "JJR",
            "JJS",
            "RBR",
            "RBS",
            "PRP$",
            "RB",
            "IN",
        )
    ):
        first += 1
    return scene.parsed.original(tokens[first].start, tokens[-1].end)


def _name_of(scene: Scene, token: Token) -> int:
    """The index of the last word of "Ministry of Foreign Affairs": an of-phrase that is part of the name."""
    inner = of_object(token)
    if (
        inner is None
        or not inner.text[0].isupper()
        or scene.hit(inner) is not None
        or scene.places.at(inner) is not None
    ):
        return token.i
    last, tokens = inner.i, token.sentence.tokens
    while (
        last + 2 < len(tokens)
        and (tokens[last + 1].lower in ("and", "&", ","))
        and tokens[last + 2].text[0].isupper()
        and scene.hit(tokens[last + 2]) is None
        and tokens[last + 2].head.i >= inner.i
    ):
        last += 2
    return last


def _composed(
    scene: Scene, role: Role, owner: Owner | None, name: str, start: int, end: int, plural: bool
) -> list[Actor]:
    if role.kind == "state":
        if owner is None or owner.body or any(a.code == "SUN" for a in owner.actors):
            return []
        if role.role in scene.words.relation and any(a.code for a in owner.actors):
            return []
        if any(a.code is None for a in owner.actors) and not plural:
            return []
        return [_spanned(scene, scene.state(a), start, end) for a in owner.actors]
    if owner is None:
        return [scene.actor(name, start, end, sector=role.sector)] if role.sector else []
    return [
        scene.actor(
            name, start, end, code=whose.code,
            sector=sector_of(role, Owner(actors=[whose], why="", body=owner.body, unknown=owner.unknown)),
        )
        for whose in owner.actors
    ]  # fmt: skip


def _spanned(scene: Scene, actor: Actor, start: int, end: int) -> Actor:
    return msgspec.structs.replace(actor, text=scene.parsed.original(start, end), start=start, end=end)
