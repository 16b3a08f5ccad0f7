"""Names in capitals, as old dictionaries have them, written as news reports write them."""

from __future__ import annotations

import re

_SMALL = frozenset(
    "a al and as at bin da de del den der di dos du e el for from ibn in la le of on or the to van von with y".split()
)
_TITLE_PART = re.compile(r"[^\W\d_]+")


def phrase_of(written: str) -> str:
    """The words of an entry: underscores are spaces, at the end they only say that the word ends there."""
    words = " ".join(written.replace("_", " ").split())
    return re.sub(r" S(?= |$)", "'S", words)


def as_written(phrase: str, *, acronyms: bool) -> list[str]:
    """The forms of a name in a report: with capitals, and a single short word as an acronym where it may be one.

    A phrase that has small letters already is left as it is.
    """
    if phrase != phrase.upper():
        return [phrase]
    words = phrase.split(" ")
    if len(words) == 1 and acronyms and len(phrase) <= 5:
        return [phrase] if len(phrase) <= 3 else [phrase, _capitalised(phrase)]
    lowered = [w.lower() if i and w.lower() in _SMALL else _capitalised(w) for i, w in enumerate(words)]
    return [" ".join(lowered)]


def _capitalised(word: str) -> str:
    """ "AL-ASSAD" is "al-Assad", "O'NEILL" is "O'Neill", "PEOPLE'S" is "People's"."""
    parts = word.split("-")
    return "-".join(p.lower() if i < len(parts) - 1 and p.lower() in ("al", "el", "as", "ad", "ash", "an", "ul", "ur")
                    else _with_apostrophe(p) for i, p in enumerate(parts))  # fmt: skip


def _with_apostrophe(word: str) -> str:
    first, mark, rest = word.partition("'")
    capital = _TITLE_PART.sub(lambda m: m.group().capitalize(), first)
    return capital + mark + (rest.capitalize() if len(first) == 1 else rest.lower())


def noun_forms(word: str) -> tuple[str, ...]:
    """A noun as it is written, and its singular if it may be a plural. Both are safe to look for."""
    lowered = word.lower()
    for plural, singular in (("men", "man"), ("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("s", "")):
        if lowered.endswith(plural) and len(lowered) > len(plural) + 1 and not lowered.endswith(("ss", "us", "is")):
            return (lowered, lowered[: -len(plural)] + singular)
    return (lowered,)
