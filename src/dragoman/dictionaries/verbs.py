"""Dictionaries of verbs: rules and classes of ours."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dragoman.dictionaries.blocks import Block, Verb, VerbDictionary, read_blocks
from dragoman.dictionaries.codes import Codes, EventCode
from dragoman.dictionaries.lines import Line
from dragoman.dictionaries.phrases import CannotTranslateError, translate
from dragoman.dictionaries.report import Report
from dragoman.dictionaries.spelling import noun_forms
from dragoman.what.patterns import PatternError, verb_pattern
from dragoman.what.types import Rule, WordClass


class VerbImport:
    """Takes verbs; `rules` and `classes` are what they give."""

    def __init__(self, codes: Codes, report: Report) -> None:
        self._codes, self._report = codes, report
        self._sets: dict[str, str] = {}
        self._verbs: frozenset[str] = frozenset()
        self.rules: dict[str, Rule] = {}
        self.classes: dict[str, WordClass] = {}

    def take(self, lines: Iterable[Line]) -> None:
        dictionary = read_blocks(lines, self._report)
        self._take_sets(dictionary)
        self._verbs = frozenset(v.word.lower() for block in dictionary.blocks for v in block.verbs if "_" not in v.word)
        for block in dictionary.blocks:
            self._take_block(block)

    def _take_sets(self, dictionary: VerbDictionary) -> None:
        for name, members in dictionary.sets.items():
            words: list[str] = []
            for line, written in members:
                word = " ".join(written.replace("_", " ").split())
                if word.count(" ") > 1 or not word.isprintable() or not word[:1].isalpha():
                    self._report.skipped(line, "not one or two words, which is what classes hold")
                else:
                    words += noun_forms(word)
                    self._report.taken(line)
            if words:
                ident = f"imported-{name.strip('_').replace('_', '-')}"
                self._sets[name.strip("_")] = ident
                self.classes[ident] = WordClass(id=ident, words=tuple(dict.fromkeys(words)))

    def _take_block(self, block: Block) -> None:
        """Verbs of one word share their patterns; each of several words has the patterns for itself."""
        groups: list[tuple[list[Verb], str]] = []
        plain = [verb for verb in block.verbs if "_" not in verb.word]
        if plain:
            groups.append((plain, ""))
        for verb in block.verbs:
            if "_" in verb.word and (parted := self._parted(verb)) is not None:
                groups.append(parted)
        found = _Found({})
        for verbs, extra in groups:
            for verb in verbs:
                self._take_verb(found, verb, extra)
        for line in block.patterns:
            self._take_pattern(found, line, groups)
        if groups:
            self._add_rules(found, groups[0][0][0].word.lower())

    def _parted(self, verb: Verb) -> tuple[list[Verb], str] | None:
        """A verb of several words as its first word and what follows; None where the verb proper is a later one."""
        first, *rest = verb.word.split("_")
        if any(word.startswith("+") for word in rest):
            self._report.skipped(verb.line, "words before the verb, which our rules leave to the grammar")
            return None
        return [Verb(verb.line, first.lstrip("+"), verb.code)], " ".join(rest)

    def _take_verb(self, found: _Found, verb: Verb, extra: str) -> None:
        """A verb with the code that it has by itself; without one, its patterns have theirs."""
        if verb.code is None or not verb.code.strip("-"):
            self._report.taken(verb.line)
            return
        code = self._codes.event(verb.code)
        if code.problem:
            self._report.taken(verb.line, f"[{verb.code}]: {code.problem}")
        else:
            self._translate(found, verb.line, "*", code, [([verb], extra)])

    def _take_pattern(self, found: _Found, line: Line, groups: list[tuple[list[Verb], str]]) -> None:
        if not line.codes:
            self._report.skipped(line, "no code in brackets")
            return
        code = self._codes.event(line.codes[0])
        if code.problem:
            self._report.skipped(line, f"[{line.codes[0]}]: {code.problem}")
        elif not groups:
            self._report.skipped(line, "its verb was not taken")
        else:
            self._translate(found, line, line.head.removeprefix("-"), code, groups)

    def _translate(
        self, found: _Found, line: Line, written: str, code: EventCode, groups: list[tuple[list[Verb], str]]
    ) -> None:
        """Adds the patterns for the verbs of the block, and tells what became of the line."""
        problems: dict[str, str] = {}
        for verbs, extra in groups:
            words = "|".join(dict.fromkeys(word for verb in verbs for word in verb.words))
            try:
                phrase = translate(written, extra, self._sets, self._verbs)
                patterns = [pattern.replace("{verb}", words) for pattern in phrase.patterns]
                for pattern in patterns:
                    verb_pattern(Rule(id="imported"), pattern)
            except (CannotTranslateError, PatternError) as error:
                problems[f"{words} {extra}".strip()] = str(error)
                continue
            for ident, members in phrase.classes.items():
                self.classes.setdefault(ident, WordClass(id=ident, words=members))
            mutual = phrase.mutual or code.back == code.cameo
            found.patterns.setdefault((code.cameo, code.event, mutual), []).extend(patterns)
        if len(problems) == len(groups):
            self._report.skipped(line, "; ".join(dict.fromkeys(problems.values())))
        else:
            lost = [f"not for {verb!r}: {problem}" for verb, problem in problems.items()]
            self._report.taken(line, "; ".join(filter(None, [_lost(code), *lost])))

    def _add_rules(self, found: _Found, verb: str) -> None:
        name = "".join(c if c.isalnum() else "-" for c in verb)
        for (cameo, event, mutual), patterns in found.patterns.items():
            ident = f"imported.{name}.{cameo}{'.mutual' if mutual else ''}"
            known = self.rules.get(ident)
            self.rules[ident] = Rule(
                id=ident, event=event, cameo=cameo, mutual=mutual, needs="both",
                verbs=tuple(dict.fromkeys([*(known.verbs if known is not None else ()), *patterns])),
            )  # fmt: skip


class _Found(msgspec.Struct):
    """The patterns of one block, by code, event and whether they are mutual."""

    patterns: dict[tuple[str, str, bool], list[str]]


def _lost(code: EventCode) -> str:
    """What a pair of codes loses: what the target does in return."""
    return f"{code.back} in return left out" if code.back not in (None, code.cameo) else ""
