"""Dictionaries of verbs, read into blocks: verbs of one meaning with their patterns, and the synonym sets they use."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.dictionaries.lines import Line
from dragoman.dictionaries.report import Report

_FORMS = re.compile(r"\{[^{}]*(?:\}|\Z)")
_VERB = re.compile(r"\+?[^\W\d_][\w'-]*(?:_\+?[\w'-]+)*_?")
_SET = re.compile(r"&[\w-]+")


class Verb(msgspec.Struct, frozen=True):
    """A verb as it is written (`TEAR_DOWN`), its irregular forms, and the code that it has by itself."""

    line: Line
    word: str
    code: str | None
    irregular: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The verb and its irregular forms, which the parser's lemmas may miss ("bestrode")."""
        return (self.word.lower(), *self.irregular)


class Block(msgspec.Struct):
    """Verbs of one meaning, and the lines of their patterns."""

    verbs: list[Verb]
    patterns: list[Line]


class VerbDictionary(msgspec.Struct):
    """What the files hold. A set has its words with their lines."""

    blocks: list[Block]
    sets: dict[str, list[tuple[Line, str]]]


def read_blocks(lines: Iterable[Line], report: Report) -> VerbDictionary:
    """Both forms: blocks with a heading (`--- ABANDON [345] ---`), and verbs that each open one (TABARI's)."""
    reader = _BlockReader(report)
    for line in lines:
        reader.take(line)
    return reader.dictionary


class _BlockReader:
    """Where the lines read so far have led: into a set, a block, or nothing yet."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.dictionary = VerbDictionary([], {})
        self._set: list[tuple[Line, str]] | None = None
        self._block: Block | None = None
        self._code: str | None = None  # the heading's, where the block has one
        self._headed = False

    def take(self, line: Line) -> None:
        text = line.text
        if text.startswith("<"):
            self._report.skipped(line, "markup")
        elif text.startswith("&"):
            self._open_set(line)
        elif text.startswith("--"):
            self._open_block(line)
        elif text.startswith("-"):
            self._pattern(line)
        elif text.startswith("~"):
            self._report.skipped(line, "a transformation: our operators do that (docs/rules.md, Composition)")
        elif text.startswith("+") and self._set is not None:
            self._set.append((line, _FORMS.sub("", text[1:]).strip()))
        else:
            self._verb(line)

    def _open_set(self, line: Line) -> None:
        name = line.text.split()[0]
        if _SET.fullmatch(name) is None:
            self._report.skipped(line, "not a name of a set")
            self._set = None
            return
        self._report.taken(line)
        self._set = self.dictionary.sets.setdefault(name[1:].casefold(), [])

    def _open_block(self, line: Line) -> None:
        self._set, self._headed = None, True
        self._block = Block([], [])
        self.dictionary.blocks.append(self._block)
        self._code = line.codes[0] if line.codes else None
        self._add(line, line.head.strip("- "), self._code)

    def _verb(self, line: Line) -> None:
        self._set = None
        word = _FORMS.sub("", line.head).strip()
        if not self._headed and not word.startswith("+"):
            self._block = Block([], [])
            self.dictionary.blocks.append(self._block)
        own = line.codes[0] if line.codes else self._code if self._headed else None
        self._add(line, word.removeprefix("+") if word.count("+") == 1 and "_" not in word else word, own)

    def _add(self, line: Line, word: str, code: str | None) -> None:
        if self._block is None:
            self._report.skipped(line, "stands before the first verb")
        elif _VERB.fullmatch(word) is None or not word.isprintable():
            self._report.skipped(line, "not a verb")
        else:
            self._block.verbs.append(Verb(line, word.strip("_"), code, _irregular(word, line.text)))

    def _pattern(self, line: Line) -> None:
        self._set = None
        if self._block is None:
            self._report.skipped(line, "stands before the first verb")
        else:
            self._block.patterns.append(line)


def _irregular(verb: str, text: str) -> tuple[str, ...]:
    """The forms in braces that the endings of regular verbs do not make."""
    stem = verb.lower()[:-1]
    forms = [form.lower() for group in _FORMS.findall(text) for form in re.findall(r"[^\W\d_]+", group)]
    return tuple(f for f in forms if "_" not in verb and not (f.startswith(stem) and f.endswith(("s", "ed", "ing"))))
