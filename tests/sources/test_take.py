"""Pieces to documents: text, language, date; and that nothing in a piece raises."""

from __future__ import annotations

import time
from typing import Any

import pytest

from dragoman.sources.language import language_of
from dragoman.sources.take import document_of
from dragoman.sources.types import Fault, Piece, Skipped
from dragoman.text.document import Document

ENGLISH = "Austria recalled its envoy on Monday after a quarrel over the rights to a river, officials said."
BODY = f"{ENGLISH} The neighbours have argued about the river since a dam was built upstream of the city."
MORE = "Talks between the two capitals will go on next week, a spokesman added, though neither side expects much."
FRENCH = (
    "L'Autriche a rappelé lundi son ambassadeur après une querelle sur les droits d'un fleuve, ont dit des"
    " responsables. Les voisins se disputent le fleuve depuis qu'un barrage a été construit en amont de la ville."
)
RUSSIAN = "Австрия отозвала в понедельник своего посла после спора о правах на реку, заявили официальные лица."
PAGE = f"""<!doctype html><html lang="en"><head><title>Envoy recalled</title>
<meta property="article:published_time" content="2019-03-05T09:00:00+01:00">
<meta property="og:site_name" content="The Wire"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Envoy recalled</h1><p>{BODY}</p><p>{MORE}</p></article><footer>© 2015 The Wire</footer></body></html>"""


def taken(content: str | bytes, **fields: Any) -> Document | Skipped | Fault:
    options = {k: fields.pop(k) for k in ("max_characters", "languages") if k in fields}
    fallback = fields.pop("fallback", None)
    data = content.encode() if isinstance(content, str) else content
    return document_of(Piece(origin="x.jsonl:1", content=data, **fields), date=fallback, **options)


def document(content: str | bytes, **fields: Any) -> Document:
    found = taken(content, **fields)
    assert isinstance(found, Document), found
    return found


def test_a_page() -> None:
    found = document(PAGE, media="html")
    assert found.text == f"Envoy recalled\n\n{BODY}\n\n{MORE}"
    assert (found.title, found.date, found.date_source, found.source) == (
        "Envoy recalled", "2019-03-05", "metadata", "The Wire",
    )  # fmt: skip


def test_what_the_source_says_goes_first() -> None:
    told = {"date": "2019-03-06", "title": "Row over river", "url": "https://wire.example/1", "publisher": "Agency"}
    found = document(PAGE, **told)
    assert (found.date, found.date_source) == ("2019-03-06", "given")
    assert (found.title, found.url, found.source) == ("Row over river", "https://wire.example/1", "Agency")


@pytest.mark.parametrize(
    ("content", "fields", "date", "source"),
    [
        (f"VIENNA, March 5, 2019 - {BODY}", {"date": "2019-03-06"}, "2019-03-06", "given"),
        (f"VIENNA, March 5, 2019 - {BODY}", {"fallback": "2020-01-01"}, "2019-03-05", "dateline"),
        (BODY, {"fallback": "2020-01-01"}, "2020-01-01", "given"),
        (BODY, {}, None, ""),
        (
            PAGE.replace("2019-03-05T", "nonsense"),
            {"url": "https://wire.example/2019/03/04/envoy"},
            "2019-03-04",
            "metadata",
        ),
    ],
)
def test_dates(content: str, fields: dict[str, Any], date: str | None, source: str) -> None:
    found = document(content, **fields)
    assert (found.date, found.date_source) == (date, source)


def test_ids_are_those_of_pieces() -> None:
    piece = Piece(origin="a:1", content=BODY.encode())
    found = document_of(piece)
    assert isinstance(found, Document)
    assert found.id == piece.id
    others = [Piece(origin="a:2", content=BODY.encode()), Piece(origin="a:1", content=BODY.encode(), date="2019-03-05")]
    assert len({piece.id, *(p.id for p in others)}) == 3
    assert piece.id == Piece(origin="a:1", content=BODY.encode(), url="https://wire.example/1").id


@pytest.mark.parametrize(
    ("content", "fields", "text"),
    [
        (BODY, {}, BODY),
        (BODY, {"title": "Envoy recalled"}, f"Envoy recalled\n\n{BODY}"),
        (BODY, {"title": "Austria recalled its envoy"}, BODY),
        (f"<p>{ENGLISH}</p><p>{BODY}<br>And so on.</p><script>no()</script>", {}, f"{ENGLISH}\n\n{BODY}\n\nAnd so on."),
        (f"{ENGLISH} <b>{BODY}</b> A &amp; B", {"media": "html"}, f"{ENGLISH} {BODY} A & B"),
        (f"{ENGLISH}<br>{BODY}<br />And so on.", {}, f"{ENGLISH}\n\n{BODY}\n\nAnd so on."),
        (f"{ENGLISH} Is 3 < 4 & <b>?", {"media": "text"}, f"{ENGLISH} Is 3 < 4 & <b>?"),
        (("\ufeff" + BODY).encode("utf-16-le"), {}, BODY),
        (("Zürich: " + BODY).encode("windows-1252"), {}, "Zürich: " + BODY),
        (("Łódź: " + BODY).encode("iso-8859-2"), {"charset": "ISO-8859-2"}, "Łódź: " + BODY),
        (("“Łódź”: " + BODY).encode(), {"charset": "iso-8859-1"}, "“Łódź”: " + BODY),
        (BODY.encode() + b" \xe2\x80", {}, BODY + " \ufffd"),
        (("Zürich: " + BODY).encode("windows-1252"), {"charset": "undefined"}, "Zürich: " + BODY),
        (("Zürich: " + BODY).encode("windows-1252"), {"charset": "\0" * 9}, "Zürich: " + BODY),
    ],
)
def test_texts(content: str | bytes, fields: dict[str, Any], text: str) -> None:
    assert document(content, **fields).text == text


def test_unreadable_bytes_are_told() -> None:
    assert "could not be read" in document(BODY.encode() + b" \xe2\x80").notes[0]
    assert "windows-1252" in document(("Zürich: " + BODY).encode("windows-1252")).notes[0]
    assert document(BODY, notes=("the source's date 'x' cannot be read",)).notes == (
        "the source's date 'x' cannot be read",
    )


@pytest.mark.parametrize(
    ("content", "fields", "language"),
    [
        (FRENCH, {}, "fr"),
        (FRENCH, {"language": "en"}, "fr"),
        (f"<html lang='fr'><body><article><p>{FRENCH}</p><p>{FRENCH}</p></article></body></html>", {}, "fr"),
        (f"<html lang='en'><body><article><p>{FRENCH * 3}</p></article></body></html>", {}, "fr"),
        (RUSSIAN, {}, "ru"),
        (RUSSIAN.encode("windows-1251"), {"charset": "windows-1251"}, "ru"),
        (f"<html><head><meta charset=koi8-r></head><p>{RUSSIAN * 3}</p></html>".encode("koi8-r"), {}, "ru"),
        ("Посол отозван", {}, "und"),
        ("Ambassadeur rappelé", {"language": "fr"}, "fr"),
        (BODY, {"languages": ("fr",)}, "en"),
    ],
)
def test_other_languages_are_skipped(content: str | bytes, fields: dict[str, Any], language: str) -> None:
    found = taken(content, **fields)
    assert isinstance(found, Skipped)
    assert found.language == language
    assert found.reason.startswith("in ")


@pytest.mark.parametrize(
    ("content", "fields"),
    [
        (BODY, {"language": "fr"}),
        ("Xi Jinping meets Emmanuel Macron", {}),
        ("Talks", {}),
        (FRENCH, {"languages": ("fr", "en")}),
    ],
)
def test_what_is_taken_all_the_same(content: str, fields: dict[str, Any]) -> None:
    assert document(content, **fields)


@pytest.mark.parametrize("text", ["", "1234", "EU", "Macron rencontre Xi"])
def test_what_is_too_short_has_the_declared_language(text: str) -> None:
    assert language_of(text) is None
    assert language_of(text, "fr") == "fr"


@pytest.mark.parametrize(
    ("content", "fields", "reason"),
    [
        (b"  \n", {}, "empty"),
        ("\u200b", {}, "no text"),
        ("<html><body><script>x()</script></body></html>", {}, "no report in the page"),
        (b"%PDF-1.7 ...", {}, "is a PDF file, not text"),
        (b"\x00\x01\x02\xff" * 50, {}, "is binary"),
        ("大使を召還した".encode("shift-jis") * 20, {}, "is not UTF-8"),
        (BODY, {"max_characters": 50}, "too large"),
        (BODY * 10, {"max_characters": 50}, "too large"),
        ("<html>" + "<p>a" * 50_001, {}, "has more than 50,000 tags"),
    ],
)
def test_what_cannot_be_read(content: str | bytes, fields: dict[str, Any], reason: str) -> None:
    found = taken(content, **fields)
    assert isinstance(found, (Fault, Skipped))
    assert reason in found.reason
    assert found.origin == "x.jsonl:1"


def test_an_error_of_ours_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("dragoman.sources.take.page", broken)
    found = taken(PAGE)
    assert isinstance(found, Fault)
    assert found.reason == "cannot be read (RuntimeError: a bug)"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 49_000 + BODY,
        "<p>" + "<span>a</span>" * 24_000,
        "<a href=x>b</a> " * 24_000,
        "a<br>" * 49_000,
        "<" * 49_000,
        "<!--" * 49_000,
        '<p class="' + "x" * 900_000,
        "<html " + "a=b " * 200_000,
        "<p>" + "w" * 900_000,
        "<p>\n \n" * 25_000,
        "&amp;" * 180_000,
    ],
    ids=lambda m: m[:20],
)
@pytest.mark.parametrize("opening", ["<html><body>", "<p>"])
def test_time_is_bounded(markup: str, opening: str) -> None:
    began = time.process_time()
    taken(opening + markup, media="html")
    assert time.process_time() - began < 10
