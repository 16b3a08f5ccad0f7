"""Whatever bytes a source holds, no reader raises: everything comes out as a piece, a fault or skipped."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dragoman.sources.days import day_of
from dragoman.sources.feeds import feed_pieces
from dragoman.sources.find import pieces
from dragoman.sources.jsons import json_file, json_lines
from dragoman.sources.options import SourceOptions
from dragoman.sources.rows import Rows
from dragoman.sources.tables import csv_rows, parquet_rows
from dragoman.sources.take import document_of
from dragoman.sources.types import Fault, Found, Piece, Skipped
from dragoman.sources.warc import warc_pages
from dragoman.text.document import Document

OPTIONS = SourceOptions(max_bytes=2_000)
Reader = Callable[[io.BufferedReader, str, SourceOptions], Iterable[Found]]


def _feed(stream: io.BufferedReader, origin: str, options: SourceOptions) -> Iterable[Found]:
    return feed_pieces(stream.read(), origin, options)


def _warc(packed: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    for number in range(3):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(b"<html><p>a report %d</p></html>" % number)
        writer.write_record(writer.create_warc_record("http://a.example/", "response", payload=body, http_headers=http))
    return out.getvalue()


def _parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [f"report {n}" for n in range(50)]}), out, row_group_size=10)
    return out.getvalue()


FEED = b"""<rss version="2.0"><channel><title>w</title><item><title>t</title><guid>1</guid>
<pubDate>Tue, 05 Mar 2019 23:30:00 GMT</pubDate><description>&lt;p&gt;text</description></item></channel></rss>"""
JSON = b'[{"text": "a report", "date": "2019-03-05", "x": [1, {"y": null}]}, {"body": "\\u00e9 \\ud800 report"}]'
LINES = JSON[1:-1].replace(b"}, {", b"}\n{")
TABLE = b'text,title,date\n"a report, with\ncells",t,2019-03-05\nanother,u,5 March 2019\n'
READERS: dict[str, tuple[Reader, bytes]] = {
    "json_lines": (json_lines, LINES),
    "json_file": (json_file, JSON),
    "csv": (csv_rows, TABLE),
    "parquet": (parquet_rows, _parquet()),
    "warc": (warc_pages, _warc(False)),
    "warc.gz": (warc_pages, _warc(True)),
    "feed": (_feed, FEED),
}
ANY = st.binary(max_size=400)


@st.composite
def damaged(draw: st.DrawFn, good: bytes) -> bytes:
    """A good file with bytes changed, cut out, put in, and its end cut off."""
    data = bytearray(good)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        how = draw(st.sampled_from(["change", "drop", "insert", "cut"]))
        if how == "change":
            piece = draw(st.binary(min_size=1, max_size=8))
            data[at : at + len(piece)] = piece
        elif how == "drop":
            del data[at : at + draw(st.integers(1, 40))]
        elif how == "insert":
            data[at:at] = draw(st.binary(min_size=1, max_size=40))
        else:
            del data[at:]
    return bytes(data)


def found_in(reader: Reader, data: bytes) -> list[Found]:
    return list(reader(io.BufferedReader(io.BytesIO(data)), "x", OPTIONS))  # type: ignore[arg-type]


def all_of(reader: Reader, data: bytes) -> None:
    found = found_in(reader, data)
    assert all(isinstance(f, (Piece, Fault, Skipped)) for f in found)
    for f in found:
        f.origin.encode()
        if isinstance(f, Piece):
            assert len(f.content) <= OPTIONS.max_bytes
            assert isinstance(document_of(f), (Document, Fault, Skipped))


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=ANY)
def test_rubbish(name: str, data: bytes) -> None:
    all_of(READERS[name][0], data)


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_damaged_files(name: str, data: st.DataObject) -> None:
    reader, good = READERS[name]
    all_of(reader, data.draw(damaged(good)))


@pytest.mark.parametrize(
    ("name", "between"),
    [("json_lines", 3), ("json_file", 5), ("parquet", 1), ("warc", 15), ("warc.gz", 40), ("feed", 24)],
)
def test_each_cut_of_a_file_is_told(name: str, between: int) -> None:
    """What is whole before a cut is read; there is a fault wherever the cut is not between two records."""
    reader, good = READERS[name]
    cuts = [found_in(reader, good[:end]) for end in range(1, len(good) + 1)]
    counts = [sum(isinstance(f, Piece) for f in found) for found in cuts]
    assert counts[-1] == max(counts) > 0
    assert name == "feed" or counts == sorted(counts)
    assert sum(not any(isinstance(f, Fault) for f in found) for found in cuts) <= between


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=ANY | st.sampled_from([good for _, good in READERS.values()]).flatmap(damaged), packed=st.booleans())
def test_files(data: bytes, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(data)[: max(1, len(data) - 3)] if packed else data)
    assert all(isinstance(f, (Piece, Fault, Skipped)) for f in pieces([str(path)], OPTIONS))


@settings(max_examples=100, deadline=None)
@given(
    content=ANY | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")),
    media=st.sampled_from(["text", "html", "unknown"]),
    charset=st.sampled_from([None, "utf-8", "idna", "punycode", "utf-7", "hex", "big5", "undefined"])
    | st.text(max_size=9),
    title=st.none() | st.text(max_size=20),
    opening=st.sampled_from(["", "<html><body><p>", "<p>", "<!doctype html><html><head><meta charset=idna>"]),
)
def test_documents(content: bytes, media: Any, charset: str | None, title: str | None, opening: str) -> None:
    piece = Piece(origin="x", content=opening.encode() + content, media=media, charset=charset, title=title)
    found = document_of(piece)
    assert isinstance(found, (Document, Fault, Skipped))
    assert not isinstance(found, Fault) or "please report" not in found.remedy, found


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(
    row=st.dictionaries(
        st.sampled_from(["text", "title", "date", "url", "source", "lang", "body"]) | st.text(max_size=5), VALUES
    )
)
def test_rows(row: dict[str, Any]) -> None:
    found = Rows(OPTIONS).piece(row, "x")
    if isinstance(found, Piece):
        assert found.id == found.id
    day, note = day_of(row.get("date"))
    assert day is None or note is None
