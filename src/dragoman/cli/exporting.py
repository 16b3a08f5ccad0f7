"""`dragoman export`: the events of a store as lines of a published data set."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from dragoman.cli.options import one_of
from dragoman.cli.outcome import say
from dragoman.cli.output import EXPORTS, coder, set_encoding
from dragoman.errors import OptionError

if TYPE_CHECKING:
    from dragoman.questions.archive import Archive


def export_to(archive: Archive, which: dict[str, Any], format: str, out: str | None, lexicon: str | None) -> None:
    """Writes the events to a file, or to standard output. Tells what has no row."""
    from dragoman.exchange.tables import Tables
    from dragoman.exchange.write import Writer
    from dragoman.knowledge.files import Library
    from dragoman.questions.export import exported, exported_plover
    from dragoman.questions.filters import Filter

    one_of("--format", format, EXPORTS)
    asked = Filter.of(which)
    if format == "plover":
        _write(exported_plover(archive, asked, coder()), out)
        return
    writer = Writer(format, coder(), Tables(Library(lexicon)))
    _write(exported(archive, asked, writer), out)
    if left := writer.left.most_common():
        say(f"events without a row in {format}: {', '.join(f'{number:,} {reason}' for reason, number in left)}")


def _write(lines: Iterable[str], out: str | None) -> None:
    if out is None or out == "-":
        set_encoding(sys.stdout, "rows")
        _write_to(sys.stdout, lines)
        return
    try:
        with open(out, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            _write_to(stream, lines)
    except OSError as error:
        raise OptionError(f"--out {out}: cannot be written ({error.strerror})") from error


def _write_to(stream: TextIO, lines: Iterable[str]) -> None:
    for line in lines:
        stream.write(line)
    stream.flush()
