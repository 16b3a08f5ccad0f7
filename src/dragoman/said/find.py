"""Who said what: direct, indirect and mixed speech, by verbs, nouns, "according to" and colons."""

from __future__ import annotations

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.records import Statement
from dragoman.said.attitudes import Attitudes
from dragoman.said.cues import Cues
from dragoman.said.quotes import Quotes, find_quotes
from dragoman.said.resolve import statements_of
from dragoman.said.search import Search
from dragoman.said.types import Attitude, Saying
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

    def _sayings(self, parsed: Parsed, quotes: Quotes, times: Times) -> list[Saying]:
        search = Search(parsed, quotes, times, self._cues)
        search.run()
        give_to_speakers(search)
        return sorted(search.unnested(), key=lambda s: (s.content_start, s.cue_start))
