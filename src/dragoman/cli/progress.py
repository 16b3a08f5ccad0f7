"""How far a run over several files has come, for somebody at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from threading import Thread
from time import monotonic
from typing import Any


class Progress:
    """A bar on standard error; none for a single file, or where nobody looks."""

    def __init__(self, total: int) -> None:
        self._bar: Any = None
        if total > 1 and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}", markup=False),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
            self._task = self._bar.add_task("", total=total)

    def over(self, sources: Sequence[str]) -> Iterator[str]:
        """The sources, each counted when it is done."""
        with self._bar or nullcontext():
            for source in sources:
                if self._bar is not None:
                    self._bar.update(self._task, description=source[-40:])
                yield source
                if self._bar is not None:
                    self._bar.advance(self._task)

    @contextmanager
    def aside(self, needed: bool) -> Iterator[None]:
        """The bar stands aside while something else is written to the same terminal."""
        stops = needed and self._bar is not None
        if stops:
            self._bar.stop()
        yield
        if stops:
            self._bar.start()


class Counting:
    """How many reports are done, how fast it goes and how long it will take, for somebody at a terminal.

    `count` gives the number there are, or None; it is asked in a thread of its own, since that may take a while.
    """

    def __init__(self, count: Callable[[], int | None]) -> None:
        self._bar: Any = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            rate = TextColumn("{task.fields[rate]}")
            columns = (BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
            self._task = self._bar.add_task("", total=None, rate="")
            self._began, self._done = monotonic(), 0
            Thread(target=lambda: self._bar.update(self._task, total=count()), daemon=True).start()

    def __enter__(self) -> Counting:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, done: int) -> None:
        if self._bar is not None:
            self._done += done
            rate = self._done / max(monotonic() - self._began, 0.001)
            self._bar.update(self._task, completed=self._done, rate=f"{rate:,.1f} reports/s")


class Saying:
    """What is being done now, for somebody at a terminal."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._status: Any = None
        if sys.stderr.isatty():
            from rich.console import Console

            self._status = Console(stderr=True).status(what)

    def __enter__(self) -> Saying:
        if self._status is not None:
            self._status.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def now(self, part: str) -> None:
        if self._status is not None:
            self._status.update(f"{self._what}: {part}")
