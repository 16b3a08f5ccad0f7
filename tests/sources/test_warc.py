"""WARC archives: every record is a piece, a fault or counted as skipped, whatever is broken between them."""

from __future__ import annotations

import gzip
import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.sources.find import pieces
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Found, Piece, Skipped
from dragoman.sources.warc import warc_pages

OPTIONS = SourceOptions(max_bytes=100_000)


class Archive:
    """An archive in the making. `offsets` says where each record begins."""

    def __init__(self, packed: bool = True) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed)
        self.packed = packed
        self.offsets: list[int] = []

    def add(
        self,
        body: bytes,
        media: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Archive:
        self.offsets.append(self.out.tell())
        url = f"https://wire.example/{len(self.offsets)}"
        http = StatusAndHeaders(status, [("Content-Type", media), *headers], protocol="HTTP/1.1")
        self.writer.write_record(
            self.writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(body),
                http_headers=http if kind in ("response", "request") else None,
                warc_content_type=media if kind in ("resource", "conversion") else "",
            )
        )
        return self

    def raw(self, data: bytes) -> Archive:
        self.out.write(gzip.compress(data) if self.packed else data)
        return self

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


def page(text: str) -> bytes:
    return f"<html><body><p>{text}</p></body></html>".encode()


def found_in(data: bytes, options: SourceOptions = OPTIONS) -> list[Found]:
    return list(warc_pages(io.BytesIO(data), "x.warc.gz", options))


def told(found: list[Found]) -> list[str]:
    """Each in short: the number of the page in its address, `!` and where a fault lies, or what was skipped."""
    out = []
    for item in found:
        if isinstance(item, Piece):
            out.append((item.url or "").rsplit("/", 1)[-1])
        elif isinstance(item, Fault):
            out.append("!" + item.origin.partition(":")[2])
        else:
            out.append(f"{item.reason} x{item.count}")
    return out


@pytest.mark.parametrize("packed", [True, False])
def test_pages(packed: bool) -> None:
    archive = Archive(packed).add(page("a")).add(b"plain", "text/plain").add(page("c"), "TEXT/HTML;charset=KOI8-R")
    found = found_in(archive.data)
    assert [f.origin for f in found] == [f"x.warc.gz:{offset}" for offset in archive.offsets]
    pages = [f for f in found if isinstance(f, Piece)]
    assert [(p.content, p.media, p.charset, p.url) for p in pages] == [
        (page("a"), "html", "utf-8", "https://wire.example/1"),
        (b"plain", "text", None, "https://wire.example/2"),
        (page("c"), "html", "koi8-r", "https://wire.example/3"),
    ]


def test_what_is_no_page_is_counted() -> None:
    archive = Archive()
    archive.writer.write_record(archive.writer.create_warcinfo_record("x.warc.gz", {"software": "a crawler"}))
    archive.add(b"", kind="request").add(b"\x89PNG", "image/png").add(b"\x89PNG", "image/png").add(page("1"))
    archive.add(b"gone", status="404 Not Found").add(b"", status="301 Moved").add(b" ").add(b"{}", "application/json")
    archive.add(page("r"), "text/html", kind="resource").add(b"wet", "text/plain", kind="conversion")
    assert told(found_in(archive.data)) == [
        "4", "9", "10", "HTTP 301 x1", "HTTP 404 x1", "application/json x1", "empty pages x1", "image/png x2",
        "request records x1", "warcinfo records x1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "headers", "expected"),
    [
        (gzip.compress(page("a")), (("Content-Encoding", "gzip"),), page("a")),
        (page("a"), (("Content-Encoding", "gzip"),), page("a")),
        (b"5\r\n<html\r\n1\r\n>\r\n0\r\n\r\n", (("Transfer-Encoding", "chunked"),), b"<html>"),
        (b"5\r\n<html\r\nff\r\n>cut", (("Transfer-Encoding", "chunked"),), b"<html>cut"),
        (page("a"), (("Transfer-Encoding", "chunked"),), page("a")),
        (page("a"), (("Content-Encoding", "br"),), page("a")),
        (b"not packed", (("Content-Encoding", "gzip"),), "its gzip encoding is broken"),
        (b"not packed", (("Content-Encoding", "br"),), "its br encoding is broken"),
        (b"anything", (("Content-Encoding", "zstd"),), "is encoded as zstd"),
        (gzip.compress(bytes(50_000_000)), (("Content-Encoding", "gzip"),), "too large"),
    ],
)
def test_encoded_bodies(body: bytes, headers: tuple[tuple[str, str], ...], expected: bytes | str) -> None:
    first, second = found_in(Archive().add(body, headers=headers).add(page("b")).data)
    if isinstance(expected, bytes):
        assert isinstance(first, Piece)
        assert first.content == expected
    else:
        assert isinstance(first, Fault)
        assert expected in first.reason
    assert isinstance(second, Piece)


def test_what_the_crawler_cut_off_is_told() -> None:
    archive = Archive(False).add(page("a"))
    (found,) = found_in(archive.data.replace(b"WARC-Type:", b"WARC-Truncated: length\r\nWARC-Type:"))
    assert isinstance(found, Piece)
    assert found.notes == ("the crawler cut the page off (length)",)


def test_addresses() -> None:
    data = Archive(False).add(page("a")).data
    (found,) = found_in(data.replace(b"https://wire.example/1", b"<https://wire.example/1>"))
    assert isinstance(found, Piece)
    assert found.url == "https://wire.example/1"
    assert told(found_in(data.replace(b"https://wire.example/1", b"urn:crawl:log"))) == ["notes of the crawler x1"]


def test_a_record_that_unpacks_without_end_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.sources.warc._LONGEST", 5_000_000)
    bomb = gzip.compress(
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: image/png\r\nContent-Length: 50000000\r\n\r\n"
        + bytes(50_000_000)
    )
    archive = Archive().add(page("a"))
    archive.out.write(bomb)
    archive.add(page("b"))
    assert told(found_in(archive.data)) == ["1", f"!{archive.offsets[1] - len(bomb)}", "2"]


def five(packed: bool) -> Archive:
    archive = Archive(packed)
    for number in range(5):
        archive.add(page(f"report {number}" + "".join(random.Random(number).choices("abcdefgh ", k=900))))
    return archive


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda d, o: d[: o[4] + 300], ["1", "2", "3", "4", "!4"]),
        (lambda d, o: d[: o[4] + 20], ["1", "2", "3", "4", "!4"]),
        (lambda d, o: d[: o[2]] + b"rubbish\r\n\r\nrubbish\n" + d[o[2] :], ["1", "2", "!1", "3", "4", "5"]),
        (lambda d, o: d[: o[2]] + b"\0" * 60 + d[o[2] + 60 :], ["1", "2", "!1", "4", "5"]),
        (lambda d, o: b"rubbish\n" + d, ["!", "1", "2", "3", "4", "5"]),
        (lambda d, o: b"rubbish", ["!"]),
        (lambda d, o: b"", []),
    ],
)
def test_broken_archives(packed: bool, damage: Callable[[bytes, list[int]], bytes], expected: list[str]) -> None:
    archive = five(packed)
    found = told(found_in(damage(archive.data, archive.offsets)))
    assert ["!" if t.startswith("!") else t for t in found] == [e[0] for e in expected]
    places = [f"!{archive.offsets[int(e[1:])]}" for e in expected if len(e) > 1]
    assert [t.rstrip("+") for t in found if t.startswith("!")][: len(places)] == places


def test_a_damaged_record_in_a_packed_archive_is_one_fault() -> None:
    archive = five(True)
    data = bytearray(archive.data)
    data[archive.offsets[2] + 500 : archive.offsets[2] + 540] = b"\xff" * 40
    assert told(found_in(bytes(data))) == ["1", "2", f"!{archive.offsets[2]}", "4", "5"]


def test_a_reply_without_http_is_one_fault() -> None:
    data = five(False).data.replace(b"HTTP/1.1 200 OK", b"what is this???", 1)
    assert told(found_in(data)) == ["!0", "2", "3", "4", "5"]


def test_an_archive_packed_as_one_has_its_own_origin_for_each_page() -> None:
    found = found_in(gzip.compress(five(False).data))
    assert len({f.origin for f in found}) == 5
    assert len({f.id for f in found if isinstance(f, Piece)}) == 5


def test_a_big_archive(tmp_path: Path) -> None:
    """Fifty megabytes packed: good pages, huge ones, images, broken members; nothing is lost, and memory stays flat."""
    rng = random.Random(7)
    words = [bytes(rng.choices(b"abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 11))) for _ in range(5_000)]
    images = [rng.randbytes(60_000) for _ in range(10)]
    good = images_written = huge = 0
    broken: list[int] = []
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as out:
        while out.tell() < 50_000_000:
            archive = Archive()
            for _ in range(4):
                archive.add(b"<html><body><p>" + b" ".join(rng.choices(words, k=1_500)) + b"</p></body></html>")
            archive.add(rng.choice(images), "image/jpeg")
            good, images_written = good + 4, images_written + 1
            if rng.random() < 0.02:
                archive.add(b"<html>" + rng.randbytes(150_000), "text/html")
                huge += 1
            data = bytearray(archive.data)
            if rng.random() < 0.05:
                data[archive.offsets[1] + 2_000 : archive.offsets[1] + 2_200] = bytes(200)
                broken.append(out.tell() + archive.offsets[1])
                good -= 1
            out.write(data)
    began = time.perf_counter()
    count, faults, skipped = 0, [], 0
    for found in pieces([str(path)], OPTIONS):
        if isinstance(found, Piece):
            count += 1
        elif isinstance(found, Skipped):
            skipped += found.count
        else:
            faults.append(found)
    took = time.perf_counter() - began
    assert count == good
    assert skipped == images_written
    assert {f"crawl.warc.gz:{offset}" for offset in broken} <= {f.origin for f in faults}
    assert len(faults) == len(broken) + huge
    assert took < 30, f"{took:.1f} s"
