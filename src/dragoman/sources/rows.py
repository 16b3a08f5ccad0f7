"""A row of a table or an object of JSON Lines to a piece, by the roles of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from dragoman.knowledge.files import Library
from dragoman.sources.days import day_of
from dragoman.sources.options import Fields, SourceOptions
from dragoman.sources.types import Fault, Piece

ROLES = Fields.__struct_fields__
_NAMES_TOLD = 30


class _Usual(msgspec.Struct, frozen=True):
    """A usual name of a field, in small letters and without marks; the lowest rank of a role is looked for first."""

    role: str
    rank: int
    name: str


class Rows:
    """What the fields of one source are, and its rows as pieces."""

    def __init__(self, options: SourceOptions) -> None:
        self.options = options
        self._known: dict[tuple[str, ...], dict[str, list[str]]] = {}

    def columns(self, names: Iterable[str]) -> list[str]:
        """The columns of a table that hold anything we ask for."""
        names = list(names)
        wanted = {path.split(".")[0] for paths in self._roles(names).values() for path in paths}
        return [name for name in names if name in wanted]

    def without_text(self, names: Iterable[str], origin: str) -> Fault | None:
        """What is wrong with a table of these columns, if none of them holds text."""
        names = list(names)
        return None if self._roles(names)["text"] else _no_text(names, origin, self.options)

    def piece(self, row: Mapping[str, Any], origin: str) -> Piece | Fault:
        """The row's report. A fault where it has no text, or too much."""
        roles = self._roles(row)
        text = self._text(row, roles["text"])
        if text is None:
            if not roles["text"]:
                return _no_text(list(row), origin, self.options)
            return Fault(origin=origin, stage="source", reason=f"nothing in the field {' or '.join(roles['text'])}")
        content = text.encode("utf-8", "surrogatepass")
        if len(content) > self.options.max_bytes:
            return too_large(origin, self.options)
        day, note = day_of(_first(row, roles["date"]))
        return Piece(
            origin=origin,
            content=content,
            charset="utf-8",
            date=day,
            title=_words(_first(row, roles["title"])),
            url=_words(_first(row, roles["url"])),
            publisher=_words(_first(row, roles["publisher"])),
            language=language_code(_words(_first(row, roles["language"]))),
            notes=(note,) if note else (),
        )

    def _roles(self, names: Iterable[str]) -> dict[str, list[str]]:
        key = tuple(names)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 1_000:
                self._known.clear()
            found = self._known[key] = {role: self._paths(role, key) for role in ROLES}
        return found

    def _paths(self, role: str, names: tuple[str, ...]) -> list[str]:
        """The fields that may hold a role, the likeliest first; one that is named by an option stands alone."""
        if (given := getattr(self.options.fields, role)) is not None:
            return [given] if given in names or given.split(".")[0] in names else []
        plain = {_plain(name): name for name in reversed(names)}
        return [plain[name] for name in _usual(role) if name in plain]

    def _text(self, row: Mapping[str, Any], paths: list[str]) -> str | None:
        for path in paths:
            value = _value(row, path)
            if isinstance(value, list):
                value = "\n\n".join(part for part in value if isinstance(part, str))
            if isinstance(value, bytes):
                value = value.decode("utf-8", "replace")
            if isinstance(value, str) and value.strip():
                return value
        return None


def too_large(origin: str, options: SourceOptions) -> Fault:
    """The fault of a report that is larger than one may be."""
    return Fault(
        origin=origin,
        stage="source",
        reason=f"too large: more than {options.max_bytes:,} bytes",
        remedy="raise max_bytes, or split it",
    )


def language_code(given: str | None) -> str | None:
    """The ISO 639-1 code in a language tag ("en-GB", "English"); None where it is none."""
    if not given:
        return None
    if given.strip().lower() in ("english", "eng"):
        return "en"
    found = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", given.strip().lower())
    return found.group(1) if found else None


def _no_text(names: list[str], origin: str, options: SourceOptions) -> Fault:
    told = ", ".join(names[:_NAMES_TOLD]) + (", ..." if len(names) > _NAMES_TOLD else "")
    given = options.fields.text
    return Fault(
        origin=origin,
        stage="source",
        reason=f"no field {given!r}" if given else "no field looks like the text of a report",
        remedy=f"name it by the option fields.text; there are: {told or 'none'}",
    )


def _first(row: Mapping[str, Any], paths: list[str]) -> Any:
    """The first value that holds anything."""
    for path in paths:
        value = _value(row, path)
        if value is not None and value != "" and value == value:
            return value
    return None


def _value(row: Mapping[str, Any], path: str) -> Any:
    """The value of a field; a dot reaches into objects where no field has the whole name."""
    if path in row:
        return row[path]
    value: Any = row
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _words(value: Any) -> str | None:
    """A short value as words; of an object its name, of a list its first."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "title", "domain", "id") if value.get(key)), None)
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


@lru_cache
def _usual(role: str) -> tuple[str, ...]:
    rows = Library().table("sources/fields.tsv", _Usual, lambda row: (row.role, row.name))
    return tuple(row.name for row in sorted(rows, key=lambda row: row.rank) if row.role == role)
