"""How far a run over several files has come, for somebody at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
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
