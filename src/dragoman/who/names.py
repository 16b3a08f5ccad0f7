"""Where the known names stand in a text."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.who.lexicon import Lexicon, Name
from dragoman.who.people import People, Term


class Hit:
    """A known name in a sentence: tokens `first` to `last`, with the one that heads them."""

    __slots__ = ("end", "first", "head", "last", "name", "start", "terms")

    def __init__(self, tokens: list[Token], start: int, end: int, name: Name | None, terms: list[Term] | None) -> None:
        self.start, self.end, self.name, self.terms = start, end, name, terms
        self.first, self.last = tokens[0].i, tokens[-1].i
        self.head = _head(tokens)


def _head(tokens: list[Token]) -> Token:
    """The token that hangs on something outside the name; the last one where there are several."""
    first, last = tokens[0].i, tokens[-1].i
    for token in reversed(tokens):
        if token.head is token or not first <= token.head.i <= last:
            return token
    return tokens[-1]


_SHORT_FORM = re.compile(r" \(([A-Z][A-Z&-]{1,8})\)")


class NameScanner:
    """Finds the names of states, bodies and office holders in one pass, longest first, whole words only."""

    def __init__(self, lexicon: Lexicon, people: People) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        self._people = people
        self._names = list(lexicon.names.values())
        self._patterns = list(lexicon.names)
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.LeftmostLongest)

    @cached_property
    def _upper(self) -> Any:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick([p.upper() for p in self._patterns], matchkind=MatchKind.LeftmostLongest)

    def find(self, parsed: Parsed) -> dict[int, list[Hit]]:
        """The hits of each sentence, by its index."""
        text = parsed.text
        spans = [(n, s, e) for n, s, e in self._automaton.find_matches_as_indexes(text) if _whole(text, s, e)]
        shouted = [s for s in parsed.sentences if _shouted(text, s)]
        for sentence in shouted:
            offset = sentence.start
            inside = text[offset : sentence.end]
            spans = [span for span in spans if not offset <= span[1] < sentence.end]
            spans += [
                (n, s + offset, e + offset)
                for n, s, e in self._upper.find_matches_as_indexes(inside)
                if _whole(inside, s, e)
            ]
        spans = self._with_short_forms(text, spans)
        spans.sort(key=lambda span: span[1])
        return self._place(parsed, spans)

    def _with_short_forms(self, text: str, spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """ "The Rapid Support Forces (RSF)": from there on its letters are that body, whatever else they may be."""
        short: dict[str, int] = {}
        for number, _, end in spans:
            letters = _SHORT_FORM.match(text, end) if text.startswith(" (", end) else None
            if letters is not None and not self._names[number].is_state:
                short.setdefault(letters[1], number)
        for word, number in short.items():
            at = [(m.start(), m.end()) for m in re.finditer(rf"\b{re.escape(word)}\b", text)]
            spans = [s for s in spans if not any(s[1] < end and start < s[2] for start, end in at)]
            spans += [(number, start, end) for start, end in at]
        return spans

    def _place(self, parsed: Parsed, spans: list[tuple[int, int, int]]) -> dict[int, list[Hit]]:
        """Spans of characters to tokens; both run in the order of the text. A person's name outdoes the names in it."""
        out: dict[int, list[Hit]] = {}
        at = 0
        for sentence in parsed.sentences:
            tokens, i = sentence.tokens, 0
            people = self._persons(parsed, sentence)
            taken = {i for hit in people for i in range(hit.first, hit.last + 1)}
            hits = people
            while at < len(spans) and spans[at][1] < sentence.end:
                number, start, end = spans[at]
                at += 1
                if start < sentence.start or end > sentence.end:
                    continue
                while i < len(tokens) - 1 and tokens[i].end <= start:
                    i += 1
                stop = i
                while stop < len(tokens) - 1 and tokens[stop].end < end:
                    stop += 1
                if i not in taken and stop not in taken:
                    hits.append(Hit(tokens[i : stop + 1], start, end, self._names[number], None))
            if hits:
                out[sentence.index] = hits
        return out

    def _persons(self, parsed: Parsed, sentence: Sentence) -> list[Hit]:
        """The full names of office holders, found from their last word."""
        text, date = parsed.text, parsed.document.date
        hits: list[Hit] = []
        full_names = self._people.full_names
        for token in sentence.tokens:
            names = full_names.get(token.text)
            if names is None:
                continue
            fitting = [
                n for n in names if text.endswith(n, 0, token.end) and _whole(text, token.end - len(n), token.end)
            ]
            if not fitting:
                continue
            name = max(fitting, key=len)
            start, first = token.end - len(name), token.i
            while first > 0 and sentence.tokens[first].start > start:
                first -= 1
            terms = [t for t in self._people.by_name[name] if t.counts(date)]
            if start < sentence.start or not terms:
                continue
            while hits and hits[-1].last >= first:
                hits.pop()
            hits.append(Hit(sentence.tokens[first : token.i + 1], start, token.end, None, terms))
        return hits


def _whole(text: str, start: int, end: int) -> bool:
    """No letter or digit goes on at either side."""
    if start and text[start - 1].isalnum():
        return False
    return end >= len(text) or not (text[end].isalnum() or text[end] == "$")


def _shouted(text: str, sentence: Sentence) -> bool:
    """A line in capitals, as headlines of wire reports are."""
    body = text[sentence.start : sentence.end]
    return len(sentence.tokens) > 2 and body.isupper()
