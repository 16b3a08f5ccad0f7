"""The verbs that extend a store: twice the same, again what failed, read anew, compacted, watched."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive.conftest import REPORTS, write_sources
from dragoman import Archive
from dragoman.cli.app import app

Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    def invoke(*args: str, code: int = 0, input: str | None = None) -> Result:
        result = CliRunner().invoke(app, list(args), input=input)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return invoke


def count(store: Path, table: str) -> int:
    with Archive(store) as archive:
        return len(archive.ask(f"SELECT * FROM {table}"))


def test_again_and_from_elsewhere_nothing_is_added(run: Run, archive_folder: Path, tmp_path: Path) -> None:
    """The same file in another folder is the same source: its reports are known by their place below it."""
    again = run("ingest", str(write_sources(tmp_path)), "--store", str(archive_folder))
    assert "0 read, 9 known already, 0 skipped, 0 quarantined" in again.output


def test_files_of_all_kinds(run: Run, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    text = REPORTS[-1][3]
    (news / "a.txt").write_text(f"March 14, 2024\n\n{text}\n")
    (news / "b.html").write_text(f"<html><body><article><h1>Sanctions</h1><p>{text * 3}</p></article></body></html>")
    (news / "c.csv").write_text(f'when,body\n2024-03-14,"{text}"\n')
    (news / "d.pdf").write_bytes(b"%PDF-1.7 ...")
    (news / "e.txt").write_text("")
    store = str(tmp_path / "store")
    fields = ("--field", "text=body", "--field", "date=when")
    first = run("ingest", str(news), "--store", store, "--date", "2024-03-15", "--no-link", *fields)
    assert "3 read" in first.output
    assert count(Path(store), "events") >= 3
    assert count(Path(store), "quarantine") == 2
    with Archive(store) as archive:
        days = {row["origin"]: str(row["date"]) for row in archive.ask("SELECT * FROM documents").rows()}
    assert days == {"a.txt": "2024-03-14", "b.html": "2024-03-15", "c.csv:2": "2024-03-14"}


def test_standard_input(run: Run, tmp_path: Path) -> None:
    lines = json.dumps({"text": REPORTS[-1][3], "date": "2024-03-14"}) + "\n"
    assert "1 read" in run("ingest", "-", "--store", str(tmp_path / "store"), input=lines).output


def test_retry(run: Run, archive_folder: Path, tmp_path: Path) -> None:
    store, source = tmp_path / "store", tmp_path / "news.jsonl"
    source.write_text(json.dumps({"text": REPORTS[-1][3] * 40, "date": "2024-03-14"}) + "\n")
    bad = run("ingest", str(source), "--store", str(store), "--max-chars", "100", code=1)
    assert "0 read, 0 known already, 0 skipped, 1 quarantined" in bad.output
    assert "too large" in bad.output
    assert "0 read, 1 known already" in run("ingest", str(source), "--store", str(store)).output
    again = run("ingest", str(source), "--store", str(store), "--retry")
    assert "1 read, 0 known already" in again.output
    assert count(store, "documents") == 1
    assert count(store, "quarantine") == 0


def test_nothing_to_ingest(run: Run, tmp_path: Path) -> None:
    result = run("ingest", str(tmp_path / "none.jsonl"), "--store", str(tmp_path / "store"), code=1)
    assert "none.jsonl: no such file or folder; check the name" in result.output
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--field", "body"), "write it like text=body"),
        (("--field", "words=body"), "--field words: unknown"),
        (("--date", "soon"), "not a date"),
        (("--config", "none.toml"), "no such file"),
        (("--model", "en_none"), "no spaCy pipeline of that name"),
    ],
)
def test_options_that_cannot_be(
    run: Run, archive_folder: Path, tmp_path: Path, args: tuple[str, ...], told: str
) -> None:
    source = write_sources(tmp_path)
    code = 1 if "--config" in args else 2
    assert told in run("ingest", str(source), "--store", str(tmp_path / "store"), *args, code=code).output


def test_read_again_with_a_lexicon_of_ones_own(run: Run, archive_folder: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon" / "what" / "rules"
    lexicon.mkdir(parents=True)
    new = str(tmp_path / "new")
    told = run("reread", str(archive_folder), "--store", new)
    assert "7 read" in told.output
    assert "nothing found" in run("diff", str(archive_folder), new).output
    with Archive(new) as archive, Archive(archive_folder) as old:
        question = "SELECT * EXCLUDE (chunk, run) FROM events ORDER BY id"
        assert archive.ask(question).rows() == old.ask(question).rows()
    assert "is the store that is read" in run("reread", new, "--store", new, code=2).output


def test_diff_names_fields_and_reasons(run: Run, archive_folder: Path, tmp_path: Path) -> None:
    lexicon = tmp_path / "lexicon" / "who"
    lexicon.mkdir(parents=True)
    new = str(tmp_path / "new")
    (tmp_path / "lexicon" / "who" / "names_states.tsv").write_text(NAMES)
    run("reread", str(archive_folder), "--store", new, "--lexicon", str(tmp_path / "lexicon"))
    found = [json.loads(line) for line in run("diff", str(archive_folder), new, "-f", "jsonl").stdout.splitlines()]
    assert found
    assert {row["change"] for row in found} <= {"added", "removed", "changed"}
    assert all(row["why_after"] for row in found if row["change"] == "changed")
    assert any("recipient" in row["fields"] and "TON" in "".join(row["after"]) for row in found)


NAMES = "alias\tcode\tname\tsector\tkind\twikidata\tterritory\nFiji\tTON\tTonga\t\tcountry\t\t\n"


def test_compact(run: Run, tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    for report in REPORTS[:3]:
        run("ingest", "-", "--store", store, input=json.dumps({"date": report[0], "text": report[3]}) + "\n")
    with Archive(store) as archive:
        before = archive.events().rows()
    assert "files, now" in run("compact", "--store", store, "--keep", "0").output
    with Archive(store) as archive:
        assert archive.events().rows() == before


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Fjord Wire</title>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>{link}</link><guid>{link}</guid>
<pubDate>Thu, 14 Mar 2024 08:00:00 GMT</pubDate><description>{text}</description></item>"""


@pytest.fixture
def feed() -> Iterator[str]:
    """A feed that brings one report more each time that it is asked for."""

    class Handler(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_response(404)
                self.end_headers()
                return
            Handler.asked += 1
            items = "".join(
                ITEM.format(title=r[2], text=r[3], link=f"http://news.example/{n}")
                for n, r in enumerate(REPORTS[: Handler.asked])
            )
            body = FEED.format(items=items).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed"
    server.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="sockets on Windows wait longer")
def test_watch(run: Run, feed: str, tmp_path: Path) -> None:
    store = tmp_path / "store"
    args = ("watch", feed, "--store", str(store), "--rounds", "1", "--allow-private")
    assert "1 read, 0 known already" in run(*args).output
    assert "1 read, 0 known already" in run(*args).output
    assert count(store, "documents") == 2
    assert "an address of a private network" in run(*args[:-1]).output
    assert count(store, "documents") == 2
