"""What of a report is kept to compare it with others: about a kilobyte, computed once, where the report is read."""

from __future__ import annotations

import hashlib
import math
import struct
from collections.abc import Callable, Iterable
from itertools import groupby
from urllib.parse import urlsplit

import msgspec
import rensa

from dragoman.happenings.words import terms_of, words_of
from dragoman.text.document import Document, plain

PERMUTATIONS = 112
TERMS = 64
_SEED = 1
_SHINGLE = 4  # words
_LEAD = 50  # words: headline and first sentences, which say what the story is
_TITLE_WEIGHT, _LEAD_WEIGHT = 2, 1  # beyond the 1 of any word of the text
_STEP = 16  # a weight of 1.0 is stored as 16, so that a byte holds the weight of a word told 2 million times


class Features(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report as others are held against it. `date` is its ISO day, `publisher` its source or the host of its URL.

    `minhash` is the signature of its shingles (little-endian 32-bit numbers), empty for a text too short for one.
    `terms` are its weightiest words, in the order of the alphabet; `weights` has a byte for each.
    """

    doc: str
    date: str | None = None
    publisher: str | None = None
    minhash: bytes = b""
    terms: tuple[str, ...] = ()
    weights: bytes = b""


def features_of(document: Document) -> Features:
    """The features of a report."""
    words = words_of(plain(document.text))
    terms = _weighted(words_of(plain(document.title or "")), words)
    return Features(
        doc=document.id,
        date=document.date,
        publisher=document.source or _host(document.url),
        minhash=_signature(words),
        terms=tuple(terms),
        weights=bytes(min(255, round(weight * _STEP)) for weight in terms.values()),
    )


def vector_of(features: Features) -> dict[str, float]:
    """The terms with their weights."""
    return {term: weight / _STEP for term, weight in zip(features.terms, features.weights, strict=True)}


def likeness(a: Features, b: Features) -> float:
    """How alike two texts are: the share of shingles in common (Jaccard), as their signatures estimate it."""
    if not a.minhash or not b.minhash:
        return 0.0
    return sum(x == y for x, y in zip(numbers_of(a.minhash), numbers_of(b.minhash), strict=True)) / PERMUTATIONS


def numbers_of(minhash: bytes) -> tuple[int, ...]:
    """The numbers of a signature."""
    return struct.unpack(f"<{len(minhash) // 4}I", minhash)


def grouped_by_day(
    reports: Iterable[Features], add: Callable[[str | None, list[Features]], dict[str, str]]
) -> dict[str, str]:
    """The group of each report, by document id, as `add` gives them for one day after another.

    Those without a date come first; the order in which reports come makes no difference.
    """
    ordered = sorted(reports, key=lambda features: (features.date or "", features.doc))
    found: dict[str, str] = {}
    for day, batch in groupby(ordered, key=lambda features: features.date):
        found.update(add(day, list(batch)))
    return found


def digest_of(prefix: str, *parts: str) -> str:
    """A stable id, from what founds a group."""
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return f"{prefix}_{digest.hexdigest()}"


def _weighted(title: list[str], words: list[str]) -> dict[str, float]:
    """The heaviest terms by alphabet: how often a word is told, headline and lead counting more."""
    counts = terms_of(words)
    for part, weight in ((title, _TITLE_WEIGHT), (words[:_LEAD], _LEAD_WEIGHT)):
        for term, count in terms_of(part).items():
            counts[term] += weight * count
    heaviest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    return {term: 1 + math.log(count) for term, count in sorted(heaviest)}


def _signature(words: list[str]) -> bytes:
    """MinHash of the runs of words; a text of fewer words than one run has none."""
    if len(words) < _SHINGLE:
        return b""
    sketch = rensa.RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(list(map(" ".join, zip(*(words[i:] for i in range(_SHINGLE)), strict=False))))
    return struct.pack(f"<{PERMUTATIONS}I", *sketch.digest())


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
