"""A process that reads chunks of pieces: `python -m dragoman.engine.child`.

It loads the reader once and forks. The fork reads piece by piece; this process watches it. A piece that crashes the
fork, or takes more time or memory than one report may, becomes a fault, and a new fork goes on with the next. Settings
and lists of pieces come in on standard input, chunks go out on standard output, both pickled.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any, BinaryIO

import psutil

from dragoman.engine.desk import Desk, Outcome, Reads, Settings, chunk_of, failed
from dragoman.errors import DragomanError
from dragoman.sources.types import Piece

_LOOK_S = 0.1
_MEGABYTE = 1 << 20


class Watched:
    """A fork of this process that reads, and the eye on it."""

    def __init__(self, desk: Reads, settings: Settings) -> None:
        self._desk, self._settings = desk, settings
        self._process: Any = None
        self._parent = os.getppid()

    def read(self, piece: Piece) -> Outcome:
        if self._process is None:
            self._fork()
        began, most = monotonic(), self._memory() + self._settings.megabytes * _MEGABYTE
        try:
            self._pipe.send(piece)
            while not self._pipe.poll(_LOOK_S):
                if monotonic() - began > self._settings.seconds:
                    return self._stopped(piece, "time", f"took more than {self._settings.seconds:g} seconds")
                if self._memory() > most:
                    return self._stopped(piece, "memory", f"took more than {self._settings.megabytes:,} MB of memory")
                if os.getppid() != self._parent:  # nobody waits for the answer
                    self.stop()
                    raise SystemExit(1)
            outcome: Outcome = self._pipe.recv()
        except (EOFError, OSError):
            return self._stopped(piece, "crash", f"killed the process that read it ({self._ending()})")
        return outcome

    def stop(self) -> None:
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process = None

    def _fork(self) -> None:
        ways = multiprocessing.get_all_start_methods()
        context: Any = multiprocessing.get_context("fork" if "fork" in ways else "spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._pipe, self._desk, self._settings))
        self._process.start()
        theirs.close()
        self._eye = psutil.Process(self._process.pid)

    def _memory(self) -> int:
        """Bytes that the fork holds."""
        try:
            held: int = self._eye.memory_info().rss
        except psutil.Error:
            return 0
        return held

    def _ending(self) -> str:
        self._process.join(5)
        code = self._process.exitcode
        if code is not None and code < 0:
            return signal.Signals(-code).name
        return f"exit code {code}"

    def _stopped(self, piece: Piece, stage: str, reason: str) -> Outcome:
        self.stop()
        return failed(piece, stage, reason, "raise the limit, or look at the report")


def _serve(pipe: Connection, others: Connection, desk: Reads, settings: Settings) -> None:
    """The fork: reads what it is sent until nobody sends any longer."""
    others.close()
    _limit_memory(settings.megabytes)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send(desk.read(pipe.recv()))


def _limit_memory(megabytes: int) -> None:
    """Where the system can, what grows faster than the eye looks fails at twice the limit."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        size = psutil.Process().memory_info().vms + 2 * megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def serve(commands: BinaryIO, answers: BinaryIO, desk_of: Callable[[Settings], Reads] = Desk) -> None:
    """Takes settings, then lists of pieces; gives `None` or the error that loading met, then a chunk for each list."""
    settings: Settings = pickle.load(commands)
    desk = desk_of(settings)
    try:
        desk.load()
    except DragomanError as error:
        _answer(answers, error)
        return
    _answer(answers, None)
    gc.collect()
    gc.freeze()  # so that forks go on sharing what is loaded
    watched = Watched(desk, settings)
    try:
        while True:
            pieces: list[Piece] = pickle.load(commands)
            _answer(answers, chunk_of(watched.read(piece) for piece in pieces))
    except EOFError:
        return
    finally:
        watched.stop()


def _answer(answers: BinaryIO, what: object) -> None:
    pickle.dump(what, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def main(desk_of: Callable[[Settings], Reads] = Desk) -> None:
    """`desk_of` makes what reads; tests give one that fails as real reports may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run's own process ends this one
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get between
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers, desk_of)


if __name__ == "__main__":
    main()
