"""Feeds polled for what is new: politely, each item once, and from where one left off when started again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import msgspec

from dragoman.sources.feeds import feed_items, item_piece
from dragoman.sources.fetch import Fetcher
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Piece

_log = logging.getLogger(__name__)
_LONGEST = 6 * 3600.0
_TRIES_OF_AN_ITEM = 3
_FAILED = "failed:"


class Memory(Protocol):
    """What a watch remembers from one run to the next: a text by key. What was put must be there in the next run."""

    def get(self, key: str) -> str | None: ...

    def put(self, key: str, text: str) -> None: ...


class _Feed(msgspec.Struct, omit_defaults=True):
    """What is known of a feed: its last copy, and how many times in a row it failed or brought nothing new."""

    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    quiet: int = 0


def watch(
    feeds: Sequence[str],
    memory: Memory,
    options: SourceOptions | None = None,
    *,
    every: float = 900.0,
    rounds: int | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Piece | Fault]:
    """The reports that appear in the feeds, each once, until interrupted or for some rounds over all feeds.

    A feed is asked every `every` seconds; less often (twice the time for each failure, half as much again for each time
    that brought nothing new, to six hours) while it fails or is quiet. A report is marked as seen when the
    next is asked for, so that one whose taker dies comes again, under the same id. What cannot be had is
    a Fault, and is tried again twice. An interrupt ends the stream; all that was taken is remembered.
    """
    watcher = _Watch(memory, options or SourceOptions(), every, sleep, clock)
    try:
        yield from watcher.found(list(dict.fromkeys(feeds)), rounds)
    except KeyboardInterrupt:
        _log.info("watch interrupted")
    finally:
        watcher.fetcher.close()


class _Watch:
    """One run over some feeds."""

    def __init__(
        self,
        memory: Memory,
        options: SourceOptions,
        every: float,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
    ) -> None:
        self._memory, self._options, self._every = memory, options, every
        self._sleep, self._clock = sleep, clock
        self.fetcher = Fetcher(options, sleep=sleep, clock=clock)

    def found(self, feeds: list[str], rounds: int | None) -> Iterator[Piece | Fault]:
        """The reports of feed after feed, whichever is due first; a feed is asked `rounds` times."""
        due = dict.fromkeys(feeds, self._clock())
        asked = dict.fromkeys(feeds, 0)
        while due:
            feed = min(due, key=due.__getitem__)
            if (left := due[feed] - self._clock()) > 0:
                self._sleep(left)
            yield from self._news(feed)
            asked[feed] += 1
            due[feed] = self._clock() + self._wait(self._known(feed))
            if asked[feed] == rounds:
                del due[feed]

    def _wait(self, known: _Feed) -> float:
        """Seconds until a feed is asked again."""
        return max(
            self._every, min(_LONGEST, self._every * 2.0 ** min(known.failures, 20) * 1.5 ** min(known.quiet, 20))
        )

    def _news(self, feed: str) -> Iterator[Piece | Fault]:
        """The items of a feed that were not there before. The copy counts as had once all of them have been."""
        known = self._known(feed)
        reply = self.fetcher.fetch(feed, etag=known.etag, modified=known.modified)
        if isinstance(reply, Fault):
            yield from self._failed(feed, known, reply)
            return
        items, fault = ([], None) if reply.unchanged else feed_items(reply.content, feed, reply.url)
        new, whole = 0, True
        for item in reversed(items):  # feeds put the latest first
            key = f"{feed}#{item.key}"
            if (tries := self._tries(key)) is None:
                continue
            new += 1
            found = item_piece(item, item.link or key, self._options, self.fetcher if self._options.follow else None)
            yield found
            done = isinstance(found, Piece) or found.stage != "fetch" or tries + 1 >= _TRIES_OF_AN_ITEM
            whole = whole and done
            self._memory.put(key, "seen" if done else f"{_FAILED}{tries + 1}")
        if fault is not None:
            yield from self._failed(feed, known, fault)
            return
        quiet = 0 if new else known.quiet + 1
        if reply.unchanged:
            self._remember(feed, _Feed(etag=known.etag, modified=known.modified, quiet=quiet))
        elif whole:
            self._remember(feed, _Feed(etag=reply.etag, modified=reply.modified, quiet=quiet))
        else:
            self._remember(feed, _Feed(quiet=quiet))  # the whole feed again, for the items that could not be had

    def _failed(self, feed: str, known: _Feed, fault: Fault) -> Iterator[Fault]:
        self._remember(feed, msgspec.structs.replace(known, failures=known.failures + 1))
        yield fault

    def _tries(self, key: str) -> int | None:
        """How often an item was tried in vain; None if it is done with."""
        text = self._memory.get(key)
        if text is None:
            return 0
        return int(text.removeprefix(_FAILED)) if text.startswith(_FAILED) else None

    def _known(self, feed: str) -> _Feed:
        text = self._memory.get(feed)
        try:
            return msgspec.json.decode(text, type=_Feed) if text else _Feed()
        except msgspec.DecodeError:
            return _Feed()

    def _remember(self, feed: str, known: _Feed) -> None:
        self._memory.put(feed, msgspec.json.encode(known).decode())
