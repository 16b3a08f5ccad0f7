"""Chunks of pieces read here, or on the workers of a Dask cluster: one function, mapped."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from dragoman.engine.desk import Desk, Settings, chunk_of
from dragoman.errors import DragomanError, OptionError
from dragoman.parse.threads import ONE_THREAD
from dragoman.sources.types import Piece
from dragoman.store.store import Chunk

_RETRIES = 2  # of a chunk whose reading process was lost, which a new one takes


class EngineError(DragomanError):
    """A worker that cannot start."""


class Child:
    """A reading process of our own, as its user sees it. A child that was lost is started anew for the next chunk."""

    def __init__(self, settings: Settings, module: str = "dragoman.engine.child") -> None:
        self._settings, self._module = settings, module
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, pieces: list[Piece]) -> Chunk:
        process = self._process or self._started()
        try:
            self._send(process, pieces)
            chunk: Chunk = self._receive(process)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise EngineError(f"a reading process was lost ({type(error).__name__})") from error
        return chunk

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.stdin.close()  # type: ignore[union-attr]
            process.terminate()
            process.wait()
            process.stdout.close()  # type: ignore[union-attr]

    def _started(self) -> subprocess.Popen[bytes]:
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", self._module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**ONE_THREAD, **os.environ},
        )
        self._send(process, self._settings)
        error = self._receive(process)
        if error is not None:
            self.close()
            raise error
        return process

    @staticmethod
    def _send(process: subprocess.Popen[bytes], what: object) -> None:
        assert process.stdin is not None
        pickle.dump(what, process.stdin, protocol=pickle.HIGHEST_PROTOCOL)
        process.stdin.flush()

    @staticmethod
    def _receive(process: subprocess.Popen[bytes]) -> Any:
        assert process.stdout is not None
        return pickle.load(process.stdout)


_HERE = threading.local()


def read_chunk(pieces: list[Piece], settings: Settings) -> Chunk:
    """What a worker does. Each of its threads has a child of its own."""
    children: dict[Settings, Child] = _HERE.__dict__.setdefault("children", {})
    child = children.get(settings)
    if child is None:
        child = children[settings] = Child(settings)
        atexit.register(child.close)
    return child.read(pieces)


def read_here(chunks: Iterable[list[Piece]], settings: Settings) -> Iterator[Chunk]:
    """In this process, for a few reports."""
    desk = Desk(settings)
    desk.load()
    for pieces in chunks:
        yield chunk_of(map(desk.read, pieces))


def read_on_cluster(
    chunks: Iterable[list[Piece]],
    task: Callable[[list[Piece]], Chunk],
    *,
    workers: int = 0,
    scheduler: str | None = None,
) -> Iterator[Chunk]:
    """On the cluster at an address, or on `workers` of this machine (0: one a core); in the order of finishing.

    `task` is what a worker does with some pieces: `read_chunk` with its settings.

    No more chunks are in flight than keep the workers busy. Raises OptionError for a scheduler that does not answer.
    """
    from distributed import as_completed

    with _client(workers, scheduler) as client:
        # For each thread, two: one that is read, one that waits.
        most = max(2 * sum(client.nthreads().values()), 2)
        futures = (client.submit(task, pieces, pure=False, retries=_RETRIES) for pieces in chunks)
        running = as_completed(islice(futures, most))
        for future in running:
            chunk: Chunk = future.result()
            for following in islice(futures, 1):
                running.add(following)
            yield chunk


def _client(workers: int, scheduler: str | None) -> Any:
    import logging

    import psutil
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told by the run
    if scheduler is not None:
        try:
            return Client(scheduler, timeout=20)
        except (OSError, ValueError, TimeoutError) as error:
            raise OptionError(f"--scheduler {scheduler}: no Dask scheduler answers there ({error})") from error
    # The work is done by children, so that workers may be threads of this process.
    cluster = LocalCluster(
        n_workers=workers or psutil.cpu_count() or 1, threads_per_worker=1, processes=False,
        dashboard_address="127.0.0.1:0", memory_limit=0,
    )  # fmt: skip
    return Client(cluster)
