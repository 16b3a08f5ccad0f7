"""`dragoman read`, with a reader made by hand: options, outputs, and everything that can be wrong with them."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import read as command
from dragoman.cli.app import app
from dragoman.errors import KnowledgeError, OptionError
from dragoman.reading import Reading
from dragoman.text import examples
from dragoman.text.document import Document
from made import reading

REPORT = "May 14, 2024\n\nBrazilian President Lucas Moura will visit Norway.\n"


class HandmadeReader:
    """Gives the reading made by hand for every document, or breaks where the text says so."""

    def read_document(self, document: Document) -> Reading:
        if "BROKEN" in document.text:
            raise KeyError("rooms")
        if "INTERRUPT" in document.text:
            raise KeyboardInterrupt
        if "BAD LEXICON" in document.text:
            raise KnowledgeError("who/names.tsv", 3, "code", "empty", "this field must be given")
        if "BAD MODEL" in document.text:
            raise OptionError("--model x: no spaCy pipeline of that name is installed")
        return reading(document)


@pytest.fixture(autouse=True)
def handmade(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "new_reader", lambda model, lexicon: HandmadeReader())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(REPORT, encoding="utf-8")

    def invoke(*args: str, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(app, ["read", *args], input=input)
        assert "Traceback" not in result.output
        return result

    return invoke


Run = Callable[..., Result]


def test_table(run: Run) -> None:
    result = run("report.txt")
    assert result.exit_code == 0
    assert "report.txt · 2024-05-14 (from the dateline)" in result.stdout
    assert "» planned" in result.stdout
    assert result.stderr == ""


def test_why(run: Run) -> None:
    assert "consult.visit" in run("report.txt", "--why").stdout
    assert "consult.visit" not in run("report.txt").stdout


def test_jsonl_is_the_contract(run: Run) -> None:
    lines = run("report.txt", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == [r["kind"] for r in reading().to_dicts()]


def test_kinds(run: Run) -> None:
    lines = run("report.txt", "-f", "jsonl", "--kinds", "facts, checks").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["fact", "fact", "check", "check"]


def test_plover(run: Run) -> None:
    rows = [json.loads(line) for line in run("report.txt", "-f", "plover").stdout.splitlines()]
    assert rows[0]["event"] == "AGREE"
    assert rows[0]["coder"].startswith("dragoman ")


def test_html_is_one_page_of_all(run: Run) -> None:
    Path("two.txt").write_text(REPORT)
    source = run("report.txt", "two.txt", "-f", "html").stdout
    assert source.count("<!doctype html>") == 1
    assert source.count("<article") == 2


@pytest.mark.parametrize("args", [(), ("-",)])
def test_standard_input(run: Run, args: tuple[str, ...]) -> None:
    assert "2024-05-14 (from the dateline)" in run(*args, input=REPORT).stdout


def test_a_given_date_overrules(run: Run) -> None:
    assert "2020-02-01 (as given)" in run("report.txt", "--date", "1 February 2020").stdout


def test_no_date_is_said_once(run: Run) -> None:
    Path("a.txt").write_text("Brazil lifted its ban.")
    Path("b.txt").write_text("OSLO, May 3 (Wire) - Brazil lifted its ban.")
    assert run("a.txt").stderr == "dragoman: a.txt: no date, so relative dates stay unresolved; --date gives one\n"
    assert '"May 3" names no year' in run("b.txt").stderr
    assert run("a.txt", "b.txt").stderr.count("2 reports: no date") == 1


def test_an_assumed_encoding_is_said(run: Run) -> None:
    Path("old.txt").write_bytes((REPORT + "Zürich").encode("windows-1252"))
    assert "old.txt: read as windows-1252" in run("old.txt").stderr


def test_out(run: Run) -> None:
    result = run("report.txt", "-f", "jsonl", "--out", "records.jsonl")
    assert result.stdout == ""
    assert len(Path("records.jsonl").read_text(encoding="utf-8").splitlines()) == len(reading().records)


def test_bad_files_are_told_and_the_others_read(run: Run) -> None:
    Path("empty.txt").write_text("")
    Path("bits.bin").write_bytes(bytes(range(256)))
    Path("broken.txt").write_text("BROKEN")
    result = run("none.txt", "empty.txt", "bits.bin", "broken.txt", ".", "report.txt", "-f", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == len(reading().records)
    told = result.stderr.splitlines()
    for name, line in zip(("none.txt", "empty.txt", "bits.bin", "broken.txt", "."), told, strict=False):
        assert line.startswith(f"dragoman: {name}: ")
    assert "broken.txt: an internal error" in told[3]
    assert told[-1] == "dragoman: 5 of 6 were not read"


def test_debug_shows_the_traceback() -> None:
    result = CliRunner().invoke(app, ["read", "--debug", "-"], input="BROKEN")
    assert result.exit_code == 1
    assert "Traceback" in result.stderr
    assert "KeyError: 'rooms'" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--format", "tabel"), "--format tabel: unknown; did you mean table?"),
        (
            ("--format", "xml"),
            "--format xml: unknown; one of table, jsonl, plover, polecat, icews, gdelt, phoenix, html",
        ),
        (("--kinds", "events,facs"), "--kinds facs: unknown; did you mean facts?"),
        (("--kinds", ""), "--kinds : unknown; one of"),
        (("--kinds", "facts", "--format", "plover"), "events only"),
        (("--kinds", "facts", "--format", "gdelt"), "events only"),
        (("--date", "2024-02-30"), "--date '2024-02-30': the calendar has no such day"),
        (("--date", "soon"), "--date 'soon': not a date"),
        (("--max-chars", "0"), "--max-chars 0: must be 1 or more"),
        (("--out", "no/such/folder"), "--out no/such/folder: cannot be written"),
        (("--out", "."), "--out .: cannot be written"),
        (("--out", "report.txt"), "--out report.txt: is also read"),
        (("--example",), "--example report.txt: unknown"),
    ],
)
def test_options_that_cannot_be_used(run: Run, args: tuple[str, ...], message: str) -> None:
    result = run("report.txt", *args)
    assert result.exit_code == 2
    assert result.stderr.startswith("dragoman: ")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert Path("report.txt").read_text() == REPORT


@pytest.mark.parametrize("text", ["BAD LEXICON", "BAD MODEL"])
def test_what_the_reader_cannot_use_ends_the_run(run: Run, text: str) -> None:
    Path("a.txt").write_text(text)
    result = run("a.txt", "report.txt")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_too_large(run: Run) -> None:
    result = run("report.txt", "--max-chars", "20")
    assert result.exit_code == 1
    assert "too large: 65 characters, where 20 characters are allowed" in result.stderr


def test_unknown_option(run: Run) -> None:
    result = run("--colour")
    assert result.exit_code == 2
    assert "No such option" in result.stderr


def test_interrupted(run: Run) -> None:
    Path("a.txt").write_text("INTERRUPT")
    result = run("a.txt", "report.txt")
    assert (result.exit_code, result.stderr) == (130, "dragoman: interrupted\n")


def test_closed_pipe(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    readable, writable = os.pipe()
    os.close(readable)
    with open(writable, "w", encoding="utf-8") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        with pytest.raises(SystemExit) as ended:
            app(["read", "report.txt"])
        monkeypatch.undo()
    assert ended.value.code == 0


def test_a_full_disk(run: Run) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full here")
    result = run("report.txt", "--out", "/dev/full")
    assert result.exit_code == 2
    assert "/dev/full: cannot be written" in result.stderr


def test_nothing_to_read(run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(isatty=lambda: True))
    with pytest.raises(SystemExit) as ended:
        app(["read"])
    assert ended.value.code == 2
    assert "nothing to read" in capsys.readouterr().err


def test_examples(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(REPORT)
    (tmp_path / "two.txt").write_text("Second\n\n" + REPORT)
    monkeypatch.setattr(examples, "_folder", lambda: tmp_path)
    Path("report.txt").unlink()
    assert "one · 2024-05-14" in run("--example").stdout
    assert "two · 2024-05-14" in run("--example", "two").stdout
    listed = CliRunner().invoke(app, ["examples"]).stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [["one", "2024-05-14"], ["two", "2024-05-14"]]
    assert listed[1].endswith("Second")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("names", "shown"), [(["report.txt"], False), (["report.txt", "report.txt"], True)])
def test_progress_at_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, names: list[str], shown: bool) -> None:
    err, out = Terminal(), Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setattr(sys, "stdout", out)
    with pytest.raises(SystemExit) as ended:
        app(["read", *names])
    monkeypatch.undo()
    assert ended.value.code == 0
    assert ("/2" in err.getvalue()) == shown
    assert out.getvalue().count("EVENTS") == len(names)


@pytest.mark.parametrize(
    ("format", "columns", "header"),
    [("polecat", 40, True), ("icews", 20, True), ("gdelt", 61, False), ("phoenix", 26, False)],
)
def test_rows_of_other_data_sets(run: Run, format: str, columns: int, header: bool) -> None:
    result = run("report.txt", "report.txt", "-f", format)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert {line.count("\t") for line in lines} == {columns - 1}
    assert [n for n, line in enumerate(lines) if line.startswith("Event ID\t")] == ([0] if header else [])
    assert f"events without a row in {format}: " in result.stderr
    assert "2 negated" in result.stderr
