"""The form in which names of places are compared: no case, accents, hyphens, full stops or apostrophes."""

from __future__ import annotations

import unicodedata

_ASCII = str.maketrans(
    {"-": " ", "/": " ", ".": None, "'": None, "’": None, "‘": None, "`": None, "ʼ": None, "ʻ": None}
)
_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "ə": "a", "þ": "th",
     "ð": "d", "œ": "oe", "ʿ": "", "ʾ": "", "‐": " ", "–": " "}
)  # fmt: skip


def key_of(name: str) -> str:
    """`Al-Fallūjah` and `Al Fallujah` have one key: `al fallujah`."""
    key = name.translate(_ASCII).lower()
    if not key.isascii():
        key = unicodedata.normalize("NFKD", key.translate(_LETTERS))
        key = "".join(c for c in key if not unicodedata.combining(c))
    return " ".join(key.split())
