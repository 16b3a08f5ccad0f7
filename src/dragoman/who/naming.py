"""Persons and bodies by the words of their names."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.chunk import capitalised, left_edge, role_ending_at
from dragoman.who.draft import Draft, Gender, Scene
from dragoman.who.names import Hit
from dragoman.who.owner import Owner, of_object
from dragoman.who.title import Title, posting, sector_of, title_before

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "di", "da", "du", "la", "le", "dos", "del", "-", "'"}
)


def known_person(scene: Scene, hit: Hit) -> Draft:
    """A full name that the table of office holders has."""
    token, tokens = hit.head, hit.head.sentence.tokens
    assert hit.terms is not None
    title = title_before(scene, token, min(left_edge(token), hit.first), hit.first)
    found = scene.roster.actor_of(hit.terms, title.code)
    if found is None:
        names = tuple(sorted({f"{t.name} ({t.country})" for t in hit.terms}))
        actor = scene.actor(hit.terms[0].name, hit.start, hit.end, candidates=names)
        return Draft(token, hit.start, hit.end, "person", [actor], ["who.person: several of that name"])
    start = min(tokens[title.first].start, hit.start)
    if _is_of_another(title, found[0]):
        return _unknown(scene, token, scene.parsed.original(hit.start, hit.end), start, hit.end, title)
    return _person(scene, token, start, hit.end, found, title)


def _is_of_another(title: Title, actor: Actor) -> bool:
    """ "Alabama Governor George Wallace" is no Liberian: the title is of another state."""
    whose = title.owner if title.personal else None
    return whose is not None and not whose.body and None not in (title.code, actor.code) and title.code != actor.code


def proper(scene: Scene, token: Token, edge: int) -> Draft | None:
    """A capitalised phrase that no table has, with its title: a person, a body or something not known."""
    tokens = token.sentence.tokens
    first = name_start(scene, tokens, token.i, edge)
    title = title_before(scene, token, edge, first)
    start, end = tokens[first].start, token.end
    phrase = tokens[title.first].start if title.first < first else start
    name = scene.parsed.original(start, end)
    words = scene.parsed.text[start:end]
    if (
        not any(c.isupper() for c in name)
        or (name[0].islower() and "-" not in name)
        or token.text in scene.words.calendar
    ):
        return None
    if token.lower in scene.words.no_actor and not title.personal:
        return None
    if title.personal or title.role is None:
        role = title.role.role if title.role is not None and title.personal else None
        found = scene.roster.by_surname(words, title.code, role, scene.nearby)
        if found is not None and (role is not None or " " in words or not _is_somebody_else(scene, words, found[0])):
            return _person(scene, token, phrase, end, found, title)
    short = scene.short_names.get(words)
    if short is not None and not title.personal:
        actor = msgspec.structs.replace(short.actors[0], text=name, start=start, end=end)
        draft = Draft(token, start, end, short.kind, [actor], [f"who.short: {actor.name}"])
        draft.role = short.role
        return draft
    if title.owner is None and (inner := of_object(token)) is not None and title.personal:
        whose = scene.draft(inner)
        if whose is not None and whose.kind == "name":
            title.owner = Owner(actors=whose.actors, why=f"who.phrase: of {whose.actors[0].name}")
    return _unknown(scene, token, name, phrase, end, title)


def _is_somebody_else(scene: Scene, family: str, found: Actor) -> bool:
    """Whether the text gives that family name another first name than the office holder's."""
    text = scene.parsed.text
    at = text.find(" " + family)
    while at > 0:
        before = scene.parsed.token_at(text.rfind(" ", 0, at) + 1)
        if (
            before is not None
            and before.tag == "NNP"
            and before.end == at
            and before.text not in (found.person or "")
            and scene.hit(before) is None
            and role_ending_at(scene.lexicon, before.sentence.tokens, before.i, 0) is None
        ):
            return True
        at = text.find(" " + family, at + 1)
    return False


def _unknown(scene: Scene, token: Token, name: str, phrase: int, end: int, title: Title) -> Draft:
    why = [title.owner.why] if title.owner else []
    fields: dict[str, object] = {"code": title.code}
    if title.role is not None:
        fields["sector"] = sector_of(title.role, title.owner)
        why.append(f"who.role: {title.role.role}")
    if title.personal:
        fields |= {"person": name, "office": title.office}
        if title.former:
            fields |= {"sector": "ELI", "other_sectors": (str(fields["sector"]),) if fields["sector"] else ()}
    actor = scene.actor(name, phrase, end, **fields)
    draft = Draft(
        token, phrase, end, "person" if title.personal else "unknown", [actor], why or ["who.name: not known"]
    )
    draft.plural = token.tag == "NNPS" and " " not in name and not title.personal
    draft.role, draft.gender = title.role, title.gender or _gender_of(scene, name)
    if title.personal and " " in name:
        scene.roster.add(actor)
    elif title.role is not None:
        scene.add_short_name(name, draft)
    if title.outer is not None:
        scene.put(title.outer, _same(scene, title, draft))
    return draft


def _same(scene: Scene, title: Title, draft: Draft) -> Draft:
    """The person again, at the title that the parse took for the head ("US Ambassador to Germany Richard Grenell")."""
    assert title.outer is not None
    same = Draft(title.outer, draft.start, draft.end, draft.kind, draft.actors, [*draft.why, "who.title"])
    same.plural, same.role, same.gender = False, draft.role, draft.gender
    return same


def _person(scene: Scene, token: Token, start: int, end: int, found: tuple[Actor, str], title: Title) -> Draft:
    actor, why = found
    changes: dict[str, object] = {"text": scene.parsed.original(start, end), "start": start, "end": end}
    if actor.sector == "ELI" and title.role is not None and title.role.kind == "title" and not title.former:
        changes |= {"sector": sector_of(title.role, title.owner), "other_sectors": (), "office": title.office}
        why += "; the text gives the office"
    if title.former and actor.sector != "ELI":
        changes |= {"sector": "ELI", "other_sectors": (actor.sector,) if actor.sector else ()}
    if title.office and (not actor.office or title.former):
        changes["office"] = title.office
        if actor.sector is None and title.role is not None and not title.former:
            changes["sector"] = sector_of(title.role, title.owner)
    actor = msgspec.structs.replace(actor, **changes)
    draft = Draft(token, start, end, "person", [actor], [why])
    draft.plural, draft.role = False, title.role
    draft.gender = title.gender or _gender_of(scene, actor.person or "")
    scene.roster.add(actor)
    if title.outer is not None:
        scene.put(title.outer, _same(scene, title, draft))
    return draft


def name_start(scene: Scene, tokens: list[Token], last: int, edge: int) -> int:
    """Where the run of capitalised words begins that ends at `last`; known names and roles stop it."""
    first = last
    while first > edge:
        token = tokens[first - 1]
        if scene.hit(token) is not None or not (capitalised(token) or token.lower in _PARTICLES):
            break
        if scene.places.at(token) is not None and posting(scene, tokens, first) is not None:
            break
        role = role_ending_at(scene.lexicon, tokens, first - 1, edge) if token.text not in ("-", "'") else None
        if role is not None and not (role[0].role in scene.words.adjectival and token.text[0].isupper()):
            break
        first -= 1
    while first < last and _no_name_word(tokens[first]):
        first += 1
    return first


def _no_name_word(token: Token) -> bool:
    if token.lower in ("al", "el", "de", "van", "von", "la", "le", "da", "di", "del"):
        return False
    return (
        not token.text[0].isalnum()
        or token.tag in ("DT", "IN", "CC", "PRP$", "PRP", "RB", "CD")
        or token.text[0].islower()
    )


def _gender_of(scene: Scene, name: str) -> Gender | None:
    """Only women's first names are listed; a man is never told by his name."""
    return "f" if " " in name and name.split(" ", 1)[0] in scene.words.female_name else None
