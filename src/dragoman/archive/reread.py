"""The reports of one store read again into another: by a new version, another model, a lexicon of one's own."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.sources.types import Piece
from dragoman.store.opened import Opened
from dragoman.store.rows import iso_of


def documents_of(store: Opened) -> Iterator[Piece]:
    """The reports of a store as pieces that keep their ids, so that what is read can be held against what was."""
    for row in store.stream("SELECT * FROM documents ORDER BY doc"):
        yield Piece(
            origin=row["origin"], content=row["text"].encode("utf-8", "surrogatepass"), media="text", charset="utf-8",
            date=iso_of(row["date"]), title=row["title"], url=row["url"],
            publisher=row["publisher"], known_as=row["doc"],
        )  # fmt: skip
