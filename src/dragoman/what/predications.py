"""All that a text says happens: each verb and each noun that names a happening, whether it happened, and when.

Wider than events: no code, no parties. "Sales fell" and "the flight was delayed" are told here too.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Token
from dragoman.records import Status, When
from dragoman.what.counted import counted_date
from dragoman.what.dating import date_of
from dragoman.what.grammar import is_nonfinite
from dragoman.what.lexicon import EventLexicon
from dragoman.what.status import by_date, status_of
from dragoman.what.thing import date_below, date_of_thing, is_definite
from dragoman.what.types import Node, Operator, spelling
from dragoman.when.types import Times

# What a complement of these becomes is not yet done.
_UNDONE = frozenset(("REQUEST", "THREATEN", "AGREE"))
_OPEN = frozenset(("planned", "hypothetical", "negated"))


class Predication(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A happening told by one word, `[start, end)`: its status, its date where the text gives one, and why."""

    start: int
    end: int
    text: str
    status: Status
    date: When | None = None
    why: tuple[str, ...] = ()


class _Happening(msgspec.Struct, frozen=True):
    """A row of happenings.tsv: a noun that names something that happens."""

    word: str


class PredicationFinder:
    """Finds predications, with the operators and status words of an event lexicon."""

    def __init__(self, library: Library, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon
        rows = library.table("what/happenings.tsv", _Happening, lambda row: row.word)
        self._nouns = frozenset(row.word for row in rows)

    def find(self, parsed: Parsed, times: Times) -> list[Predication]:
        """The predications of a document, in the order of the text."""
        return [
            self._predication(token, parsed, times)
            for sentence in parsed.sentences
            for token in sentence.tokens
            if self._tells(token) and times.covering(token) is None
        ]

    def _tells(self, token: Token) -> bool:
        """Whether a word tells a happening by itself: no auxiliaries, no participles that have become adjectives."""
        if token.is_verb:
            return token.dep not in ("aux", "auxpass", "prep", "amod", "compound", "case", "mark")
        return token.is_noun and not token.tag.startswith("NNP") and token.lemma in self._nouns

    def _predication(self, token: Token, parsed: Parsed, times: Times) -> Predication:
        node = Node(token, "?", None, None)
        status, reason = self._status(token, node)
        date, dated = date_of(node, times)
        if date is None and status in ("actual", "historical"):
            date, dated = _told_elsewhere(token, parsed, times)
        why = [reason, *dated]
        if date is not None:
            status, changed = by_date(status, date.start, date.end, parsed.document.date)
            if changed:
                why.append(changed)
        text = parsed.original(token.start, token.end)
        return Predication(start=token.start, end=token.end, text=text, status=status, date=date, why=tuple(why))

    def _status(self, token: Token, node: Node) -> tuple[Status, str]:
        status, reason = status_of(node, self._lexicon)
        if status != "actual":
            return status, reason
        for governor, operator in self._governors(token):
            if operator.status in _OPEN:
                return operator.status, f"complement of {governor.text!r}"
            if operator.gives and all(g.event in _UNDONE for g in operator.gives):
                return "hypothetical", f"complement of {governor.text!r}"
        above = _shares_fate(token)
        if above is not None:
            status, reason = self._status(above, Node(above, "?", None, None))
            return status, f"as {above.text!r}: {reason}"
        return "actual", reason

    def _governors(self, token: Token) -> Iterator[tuple[Token, Operator]]:
        """The operators that have the token for complement."""
        head = token.head
        if head is token:
            return
        prep = ""
        if head.dep in ("prep", "agent") and token.dep in ("pobj", "pcomp"):
            prep, head = head.lower, head.head
        elif token.dep not in ("dobj", "nsubjpass", "xcomp", "compound"):
            return
        table = self._lexicon.verb_operators if head.is_verb else self._lexicon.noun_operators
        kind = "verb" if token.is_verb else "noun"
        for operator, preps, particle in table.get(spelling(head.lemma), ()):
            if not particle and kind in operator.takes and (prep in preps if prep else not preps):
                yield head, operator


def _told_elsewhere(token: Token, parsed: Parsed, times: Times) -> tuple[When | None, list[str]]:
    """The date of the thing as it was told before ("the vote"), or is told again below a headline; and why."""
    if token.is_verb and (counted := counted_date(token, parsed, times)) is not None:
        return counted, [f"date: {counted.text!r} from what it is told with"]
    if token.sentence.heading:
        date, how = date_below(token, parsed, times), "below the headline"
    elif token.is_noun and is_definite(token):
        date, how = date_of_thing(token, parsed, times), "before"
    else:
        return None, []
    return date, [f"date: as told {how}: {date.text!r}"] if date is not None else []


def _shares_fate(token: Token) -> Token | None:
    """The word above that decides: "will stop selling", "would lead to a loss", "to make a decision"."""
    head = token.head
    if head is token:
        return None
    if token.is_verb:
        if token.dep in ("xcomp", "advcl", "acl") and is_nonfinite(token) and token.tag == "VBG" and head.is_verb:
            return head
        return head.head if token.dep == "pcomp" and head.head.is_verb else None
    if any(c.dep in ("det", "poss") and c.lower not in ("a", "an", "any", "another", "some") for c in token.children):
        return None
    if token.dep in ("dobj", "attr", "nsubjpass") and head.is_verb:
        return head
    if token.dep == "pobj" and head.head.is_verb and head.lower in ("to", "in", "into", "with"):
        return head.head
    return None
