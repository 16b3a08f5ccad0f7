"""Who said what: direct, indirect and mixed speech, by verbs, nouns, "according to" and colons."""

from __future__ import annotations

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.records import Span, Statement
from dragoman.said.attitudes import Attitudes
from dragoman.said.cues import Cues
from dragoman.said.quotes import Quotes, find_quotes
from dragoman.said.resolve import statements_of
from dragoman.said.search import Search
from dragoman.said.types import Attitude, Opinion, Saying
from dragoman.said.uncued import give_to_speakers
from dragoman.when.types import Times
from dragoman.who.types import Cast


class StatementFinder:
    """Finds the statements of a document."""

    def __init__(self, library: Library) -> None:
        self._cues = Cues(library)

    def find(self, parsed: Parsed, cast: Cast, times: Times) -> list[Statement]:
        """All statements, in the order of the text."""
        quotes = find_quotes(parsed)
        return statements_of(parsed, self._sayings(parsed, quotes, times), quotes, cast, times, self._cues.documents)

    def sayings(self, parsed: Parsed, times: Times) -> list[Saying]:
        """What is said and by which words, before anybody is looked up."""
        return self._sayings(parsed, find_quotes(parsed), times)

    def attitudes(self, parsed: Parsed, times: Times, said: list[Saying]) -> list[Attitude]:
        """What is thought, wanted, supported or opposed beside what is said: attitudes, no statements."""
        return Attitudes(parsed, find_quotes(parsed), times, self._cues, said).found()

    def opinions(self, parsed: Parsed, cast: Cast, times: Times) -> list[Opinion]:
        """The attitudes with those who have them, in the order of the text."""
        found = self.attitudes(parsed, times, self.sayings(parsed, times))
        return [_opinion(attitude, parsed, cast) for attitude in found]

    def _sayings(self, parsed: Parsed, quotes: Quotes, times: Times) -> list[Saying]:
        search = Search(parsed, quotes, times, self._cues)
        search.run()
        give_to_speakers(search)
        return sorted(search.unnested(), key=lambda s: (s.content_start, s.cue_start))


def _opinion(attitude: Attitude, parsed: Parsed, cast: Cast) -> Opinion:
    holder = attitude.holder
    mention = cast.at(holder) if holder is not None else None
    named = mention or holder
    return Opinion(
        kind=attitude.kind,
        cue=_span(parsed, attitude.head.start, attitude.head.end),
        content=tuple(_span(parsed, start, end) for start, end in attitude.pieces),
        holder=_span(parsed, named.start, named.end) if named is not None else None,
        actors=mention.actors if mention is not None else (),
        why=(f"said.attitude: {attitude.kind} at {attitude.head.text!r}, {attitude.frame}",),
    )


def _span(parsed: Parsed, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=parsed.original(start, end))
