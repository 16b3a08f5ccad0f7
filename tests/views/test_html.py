"""The page: the text is whole, nothing hostile gets through, and the marks work in a real browser."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.reading import Reading
from dragoman.records import Actor, When
from dragoman.views.html import page
from dragoman.views.marks import marks, pieces, places
from made import TRADE, VISIT, document, reading

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
TAGS = set(
    "html head meta title style body nav strong label input b span small main section header h1 h2 h3 p article a "
    "aside details summary bdi blockquote dl dt dd ul li div script".split()
)


class Outline(HTMLParser):
    """The tags and attributes of a page, and the text of its article."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.article, self._inside = "", False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = self._inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.article += data


def test_the_article_is_the_document() -> None:
    assert Outline(page([reading()])).article == document().text


def test_every_record_has_a_mark_and_a_card() -> None:
    outline = Outline(page([reading()]))
    idents = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(idents) == len(set(idents))
    for mark in marks(reading()):
        assert f"r1-{mark.label}" in idents
        assert f"at-r1-{mark.label}" in idents
    mentions = [attrs for tag, attrs in outline.tags if tag == "a" and attrs.get("data-marks") == "r1-E1"]
    assert [attrs["data-label"] for attrs in mentions] == ["E1", "E1 planned", "E1"]


def test_why_is_on_the_page() -> None:
    assert "consult.visit: “visit” with an object" in page([reading()])


def test_several_reports() -> None:
    outline = Outline(page([reading(), reading()]))
    assert sum(tag == "article" for tag, _ in outline.tags) == 2
    assert "r2-E1" in [attrs.get("id") for _, attrs in outline.tags]
    assert "Nothing was read" in page([])


def test_nothing_is_fetched() -> None:
    source = page([reading()])
    for tag, attrs in Outline(source).tags:
        assert not {"src", "srcset", "action", "style"} & set(attrs), tag
        assert (attrs.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import|https?://", source)
    assert "default-src 'none'" in source


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("<>\"'&/=`;-{}\r\n\0\u202e\ud800"), st.characters()), max_size=60
) | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "<!--",
        "]]>",
        "&lt;b&gt;",
        "</title><b>",
        "javascript:alert(1)",
    ]
)


@given(HOSTILE, st.integers(0, 30), st.integers(0, 60))
def test_hostile_text_stays_text(text: str, start: int, end: int) -> None:
    actor = Actor(name=text, text=text, start=start, end=end, code="BRA")
    event = replace(VISIT, start=start, end=end, text=text, mode=text, actor=(actor,), why=(text,), context=(text,))
    event = replace(event, date=When(text=text), unresolved={text: (text,)})
    figure = replace(TRADE, start=0, end=len(text), text=text, unit=text, measure=text)
    of = Reading(document(text, id=text, title=text, notes=(text,)), [event], [], [figure], [], [])
    source = page([of])
    source.encode("utf-8")
    outline = Outline(source)
    assert {tag for tag, _ in outline.tags} <= TAGS
    assert not any(name.startswith("on") for _, attrs in outline.tags for name in attrs)
    assert sum(tag == "script" for tag, _ in outline.tags) == 1
    assert len(outline.article) == len(text)


SPANS = st.lists(st.tuples(st.integers(-2, 22), st.integers(-2, 22)), max_size=8)


@given(SPANS)
def test_pieces_tile_the_text(spans: list[tuple[int, int]]) -> None:
    events = [replace(VISIT, id=str(n), start=start, end=end, mentions=()) for n, (start, end) in enumerate(spans)]
    of = Reading(document("x" * 20), events, [], [], [], [])
    found = places(marks(of), 20)
    cut = list(pieces(found, 0, 20))
    assert "".join("x" * (p.end - p.start) for p in cut) == "x" * 20
    for place in found:
        covered = sum(p.end - p.start for p in cut if place in p.covers)
        assert covered == place.end - place.start
        assert sum(place in p.ends for p in cut) == 1
    for piece in cut:
        assert all(p.start <= piece.start and piece.end <= p.end for p in piece.covers)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("site")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()


HARNESS = """<!doctype html><iframe id="frame" src="page.html" style="width:1200px;height:800px"></iframe>
<pre id="seen"></pre>
<script>
frame.onload = () => {
  const page = frame.contentDocument, card = page.getElementById("card"), at = (id) => page.getElementById(id);
  frame.contentWindow.focus();
  const seen = {};
  seen.before = card.hidden;
  at("at-r1-E1").focus();
  seen.focused = [card.hidden, card.innerText, at("at-r1-E1").getAttribute("aria-describedby")];
  seen.lit = [...page.querySelectorAll(".piece.on")].map((p) => p.textContent).join("");
  at("at-r1-E1").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  seen.escaped = card.hidden;
  const inner = [...page.querySelectorAll(".piece")].find((p) => p.textContent === "this visit");
  inner.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  seen.hovered = [...card.children].map((part) => part.className);
  at("show-statement").click();
  seen.filtered = [at("r1-S1").checkVisibility(), at("r1-E1").checkVisibility()];
  at("r1-C1").querySelector("summary").click();
  seen.opened = at("r1-C1").open;
  seen.ran = frame.contentWindow.hacked === undefined;
  document.getElementById("seen").textContent = JSON.stringify(seen);
};
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
def test_in_a_browser(site: tuple[str, Path]) -> None:
    address, folder = site
    hostile = replace(VISIT, why=("<script>hacked = 1</script><img src=x onerror=hacked=1>", *VISIT.why))
    whole = reading()
    whole.events[0] = hostile
    (folder / "page.html").write_text(page([whole]), encoding="utf-8")
    (folder / "harness.html").write_text(HARNESS, encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"]
    dom = subprocess.run([*command, f"{address}/harness.html"], capture_output=True, timeout=60, text=True).stdout
    found = re.search(r'<pre id="seen">(.*?)</pre>', dom, re.DOTALL)
    assert found is not None, dom[-500:]
    seen = json.loads(found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert seen["before"] is True
    hidden, card, described = seen["focused"]
    assert (hidden, described) == (False, "card")
    for words in ("planned", "CONSULT visit", "Lucas Moura", "status: “will” before the verb", "<script>hacked"):
        assert words in card
    assert seen["lit"].count("visit") == 3
    assert seen["escaped"] is True
    assert seen["hovered"] == ["event", "statement"]
    assert seen["filtered"] == [False, True]
    assert seen["opened"] is True
    assert seen["ran"] is True
