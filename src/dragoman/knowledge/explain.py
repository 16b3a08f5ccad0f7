"""What is known of a word: the rows of every table and the entries of every rule file that use it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.knowledge.files import PACKAGE, Library
from dragoman.text.document import plain

_MOST = 12  # hits shown of one file
_ENDINGS = (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))
_WORD = re.compile(r"[\w'-]+")


def explain_word(library: Library, word: str) -> list[str]:
    """Lines to print, grouped by file, each with its line number; nothing where nothing is known.

    Table rows that have the word as a cell come first, then those that hold it; of a rule, the patterns that use it.
    """
    wanted = " ".join(plain(word).casefold().split())
    lines: list[str] = []
    for path in _files(library):
        found = _table_hits(path, wanted) if path.suffix == ".tsv" else _rule_hits(path, _base_forms(wanted))
        if found:
            lines.append(_shown(path))
            lines += [f"  {hit}" for hit in found[:_MOST]]
            lines += [f"  and {len(found) - _MOST} more"] if len(found) > _MOST else []
    return lines


def _files(library: Library) -> Iterator[Path]:
    """The files of knowledge, a user's after the packaged ones."""
    yield from sorted([*PACKAGE.glob("*/data/*.t*"), *PACKAGE.glob("what/rules/*.toml")])
    if library.user_folder is not None:
        yield from sorted(p for p in library.user_folder.rglob("*.t*") if p.suffix in (".toml", ".tsv"))


def _shown(path: Path) -> str:
    return str(path.relative_to(PACKAGE)) if path.is_relative_to(PACKAGE) else str(path)


def _table_hits(path: Path, wanted: str) -> list[str]:
    """The rows with the word: as their first cell, as another one (or one of its parts), or within one."""
    if not wanted:
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    within = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)")
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for number, line in enumerate(lines[1:], 2):
        # Tabs part the cells, so the plain form is taken of each.
        if wanted not in line.casefold() and wanted not in plain(line).casefold():
            continue
        cells = [plain(cell).casefold() for cell in line.lstrip("!").rstrip("\r").split("\t")]
        if wanted == cells[0]:
            found[0].append(_row(number, line, header))
        elif any(wanted in cell.split(";") for cell in cells):
            found[1].append(_row(number, line, header))
        elif any(within.search(cell) for cell in cells):
            found[2].append(_row(number, line, header))
    return [hit for hits in found for hit in hits]


def _row(number: int, line: str, header: list[str]) -> str:
    off = "switched off: " if line.startswith("!") else ""
    cells = line.lstrip("!").rstrip("\r").split("\t")
    return f"{number}: {off}" + ", ".join(f"{name} {cell}" for name, cell in zip(header, cells, strict=False) if cell)


def _base_forms(word: str) -> frozenset[str]:
    """The word, and what it may be an inflected form of."""
    return frozenset(
        [word, *(word[: -len(end)] + base for end, base in _ENDINGS if word.endswith(end) and len(word) > 4)]
    )


def _rule_hits(path: Path, forms: frozenset[str]) -> list[str]:
    """The entries that use one of the forms, with the patterns that do."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8", errors="replace"))
    except tomllib.TOMLDecodeError:
        return []
    hits = []
    for entries in content.values():
        for entry in entries if isinstance(entries, list) else []:
            patterns = [_narrowed(p, forms) for p in _patterns(entry) if forms & set(_WORD.findall(p.casefold()))]
            if patterns:
                codes = " ".join(str(entry[key]) for key in ("event", "mode", "cameo") if key in entry)
                hits.append(f"{entry.get('id', '?')}{f' ({codes})' if codes else ''}: {'; '.join(patterns)}")
    return hits


def _patterns(entry: Any) -> Iterator[str]:
    """The strings in the lists of an entry."""
    for value in entry.values() if isinstance(entry, dict) else ():
        if isinstance(value, list):
            yield from (item for item in value if isinstance(item, str))


def _narrowed(pattern: str, forms: frozenset[str]) -> str:
    """A pattern with the word alone where it is one of several."""
    parts = [next((w for w in part.split("|") if w.casefold() in forms), part) for part in pattern.split(" ")]
    return " ".join(parts)
