"""A user's old dictionaries taken into a folder that `--lexicon` loads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from dragoman.dictionaries.actors import ActorImport
from dragoman.dictionaries.agents import AgentImport
from dragoman.dictionaries.codes import Codes
from dragoman.dictionaries.known import KnownNames
from dragoman.dictionaries.lines import Line, read_lines
from dragoman.dictionaries.report import Report
from dragoman.dictionaries.verbs import VerbImport
from dragoman.errors import OptionError
from dragoman.knowledge.files import Library
from dragoman.what.lexicon import EventLexicon
from dragoman.what.types import Rule, WordClass
from dragoman.who.lexicon import Lexicon
from dragoman.who.people import People

KINDS = ("actors", "agents", "verbs")
_MARK = "# Written by `dragoman lexicon import {kind}`: the next import of its kind into this folder writes it anew."


def import_dictionaries(kind: str, files: Sequence[str], folder: str) -> tuple[Report, list[Path]]:
    """Takes dictionaries of one of the KINDS; returns what became of each line, and the files that were written.

    Raises InputError for a file that cannot be read, OptionError for a folder that cannot be written, KnowledgeError
    where the folder's other files are broken.
    """
    if kind not in KINDS:
        raise OptionError(f"{kind}: no kind of dictionary; one of {', '.join(KINDS)}")
    report, tables = Importer(Library()).take(kind, [line for file in files for line in read_lines(file)])
    written = _write(Path(folder), tables, _MARK.format(kind=kind))
    loaded = Library(folder)
    EventLexicon(loaded), Lexicon(loaded), People(loaded)
    return report, written


class Importer:
    """Turns lines of dictionaries into lexicon files, with what the packaged files know."""

    def __init__(self, library: Library) -> None:
        names = Lexicon(library)
        self._codes = Codes(library, names, EventLexicon(library))
        self._known = KnownNames(library, names)

    def take(self, kind: str, lines: Sequence[Line]) -> tuple[Report, dict[str, str]]:
        """What became of each line, and the files by their names in a user's folder."""
        report = Report()
        if kind == "actors":
            actors = ActorImport(self._codes, self._known, report)
            actors.take(lines)
            tables = {f"who/data/{file}": _tsv(rows.values(), kind) for file, rows in actors.names.items()}
            if actors.terms:
                tables["who/data/officeholders_imported.tsv"] = _tsv(actors.terms.values(), kind)
            return report, tables
        if kind == "agents":
            agents = AgentImport(self._codes, self._known, report)
            agents.take(lines)
            return report, {"who/data/roles.tsv": _tsv(agents.roles.values(), kind)} if agents.roles else {}
        verbs = VerbImport(self._codes, report)
        verbs.take(lines)
        return report, _verb_files(verbs.rules.values(), verbs.classes.values(), kind)


def _verb_files(rules: Iterable[Rule], classes: Iterable[WordClass], kind: str) -> dict[str, str]:
    files = {
        "what/data/classes.toml": _toml("class", classes, kind),
        "what/rules/imported.toml": _toml("rule", rules, kind),
    }
    return {name: text for name, text in files.items() if text}


def _write(folder: Path, files: dict[str, str], mark: str) -> list[Path]:
    """Writes the files, and removes those that the last import wrote and this one does not.

    Raises OptionError, before anything is written, where a file is there that no import of the kind has written.
    """
    paths = {folder / name: text for name, text in files.items()}
    try:
        old = {path for path in folder.rglob("*.t*") if path.is_file() and mark in path.read_text("utf-8", "replace")}
        for path in paths:
            if path.exists() and path not in old:
                raise OptionError(f"--to {folder}: {path} is there, and not of such an import; name another folder")
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in paths.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        for path in old - set(paths):
            path.unlink()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"--to {folder}: cannot be written ({reason})") from error
    return list(paths)


def _tsv(rows: Iterable[msgspec.Struct], kind: str) -> str:
    """Rows as a sorted table with a header line."""
    dicts = [msgspec.structs.asdict(row) for row in rows]
    columns = list(dicts[0])
    lines = sorted("\t".join(row[column] or "" for column in columns) for row in dicts)
    return "\n".join(["\t".join(columns), _MARK.format(kind=kind), *lines]) + "\n"


def _toml(section: str, entries: Iterable[msgspec.Struct], kind: str) -> str:
    """Entries as TOML, sorted by their ids; empty where there are none."""
    dicts = sorted((msgspec.structs.asdict(entry) for entry in entries), key=lambda d: str(d["id"]))
    blocks = [
        "\n".join([f"[[{section}]]", *(f"{key} = {_value(value)}" for key, value in entry.items() if value)])
        for entry in dicts
    ]
    return "\n\n".join([_MARK.format(kind=kind), *blocks]) + "\n" if blocks else ""


def _value(value: Any) -> str:
    """JSON writes strings, lists and truth as TOML does, for printable text."""
    if isinstance(value, tuple) and len(value) > 1:
        return "[\n" + "".join(f"  {json.dumps(item, ensure_ascii=False)},\n" for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)
