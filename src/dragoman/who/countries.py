"""Country names as tables and agencies write them: "Congo, Dem. Rep.", "Korea (Republic of)", "St. Lucia"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.who.lexicon import Name, unaccented

_SHORT = {"antil": "antilles", "br": "british", "dem": "democratic", "dep": "dependency", "fed": "federated",
          "gb": "britain", "is": "islands", "isds": "islands", "isl": "islands", "isls": "islands",
          "island": "islands", "n": "north", "northern": "north", "s": "south", "southern": "south",
          "neth": "netherlands", "peoples": "people", "ppl": "people", "rep": "republic", "repub": "republic",
          "st": "saint", "ste": "saint", "sts": "states", "terr": "territory", "territories": "territory",
          "u": "united", "utd": "united"}  # fmt: skip
_EMPTY = frozenset({"", "a", "and", "d", "de", "der", "la", "of", "the", "y"})
_POSSESSIVE = re.compile(r"['’]s\b")
_FORM = frozenset(
    {"arab", "bolivarian", "commonwealth", "confederation", "country", "democratic", "emirate", "federal", "federation",
     "federative", "former", "grand", "duchy", "independent", "islamic", "kingdom", "nation", "people", "plurinational",
     "principality", "province", "region", "republic", "sar", "socialist", "special", "administrative", "state",
     "sultanate", "territory", "union"}
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:\.(?=\w))?")
_WITHOUT = re.compile(r"\b(?:excluding|excl\.?|without|except)\b.*", re.I)
_MOJIBAKE = re.compile("[ÃÂ]")


class CountryNames:
    """Finds the state or dependency that a name means, whatever the order of its words."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._exact: dict[frozenset[str], Name | None] = {}
        self._loose: dict[frozenset[str], Name | None] = {}
        for name in names:
            if name.kind not in ("country", "historical") or (name.alias.isupper() and len(name.alias) > 6):
                continue
            key = _key(name.alias)
            _index(self._exact, key, name)
            if name.kind == "country":
                _index(self._loose, key - _FORM, name)
        self._words = frozenset().union(*self._exact)

    def find(self, text: str) -> Name | None:
        """The country, or None where the text names none, or could name two."""
        text = _WITHOUT.sub("", _repaired(text)).strip()
        for candidate in (text, *_parts(text)):
            key = frozenset(map(self._spelled, _key(candidate)))
            found = self._exact.get(key) or (self._loose.get(key - _FORM) if key & _FORM else None)
            if found is not None:
                return found
        return None

    def _spelled(self, word: str) -> str:
        """The word as names have it, where it has an s too many or too few: "Sandwichs", "Netherland"."""
        if word in self._words or len(word) < 5:
            return word
        return next((w for w in (word.removesuffix("s"), word + "s") if w in self._words), word)


def _index(index: dict[frozenset[str], Name | None], key: frozenset[str], name: Name) -> None:
    """A key that means two countries means none."""
    if not key:
        return
    known = index.setdefault(key, name)
    if known is not None and (known.code, known.territory) != (name.code, name.territory):
        index[key] = None


def _key(text: str) -> frozenset[str]:
    plain = _POSSESSIVE.sub("", unaccented(text).casefold()).replace("'", " ").replace(".", ". ")
    words = _WORD.findall(plain)
    return frozenset(_SHORT.get(w, w) for w in (word.rstrip(".") for word in words)) - _EMPTY


def _parts(text: str) -> list[str]:
    """What stands after, without and before, in "China: Hong Kong SAR", "Guam (US)", "Hong Kong, China"."""
    out = []
    if ":" in text:
        out.append(text.split(":", 1)[1])
    if "(" in text:
        out.append(re.sub(r"\(.*?\)", " ", text))
    if "," in text:
        before, after = text.split(",", 1)
        out += [after, before] if before.strip().casefold() == "china" else [before]
    return out


def _repaired(text: str) -> str:
    """UTF-8 that was once read as Latin-1, put right."""
    for _ in range(2):
        if not _MOJIBAKE.search(text):
            break
        for encoding in ("cp1252", "latin-1"):
            try:
                text = text.encode(encoding).decode("utf-8")
                break
            except UnicodeError:
                continue
    return text
