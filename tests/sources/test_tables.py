"""CSV and Parquet, good and broken."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.sources.options import Fields, SourceOptions
from dragoman.sources.tables import csv_rows, parquet_rows
from dragoman.sources.types import Fault, Piece

OPTIONS = SourceOptions(max_bytes=100)


def told(found: list[Piece | Fault]) -> list[tuple[str, str]]:
    return [
        (f.origin.partition(":")[2], f.content.decode() if isinstance(f, Piece) else "! " + f.reason.split(" (")[0])
        for f in found
    ]


def csv_told(data: bytes) -> list[tuple[str, str]]:
    return told(list(csv_rows(io.BufferedReader(io.BytesIO(data)), "x", OPTIONS)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"title,text\nt,a\nt,b\n", [("2", "a"), ("3", "b")]),
        (b"title\ttext\r\nt\ta, b\r\n\r\nt\tb\r\n", [("2", "a, b"), ("4", "b")]),
        (b"title;text\nt;a\n", [("2", "a")]),
        (b"\xef\xbb\xbftext,title\na,t\n", [("2", "a")]),
        ("text,title\nZürich,t\n".encode("utf-16"), [("2", "Zürich")]),
        ("text,title\nZürich,t\n".encode("windows-1252"), [("2", "Zürich")]),
        (b'text,title\n"two\nlines, one ""cell""",t\nb,t\n', [("2", 'two\nlines, one "cell"'), ("4", "b")]),
        (b"text,title\na\nb,t\n", [("2", "! 1 cells where there are 2 columns"), ("3", "b")]),
        (b"text,title\na,t,u\nb,t\n", [("2", "! 3 cells where there are 2 columns"), ("3", "b")]),
        (b"text,title\na\x00b,t\n", [("2", "a\x00b")]),
        (b"text,title\n" + "大使を召還".encode("shift-jis") + b",t\nb,t\n", [("2", "! is not UTF-8"), ("3", "b")]),
        (b"text,title\n" + b"x" * 200 + b",t\nb,t\n", [("2", "! too large: more than 100 bytes"), ("3", "b")]),
        (b'text,title\na "cell",t\n"b"c,t\n', [("2", 'a "cell"'), ("3", "bc")]),
        (b'text,title\na,t\n"b', [("2", "a"), ("3", "! a quotation mark is not closed")]),
        (b"", [("", "! is empty")]),
        (b"a,b\n1,2\n", [("", "! no field looks like the text of a report")]),
    ],
)
def test_csv(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert csv_told(data) == expected


@pytest.mark.parametrize("opening", [b'a,"t', b'"a,t', b'a,t,"u'])
@pytest.mark.parametrize("rows", [3, 300])
def test_a_quotation_mark_never_closed_loses_one_row(opening: bytes, rows: int) -> None:
    (line, reason), *others = csv_told(b"text,title\n" + opening + b"\n" + b"b,t\n" * rows)
    assert (line, reason[0]) == ("2", "!")
    assert others == [(str(number), "b") for number in range(3, rows + 3)]


def parquet(rows: int, *, group: int = 10, **columns: object) -> bytes:
    table = pa.table({"text": [f"report {n}" for n in range(rows)], "n": range(rows), **columns})
    out = io.BytesIO()
    pq.write_table(table, out, row_group_size=group, compression="none", use_dictionary=False)
    return out.getvalue()


def parquet_told(data: bytes, **fields: str) -> list[tuple[str, str]]:
    options = SourceOptions(max_bytes=100, fields=Fields(**fields))
    return told(list(parquet_rows(io.BytesIO(data), "x", options)))


def test_parquet() -> None:
    assert parquet_told(parquet(25)) == [(str(n + 1), f"report {n}") for n in range(25)]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (parquet(25)[:-10], "! not a whole Parquet file"),
        (parquet(25)[:200], "! not a whole Parquet file"),
        (b"PAR1" + b"x" * 100 + b"PAR1", "! not a whole Parquet file"),
        (b"", "! not a whole Parquet file"),
    ],
)
def test_parquet_cut_off(data: bytes, problem: str) -> None:
    assert parquet_told(data) == [("", problem)]


def test_parquet_with_a_damaged_group_loses_that_group() -> None:
    data = bytearray(parquet(30))
    at = data.index(b"report 10") - 40
    data[at : at + 36] = b"\xff" * 36
    found = parquet_told(bytes(data))
    assert [where for where, text in found if text.startswith("!")] == ["11"]
    assert [text for _, text in found if not text.startswith("!")] == [
        f"report {n}" for n in range(30) if not 10 <= n < 20
    ]


def test_parquet_fields() -> None:
    assert parquet_told(parquet(2, story=["a", None]), text="story") == [
        ("1", "a"),
        ("2", "! nothing in the field story"),
    ]
    assert parquet_told(parquet(2), text="story") == [("", "! no field 'story'")]


def test_parquet_days() -> None:
    """A clock finer than Python's, as pandas writes it, is still a day."""
    days = pa.array([1551828600123456789, None], pa.timestamp("ns", "UTC"))
    found = list(parquet_rows(io.BytesIO(parquet(2, date=days)), "x", SourceOptions()))
    assert [f.date for f in found if isinstance(f, Piece)] == ["2019-03-05", None]
