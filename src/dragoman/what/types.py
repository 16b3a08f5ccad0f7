"""What an event is made of before it is a record: rules, patterns, operators, and the nodes found in a sentence."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Status

Needs = Literal["actor", "recipient", "both", "either", "verb"]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sense: the words that name it and the code it gives. The language of `verbs` and `nouns` is docs/rules.md."""

    id: str
    event: str = ""
    mode: str | None = None
    cameo: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    mutual: bool = False
    stative: bool = False
    needs: Needs | None = None
    off: bool = False


class Gives(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operator makes of a complement: `of` lists its events (or `event/mode`), `*` is any event."""

    of: tuple[str, ...]
    event: str
    mode: str | None = None
    cameo: str | None = None


class Operator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A word whose complement is an event, and what becomes of both.

    `gives` changes the code; `status` changes the status and leaves the code; with neither, the complement stands as
    it is (light verbs, beginning, attempting). `recipient` says who the recipient of a changed code is: the
    complement's own `recipient`, or its `doer` (the one asked to act).
    `infinitive` says that only an infinitive is a complement ("told them to leave", not "told them that").
    `obliged` says that the complement must be something that has to be done ("said they must leave").
    `presumes` says that a complement done by somebody else is told as a fact too ("rebuffed Western criticism").
    """

    id: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    takes: tuple[Literal["verb", "noun"], ...] = ("verb", "noun")
    gives: tuple[Gives, ...] = ()
    status: Status | None = None
    recipient: Literal["recipient", "doer"] = "recipient"
    presumes: bool = False
    infinitive: bool = False
    obliged: bool = False
    light: bool = False
    off: bool = False


class WordClass(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named set of head nouns (or two-word compounds), and of sectors whose actors belong to it.

    `but` names compounds that are something else than their head ("press conference"). With `places`, the names of
    towns and regions belong to it.
    """

    id: str
    words: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    places: bool = False
    off: bool = False


class Need(msgspec.Struct, frozen=True):
    """One thing that a pattern wants beside its trigger.

    `where`: `subject`, `object`, `prep` and `particle` (with `preps`), `infinitive`, `clause`, `wish`, `word`, `owner`,
    `modifier`.
    `slot`: `A`, `B` or empty. `words` and `classes` narrow what may stand there: one of either is enough.
    """

    where: str
    slot: str = ""
    preps: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()


class Pattern(msgspec.Struct, frozen=True):
    """A compiled pattern: its rule, its needs, and its weight (the more it wants, the surer it is)."""

    rule: Rule
    kind: Literal["verb", "noun", "adjective"]
    needs: tuple[Need, ...]
    weight: int
    source: str
    inverse: bool = False
    intransitive: bool = False
    joint: bool = False  # "A and B": nobody alone


class Node:
    """A predication in a sentence: a trigger read by a rule or an operator, with the tokens that fill its slots."""

    __slots__ = (
        "actors",
        "addressed",
        "anchor",
        "cameo",
        "covers",
        "event",
        "mode",
        "mutual",
        "needs",
        "pattern",
        "recipients",
        "refused",
        "rule",
        "status",
        "sure",
        "trigger",
        "vague",
        "why",
    )

    def __init__(self, trigger: Token, event: str, mode: str | None, cameo: str | None) -> None:
        self.trigger, self.event, self.mode, self.cameo = trigger, event, mode, cameo
        self.anchor = trigger  # the word whose tense, negation and clause are the event's
        self.actors: list[Token] = []
        self.recipients: list[Token] = []
        self.mutual = False
        self.needs: Needs = "actor"
        self.status: Status | None = None
        self.addressed = False  # its recipients are asked to act, so they are agents whatever they are
        self.refused = False  # its negation or condition has gone into the code
        self.sure = True  # the party that its pattern names is somebody
        self.vague = False  # an operator over a clause whose verb no rule knows
        self.rule = ""
        self.pattern: Pattern | None = None
        self.covers: list[Token] = [trigger]
        self.why: list[str] = []

    def __repr__(self) -> str:
        return f"<{self.event} {self.mode} by {self.rule} at {self.trigger.text}: {self.actors} -> {self.recipients}>"


@cache
def spelling(lemma: str) -> str:
    """One spelling for British and American forms, used on both sides of every comparison."""
    for british, american in (("ise", "ize"), ("yse", "yze"), ("isation", "ization"), ("our", "or"), ("ence", "ense")):
        if lemma.endswith(british) and len(lemma) > len(british) + 2:
            return lemma[: -len(british)] + american
    return {"programme": "program", "organiser": "organizer", "manoeuvre": "maneuver", "cheque": "check"}.get(
        lemma, lemma
    )
