"""Words as terms: which of them tell stories apart, in one form for their inflections."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache

import msgspec

from dragoman.knowledge.files import Library

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,]\d+)*")
_LONGEST = 24
_ENDINGS = (
    ("ies", 5, "y"),
    ("sses", 6, "ss"),
    ("ss", 2, "ss"),
    ("us", 2, "us"),
    ("is", 2, "is"),
    ("ing", 7, ""),
    ("ed", 6, ""),
    ("s", 5, ""),
)  # an ending, the length from which on a word may have it, and what stands for it


def words_of(text: str) -> list[str]:
    """The words and numbers of a plain text, in lower case."""
    return _WORD.findall(text.lower())


def terms_of(words: list[str]) -> Counter[str]:
    """How often words tell each term; words that any report has are none."""
    found: Counter[str] = Counter()
    for word, count in Counter(words).items():
        term = _term(word)
        if term is not None:
            found[term] += count
    return found


class _Empty(msgspec.Struct, frozen=True):
    """A row of empty.tsv: a word that tells no story from another."""

    word: str


@cache
def _empty() -> frozenset[str]:
    return frozenset(row.word for row in Library().table("happenings/empty.tsv", _Empty, lambda row: row.word))


@lru_cache(1 << 16)
def _term(word: str) -> str | None:
    if len(word) < 2 or word in _empty():
        return None
    return _stem(word[:_LONGEST])


def _stem(word: str) -> str:
    """One form for a word's plural, possessive and participles. Rough: it need only be the same for the same word."""
    word = word.removesuffix("'s")
    for ending, least, instead in _ENDINGS:
        if word.endswith(ending) and len(word) >= least:
            return word[: -len(ending)] + instead
    return word
