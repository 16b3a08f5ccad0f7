"""One happening is one event, however often the report mentions it."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.records import Actor, Place, Status, When
from dragoman.what.days import width
from dragoman.what.types import Node

_AGAINST_STATE = frozenset(("CRM", "CVL", "LAB", "OPP", "REB", "UAF"))


class Draft:
    """An event on its way to a record: a node with its actors resolved, and the mentions merged into it."""

    __slots__ = (
        "actors",
        "also",
        "attribution",
        "date",
        "end",
        "mentions",
        "node",
        "place",
        "recipients",
        "regional",
        "scenery",
        "sentence",
        "size",
        "start",
        "statement",
        "status",
        "strangers",
        "why",
    )  # fmt: skip

    def __init__(self, node: Node, start: int, end: int, status: Status) -> None:
        self.node, self.start, self.end, self.status = node, start, end, status
        self.sentence = node.trigger.sentence.index
        self.actors: list[Actor] = []
        self.recipients: list[Actor] = []
        self.strangers: frozenset[str] = frozenset()  # parties that are names of which nothing is known
        self.scenery: frozenset[str] = frozenset()  # parties that are places for their country
        self.regional: frozenset[str] = frozenset()  # parties without a code that are of a named region or people
        self.date: When | None = None
        self.place: Place | None = None
        self.statement: str | None = None
        self.attribution: Actor | None = None
        self.size: dict[str, int] = {}
        self.mentions: list[tuple[int, int]] = []
        self.also = any(c.lower == "also" for c in node.trigger.children) or any(
            c.lower in ("another", "separate") for c in node.trigger.children
        )
        self.why: list[str] = []


def merge(drafts: list[Draft], loose: list[Draft]) -> list[Draft]:
    """Merge drafts that tell one happening; hang loose nominal mentions ("the strike") on the event they refer to."""
    out: list[Draft] = []
    for draft in drafts:
        for known in out:
            if _same_happening(known, draft):
                _absorb(known, draft)
                break
        else:
            out.append(draft)
    for draft in loose:
        best = None
        for known in out:
            if _family(known) != _family(draft) or not _can_refer(draft, known):
                continue
            if draft.date is not None and draft.status != known.status:
                continue
            if best is None or abs(known.sentence - draft.sentence) < abs(best.sentence - draft.sentence):
                best = known
        if best is not None and (draft.start, draft.end) != (best.start, best.end):
            best.mentions.append((draft.start, draft.end))
            best.date = _finer(best.date, draft.date)
            best.place = best.place or draft.place
    return out


def _family(draft: Draft) -> tuple[str, str | None]:
    return draft.node.event, draft.node.mode


def _can_refer(loose: Draft, known: Draft) -> bool:
    """A definite noun ("the visit", "Putin's second visit") refers to an event already told, or about to be."""
    trigger: Token = loose.node.trigger
    definite = any(
        (c.dep == "det" and c.lower in ("the", "this", "that", "these", "those")) or c.dep == "poss"
        for c in trigger.children
    )
    if not definite and not trigger.sentence.heading:
        return False
    parties = _keys([*loose.actors, *loose.recipients])
    if parties and not parties & _keys([*known.actors, *known.recipients]):
        return False
    return _dates_agree(known.date, loose.date)


def _same_happening(a: Draft, b: Draft) -> bool:
    if a.node.event != b.node.event or not _modes_agree(a.node, b.node):
        return False
    if _is_toll(a, b) or _is_toll(b, a):
        return True
    if a.status != b.status or b.also:
        return False
    if not _dates_agree(a.date, b.date):
        return False
    if a.place and b.place and a.place.name != b.place.name and a.place.lat is not None and b.place.lat is not None:
        return False
    if _topics_differ(a.node, b.node) or _sides_differ(a.actors, b.actors):
        return False
    if _persons_differ(a.actors, b.actors) or _persons_differ(a.recipients, b.recipients):
        return False
    verbal = ("ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN", "AGREE")
    actors_a, actors_b = _keys(a.actors), _keys(b.actors)
    recipients_a, recipients_b = _keys(a.recipients), _keys(b.recipients)
    if a.node.mutual or b.node.mutual:
        everyone_a, everyone_b = actors_a | recipients_a, actors_b | recipients_b
        return len(everyone_a & everyone_b) >= 2
    if not actors_a & actors_b:
        return False
    if recipients_a and recipients_b and not _is_told_again(b.node):
        return bool(recipients_a & recipients_b)
    again = _is_told_again(b.node) and a.node.trigger.lemma == b.node.trigger.lemma
    return a.node.event not in verbal or abs(a.sentence - b.sentence) <= 1 or again


def _is_toll(blow: Draft, toll: Draft) -> bool:
    """ "Shelled the town, killing ten people": whom it killed, where nothing says of which state they are."""
    verb = toll.node.trigger
    return (
        verb.dep == "advcl"
        and verb.tag == "VBG"
        and verb.head in (blow.node.trigger, blow.node.anchor)
        and blow.node.event == "ASSAULT"
        and all(a.code is None for a in toll.recipients)
    )


def _modes_agree(a: Node, b: Node) -> bool:
    """Whether the modes can be of one happening; a visit is not the talks held on it."""
    if a.mode == b.mode:
        return True
    if a.event == "CONSULT":
        return {a.mode, b.mode} == {"phone", None}
    return a.mode is None or b.mode is None or (a.trigger.is_noun and b.trigger.is_noun)


def _topics_differ(a: Node, b: Node) -> bool:
    """Whether one is on this and the other on that ("agreed on borders", "the agreement on sending troops")."""
    mine, theirs = _topics(a), _topics(b)
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _topics(node: Node) -> set[str]:
    if node.event not in ("AGREE", "CONSULT"):
        return set()
    preps = [c for c in node.trigger.children if c.dep == "prep" and c.lower in ("on", "about")]
    return {t.lemma for p in preps for t in p.children if t.dep in ("pobj", "pcomp") and not t.text[0].isupper()}


def _is_told_again(node: Node) -> bool:
    """ "Carried out the airstrike": a definite noun beneath a verb tells what is known."""
    return any(
        t.is_noun and t.dep in ("dobj", "nsubjpass") and any(c.dep == "det" and c.lower == "the" for c in t.children)
        for t in (node.trigger, *node.covers)
    )


def _sides_differ(a: list[Actor], b: list[Actor]) -> bool:
    """The army and the rebels of one country are two parties."""
    mine, theirs = ({x.sector in _AGAINST_STATE for x in side if x.sector} for side in (a, b))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _persons_differ(a: list[Actor], b: list[Actor]) -> bool:
    """Two named persons of one country are two parties."""
    mine = {x.code: x.person for x in a if x.code and x.person}
    return any(x.person and x.code in mine and mine[x.code] != x.person for x in b)


def _keys(actors: list[Actor]) -> set[str]:
    return {a.code or a.name.lower() for a in actors}


def _dates_agree(a: When | None, b: When | None) -> bool:
    if a is None or b is None or a.start is None or b.start is None:
        return True
    short, long = sorted(((a.start, a.end or a.start), (b.start, b.end or b.start)), key=lambda w: len(w[0]))
    return long[0].startswith(short[0]) or short[0][: len(long[0])] <= long[0] <= _upto(short[1])


def _finer(a: When | None, b: When | None) -> When | None:
    """The narrower of two dates of one happening; the first where they are alike."""
    if a is None or b is None or a.start is None or b.start is None:
        return a or b
    return b if width(b.start, b.end) < width(a.start, a.end) else a


def _upto(iso: str) -> str:
    return iso if len(iso) == 10 else iso + "-99"


def _absorb(known: Draft, draft: Draft) -> None:
    known.mentions.append((draft.start, draft.end))
    known.mentions.extend(draft.mentions)
    for mine, theirs in ((known.actors, draft.actors), (known.recipients, draft.recipients)):
        have = {(a.code, a.name) for a in mine}
        codes = {a.code for a in mine if a.code}
        mine.extend(
            a for a in theirs if (a.code, a.name) not in have and a.code not in codes and not (mine and a.code is None)
        )
    known.date = _finer(known.date, draft.date)
    known.place = known.place or draft.place
    known.attribution = known.attribution or draft.attribution
    for key, value in draft.size.items():
        known.size.setdefault(key, value)
