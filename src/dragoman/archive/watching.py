"""Feeds watched into a store: what comes is taken in at once, and counts as seen when it is in the store.

The feeds are asked in a thread. What it finds and what it wants remembered come through one queue in their order, and
are committed in that order, so that a report whose run dies is found again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from time import sleep

import msgspec

from dragoman.archive.run import Plan, ingest
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault, Piece
from dragoman.sources.watch import watch
from dragoman.store.state import State
from dragoman.store.store import Run, Store

_QUIET_S = 2.0  # so long nothing must come for what came to be taken in
_MOST = 200


class _Note(msgspec.Struct, frozen=True):
    """Something to be remembered once all that came before it is in the store."""

    key: str
    text: str


class _End(msgspec.Struct, frozen=True):
    """The watch is over; with the error that ended it, if one did."""

    error: Exception | None = None


_Come = Piece | Fault | _Note | _End


class _Memory:
    """What the watch remembers: what the store does, and what is still in the queue."""

    def __init__(self, state: State, queue: SimpleQueue[_Come]) -> None:
        self._state, self._queue = state, queue
        self._notes: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self._notes.get(key) or self._state.get(key)

    def put(self, key: str, text: str) -> None:
        self._notes[key] = text
        self._queue.put(_Note(key, text))


def take_news(
    store: Store, feeds: Sequence[str], options: SourceOptions, plan: Plan, *, every: float, rounds: int | None = None
) -> Iterator[Run]:
    """The runs that take in what appears in the feeds, until interrupted, or for some rounds over all feeds."""
    queue: SimpleQueue[_Come] = SimpleQueue()
    memory = _Memory(State(store.state.path, writable=False), queue)

    def look() -> None:
        try:
            for found in watch(feeds, memory, options, every=every, rounds=rounds, sleep=sleep):
                queue.put(found)
            queue.put(_End())
        except Exception as error:
            queue.put(_End(error))

    Thread(target=look, daemon=True, name="watch").start()
    over = False
    while not over:
        come = _gathered(queue)
        found = [item for item in come if isinstance(item, (Piece, Fault))]
        if found:
            yield ingest(store, found, plan)
        for item in come:
            if isinstance(item, _Note):
                store.state.put(item.key, item.text)
            elif isinstance(item, _End):
                over = True
                if item.error is not None:
                    raise item.error


def _gathered(queue: SimpleQueue[_Come]) -> list[_Come]:
    """What came together: up to a silence, or as much as a run takes."""
    come = [queue.get()]
    while len(come) < _MOST and not isinstance(come[-1], _End):
        try:
            come.append(queue.get(timeout=_QUIET_S))
        except Empty:
            break
    return come
