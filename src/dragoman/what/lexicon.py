"""The event lexicon, loaded and indexed by trigger lemma."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.what.index import PatternIndex
from dragoman.what.patterns import (
    PARTICLES,
    PatternError,
    adjective_pattern,
    alternatives,
    noun_pattern,
    noun_words,
    verb_lemmas,
    verb_pattern,
)
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
    """A row of status.tsv: a word at a verb or noun (`where`: aux, mark, modifier, adverb), and the status it gives.

    A `governor` is a verb whose infinitive shares its fate ("had to leave", "began to leave"), a `meeting` one whose
    purpose is met by it ("gathered to discuss"); an `occurrence` a verb, with its object or particle, whose subject
    shares it ("the talks did not take place"). `apart` is an adverb that sets the time of a verb apart from what was
    told before ("later fled").
    """

    word: str
    where: str
    status: str


class ContextWord(msgspec.Struct, frozen=True, kw_only=True):
    """A row of contexts.tsv: a lemma (or two words) that puts an event into a context."""

    context: str
    word: str


class Means(msgspec.Struct, frozen=True, kw_only=True):
    """A row of means.tsv: a weapon or a kind of attack (a lemma, or two words), and the mode of an ASSAULT with it."""

    word: str
    mode: str
    cameo: str


def all_codes(library: Library) -> list[Code]:
    """The rows of codes.tsv."""
    return library.table("what/codes.tsv", Code, lambda c: (c.kind, c.code, c.parent))


class EventLexicon:
    """Rules, operators, classes, codes. Raises KnowledgeError where a file is broken."""

    def __init__(self, library: Library) -> None:
        self.codes = {(c.kind, c.code, c.parent if c.kind == "mode" else None): c for c in all_codes(library)}
        self.classes = {c.id: c for c in library.toml("what/classes.toml", WordClass, "class")}
        self.class_words = {c.id: frozenset(spelling(w) for w in c.words) for c in self.classes.values()}
        self.class_exceptions = {c.id: frozenset(spelling(w) for w in c.but) for c in self.classes.values()}
        self.class_sectors = {c.id: frozenset(c.sectors) for c in self.classes.values()}
        self.status = {
            (s.where, s.word): s.status
            for s in library.table("what/status.tsv", StatusWord, lambda s: (s.where, s.word))
        }
        self.contexts: dict[str, tuple[str, ...]] = {}
        for row in library.table("what/contexts.tsv", ContextWord, lambda r: (r.context, r.word)):
            self.contexts[row.word] = (*self.contexts.get(row.word, ()), row.context)
        self.means = {spelling(m.word): m for m in library.table("what/means.tsv", Means, lambda m: (m.word,))}
        self.rules: dict[str, Rule] = {}
        self._files: dict[str, str] = {}
        self._own: set[str] = set()
        self.verbs = PatternIndex(self._verb, self._own)
        self.nouns = PatternIndex(self._noun, self._own)
        self.adjectives = PatternIndex(adjective_pattern, self._own)
        self.compounds: set[str] = set()
        for name in library.names("what/rules"):
            own = library.own_ids(name, Rule, "rule")
            self._own.update(own)
            for rule in library.toml(name, Rule, "rule"):
                self._add(rule, name)
                if rule.id in own:
                    self._compile(rule, name)
        self.verb_operators: dict[str, list[OperatorEntry]] = {}
        self.noun_operators: dict[str, list[OperatorEntry]] = {}
        self.adjective_operators: dict[str, list[OperatorEntry]] = {}
        self.will_not: Operator | None = None
        self.threat: Operator | None = None
        for operator in library.toml("what/operators.toml", Operator, "operator"):
            if operator.id == "will-not":
                self.will_not = operator
            elif operator.id == "threaten":
                self.threat = operator
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
        self._files[rule.id] = file
        for source in rule.verbs:
            for verb in verb_lemmas(source):
                self.verbs.add(verb, rule, source)
        for source in rule.nouns:
            words = noun_words(source)
            for noun in self._noun_heads(words[-1]) if words else ():
                self.nouns.add(noun, rule, source)
            if len(words) > 1:
                self.compounds.update(f"{word} {words[-1]}" for word in alternatives(words[0])[0])
        for source in rule.adjectives:
            self.adjectives.add(spelling(source), rule, source)

    def check(self) -> None:
        """Compiles every pattern, as reading does when it meets their words. Raises KnowledgeError on a broken one."""
        for ident, rule in self.rules.items():
            self._compile(rule, self._files[ident])

    def _compile(self, rule: Rule, file: str) -> None:
        try:
            for source in rule.verbs:
                self._verb(rule, source)
            for source in rule.nouns:
                self._noun(rule, source)
            for source in rule.adjectives:
                adjective_pattern(rule, source)
        except PatternError as error:
            raise KnowledgeError(file, None, rule.id, str(error), "see docs/rules.md") from error

    def _verb(self, rule: Rule, source: str) -> Pattern:
        return self._with_known_classes(verb_pattern(rule, source)[1])

    def _noun(self, rule: Rule, source: str) -> Pattern:
        head, pattern = noun_pattern(rule, source)
        self._known_classes(alternatives(head)[1])
        return self._with_known_classes(pattern)

    def _noun_heads(self, head: str) -> Iterable[str]:
        words, classes = alternatives(head)
        return words.union(*(self.class_words.get(name, ()) for name in classes))

    def _with_known_classes(self, pattern: Pattern) -> Pattern:
        for need in pattern.needs:
            self._known_classes(need.classes)
        return pattern

    def _known_classes(self, names: Iterable[str]) -> None:
        for name in names:
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
