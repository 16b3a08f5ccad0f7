"""Gold of press releases with one record each: isaf_press_releases (score_isaf.py).

What the annotators count is read from coded predications: who was detained or killed, how many at the least.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from dragoman.parse.types import Token
from dragoman.text.document import Document
from dragoman.text.load import document_of
from dragoman.what.dating import date_of
from dragoman.what.types import Node
from predict import read_jsonl
from tasks.nodes import NodeReader, Read

# The least numbers that the annotators give to words of quantity.
LEAST = {
    "a": 1, "an": 1, "another": 1, "one": 1, "two": 2, "both": 2, "pair": 2, "couple": 2, "three": 3, "several": 3,
    "multiple": 3, "some": 3, "few": 3, "number": 3, "various": 3, "four": 4, "numerous": 4, "many": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "dozen": 12, "dozens": 24,
}  # fmt: skip
GROUPS = {
    "haqqani": "haqqani", "taliban": "taliban", "islamic movement of uzbekistan": "imu", "imu": "imu", "hig": "hig",
    "hezb-e islami gulbuddin": "hig", "hezb-e-islami gulbuddin": "hig", "al qaeda": "aq", "al-qaeda": "aq",
    "al qaida": "aq", "al-qaida": "aq",
}  # fmt: skip
# Provinces as the annotators spell them, where releases or maps do otherwise.
SPELLINGS = {
    "paktia": "paktya", "paktiya": "paktya", "hilmand": "helmand", "oruzgan": "uruzgan", "urozgan": "uruzgan",
    "khowst": "khost", "jawzjan": "jowzjan", "sar-i pul": "sar-e pul", "sar-e pol": "sar-e pul", "konar": "kunar",
    "wardag": "wardak", "kondoz": "kunduz", "lowgar": "logar", "nangrahar": "nangarhar", "kandahār": "kandahar",
}  # fmt: skip
PROVINCES = frozenset(
    """
    badakhshan badghis baghlan balkh bamyan daykundi farah faryab ghazni ghor helmand herat jowzjan kabul kandahar
    kapisa khost kunar kunduz laghman logar nangarhar nimroz nuristan paktika paktya panjshir parwan samangan takhar
    uruzgan wardak zabul
    """.split()
) | {"sar-e pul"}
_LEADERS = frozenset(("leader", "commander", "subcommander", "chief", "head", "sub-commander", "emir"))
_ANYBODY = frozenset(
    """
    insurgent militant individual man suspect member associate person terrorist rebel other fighter enemy combatant male
    extremist criminal occupant figure one several two three four five six seven eight nine ten dozen number gunman
    """.split()
)
# Whose deaths and arrests the annotators do not count: people and forces of the other side, and things.
_NOT_COUNTED = frozenset(
    """
    civilian child woman resident soldier troop police policeman servicemember serviceman force officer girl boy
    passenger cache weapon vehicle material compound
    """.split()
)
_INSURGENT = frozenset(("insurgent", "militant", "fighter", "terrorist", "attacker", "taliban", "bomber"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "his", "their", "him", "them", "he", "they"))
_KILLING = frozenset(("kill", "die", "slay", "eliminate"))
_NO_SHOTS = re.compile(
    r"\b(?:no|without)\b[^.]{0,30}\bshots?\b|\b(?:did not|didn't|never) (?:have to )?fire\b",
    re.I,
)
_WORDS = re.compile(r"Sar-[ei][- ]P[ou]l|[A-Z][a-zā]+")
_AIRSTRIKE = re.compile(r"\bair ?-?strike", re.I)
_RAID = re.compile(
    r"\b(?:in search of|search(?:ed|ing)? for|targeted|pursuit of|track(?:ed|ing)|operation to|compound|raid)\b"
)


def predict_releases(path: str) -> Iterator[dict[str, Any]]:
    """A record of each release, from its text and the date of its head."""
    gold, reader = read_jsonl(path), NodeReader()
    documents = [_document(row) for row in gold]
    for row, read in zip(gold, reader.read_many(documents), strict=True):
        yield {"id": row["id"], **_record(read)}


def _document(row: dict[str, Any]) -> Document:
    if row["document_date"] is None:
        return document_of(row["text"], id=row["id"])
    return Document(id=row["id"], text=row["text"], date=row["document_date"], date_source="given")


def _record(read: Read) -> dict[str, Any]:
    captures = [n for n in read.done if n.event == "COERCE" and n.mode == "arrest" and _by_force(n)]
    kills = [n for n in read.done if n.event == "ASSAULT" and n.trigger.lemma in _KILLING and _by_force(n)]
    captured, leaders_captured = _least(captures)
    killed, leaders_killed = _least(kills)
    text = read.parsed.document.text
    airstrike = _AIRSTRIKE.search(text) is not None
    raid = captured > 0 or (_RAID.search(text) is not None and not airstrike)
    return {
        "event_date": _date(captures + kills, read),
        "event_types": [_type(captured, killed, airstrike, raid)],
        "provinces": _provinces(captures + kills, read),
        "target_groups": _groups(text),
        "minimum_killed": killed,
        "minimum_captured": captured,
        "minimum_leaders_killed": leaders_killed,
        "minimum_leaders_captured": leaders_captured,
        "any_killed": killed > 0,
        "any_captured": captured > 0,
        "is_kill_capture_raid": raid,
        "is_airstrike": airstrike,
        "no_shots_fired": _NO_SHOTS.search(text) is not None,
    }


def _by_force(node: Node) -> bool:
    """Not what insurgents did: a force, or nobody, is the actor."""
    return not any(t.lemma in _INSURGENT for t in node.actors)


def _type(captured: int, killed: int, airstrike: bool, raid: bool) -> str:
    if captured:
        return "captureandkill" if killed else "detention"
    if airstrike:
        return "airstrike"
    return "captureandkill" if killed and raid else "insurgentskilled" if killed else "detention"


# --- how many


def _least(nodes: Sequence[Node]) -> tuple[int, int]:
    """The least number of people, and of leaders among them, that these deeds befell.

    People are leaders, holders of some other role, or anybody. Of each sort the largest number told counts, as the
    same people are told again; several who are said to be others are added to one. Somebody definite is at least one.
    """
    most = {"leader": 0, "role": 0, "anybody": 0}
    further = dict(most)
    for node in nodes:
        if _is_summary(node):
            continue
        for token in dict.fromkeys([*node.recipients, *_along(node)]):
            somebody = token.is_noun or token.lower in LEAST or token.tag in ("CD", "PRP")
            if not somebody or token.lemma in _NOT_COUNTED:
                continue
            sort = "leader" if token.lemma in _LEADERS else "role" if _is_role(token) else "anybody"
            number = _number(token)
            if most[sort] == 1 and number > 1 and _is_further(token, node):
                further[sort] = max(further[sort], number)
            else:
                known = sort == "anybody" and any(most.values())
                most[sort] = max(most[sort], number or int(not known))
    leaders = most["leader"] + further["leader"]
    included = any(_included_leader(t) for n in nodes for t in n.recipients)
    return sum(most.values()) + sum(further.values()), max(leaders, int(included))


def _is_role(token: Token) -> bool:
    """ "A facilitator", "the kidnapper", somebody by name: one of a kind, not one of the crowd."""
    return token.is_noun and token.lemma not in _ANYBODY and token.lower.rstrip("s") not in _ANYBODY


def _is_summary(node: Node) -> bool:
    """What was done over a longer time: "have detained more than 30 since the first of the year"."""
    return any(t.lower == "since" for t in node.anchor.subtree())


def _along(node: Node) -> Iterator[Token]:
    """ "Along with two insurgents"."""
    for child in node.trigger.children:
        if child.dep == "prep" and child.lower in ("with", "along", "including"):
            for inner in child.children:
                if inner.dep == "pobj":
                    yield from inner.conjuncts()
                elif inner.dep == "prep":
                    yield from (m for c in inner.children if c.dep == "pobj" for m in c.conjuncts())


def _number(token: Token) -> int:
    """How many a phrase means at the least; 0 for those told before."""
    words = [token, *token.children, *(g for c in token.children if c.dep in ("nummod", "amod") for g in c.children)]
    for word in words:
        if word.lower in LEAST and (word is not token or word.dep != "det"):
            if word.lower in ("a", "an") and any(w.lower in ("number", "few", "couple", "dozen") for w in words):
                continue
            return LEAST[word.lower]
        if word.lower.isdigit() and word.dep in ("nummod", "dobj", "nsubjpass", "pobj"):
            above = any(c.lower == "than" for c in word.children) and any(c.lower == "more" for c in word.children)
            return min(int(word.lower) + above, 500)
    if token.dep == "pobj" and token.head.lower == "of" and token.head.head.lower in LEAST:
        return LEAST[token.head.head.lower]
    if any(c.lower in _DEFINITE for c in token.children) or token.lower in _DEFINITE:
        return 0
    return 2 if token.tag in ("NNS", "NNPS") else 1


def _is_further(token: Token, node: Node) -> bool:
    around = [*token.children, *node.trigger.children]
    return any(w.lower in ("also", "additional", "additionally", "another", "other") for w in around)


def _included_leader(token: Token) -> bool:
    return any(t.lemma in _LEADERS for c in token.children if c.lower == "including" for t in c.subtree())


# --- when, where, against whom


def _date(nodes: Sequence[Node], read: Read) -> str | None:
    """The day of the first deed that has one, else the day told nearest before or after it, else that of the release.

    The dateline's own day is not looked at. "Overnight" is the night before the release.
    """
    today = read.parsed.document.date
    nodes = sorted(nodes, key=lambda n: n.trigger.start)
    for node in nodes:
        found, _ = date_of(node, read.times)
        if found is not None and found.start is not None and len(found.start) == 10:
            return found.start
    first = nodes[0].trigger.sentence.index if nodes else 0
    sentences = read.parsed.sentences
    for sentence in [*reversed(sentences[: first + 1]), *sentences[first + 1 :]]:
        told = [m for m in read.times.of_sentence(sentence.index) if m.first and len(m.first) == 10]
        days = [m.first for m in told if not (m.first == today and any(c.isdigit() for c in m.text))]
        if days:
            return days[0]
        if today and any(t.lower == "overnight" for t in sentence.tokens):
            return (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    return today


def _provinces(nodes: Sequence[Node], read: Read) -> list[str]:
    """The first province named in the sentence of a deed, else the first of the text."""
    deeds = sorted({(n.trigger.sentence.start, n.trigger.sentence.end) for n in nodes})
    for start, end in [*deeds, (0, len(read.parsed.text))]:
        for found in _WORDS.finditer(read.parsed.text, start, end):
            name = " ".join(found[0].lower().replace("-e-", "-e ").split())
            name = SPELLINGS.get(name, name)
            if name in PROVINCES:
                return [name]
    return []


def _groups(text: str) -> list[str]:
    """The first group named."""
    lower = text.lower()
    places = sorted((lower.find(name), group) for name, group in GROUPS.items() if name in lower)
    return [places[0][1]] if places else []
