"""Persons and bodies by the words of their names, with the titles before them."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Actor
from dragoman.who.chunk import capitalised, left_edge, role_ending_at, role_with_of, word
from dragoman.who.draft import Draft, Gender, Scene
from dragoman.who.lexicon import Role
from dragoman.who.names import Hit
from dragoman.who.owner import Owner, of_object, owner_before, possessor

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "van", "von", "de", "der", "den", "di", "da", "du", "la", "le", "dos", "del", "-", "'"}
)


_IRREGULAR = frozenset({"CRM", "OPP", "PRM", "REB"})


class Title(msgspec.Struct):
    """What stands before a name, from the token `first` on: a role, its words, whose it is, and whether it is past."""

    first: int
    role: Role | None = None
    words: str = ""
    owner: Owner | None = None
    former: bool = False
    gender: Gender | None = None
    outer: Token | None = None

    @property
    def personal(self) -> bool:
        return self.role is not None and self.role.kind in ("title", "person", "honorific")

    @property
    def code(self) -> str | None:
        return self.owner.actors[0].code if self.owner else None

    @property
    def office(self) -> str | None:
        """The title with its owner: "spokesperson, Ministry of Foreign Affairs of China"."""
        if not self.words or (self.role is not None and self.role.kind == "honorific"):
            return None
        office = ("former " if self.former else "") + self.words
        if self.owner is None:
            return office
        if any(f" {word} " in office for word in ("to", "for")):
            return f"{self.owner.actors[0].name} {office}"
        return office + (", " if self.owner.body else " of ") + self.owner.actors[0].name


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
    return _person(scene, token, min(tokens[title.first].start, hit.start), hit.end, found, title)


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


def sector_of(role: Role, owner: Owner | None) -> str | None:
    """The sector of a role: its own, unless it is an office or a force of a body that has one."""
    if owner is None:
        return role.sector
    whose = owner.actors[0]
    if owner.unknown and role.kind in ("title", "vague"):
        return None
    if (
        owner.body
        and whose.sector in ("REB", "PRM", "PRE")
        and role.sector in ("MIL", "GOV", "REB", "PRM", "UAF", None)
    ):
        return whose.sector
    if role.kind in ("title", "vague"):
        if owner.body:
            return whose.sector
        if whose.code in ("IGO", "UNO", "EUR", "NGO", "MNC", "IMG"):
            return None
    return role.sector


def title_before(scene: Scene, head: Token, edge: int, first: int) -> Title:
    """Read what stands between `edge`, or further left where the parse lost it, and the name that begins at `first`."""
    tokens = head.sentence.tokens
    edge = _after_other(scene, tokens, edge, first)
    edge = _reach(scene, tokens, min(edge, first), first)
    title = Title(first=edge)
    if edge >= first:
        return title
    begin = first
    if (whole := _role_up_to(scene, tokens, edge, first)) is not None:
        title.role, begin = whole
    for k in range(first - 1, edge - 1, -1):
        if title.role is not None or scene.hit(tokens[k]) is not None or tokens[k].text in (",", "'s"):
            continue
        found = role_ending_at(scene.lexicon, tokens, k, edge)
        if found is not None and not (found[0].role in scene.words.adjectival and capitalised(tokens[k])):
            longer = role_with_of(scene.lexicon, tokens, k)
            title.role, begin = (longer[0] if longer else found[0]), found[1]
            break
    title.owner = possessor(scene, head, 1) or owner_before(
        scene, tokens, edge, begin if title.role else first, title.role
    )
    if title.role is not None and begin < first:
        title.outer = next((t for t in tokens[begin:first] if _is_argument(t, edge, head.i)), None)
    before = tokens[edge:begin]
    if title.role is not None:
        title.role = branch_role(scene, title.role, tokens, edge, begin)
    title.former = any(t.lower in scene.words.former for t in before)
    if title.role is not None:
        title.gender = _gender_by_title(scene, title.role.role)
        title.words = _office_words(scene, before, tokens[begin:first])
        _consume(scene, head, tokens[edge:first])
    return title


def _role_up_to(scene: Scene, tokens: list[Token], edge: int, first: int) -> tuple[Role, int] | None:
    """A role with "of" that ends right before the name ("head of state"), and where it begins."""
    for k in range(max(0, min(edge, first - 3)), first - 2):
        found = role_with_of(scene.lexicon, tokens, k)
        if found is not None and found[1] == first - 1:
            return found[0], k
    return None


def _after_other(scene: Scene, tokens: list[Token], edge: int, first: int) -> int:
    """Where the title of the last begins in "President Trump and President Macron", if the parse took both for one."""
    for k in range(first - 1, edge, -1):
        if tokens[k].tag == "CC" or tokens[k].text == ",":
            before = tokens[k - 1]
            named = before.tag == "NNP" and role_ending_at(scene.lexicon, tokens, k - 1, edge) is None
            hit = scene.hit(before)
            if named and (hit is None or hit.terms is not None):
                return k + 1
    return edge


def branch_role(scene: Scene, role: Role, tokens: list[Token], edge: int, begin: int) -> Role:
    """The sector of "police director", "airline executive", "rebel army" is that of the first noun."""
    if begin <= edge or scene.hit(tokens[begin - 1]) is not None:
        return role
    found = role_ending_at(scene.lexicon, tokens, begin - 1, edge)
    if found is None or not found[0].sector:
        return role
    branch = found[0].kind in ("body", "group") and role.kind in ("title", "vague")
    irregular = (
        found[0].sector in _IRREGULAR and role.kind != "honorific" and role.sector in ("GOV", "MIL", "PTY", None)
    )
    return msgspec.structs.replace(role, sector=found[0].sector) if branch or irregular else role


def _is_argument(token: Token, edge: int, last: int) -> bool:
    """The token hangs on something outside the phrase."""
    return token.tag[0] == "N" and (token.head is token or not edge <= token.head.i <= last)


def _reach(scene: Scene, tokens: list[Token], edge: int, first: int) -> int:
    """Titles that stand before the name without hanging on it."""
    whole = _role_up_to(scene, tokens, edge, first)
    edge = edge if whole is None else min(edge, whole[1])
    titled = any(role_ending_at(scene.lexicon, tokens, k, edge) for k in range(edge, first))
    if not titled and first > 0 and (hit := scene.hit(tokens[first - 1])) is not None:
        begin = _posting(scene, tokens, hit)
        if begin is not None:
            edge, titled = min(edge, begin), True
    while edge > 0:
        before = tokens[edge - 1]
        role = (
            role_ending_at(scene.lexicon, tokens, edge - 1, 0) if before.tag[0] == "N" and capitalised(before) else None
        )
        hit = scene.hit(before)
        if role is not None and hit is None and role[0].kind in ("title", "person", "honorific"):
            edge, titled = role[1], True
        elif (
            hit is not None
            and hit.name is not None
            and not titled
            and (begin := _posting(scene, tokens, hit)) is not None
        ):
            edge, titled = begin, True
        elif titled and hit is not None and hit.name is not None and hit.last == edge - 1:
            edge = hit.first
        elif titled and before.lower in scene.words.former:
            edge -= 1
        else:
            break
    return edge


def _posting(scene: Scene, tokens: list[Token], hit: Hit) -> int | None:
    """Where the office begins of "Ambassador to Germany", "envoy for Syria" before a name."""
    at = hit.first - 1
    if at > 0 and tokens[at].tag == "DT":
        at -= 1
    if at < 1 or tokens[at].lower not in ("to", "for", "of"):
        return None
    role = role_ending_at(scene.lexicon, tokens, at - 1, 0)
    return (
        role[1] if role is not None and role[0].kind in ("title", "person") and not role[0].role.endswith("s") else None
    )


def _office_words(scene: Scene, before: list[Token], role: list[Token]) -> str:
    past = max((n for n, t in enumerate(before) if t.lower in scene.words.former), default=-1)
    before = before[past + 1 :]
    rest = [
        t for t in before
        if scene.hit(t) is None
        and t.tag not in ("DT", "POS", "PRP$", "CD")
        and t.lower not in scene.words.former
        and (t.tag[0] == "N" or t.text[0].isupper() or t.tag == "IN" or t.lower in scene.words.rank)
    ]  # fmt: skip
    posting = any(t.tag in ("IN", "TO") and t.lower != "of" for t in role)
    own = " ".join(t.text for t in role if posting or scene.hit(t) is None).removesuffix(" of").removesuffix(" 's")
    if not rest:
        return own
    named = " ".join(t.text for t in rest)
    if len(rest) == 1:
        return f"{named} {own}"
    body = any(t.tag == "IN" for t in rest) or any(
        (r := scene.lexicon.roles.get((word(t),))) is not None and r.kind in ("body", "group") for t in rest
    )
    return f"{own}, {named}" if body else f"{named} {own}"


def _consume(scene: Scene, head: Token, tokens: list[Token]) -> None:
    """The words of a title are no mentions of their own, save the names among them and possessors."""
    for token in tokens:
        if token is not head and scene.hit(token) is None and token.dep != "poss":
            scene.put(token, None)


def name_start(scene: Scene, tokens: list[Token], last: int, edge: int) -> int:
    """Where the run of capitalised words begins that ends at `last`; known names and roles stop it."""
    first = last
    while first > edge:
        token = tokens[first - 1]
        if scene.hit(token) is not None or not (capitalised(token) or token.lower in _PARTICLES):
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


def _gender_by_title(scene: Scene, role: str) -> Gender | None:
    last = role.rsplit(" ", 1)[-1]
    if role in scene.words.female_title or last in scene.words.female_title:
        return "f"
    return "m" if role in scene.words.male_title or last in scene.words.male_title else None


def _gender_of(scene: Scene, name: str) -> Gender | None:
    """Only women's first names are listed; a man is never told by his name."""
    return "f" if " " in name and name.split(" ", 1)[0] in scene.words.female_name else None
