"""Documents read down to their coded predications, parties known or not: for gold that counts deeds, not actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed, Token
from dragoman.reader import Rooms
from dragoman.text.document import Document
from dragoman.what.status import status_of
from dragoman.what.types import Node
from dragoman.when.types import Times
from dragoman.where.types import Places
from dragoman.who.types import Cast


class Read(NamedTuple):
    """A document's parse, mentions and nodes; `done` are the nodes told as facts."""

    parsed: Parsed
    cast: Cast
    times: Times
    places: Places
    done: list[Node]


class NodeReader:
    """Reads documents down to nodes."""

    def __init__(self) -> None:
        self._rooms, self._parser = Rooms(Library()), Parser()

    def read_many(self, documents: Iterable[Document]) -> Iterator[Read]:
        rooms = self._rooms
        for parsed in self._parser.parse_many(documents):
            times, places = rooms.when.find(parsed), rooms.where.find(parsed)
            cast = rooms.who.find(parsed, places)
            nodes = rooms.what.nodes(parsed, cast, times)
            done = [n for n in nodes if status_of(n, rooms.what.lexicon)[0] in ("actual", "historical")]
            yield Read(parsed, cast, times, places, done)

    def in_class(self, token: Token, cast: Cast, name: str) -> bool:
        """Whether a phrase belongs to a word class of the event lexicon, by its head or by its actor's sector."""
        lexicon = self._rooms.what.lexicon
        if token.lemma in lexicon.class_words[name]:
            return True
        mention = cast.at(token)
        sectors = lexicon.class_sectors[name]
        return mention is not None and any(a.sector in sectors for a in mention.actors)
