"""The command as a program: help, version, start-up, and the lexicon's verbs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.knowledge import check
from dragoman.knowledge.check import check_library
from dragoman.knowledge.explain import explain_word
from dragoman.knowledge.files import Library

PROGRAM = [sys.executable, "-c", "from dragoman.cli import main; main()"]


def imported_by(statement: str) -> set[str]:
    """The modules that a fresh interpreter has after a statement."""
    program = f"{statement}\nimport sys\nprint(' '.join(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )


@pytest.mark.parametrize("statement", ["import dragoman", "from dragoman.cli.app import app"])
def test_starting_up_loads_nothing_heavy(statement: str) -> None:
    loaded = imported_by(statement)
    assert not {"spacy", "numpy", "rich", "trafilatura", "lxml", "msgspec", "dragoman.reader"} & loaded


def test_every_public_name_is_there() -> None:
    import dragoman

    assert set(dir(dragoman)) == set(dragoman.__all__)
    assert all(getattr(dragoman, name) is not None for name in dragoman.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = dragoman.nothing


def test_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).stdout.startswith("dragoman 0.")


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["read", "--help"], ["lexicon", "--help"]])
def test_help(args: list[str]) -> None:
    result = CliRunner().invoke(app, args)
    assert result.exit_code == 0
    assert "Usage: " in result.stdout


def test_options_are_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    shown = CliRunner().invoke(app, ["read", "--help"]).stdout
    for option in {word.strip(",") for word in shown.split() if word.startswith("--")}:
        assert f"`{option}" in guide, option


def test_a_name_that_is_not_unicode_is_told(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9\x1b[31m.txt"
    ended = subprocess.run([*PROGRAM, "read", name], capture_output=True)
    assert ended.returncode == 1
    assert b"no such file" in ended.stderr
    assert b"\x1b" not in ended.stderr
    assert b"Traceback" not in ended.stderr


def users(folder: Path, **files: str) -> Library:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_tsv", ".tsv").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return Library(folder)


def problems(library: Library) -> Sequence[str]:
    return [str(problem) for problem in check_library(library)]


def test_the_packaged_lexicon_loads(library: Library) -> None:
    assert problems(library) == []


def test_broken_files_are_named(tmp_path: Path) -> None:
    found = problems(users(tmp_path, said__cues_tsv="lemma\tkind\nblurt\n", what__rules__sanction_toml="[[rule]\n"))
    assert len(found) == 2
    assert any("said/cues.tsv:2: " in problem for problem in found)
    assert any("what/rules/sanction.toml" in problem for problem in found)


def test_files_that_no_room_reads_are_named(tmp_path: Path) -> None:
    (problem,) = problems(users(tmp_path, said__cuse_tsv="lemma\tkind\n"))
    assert "said/cuse.tsv: no room reads this file" in problem


@pytest.mark.parametrize(("failures", "code"), [([], 0), (["sanction.impose: has no cases"], 2)])
def test_lexicon_check(monkeypatch: pytest.MonkeyPatch, failures: list[str], code: int) -> None:
    monkeypatch.setattr(check, "check_rules", lambda library: failures)
    result = CliRunner().invoke(app, ["lexicon", "check"])
    assert result.exit_code == code
    assert result.stderr == "".join(f"dragoman: {failure}\n" for failure in failures)


def test_lexicon_check_with_a_missing_folder() -> None:
    result = CliRunner().invoke(app, ["lexicon", "check", "--lexicon", "no/such/folder"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_explain_a_word(library: Library) -> None:
    lines = explain_word(library, "denounced")
    assert any(line.startswith("  accuse.criticize (ACCUSE disapprove 111): A denounce B") for line in lines)
    lines = explain_word(library, "  CHINA ")
    states = lines.index("who/data/names_states.tsv")
    assert "alias China, code CHN" in lines[states + 1]


def test_explain_the_users_own(tmp_path: Path) -> None:
    library = users(tmp_path, said__cues_tsv="lemma\tkind\n!accuse\nblurt\tsay\n")
    assert explain_word(library, "blurt") == [str(tmp_path / "said/cues.tsv"), "  3: lemma blurt, kind say"]
    assert "  2: switched off: lemma accuse" in explain_word(library, "accuse")


def test_explain_an_unknown_word() -> None:
    result = CliRunner().invoke(app, ["lexicon", "explain", "xyzzy"])
    assert (result.exit_code, result.stderr) == (1, "dragoman: nothing is known of 'xyzzy'\n")
