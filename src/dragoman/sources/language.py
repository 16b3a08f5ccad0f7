"""The language that a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import msgspec

from dragoman.knowledge.files import Library

_READ = 1_000  # characters, from the beginning and again from the middle
# Names alone make a headline look like any language, so a short text must be surer than a long one.
_TOO_SHORT, _SHORT = 25, 80  # letters
_SURE, _VERY_SURE = 0.8, 0.97
UNKNOWN = "und"  # ISO 639-2: surely none that is written in Latin letters, but not known which
_MARKS = re.compile(r"https?://\S+|[\W\d_]+")
_LATIN = re.compile("[A-Za-z]")


class Language(msgspec.Struct, frozen=True):
    """A language that news is written in: its ISO 639-1 code and its English name."""

    code: str
    name: str


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language, or `und` for an unknown one in another script.

    What is declared stands only where the text itself cannot tell; None where nothing can.
    """
    middle = len(text) // 2
    words = _MARKS.sub(" ", text[:_READ] + " " + text[max(middle, _READ) : middle + _READ]).strip()
    letters = len(words) - words.count(" ")
    latin = len(_LATIN.findall(words)) * 2 >= letters
    if letters < _TOO_SHORT and latin:
        return declared
    code, likelihood = _identifier().classify(words)
    if likelihood >= (_SURE if letters >= _SHORT else _VERY_SURE):
        return str(code)
    return declared if latin else UNKNOWN


def named(code: str) -> str:
    """The English name of a language, or its code."""
    return "another script" if code == UNKNOWN else _names().get(code, code)


@lru_cache
def _names() -> dict[str, str]:
    rows = Library().table("sources/languages.tsv", Language, lambda row: row.code)
    return {row.code: row.name for row in rows}


@lru_cache
def _identifier() -> Any:
    """The model, held to the languages of the table: with all 140, English turns into its creoles."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_names()))
    return identifier
