"""Feeds, good and broken, and what an item gives."""

from __future__ import annotations

from typing import Any

import pytest

from dragoman.sources.feeds import feed_items, feed_pieces, is_feed
from dragoman.sources.fetch import Fetcher
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Found, Piece

LONG = "<p>" + "Austria recalled its envoy on Monday after a quarrel over a river. " * 10 + "</p>"
RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title>
<language>en-gb</language><link>https://wire.example/</link>
<item><title>Envoy &lt;b&gt;recalled&lt;/b&gt;</title><link>https://wire.example/1</link><guid>one</guid>
<pubDate>Tue, 05 Mar 2019 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>Talks</title><link>/2</link><description>Talks go on in Geneva.</description><pubDate>soon</pubDate></item>
<item><title>Sound only</title><guid>three</guid></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Agency</title><entry><id>urn:1</id>
<title>Pact signed</title><link href="https://agency.example/1"/><updated>2019-03-06T10:00:00Z</updated>
<summary>Two states signed a pact.</summary></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="https://a.example/1"><title>Pact</title><link>https://a.example/1</link>
<description>A pact.</description>
</item></rdf:RDF>"""
OPTIONS = SourceOptions()


def in_short(found: list[Found]) -> list[tuple[str, Any]]:
    return [(f.origin, f.title if isinstance(f, Piece) else "! " + f.reason) for f in found]


def test_rss() -> None:
    first, second, third = feed_pieces(RSS, "wire.xml", OPTIONS)
    assert isinstance(first, Piece)
    assert first.content.decode() == LONG
    assert (first.origin, first.media, first.title, first.date) == (
        "wire.xml:1",
        "html",
        "Envoy recalled",
        "2019-03-05",
    )
    assert (first.url, first.publisher, first.language) == ("https://wire.example/1", "The Wire", "en")
    assert isinstance(second, Piece)
    assert (second.content, second.date, second.url) == (b"Talks go on in Geneva.", None, None)
    assert len(second.notes) == 2
    assert isinstance(third, Fault)
    assert third.reason == "an item without text"


@pytest.mark.parametrize(("data", "title"), [(ATOM, "Pact signed"), (RDF, "Pact")])
def test_other_forms(data: bytes, title: str) -> None:
    assert is_feed(data)
    assert in_short(list(feed_pieces(data, "x", OPTIONS))) == [("x:1", title)]


def test_links_are_joined_to_the_address_of_the_feed() -> None:
    items, fault = feed_items(RSS, "x", "https://wire.example/feed/rss.xml")
    assert fault is None
    assert [(i.key, i.link) for i in items] == [
        ("one", "https://wire.example/1"),
        ("/2", "https://wire.example/2"),
        ("three", None),
    ]


def test_a_feed_that_breaks_off_gives_what_comes_before() -> None:
    cut = RSS[: RSS.index(b"Talks go on")]
    first, *_, last = in_short(list(feed_pieces(cut, "x", OPTIONS)))
    assert (first, last) == (("x:1", "Envoy recalled"), ("x", "! the feed breaks off"))


@pytest.mark.parametrize(
    "data", [b"", b"rubbish", b"<html></html>", b"\xff\xfe\x00", b"<?xml version='1.0'?><newsItem/>"]
)
def test_what_is_no_feed(data: bytes) -> None:
    (found,) = feed_pieces(data, "x", OPTIONS)
    assert isinstance(found, Fault)
    assert found.reason == "is not a feed"


def test_entities_are_no_bomb_and_no_door() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY %c "%s">' % (c, b"&%c;" % (c - 1) * 10) for c in b"bcdefghi"
    )
    bomb += b'<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>t</title>'
    bomb += b"<description>&i;&x;</description></item></channel></rss>"
    for found in feed_pieces(bomb, "x", OPTIONS):
        assert not isinstance(found, Piece) or (len(found.content) < 1_000 and b"root:" not in found.content)


@pytest.mark.parametrize("follow", [True, False])
def test_a_teaser_is_followed(follow: bool, site: Any, made_time: Any) -> None:
    site.page("/2", "<html><p>All of the report.</p></html>")
    data = ATOM.replace(b"https://agency.example/1", (site.url + "/2").encode())
    options = SourceOptions(allow_private=True)
    with Fetcher(options, sleep=made_time.sleep, clock=made_time.clock) as fetcher:
        (found,) = feed_pieces(data, "x", options, fetcher if follow else None)
    assert isinstance(found, Piece)
    assert (b"All of the report" in found.content) is follow
    assert (found.title, found.date, found.url) == ("Pact signed", "2019-03-06", site.url + "/2")


def test_a_teaser_whose_page_is_gone_is_a_fault(site: Any, made_time: Any) -> None:
    options = SourceOptions(allow_private=True)
    data = ATOM.replace(b"https://agency.example/1", (site.url + "/gone").encode())
    with Fetcher(options, sleep=made_time.sleep, clock=made_time.clock) as fetcher:
        (found,) = feed_pieces(data, "x", options, fetcher)
    assert isinstance(found, Fault)
    assert (found.origin, found.reason) == (site.url + "/gone", "HTTP 404")
