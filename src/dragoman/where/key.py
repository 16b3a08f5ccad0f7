"""The form in which names of places are compared: no case, accents, hyphens, full stops or apostrophes."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_LETTERS = {
    "-": " ", "/": " ", "‐": " ", "–": " ", ".": "", "'": "", "’": "", "‘": "", "`": "", "ʼ": "", "ʻ": "", "ʿ": "",
    "ʾ": "", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ə": "a", "þ": "th", "ð": "d", "œ": "oe",
}  # fmt: skip
_ASCII = bytes(range(256)).lower().translate(bytes.maketrans(b"-/", b"  "))
_DROPPED = b".'`"
_MOST_REMEMBERED = 5_000


class _Folds(dict[int, str]):
    """What becomes of each letter, noted when it is first met: a table for `str.translate`."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        bare = unicodedata.normalize("NFKD", _LETTERS.get(letter, letter))
        folded = "".join(c for c in bare if not unicodedata.combining(c))
        if len(self) < _MOST_REMEMBERED:
            self[code] = folded
        return folded


_FOLDS = _Folds()


def key_of(name: str) -> str:
    """`Al-Fallūjah` and `Al Fallujah` have one key: `al fallujah`."""
    return " ".join(name.lower().translate(_FOLDS).split())


def keys_of(names: Sequence[str]) -> list[str]:
    """The keys of many names of one line each, far faster than one by one."""
    keys = _ascii_keys([name if name.isascii() else "" for name in names])
    foreign = [number for number, name in enumerate(names) if not name.isascii()]
    lines = "\n".join([names[number] for number in foreign]).lower().translate(_FOLDS).split("\n")
    for number, line in zip(foreign, lines, strict=False):
        keys[number] = " ".join(line.split())
    return keys if names else []


def _ascii_keys(names: list[str]) -> list[str]:
    folded = "\n".join(names).encode().translate(_ASCII, _DROPPED).decode()
    while "  " in folded:
        folded = folded.replace("  ", " ")
    return folded.replace(" \n", "\n").replace("\n ", "\n").strip(" ").split("\n")
