"""Where readings go: to standard output or a file, in one of the formats."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO

import typer

from dragoman.cli.outcome import drop_output
from dragoman.errors import OptionError
from dragoman.reading import Reading

if TYPE_CHECKING:
    from rich.console import Console

    from dragoman.exchange.write import Writer

EXPORTS = ("plover", "polecat", "icews", "gdelt", "phoenix")
FORMATS = ("table", "jsonl", *EXPORTS, "html")


class Output:
    """Readings in, text out. `html` is one page of them all, written at the end; the rest goes out as it comes."""

    def __init__(self, stream: TextIO, format: str, *, why: bool = False, lexicon: str | None = None) -> None:
        self.stream, self.format, self.why, self._lexicon = stream, format, why, lexicon
        self._kept: list[Reading] = []
        self._writer: Writer | None = None

    @property
    def on_terminal(self) -> bool:
        return self.stream.isatty()

    def render(self, reading: Reading) -> str:
        """What a reading adds to the output now."""
        if self.format == "html":
            self._kept.append(reading)
            return ""
        if self.format == "table":
            return self._table(reading)
        if self.format == "plover":
            from dragoman.views.plover import plover_jsonl

            return plover_jsonl(reading, coder())
        if self.format in EXPORTS:
            return self._exported(reading)
        return reading.to_jsonl()

    def left_out(self) -> dict[str, int]:
        """How many events the format has no row for, by the reason."""
        return dict(self._writer.left.most_common()) if self._writer else {}

    def write(self, text: str) -> None:
        """Raises OptionError if the output takes no more, BrokenPipeError if nobody reads it any longer."""
        try:
            self.stream.write(text)
            self.stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            if self.stream is sys.stdout:
                drop_output()
            raise OptionError(f"{self.stream.name}: cannot be written ({error.strerror})") from error

    def finish(self) -> None:
        """Writes what had to wait for the last reading."""
        if self._kept:
            from dragoman.views.html import page

            self.write(page(self._kept))

    def _exported(self, reading: Reading) -> str:
        """The rows of a reading, after the header if they are the first."""
        from dragoman.exchange.report import report_of
        from dragoman.exchange.tables import Tables
        from dragoman.exchange.write import Writer
        from dragoman.knowledge.files import Library

        header = ""
        if self._writer is None:
            self._writer = Writer(self.format, coder(), Tables(Library(self._lexicon)))
            header = self._writer.header
        return header + self._writer.lines(reading.events, report_of(reading.document, reading.sentences))

    def _table(self, reading: Reading) -> str:
        from rich.console import Console

        from dragoman.views.table import print_reading

        console = Console(file=self.stream, highlight=False)
        with console.capture() as captured:
            print_reading(reading, console, why=self.why)
        return "\n".join(line.rstrip(" ") for line in captured.get().split("\n")) + "\n"


def coder() -> str:
    """The name of this program, as data sets give it."""
    from importlib.metadata import version

    return f"dragoman {version('dragoman')}"


@contextmanager
def opened(
    path: str | None, format: str, inputs: Iterable[str], *, why: bool, lexicon: str | None = None
) -> Iterator[Output]:
    """The output, opened before anything is read. Raises OptionError if it cannot be written."""
    if path is None or path == "-":
        set_encoding(sys.stdout, format)
        yield Output(sys.stdout, format, why=why, lexicon=lexicon)
        return
    if any(_same(path, source) for source in inputs):
        raise OptionError(f"--out {path}: is also read; name another file")
    try:
        stream = open(path, "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"--out {path}: cannot be written ({reason})") from error
    try:
        yield Output(stream, format, why=why, lexicon=lexicon)
    finally:
        with suppress(OSError):  # what could not be written has been told
            stream.close()


def echo(format: str, as_json: Callable[[], Any], print_table: Callable[[Console], None]) -> None:
    """A result on standard output: as JSON, or as a table for people."""
    if format == "json":
        typer.echo(json.dumps(as_json(), indent=2))  # a lone surrogate is escaped
        return
    from rich.console import Console

    console = Console(highlight=False)
    with console.capture() as captured:
        print_table(console)
    typer.echo(captured.get(), nl=False)


def set_encoding(stream: IO[str], format: str) -> None:
    """Formats for programs are UTF-8 wherever they go; a table is in what the terminal can show."""
    with suppress(AttributeError):
        if format == "table":
            stream.reconfigure(errors="replace")  # type: ignore[attr-defined]
        else:
            stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[attr-defined]


def _same(path: str, source: str) -> bool:
    with suppress(OSError, ValueError):
        return Path(path).samefile(source)
    return False
