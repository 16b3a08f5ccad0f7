"""Small words by what they do: tables of two columns, `use` and `word`."""

from __future__ import annotations

import msgspec

from dragoman.knowledge.files import Library


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A row: a word, and what it does."""

    use: str
    word: str


def words_by_use(library: Library, name: str) -> dict[str, frozenset[str]]:
    """The words of a table, by use."""
    found: dict[str, set[str]] = {}
    for row in library.table(name, Word, lambda w: (w.use, w.word)):
        found.setdefault(row.use, set()).add(row.word)
    return {use: frozenset(words) for use, words in found.items()}
