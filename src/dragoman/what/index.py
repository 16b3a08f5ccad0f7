"""Patterns by the lemma of their trigger, each compiled when its lemma is first met: most never are."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from dragoman.what.types import Pattern, Rule

Compile = Callable[[Rule, str], Pattern]


class PatternIndex:
    """The patterns of one kind. What a lemma gives is sorted: the heaviest first, of equals the user's first."""

    def __init__(self, compiled: Compile, own: Container[str]) -> None:
        """`own` holds the ids of the user's rules."""
        self._compile, self._own = compiled, own
        self._sources: dict[str, list[tuple[Rule, str]]] = {}
        self._patterns: dict[str, list[Pattern]] = {}

    def add(self, lemma: str, rule: Rule, source: str) -> None:
        """Note that a pattern begins at a lemma."""
        self._sources.setdefault(lemma, []).append((rule, source))

    def get(self, lemma: str) -> list[Pattern]:
        """The patterns of a lemma; none for a word that no rule speaks of. Raises PatternError on a broken one."""
        known = self._patterns.get(lemma)
        if known is not None:
            return known
        sources = self._sources.get(lemma)
        if sources is None:
            return []
        patterns = [self._compile(rule, source) for rule, source in sources]
        patterns.sort(key=lambda p: (-p.weight, p.rule.id not in self._own))
        self._patterns[lemma] = patterns
        return patterns

    def __contains__(self, lemma: str) -> bool:
        return lemma in self._sources

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)
