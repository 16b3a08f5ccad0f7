"""`dragoman export`: the events of a store as lines of a published data set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dragoman.cli.options import one_of
from dragoman.cli.outcome import say
from dragoman.cli.output import EXPORTS, coder, opened

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
        _write(exported_plover(archive, asked, coder()), format, out)
        return
    writer = Writer(format, coder(), Tables(Library(lexicon)))
    _write(exported(archive, asked, writer), format, out)
    if left := writer.left.most_common():
        say(f"events without a row in {format}: {', '.join(f'{number:,} {reason}' for reason, number in left)}")


def _write(lines: Iterable[str], format: str, out: str | None) -> None:
    with opened(out, format, [], why=False) as output:
        for line in lines:
            output.write(line)
