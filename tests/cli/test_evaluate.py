"""`dragoman evaluate`, from a file to the scores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli.app import app

GOLD = """text,actor,event,recipient,date,published
Canada sanctioned Belarus on Monday.,CAN,SANCTION,BLR,2024-05-13,2024-05-14
Canada will send aid to Fiji.,CAN,AGREE,FJI,,2024-05-14
Norway condemned Syria.,NOR,AID,SYR,,2024-05-14
The weather was fine.,,,,,2024-05-14
"""


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.csv"
    path.write_text(GOLD, encoding="utf-8")
    return str(path)


def test_json(gold: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", gold, "--format", "json"])
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["texts"] == 4
    counts = {level: [s["gold"], s["read"], s["right"]] for level, s in found["levels"].items()}
    assert counts == {"type": [3, 3, 2], "actors": [3, 3, 2], "date": [3, 3, 2]}
    assert found["confusion"] == {"AGREE": {"AGREE": 1}, "AID": {"ACCUSE": 1}, "SANCTION": {"SANCTION": 1}}
    (worst,) = found["worst"]
    assert worst["source"] == f"{gold}:4"
    assert worst["wrong"][0]["why"][0].startswith("accuse.")


def test_table(gold: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", gold])
    assert result.exit_code == 0, result.stderr
    for words in ("4 texts", "event, both actors, day", "ACCUSE 1", "missed  AID NOR → SYR", "accuse."):
        assert words in result.stdout


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["nosuch.csv"], 1, "nosuch.csv: no such file"),
        (["GOLD", "--format", "jsn"], 2, "did you mean json?"),
        (["GOLD", "--text-field", "body"], 1, "gold.csv:2: has no text in 'body'; --text-field names"),
        (["GOLD", "--lexicon", "nosuch"], 2, "no such folder"),
    ],
)
def test_mistakes(gold: str, args: list[str], code: int, message: str) -> None:
    result = CliRunner().invoke(app, ["evaluate", *(gold if a == "GOLD" else a for a in args)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (code, 1)
    assert message in result.stderr


def test_options_are_documented() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "evaluate.md").read_text(encoding="utf-8")
    shown = CliRunner().invoke(app, ["evaluate", "--help"]).stdout
    for option in {word.strip(",") for word in shown.split() if word.startswith("--")} - {"--help", "--debug"}:
        assert option in guide, option
