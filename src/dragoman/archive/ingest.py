"""Pieces into a store: what is new is claimed, read wherever there is work, and committed every few seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic

import pyarrow as pa

from dragoman.engine.desk import Outcome, chunk_of, not_read
from dragoman.sources.types import Found, Piece
from dragoman.store.store import Chunk, Run

Read = Callable[[Iterable[list[Piece]]], Iterator[Chunk]]
_COMMIT_EVERY_S = 3.0
_COMMIT_PIECES = 2_000


class Ingest:
    """One run's work. `size` is the number of pieces that a worker takes at once; `tell` hears of each commit.

    With `retry`, what could not be read before is tried again.
    """

    def __init__(
        self, run: Run, *, size: int = 50, retry: bool = False, tell: Callable[[int], None] = lambda done: None
    ) -> None:
        self._run, self._size, self._retry, self._tell = run, size, retry, tell
        self._aside: list[Outcome] = []
        self._waiting: list[Chunk] = []
        self._last = monotonic()

    def take(self, found: Iterable[Found], read: Read) -> None:
        """Reads and commits all that is new among what was found."""
        for chunk in read(self._chunks(found)):
            self._waiting.append(chunk)
            if self._is_due():
                self._commit()
        self._commit()

    def _chunks(self, found: Iterable[Found]) -> Iterator[list[Piece]]:
        """The new pieces, so many at a time. What cannot be read is set aside, to be committed with the next."""
        batch: list[Found] = []
        for item in found:
            batch.append(item)
            if len(batch) >= self._size:
                if pieces := self._claimed(batch):
                    yield pieces
                batch = []
                if len(self._aside) >= _COMMIT_PIECES:
                    self._commit()
        if pieces := self._claimed(batch):
            yield pieces

    def _claimed(self, batch: list[Found]) -> list[Piece]:
        named = {item.id: item for item in batch}
        taken = self._run.claim(list(named), retry=self._retry)
        known = len(batch) - len(taken)
        if known:
            self._tell(known)
        new = {ident: item for ident, item in named.items() if ident in taken}
        self._aside += [not_read(ident, item) for ident, item in new.items() if not isinstance(item, Piece)]
        return [item for item in new.values() if isinstance(item, Piece)]

    def _is_due(self) -> bool:
        pieces = sum(len(chunk.outcomes) for chunk in self._waiting)
        return pieces >= _COMMIT_PIECES or monotonic() - self._last > _COMMIT_EVERY_S

    def _commit(self) -> None:
        if self._aside:
            self._waiting.append(chunk_of(self._aside))
            self._aside = []
        if self._waiting:
            chunk = _joined(self._waiting)
            self._run.commit(chunk)
            self._waiting = []
            self._tell(len(chunk.outcomes))
        self._last = monotonic()


def _joined(chunks: list[Chunk]) -> Chunk:
    names = {name for chunk in chunks for name in chunk.tables}
    return Chunk(
        tables={name: pa.concat_tables(c.tables[name] for c in chunks if name in c.tables) for name in names},
        outcomes=tuple(outcome for chunk in chunks for outcome in chunk.outcomes),
        reasons=tuple(reason for chunk in chunks for reason in chunk.reasons),
    )
