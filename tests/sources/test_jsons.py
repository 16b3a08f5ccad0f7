"""JSON Lines and JSON files, good and broken."""

from __future__ import annotations

import io
import json

import pytest

from dragoman.sources import jsons
from dragoman.sources.jsons import json_file, json_lines
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Piece

OPTIONS = SourceOptions(max_bytes=100)


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]


def told(found: list[Piece | Fault]) -> list[tuple[str, str]]:
    """Where each was found, and its text or the first words of its fault."""
    return [
        (f.origin.partition(":")[2], f.content.decode() if isinstance(f, Piece) else "! " + f.reason.split(" (")[0])
        for f in found
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', [("1", "a"), ("2", "b")]),
        (b'{"text": "a"}\r\n\r\n{"text": "b"}', [("1", "a"), ("3", "b")]),
        (b'\xef\xbb\xbf{"text": "a"}\n', [("1", "a")]),
        ('{"text": "Zürich"}\n{"text": "b"}\n'.encode("utf-16"), [("1", "Zürich"), ("2", "b")]),
        ('{"text": "Zürich"}\n{"text": "caf\u00e9"}\n'.encode("windows-1252"), [("1", "Zürich"), ("2", "café")]),
        (b'{"text": "a"}\n{"text": broken}\n{"text": "b"}\n', [("1", "a"), ("2", "! not JSON"), ("3", "b")]),
        (b'{"text": "a"}\n{"text": "bro', [("1", "a"), ("2", "! not JSON")]),
        (b'{"text": "a", "x": NaN}\n', [("1", "a")]),
        (b'{"text": "a\x00b\tc"}\n', [("1", "a\x00b\tc")]),
        (
            b'[1]\n"a"\n',
            [("1", "! a JSON list where an object is needed"), ("2", "! a JSON value where an object is needed")],
        ),
        (b'{"text": "' + b"x" * 101 + b'"}\n{"text": "b"}', [("1", "! too large: more than 100 bytes"), ("2", "b")]),
        (b'{"text": "' + b"x" * 9_999 + b'"}\n{"text": "b"}', [("1", "! too large: more than 100 bytes"), ("2", "b")]),
        (b"[" * 50_000 + b"\n" + b'{"text": "b"}', [("1", "! too large: more than 100 bytes"), ("2", "b")]),
        (b"[" * 500 + b"\n" + b'{"text": "b"}', [("1", "! not JSON"), ("2", "b")]),
        (b"", []),
    ],
)
def test_lines(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert told(list(json_lines(stream(data), "x", OPTIONS))) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'[{"text": "a"}, {"text": "b"}]', [("1", "a"), ("2", "b")]),
        (b'[\n  {"text": "a ] } \\" ["},\n  {"text": "b"}\n]\n', [("1", 'a ] } " ['), ("2", "b")]),
        (b'[{"text": "a"}, {"text": broken}, {"text": "c"}]', [("1", "a"), ("2", "! not JSON"), ("3", "c")]),
        (b'[{"text": "a"}, {"text": "bro', [("1", "a"), ("2", "! not JSON")]),
        (b'[{"text": "a", "tags": [["x"], {}]}]', [("1", "a")]),
        (
            b'[{"text": "' + b"x" * 9_999 + b'"}, {"text": "c"}]',
            [("1", "! too large: more than 100 bytes"), ("2", "c")],
        ),
        (b'{\n "text": "a"\n}', [("1", "a")]),
        (b'{"text": "a"}\n{"text":\n"b"}', [("1", "a"), ("2", "b")]),
        (b'{"status": "ok", "articles": [{"content": "a"}, {"content": "b"}]}', [("1.1", "a"), ("1.2", "b")]),
        (b'{"response": {"docs": [{"body": "a"}]}}', [("1.1", "a")]),
        (b'{"hits": {"hits": [{"_id": 1, "_source": {"body": "a"}}]}}', [("1.1", "a")]),
        (b"[]", [("", "! holds no JSON objects")]),
        (b"nothing", [("", "! holds no JSON objects")]),
    ],
)
@pytest.mark.parametrize("chunk", [1, 7, 1 << 18])
def test_files(data: bytes, expected: list[tuple[str, str]], chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsons, "_CHUNK", chunk)
    assert told(list(json_file(stream(data), "x", OPTIONS))) == expected


def test_where_no_entry_is_a_report_one_fault_ends_it() -> None:
    data = json.dumps({"paragraph": "a"}).encode() + b"\n"
    found = list(json_lines(stream(data * 5_000), "x.jsonl", OPTIONS))
    assert len(found) == 101
    assert isinstance(found[-1], Fault)
    assert (found[-1].origin, found[-1].remedy) == (
        "x.jsonl",
        "name the field that holds the text by the option fields.text",
    )


def test_many_broken_lines_do_not_end_a_file_that_has_reports() -> None:
    data = b'{"text": "a"}\n' + b"broken\n" * 500 + b'{"text": "b"}\n'
    assert told(list(json_lines(stream(data), "x", OPTIONS)))[-1] == ("502", "b")
