"""Data flows one way: a test over the import graph holds the house's floor plan."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dragoman

ROOT = Path(dragoman.__file__).parent
# A room may import the rooms named here, and of the other question rooms only their types.
FLOOR = [
    "errors",
    "records",
    "columns",
    "text",
    "knowledge",
    "sources",
    "sources",
    "parse",
    "rooms",
    "facts",
    "checks",
    "reading",
    "reader",
    "happenings",
    "parts",
    "dictionaries",
    "evaluation",
    "views",
    "exchange",
    "store",
    "engine",
    "archive",
    "questions",
    "cli",
]
ROOMS = ("who", "when", "where", "howmuch", "what", "said")
MODULES = sorted(p for p in ROOT.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """The modules of the package that a file imports when it is loaded or run."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dragoman."):
            found.add(node.module.removeprefix("dragoman."))
        elif isinstance(node, ast.Import):
            found |= {a.name.removeprefix("dragoman.") for a in node.names if a.name.startswith("dragoman.")}
    return found


def floor_of(module: str) -> int:
    room = module.split(".")[0]
    return FLOOR.index("rooms" if room in ROOMS else room)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_reaches_back(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    if module in ("__init__", "__main__") or (module.startswith("knowledge.") and path.stem in ("check", "explain")):
        pytest.skip("puts the rooms together for its reader")
    room = module.split(".")[0]
    for other in imports_of(path):
        assert floor_of(other) <= floor_of(module), f"{module} imports {other}, which comes after it"
        other_room = other.split(".")[0]
        if room in ROOMS and other_room in ROOMS and other_room != room:
            assert other.endswith(".types"), f"{module} imports {other}: of another room, only its types"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_files_have_one_purpose(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 420, f"{lines} lines: split it by what it holds"
    assert path.stem not in ("utils", "helpers", "misc", "common")
