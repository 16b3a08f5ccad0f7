"""Finding the times of a report."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.text.document import paragraphs, plain
from dragoman.when import clocks, dates, relative, sets, spans, years
from dragoman.when.expression import Expression
from dragoman.when.grammar import Grammar
from dragoman.when.join import Joiner
from dragoman.when.resolve import Resolved, Resolver
from dragoman.when.tense import Tense, TenseReader
from dragoman.when.types import TimeMention, Times
from dragoman.when.words import Vocabulary

_SENTENCE = re.compile(
    r"""(?<=[.!?])(?<!\.\w\.)(?<!\b[A-Z][a-z]\.)(?<!\b[A-Z][a-z]{2}\.)(?<!\bSept\.)["')\]]*\s+(?=["'(A-Z])"""
)


class TimeFinder:
    """Finds expressions of time and resolves them against the document date.

    With `ranges=False` the two ends of "from 2014 to 2016" are mentions of their own, as TIMEX3 has them.
    """

    def __init__(self, library: Library, *, ranges: bool = True) -> None:
        self._vocabulary = Vocabulary(library)
        forms = [f for part in (dates, years, spans, relative, sets, clocks) for f in part.FORMS]
        self._grammar = Grammar(self._vocabulary, forms)
        self._joiner = Joiner(self._vocabulary)
        self._tenses = TenseReader(library)
        self._ranges = ranges

    def find(self, parsed: Parsed) -> Times:
        """The times of a parsed document."""
        resolver = Resolver(_day(parsed.document.date))
        mentions: list[TimeMention] = []
        for sentence in parsed.sentences:
            for expression in self._expressions(parsed.text, sentence.start, sentence.end):
                token = _head(sentence, expression)
                if token is None:
                    continue
                tense = self._tenses.of_token(token)
                aside = _describes(token)
                mentions += self._mentions(
                    resolver, expression, tense, parsed.document.text, sentence.index, token.i, aside
                )
        return Times(mentions)

    def find_in_text(self, text: str, date: str | None = None) -> Times:
        """The times of a text without a parse; the tense is read from the words nearby."""
        resolver = Resolver(_day(date))
        readable = plain(text)
        mentions: list[TimeMention] = []
        for number, (start, end) in enumerate(_sentences(readable)):
            for expression in self._expressions(readable, start, end):
                tense = self._tenses.of_words(readable, expression.start, expression.whole_end, (start, end))
                mentions += self._mentions(resolver, expression, tense, text, number, expression.first)
        return Times(mentions)

    def _expressions(self, text: str, start: int, end: int) -> list[Expression]:
        """The expressions of a sentence."""
        if not self._vocabulary.promises(text[start:end]):
            return []
        row = self._vocabulary.row(text, start, end)
        return self._joiner.joined(row, list(self._grammar.expressions(row)))

    def _mentions(
        self,
        resolver: Resolver,
        expression: Expression,
        tense: Tense,
        text: str,
        sentence: int,
        token: int,
        aside: bool = False,
    ) -> list[TimeMention]:
        """An expression resolved: one mention, or two for a list or where ranges are wanted as their ends."""
        far = expression.until
        if far is not None and (expression.listed or not self._ranges):
            near_end, far_end = resolver.ends(expression, tense, sentence)
            return [
                _mention(expression.start, expression.end, near_end, text, sentence, token),
                _mention(far.start, far.end, far_end, text, sentence, token),
            ]
        resolved = resolver.resolve(expression, tense, sentence, aside)
        return [_mention(expression.start, expression.whole_end, resolved, text, sentence, token)]


def _mention(start: int, end: int, resolved: Resolved, text: str, sentence: int, token: int) -> TimeMention:
    return TimeMention(
        sentence=sentence,
        token=token,
        start=start,
        end=end,
        text=text[start:end],
        kind=resolved.kind,
        value=resolved.value,
        first=resolved.first,
        last=resolved.last,
        anchor=resolved.anchor,
        why=resolved.why,
    )


def _head(sentence: Sentence, expression: Expression) -> Token | None:
    """The word of an expression that the rest of the sentence governs it by."""
    inside = [t for t in sentence.tokens if t.start < expression.whole_end and t.end > expression.start]
    for token in inside:
        head = token.head
        if head is token or not expression.start <= head.start < expression.whole_end:
            return token
    return inside[0] if inside else None


def _describes(token: Token) -> bool:
    """Whether a time stands before a noun, to say which one is meant: "the November 27 accord"."""
    return token.dep in ("compound", "amod", "nmod", "poss", "nummod") and token.head.is_noun


def _day(value: str | None) -> datetime.date | None:
    """The document date, or None where it is missing or no ISO day."""
    try:
        return datetime.date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a plain text lie, as far as punctuation tells."""
    for block in paragraphs(text):
        start = block.start
        for found in _SENTENCE.finditer(text, block.start, block.end):
            yield start, found.start()
            start = found.end()
        yield start, block.end
