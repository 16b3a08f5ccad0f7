"""Files and bytes: a document, or one clear message."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.text.document import Document, paragraphs, plain
from dragoman.text.load import load, load_bytes

REPORT = "Envoy recalled\n\nMarch 5, 2019\n\nAustria’s cabinet – in Vienna – recalled its “tired” envoy from Zürich.\n"
PAGE = """<!doctype html><html><head><title>Envoy recalled | The Wire</title>
<meta property="article:published_time" content="2019-03-05T09:00:00+01:00">
<meta property="og:site_name" content="The Wire">
</head><body><nav><a href="/">Home</a></nav><article><h1>Envoy recalled</h1>
<p>VIENNA — Austria recalled its envoy on Monday after a quarrel over the rights to a river, officials said.</p>
<p>The neighbours have argued about the river since 1987, when a dam was built upstream of the city.</p></article>
<footer>© 2015 The Wire</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_encodings(encoding: str) -> None:
    document = load_bytes(REPORT.encode(encoding), "report.txt")
    assert document.text == REPORT
    assert (document.date, document.date_source, document.title) == ("2019-03-05", "dateline", "Envoy recalled")
    assert bool(document.notes) == (encoding == "windows-1252")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("\u200b\ufeff\u200e".encode(), "holds no text"),
        (b"\x00\x01\x02\xff" * 50, "is binary"),
        (bytes(range(32)) * 10, "is binary"),
        (gzip.compress(REPORT.encode()), "gzip"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04rest", "zip archive"),
        (REPORT.encode() + "Zür".encode()[:2] + b" then", "not UTF-8 .* line 6"),
        ("Zür".encode()[:2].replace(b"Z", b"z"), "not UTF-8"),
        ("Austria’s".encode()[:9], "not UTF-8"),
        ("Австрия отозвала своего посла".encode("windows-1251"), "not UTF-8"),
        ("オーストリアは大使を召還した".encode("shift-jis"), "not UTF-8"),
        (REPORT.encode("utf-16")[:-1], "breaks off"),
        (b"a " * 60, "too large: 120 characters, where 100"),
        (b"a " * 600, "too large: more than 1,000 bytes"),
        (b"<html><body></body></html>", "no main text"),
    ],
)
def test_what_cannot_be_read(data: bytes, problem: str) -> None:
    limit = 100 if problem.startswith("too large") else 10_000
    with pytest.raises(InputError, match=problem) as caught:
        load_bytes(data, "given.txt", max_characters=limit)
    assert str(caught.value).startswith("given.txt: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["Austria \x1b[31mrecalled\x07 its envoy.", "Austria\x00 recalled its envoy.", "Le café"]
)
def test_a_few_odd_characters_are_no_reason_to_refuse(text: str) -> None:
    assert load_bytes(text.encode(), "x.txt").text == text
    assert load_bytes(text.encode("windows-1252"), "x.txt").text == text


@pytest.mark.parametrize("source", ["page.html", "-"])
def test_page(source: str) -> None:
    document = load_bytes(PAGE.encode(), source)
    assert document.text.startswith("Envoy recalled\n\nVIENNA — Austria recalled its envoy")
    assert "Home" not in document.text
    assert "2015" not in document.text
    assert (document.title, document.date, document.date_source) == ("Envoy recalled", "2019-03-05", "metadata")
    assert document.source == "The Wire"


def test_page_in_its_declared_encoding() -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("a dam", "Łódź")
    document = load_bytes(page.replace("—", "-").replace("©", "").encode("iso-8859-2"), "page.html")
    assert "Łódź was built" in document.text


def test_a_given_date_overrules() -> None:
    for data in (PAGE, REPORT):
        document = load_bytes(data.encode(), "x", date="2020-01-02")
        assert (document.date, document.date_source) == ("2020-01-02", "given")


def test_a_dateline_without_a_year_is_told() -> None:
    document = load_bytes("VIENNA, March 5 (Wire) — Austria recalled its envoy.".encode(), "x.txt")
    assert document.date is None
    assert document.notes == ('the dateline "March 5" names no year',)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    assert load(str(path)).id == str(path)
    with pytest.raises(InputError, match="no such file"):
        load(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a folder"):
        load(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        load(str(path / "below.txt"))
    with pytest.raises(InputError, match="cannot be read"):
        load("nul\0byte")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(REPORT.encode())))
    first = load("-")
    assert first.text == REPORT
    assert first.id == load_bytes(REPORT.encode(), "-").id


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))))
@example(b"<html><body><p>" + b"<div>" * 500)
@example(b"<?xml version='1.0' encoding='hex'?><html>zz\xff")
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_give_a_document_or_a_message(data: bytes) -> None:
    try:
        document = load_bytes(data, "any")
    except InputError:
        return
    assert isinstance(document, Document)
    assert plain(document.text).strip()


@given(st.text(alphabet=st.characters()))
@example("\ud800\x00“‘–\r\n\x85\u2028")
def test_plain_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


def test_lines_that_were_wrapped_are_joined_whatever_their_ends() -> None:
    wrapped = (
        "Austria recalled its envoy on Monday after a quarrel over the rights\n"
        "to a river, officials said, and its neighbour did the same.\n\nTalks will go on."
    )
    for end in ("\n", "\r\n", "\r"):
        text = wrapped.replace("\n", end)
        assert len(plain(text)) == len(text)
        assert len(paragraphs(plain(text))) == 2, end
