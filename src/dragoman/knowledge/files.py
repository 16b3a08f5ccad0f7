"""Knowledge is data: where its files lie, and how they are read.

Each room keeps its own files under `<room>/data` (or `what/rules`), TOML for structured knowledge, tab-separated
tables with a header line for lists. A user's folder may hold files of the same names (`who/names.tsv`,
`what/rules/sanction.toml`): their entries are added; an entry with the key of a packaged one replaces it; a key
written with a leading `!` (tables) or an entry with `off = true` (TOML) switches the packaged one off.
Every mistake is named by file, line and field.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from dragoman.errors import KnowledgeError

PACKAGE = Path(__file__).resolve().parent.parent
T = TypeVar("T", bound=msgspec.Struct)


class Library:
    """The packaged knowledge, with a user's folder laid over it."""

    def __init__(self, user_folder: str | Path | None = None) -> None:
        self.user_folder = Path(user_folder) if user_folder is not None else None
        if self.user_folder is not None and not self.user_folder.is_dir():
            raise KnowledgeError(str(user_folder), None, None, "no such folder", "give a folder with lexicon files")

    def table(self, name: str, row: type[T], key: Callable[[T], Any]) -> list[T]:
        """The rows of `<room>/<file>.tsv`: the packaged ones, then the user's; the last row of a key stands.

        Raises KnowledgeError on a row that does not fit `row`.
        """
        merged: dict[Any, T] = {}
        for path in self._paths(_data(name)):
            for number, item, off in _read_table(path, row):
                k = key(item)
                if off and k not in merged:
                    raise KnowledgeError(str(path), number, None, f"switches off {k!r}, which no packaged row has")
                if off:
                    merged.pop(k, None)
                else:
                    merged[k] = item
        return list(merged.values())

    def toml(self, name: str, entry: type[T], section: str) -> list[T]:
        """The `[[section]]` entries of a TOML file; entries have an `id` and may have `off = true`."""
        merged: dict[str, T] = {}
        for path in self._paths(_data(name)):
            for line, item in _read_toml(path, entry, section):
                ident = str(getattr(item, "id"))  # noqa: B009 (the type variable has no such field)
                if getattr(item, "off", False):
                    if ident not in merged:
                        raise KnowledgeError(str(path), line, "id", f"switches off {ident!r}, which is not known")
                    del merged[ident]
                else:
                    merged[ident] = item
        return list(merged.values())

    def own_ids(self, name: str, entry: type[T], section: str) -> frozenset[str]:
        """The ids of the entries that the user's file of this name gives; none without such a file."""
        own = (p for p in self._paths(_data(name)) if not p.is_relative_to(PACKAGE))
        return frozenset(str(getattr(i, "id")) for p in own for _, i in _read_toml(p, entry, section))  # noqa: B009

    def names(self, folder: str) -> list[str]:
        """The names of the files of a folder of knowledge, packaged and the user's."""
        places = [PACKAGE / folder]
        if self.user_folder is not None:
            places += [self.user_folder / folder, self.user_folder / folder.removesuffix("/data")]
        return sorted({f"{folder}/{p.name}" for place in places for p in place.glob("*.t*") if p.is_file()})

    def _paths(self, name: str) -> list[Path]:
        paths = [PACKAGE / name]
        if self.user_folder is not None:
            for candidate in (self.user_folder / name, self.user_folder / name.replace("/data/", "/")):
                if candidate.is_file():
                    paths.append(candidate)
                    break
        return [p for p in paths if p.is_file()]


def _data(name: str) -> str:
    """`who/names.tsv` lies in `who/data/names.tsv`; rules and cases have folders of their own."""
    room, _, rest = name.partition("/")
    return name if "/" in rest else f"{room}/data/{rest}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise KnowledgeError(str(path), line, None, "not UTF-8", "save the file as UTF-8") from error
    except OSError as error:
        raise KnowledgeError(str(path), None, None, error.strerror or "cannot be read") from error


def _read_table(path: Path, row: type[T]) -> list[tuple[int, T, bool]]:
    lines = _text(path).split("\n")
    header = lines[0].rstrip("\r").split("\t")
    fields = {f.name: f for f in msgspec.structs.fields(row)}
    for column in header:
        if column not in fields:
            raise KnowledgeError(str(path), 1, column, "unknown column", f"the columns are {', '.join(fields)}")
    simple = all(f.type in (str, str | None) for f in fields.values())
    required = [n for n, f in fields.items() if f.required]
    out: list[tuple[int, T, bool]] = []
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        off = cells[0].startswith("!")
        if off:
            cells[0] = cells[0][1:]
        if len(cells) > len(header):
            raise KnowledgeError(str(path), number, None, f"{len(cells)} cells, but {len(header)} columns")
        values = {column: cell for column, cell in zip(header, cells, strict=False) if cell}
        for name in required:
            if name not in values:
                raise KnowledgeError(str(path), number, name, "empty", "this field must be given")
        if simple:
            out.append((number, row(**values), off))
            continue
        try:
            out.append((number, msgspec.convert(values, row, strict=False), off))
        except msgspec.ValidationError as error:
            raise _invalid(path, number, error) from error
    return out


def _read_toml(path: Path, entry: type[T], section: str) -> list[tuple[int, T]]:
    text = _text(path)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        raise KnowledgeError(str(path), int(found.group(1)) if found else None, None, f"not TOML: {error}") from error
    lines = [text.count("\n", 0, m.start()) + 1 for m in re.finditer(rf"^\[\[{section}\]\]", text, re.M)]
    for other in content:
        if other != section:
            raise KnowledgeError(str(path), None, other, "unknown section", f"entries stand under [[{section}]]")
    out = []
    for number, raw in enumerate(content.get(section, [])):
        line = lines[number] if number < len(lines) else 0
        try:
            out.append((line, msgspec.convert(raw, entry)))
        except msgspec.ValidationError as error:
            raise _invalid(path, line, error) from error
    return out


def _invalid(path: Path, line: int, error: msgspec.ValidationError) -> KnowledgeError:
    message = str(error)
    found = re.search(r" - at `\$\.?([^`]*)`", message)
    field = found.group(1) if found and found.group(1) else None
    missing = re.search(r"(?:required|unknown) field `(\w+)`", message)
    return KnowledgeError(str(path), line, field or (missing.group(1) if missing else None), message.split(" - at ")[0])
