"""The event lexicon, loaded and indexed by trigger lemma."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.what.patterns import PARTICLES, PatternError, adjective_pattern, alternatives, noun_pattern, verb_pattern
from dragoman.what.types import Operator, Pattern, Rule, WordClass, spelling

# An operator with the prepositions or the particle that it wants at a word.
OperatorEntry = tuple[Operator, frozenset[str], str]


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A row of codes.tsv: a PLOVER event, a mode (parent: its event) or a CAMEO code (parent: its PLOVER event)."""

    kind: str
    code: str
    parent: str | None = None
    label: str
    quad: int | None = None
    score: float | None = None


class StatusWord(msgspec.Struct, frozen=True, kw_only=True):
    """A row of status.tsv: a word at a verb or noun (`where`: aux, mark, modifier, adverb) and the status it gives."""

    word: str
    where: str
    status: str


class ContextWord(msgspec.Struct, frozen=True, kw_only=True):
    """A row of contexts.tsv: a lemma (or two words) that puts an event into a context."""

    context: str
    word: str


class EventLexicon:
    """Rules, operators, classes, codes. Raises KnowledgeError where a file is broken."""

    def __init__(self, library: Library) -> None:
        self.codes = {(c.kind, c.code, c.parent if c.kind == "mode" else None): c for c in library.table(
            "what/codes.tsv", Code, lambda c: (c.kind, c.code, c.parent))}  # fmt: skip
        self.classes = {c.id: c for c in library.toml("what/classes.toml", WordClass, "class")}
        self.class_words = {c.id: frozenset(spelling(w) for w in c.words) for c in self.classes.values()}
        self.class_sectors = {c.id: frozenset(c.sectors) for c in self.classes.values()}
        self.status = {
            (s.where, s.word): s.status
            for s in library.table("what/status.tsv", StatusWord, lambda s: (s.where, s.word))
        }
        self.contexts: dict[str, tuple[str, ...]] = {}
        for row in library.table("what/contexts.tsv", ContextWord, lambda r: (r.context, r.word)):
            self.contexts[row.word] = (*self.contexts.get(row.word, ()), row.context)
        self.rules: dict[str, Rule] = {}
        self.verbs: dict[str, list[Pattern]] = {}
        self.nouns: dict[str, list[Pattern]] = {}
        self.compounds: set[str] = set()
        self.adjectives: dict[str, list[Pattern]] = {}
        for name in library.names("what/rules"):
            for rule in library.toml(name, Rule, "rule"):
                self._add(rule, name)
        for index in (self.verbs, self.nouns, self.adjectives):
            for patterns in index.values():
                patterns.sort(key=lambda p: -p.weight)
        self.verb_operators: dict[str, list[OperatorEntry]] = {}
        self.noun_operators: dict[str, list[OperatorEntry]] = {}
        self.adjective_operators: dict[str, list[OperatorEntry]] = {}
        self.will_not: Operator | None = None
        for operator in library.toml("what/operators.toml", Operator, "operator"):
            if operator.id == "will-not":
                self.will_not = operator
            for words, into in (
                (operator.verbs, self.verb_operators),
                (operator.nouns, self.noun_operators),
                (operator.adjectives, self.adjective_operators),
            ):
                for word in words:
                    first, _, rest = word.partition(" ")
                    particle = rest if rest in PARTICLES and into is self.verb_operators else ""
                    preps = frozenset(rest.split("|")) if rest and not particle else frozenset()
                    into.setdefault(spelling(first), []).append((operator, preps, particle))

    def _add(self, rule: Rule, file: str) -> None:
        if rule.id in self.rules:
            raise KnowledgeError(file, None, rule.id, "stands in two files", "give it another id")
        if ("event", rule.event, None) not in self.codes:
            raise KnowledgeError(file, None, f"{rule.id}.event", f"{rule.event!r} is not a PLOVER event")
        if rule.mode and ("mode", rule.mode, rule.event) not in self.codes:
            raise KnowledgeError(file, None, f"{rule.id}.mode", f"{rule.mode!r} is not a mode of {rule.event}")
        if rule.cameo and ("cameo", rule.cameo, None) not in self.codes:
            raise KnowledgeError(file, None, f"{rule.id}.cameo", f"{rule.cameo!r} is not a CAMEO code")
        self.rules[rule.id] = rule
        try:
            for source in rule.verbs:
                verbs, pattern = verb_pattern(rule, source)
                self._check_classes(pattern)
                for verb in verbs:
                    self.verbs.setdefault(verb, []).append(pattern)
            for source in rule.nouns:
                head, pattern = noun_pattern(rule, source)
                self.compounds.update(
                    f"{word} {head}" for n in pattern.needs[1:2] if n.where == "modifier" for word in n.words
                )
                self._check_classes(pattern)
                for noun in self._noun_heads(head):
                    self.nouns.setdefault(noun, []).append(pattern)
            for source in rule.adjectives:
                word, pattern = adjective_pattern(rule, source)
                self.adjectives.setdefault(word, []).append(pattern)
        except PatternError as error:
            raise KnowledgeError(file, None, rule.id, str(error), "see docs/rules.md") from error

    def _noun_heads(self, head: str) -> Iterable[str]:
        words, classes = alternatives(head)
        for name in classes:
            if name not in self.class_words:
                raise PatternError(f"there is no class <{name}>")
        return words.union(*(self.class_words[name] for name in classes))

    def _check_classes(self, pattern: Pattern) -> None:
        for need in pattern.needs:
            for name in need.classes:
                if name not in self.class_words and name != "any":
                    raise PatternError(f"there is no class <{name}>")

    def quad(self, event: str) -> int:
        """PLOVER's quad class, 1 to 4."""
        return self.codes[("event", event, None)].quad or 0

    def score(self, event: str, mode: str | None) -> float:
        """PLOVER's score of a mode, or of its event."""
        own = self.codes.get(("mode", mode, event)) if mode else None
        return (
            own.score if own is not None and own.score is not None else self.codes[("event", event, None)].score or 0.0
        )
