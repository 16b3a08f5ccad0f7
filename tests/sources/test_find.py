"""Sources of every kind to pieces: in order, with origins that do not depend on where a folder lies."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.sources.find import pieces
from dragoman.sources.kinds import kind_of
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Found, Piece, Skipped

REPORT = "Austria recalled its envoy on Monday."
RSS = b"""<?xml version='1.0'?><rss version='2.0'><channel>
<item><title>t</title><description>d</description></item></channel></rss>"""


def told(found: list[Found]) -> list[str]:
    """Each in short: a piece by its origin, a fault with `!`, what was skipped with `-`."""
    marks = {Piece: "", Fault: "! ", Skipped: "- "}
    return [marks[type(f)] + f.origin for f in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One of everything."""
    root = tmp_path / "archive"
    (root / "2019" / "03").mkdir(parents=True)
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("hidden")
    (root / ".hidden.txt").write_text("hidden")
    (root / "b.txt").write_text(REPORT)
    (root / "a.html").write_text(f"<html><body><p>{REPORT}</p></body></html>")
    (root / "2019" / "z.jsonl").write_text(json.dumps({"text": REPORT}) + "\nbroken\n")
    (root / "2019" / "03" / "list.csv").write_text("text,title\nA report,t\n")
    (root / "2019" / "03" / "c.md.gz").write_bytes(gzip.compress(REPORT.encode()))
    pq.write_table(pa.table({"text": [REPORT]}), root / "2019" / "t.parquet")
    (root / "feed").write_bytes(RSS)
    (root / "page").write_text("<!doctype html><html><p>a page</p></html>")
    (root / "lines").write_text('{"text": "a"}\n{"text": "b"}\n')
    (root / "list.json").write_text('[{"text": "a"}]')
    (root / "photo.JPG").write_bytes(b"\xff\xd8\xff\xe0")
    (root / "unnamed").write_bytes(b"\x7fELF\0\0\0")
    (root / "paper.pdf").write_bytes(b"%PDF-1.7")
    (root / "empty.txt").write_bytes(b" \n")
    return root


EXPECTED = [
    "2019/03/c.md.gz", "2019/03/list.csv:2", "2019/t.parquet:1", "2019/z.jsonl:1", "! 2019/z.jsonl:2",
    "a.html", "b.txt", "- empty.txt", "feed:1", "lines:1", "lines:2", "list.json:1",
    "page", "! paper.pdf", "- photo.JPG", "! unnamed",
]  # fmt: skip


def test_a_folder(folder: Path) -> None:
    assert told(list(pieces([str(folder)]))) == EXPECTED
    assert told(list(pieces([str(folder) + "/"]))) == EXPECTED


def test_the_same_folder_elsewhere_has_the_same_ids(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f.id for f in pieces([str(folder)]) if isinstance(f, Piece)]
    moved = shutil.copytree(folder, tmp_path / "elsewhere" / "copy")
    monkeypatch.chdir(moved)
    assert [f.id for f in pieces(["."]) if isinstance(f, Piece)] == ids
    assert len(set(ids)) == len(ids) == len([e for e in EXPECTED if e[0] not in "!-"])


def test_files_by_name(folder: Path) -> None:
    assert told(list(pieces([str(folder / "b.txt"), str(folder / "2019" / "z.jsonl")]))) == [
        "b.txt", "z.jsonl:1", "! z.jsonl:2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "reason"),
    [("gone.txt", "No such file"), ("", "No such file"), ("a\0b", "null byte"), ("x" * 5_000, "too long")],
)
def test_files_that_cannot_be_opened(source: str, reason: str) -> None:
    (found,) = pieces([source])
    assert isinstance(found, Fault)
    assert reason in found.reason


def test_links_in_circles_pipes_and_odd_names(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "r.txt").write_text(REPORT)
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(REPORT)
    assert told(list(pieces([str(tmp_path)]))) == ["a/r.txt", "! dangling", "! pipe", "\\xff.txt"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'{"text": "a"}\nbroken\n{"text": "b"}\n'
    for given in (data, gzip.compress(data)):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(given))))  # type: ignore[arg-type]
        assert [t.removesuffix(".gz") for t in told(list(pieces(["-"])))] == ["-:1", "! -:2", "-:3"]


@pytest.mark.parametrize("head", [b"WARC/1.0\r\n", b"PAR1" * 9])
def test_what_cannot_be_read_from_a_pipe(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.write(write, head)
    os.close(write)
    with open(read, "rb") as pipe:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=pipe))
        assert {type(f) for f in pieces(["-"])} == {Fault}


@pytest.mark.parametrize("name", ["x.jsonl.gz", "x.txt.gz", "x.csv.gz"])
def test_packed_files_that_break_off(name: str, tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"{n} {os.urandom(40).hex()}"}) for n in range(2_000)]
    rows = "\n".join(["text"] + [f"{n} {os.urandom(40).hex()}" for n in range(2_000)])
    data = ("\n".join(lines) if "jsonl" in name else rows).encode()
    (tmp_path / name).write_bytes(gzip.compress(data)[:-20_000])
    *found, last = pieces([str(tmp_path / name)])
    assert isinstance(last, Fault)
    assert (last.origin, last.reason) == (name, "the gzip file breaks off; what comes before was read")
    assert len([f for f in found if isinstance(f, Piece)]) > (1_000 if "txt" not in name else 0)


def test_a_bomb_costs_neither_memory_nor_time(tmp_path: Path) -> None:
    (tmp_path / "x.txt.gz").write_bytes(gzip.compress(bytes(100_000_000), 1))
    (tmp_path / "y.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + b" " * 100_000_000, 1))
    found = list(pieces([str(tmp_path)], SourceOptions(max_bytes=1_000)))
    assert found
    assert all(isinstance(f, Fault) for f in found)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("x.txt", b"Austria recalled", "text"),
        ("x", b"Austria recalled", "text"),
        ("x.txt", b"[Reuters] Austria", "text"),
        ("x.txt", b'{"text": "a"}\n', "lines"),
        ("x.json", b'{"text": "a"}\n{"text": "b"}\n', "lines"),
        ("x.json", b'{\n  "text": "a"\n}', "json"),
        ("x.json", b' [ {"text": 1}', "json"),
        ("x.jsonl", b"anything", "lines"),
        ("X.CSV", b"a,b", "table"),
        ("x", b"PAR1...", "parquet"),
        ("x", b"WARC/1.0\r\n", "warc"),
        ("x.warc.gz", b"\x1f\x8b\x08...", "warc"),
        ("x.gz", b"\x1f\x8b\x08...", "gzip"),
        ("x.xml", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- c --><rss>", "feed"),
        ("x.xml", b"<?xml version='1.0'?><newsItem>", "feed"),
        ("x", b"<?xml version='1.0'?><!DOCTYPE html><html>", "html"),
        ("x.htm", b"<p>a</p>", "html"),
        ("x.txt", "\ufeffAustria".encode("utf-16-le"), "text"),
        ("x", b"PK\x03\x04", "other"),
        ("x.txt", b"\x00\x01", "other"),
        ("x.bz2", b"BZh9", "other"),
    ],
)
def test_kinds(name: str, head: bytes, kind: str) -> None:
    assert kind_of(name, head)[0] == kind


def test_addresses(site: Any) -> None:
    options = SourceOptions(allow_private=True, pause=0, tries=1, robots=False)
    page = site.page("/a", f"<html><p>{REPORT}</p></html>")
    feed = site.page("/feed", RSS.replace(b"<title>", b"<link>/a</link><title>"), "application/xml")
    image = site.page("/i", b"\xff\xd8\xff\xe0\0\0", "image/jpeg")
    table = site.page("/t", '[{"text": "a"}]', "application/json")
    found = list(pieces([page, feed, image, table, site.url + "/gone"], options))
    assert told(found) == [page, page, f"! {image}", f"! {table}", f"! {site.url}/gone"]
    assert [f.media for f in found if isinstance(f, Piece)] == ["html", "html"]
    assert [f.reason for f in found if isinstance(f, Fault)] == [
        "is a binary file (image/jpeg), not a page", "is JSON (application/json), not a page", "HTTP 404",
    ]  # fmt: skip
    followed = list(pieces([feed], SourceOptions(allow_private=True, pause=0, follow=True)))
    assert [f.content for f in followed if isinstance(f, Piece)] == [f"<html><p>{REPORT}</p></html>".encode()]


@pytest.mark.parametrize(("name", "urls"), [("x.urls", False), ("x.txt", True)])
def test_lists_of_addresses(name: str, urls: bool, site: Any, tmp_path: Path) -> None:
    page = site.page("/a", f"<html><p>{REPORT}</p></html>")
    (tmp_path / name).write_text(f"# a list\n\n{page}\nnot one\n{site.url}/gone\n")
    options = SourceOptions(allow_private=True, pause=0, tries=1, urls=urls)
    assert told(list(pieces([str(tmp_path / name)], options))) == [page, f"! {name}:4", f"! {site.url}/gone"]


def test_private_addresses_are_refused_by_default(site: Any) -> None:
    (found,) = pieces([site.page("/a", "secret")])
    assert isinstance(found, Fault)
    assert "private network" in found.reason
