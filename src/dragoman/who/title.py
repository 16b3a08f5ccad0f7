"""What stands before a name: the title, its words, whose it is, and whether it is past."""

from __future__ import annotations

import msgspec

from dragoman.parse.types import Token
from dragoman.who.chunk import capitalised, role_ending_at, role_with_of, word
from dragoman.who.draft import Gender, Scene
from dragoman.who.lexicon import Role
from dragoman.who.owner import Owner, owner_before, possessor

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
        if any(f" {word} " in office for word in ("to", "for", "from")):
            return f"{self.owner.actors[0].name} {office}"
        return office + (", " if self.owner.body else " of ") + self.owner.actors[0].name


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


def _is_argument(token: Token, edge: int, last: int) -> bool:
    """The token hangs on something outside the phrase."""
    return token.tag[0] == "N" and (token.head is token or not edge <= token.head.i <= last)


def _reach(scene: Scene, tokens: list[Token], edge: int, first: int) -> int:
    """Titles that stand before the name without hanging on it."""
    whole = _role_up_to(scene, tokens, edge, first)
    edge = edge if whole is None else min(edge, whole[1])
    titled = any(role_ending_at(scene.lexicon, tokens, k, edge) for k in range(edge, first))
    if not titled and (begin := posting(scene, tokens, first)) is not None:
        edge, titled = min(edge, begin), True
    while edge > 0:
        before = tokens[edge - 1]
        role = (
            role_ending_at(scene.lexicon, tokens, edge - 1, 0) if before.tag[0] == "N" and capitalised(before) else None
        )
        hit = scene.hit(before)
        if role is not None and hit is None and role[0].kind in ("title", "person", "honorific"):
            edge, titled = role[1], True
        elif titled and hit is not None and hit.name is not None and hit.last == edge - 1:
            edge = hit.first
        elif titled and before.lower in scene.words.former:
            edge -= 1
        else:
            break
    return edge


def posting(scene: Scene, tokens: list[Token], first: int) -> int | None:
    """Where the office begins of "Ambassador to Germany", "Senator from Vermont" before a name."""
    at = _locality(scene, tokens, first - 1)
    if at is None:
        return None
    at -= 1
    if at > 0 and tokens[at].tag == "DT":
        at -= 1
    if at < 1 or tokens[at].lower not in ("to", "for", "of", "from"):
        return None
    role = role_ending_at(scene.lexicon, tokens, at - 1, 0)
    return (
        role[1] if role is not None and role[0].kind in ("title", "person") and not role[0].role.endswith("s") else None
    )


def _locality(scene: Scene, tokens: list[Token], last: int) -> int | None:
    """The index of the first word of the known name or place that ends at `last`."""
    if last < 0:
        return None
    hit = scene.hit(tokens[last])
    if hit is not None:
        return hit.first
    place = scene.places.at(tokens[last])
    while place is not None and last > 0 and tokens[last].start > place.start:
        last -= 1
    return last if place is not None else None


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
    own = own.replace(" - ", "-")
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


def _gender_by_title(scene: Scene, role: str) -> Gender | None:
    last = role.rsplit(" ", 1)[-1]
    if role in scene.words.female_title or last in scene.words.female_title:
        return "f"
    return "m" if role in scene.words.male_title or last in scene.words.male_title else None
