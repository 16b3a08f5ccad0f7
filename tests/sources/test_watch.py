"""Watching feeds: each report once, politely, and on from where one left off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Piece
from dragoman.sources.watch import watch

OPTIONS = SourceOptions(allow_private=True, pause=0, tries=1)


class Kept(dict[str, str]):
    """A memory that lasts as long as the test."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


def rss(*numbers: int, link: str = "https://wire.example/") -> bytes:
    items = "".join(
        f"<item><guid isPermaLink='false'>id{n}</guid><title>Report {n}</title><link>{link}{n}</link>"
        f"<description>{'Talks went on in Geneva, officials said. ' * 12}{n}</description></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>".encode()


@pytest.fixture
def watched(site: Any, made_time: Any) -> Any:
    def run(
        memory: Kept, *feeds: str, rounds: int = 1, options: SourceOptions = OPTIONS, every: float = 900.0
    ) -> Iterator[Piece | Fault]:
        addresses = [site.url + feed for feed in feeds]
        return watch(
            addresses, memory, options, every=every, rounds=rounds, sleep=made_time.sleep, clock=made_time.clock
        )

    return run


def titles(found: Iterator[Piece | Fault]) -> list[str]:
    return [f.title or "" if isinstance(f, Piece) else f"! {f.reason}" for f in found]


def test_each_report_once_and_the_oldest_first(site: Any, watched: Any) -> None:
    memory = Kept()
    site.answers["/f"] = [(200, {}, rss(2, 1)), (200, {}, rss(3, 2, 1))]
    assert titles(watched(memory, "/f", rounds=3)) == ["Report 1", "Report 2", "Report 3"]
    assert titles(watched(memory, "/f")) == []


def test_an_unchanged_feed_is_not_sent_again(site: Any, watched: Any) -> None:
    tag = '"7"'
    site.answers["/f"] = lambda headers: (
        (304, {}, b"") if headers.get("If-None-Match") == tag else (200, {"ETag": tag}, rss(1))
    )
    memory = Kept()
    assert titles(watched(memory, "/f", rounds=2)) == ["Report 1"]
    assert titles(watched(memory, "/f")) == []
    assert [h.get("If-None-Match") for h, path in zip(site.headers, site.asked, strict=True) if path == "/f"] == [
        None, tag, tag,
    ]  # fmt: skip


def test_quiet_and_failing_feeds_are_asked_less_often(site: Any, watched: Any, made_time: Any) -> None:
    site.answers["/f"] = [(200, {}, rss(1)), (200, {}, rss(1)), (500, {}, b""), (500, {}, b""), (200, {}, rss(2))]
    assert titles(watched(Kept(), "/f", rounds=6)) == ["Report 1", "! HTTP 500", "! HTTP 500", "Report 2"]
    assert made_time.slept == [900, 1350, 2700, 5400, 900]


def test_the_wait_has_an_end(site: Any, watched: Any, made_time: Any) -> None:
    site.page("/f", "", status=500)
    assert len(titles(watched(Kept(), "/f", rounds=40))) == 40
    assert max(made_time.slept) == 6 * 3600


def test_one_bad_feed_does_not_hold_up_others(site: Any, watched: Any) -> None:
    site.page("/bad", "rubbish")
    site.page("/f", rss(1))
    assert sorted(titles(watched(Kept(), "/bad", "/f", "/f", "/gone"))) == [
        "! HTTP 404", "! is not a feed", "Report 1",
    ]  # fmt: skip


def test_a_report_whose_taker_dies_comes_again(site: Any, watched: Any) -> None:
    site.page("/f", rss(2, 1), ETag='"1"')
    memory = Kept()
    run = watched(memory, "/f")
    first = next(run)
    run.close()
    assert [f.id for f in watched(memory, "/f")][:1] == [first.id]
    assert titles(watched(memory, "/f")) == []


def test_a_page_that_cannot_be_had_is_tried_three_times(site: Any, watched: Any) -> None:
    short = rss(1, link=site.url + "/p").replace(b"Talks went on in Geneva, officials said. " * 12, b"Talks.")
    site.page("/f", short, ETag='"1"')
    options = SourceOptions(allow_private=True, pause=0, tries=1, follow=True)
    memory = Kept()
    assert titles(watched(memory, "/f", rounds=5, options=options)) == ["! HTTP 404"] * 3
    memory.clear()
    site.answers["/p1"] = [(404, {}, b""), (200, {}, b"<html>All of it.</html>")]
    assert titles(watched(memory, "/f", rounds=5, options=options)) == ["! HTTP 404", "Report 1"]


def test_an_interrupt_ends_it_and_loses_nothing(site: Any, made_time: Any) -> None:
    def interrupted(seconds: float) -> None:
        raise KeyboardInterrupt

    site.page("/f", rss(2, 1))
    memory = Kept()
    found = watch([site.url + "/f"], memory, OPTIONS, sleep=interrupted, clock=made_time.clock)
    assert titles(found) == ["Report 1", "Report 2"]
    assert titles(watch([site.url + "/f"], memory, OPTIONS, rounds=1, sleep=made_time.sleep)) == []


def test_a_memory_that_is_damaged_is_begun_anew(site: Any, watched: Any) -> None:
    site.page("/f", rss(1))
    memory = Kept({site.url + "/f": "{broken"})
    assert titles(watched(memory, "/f")) == ["Report 1"]
