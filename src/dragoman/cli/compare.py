"""`dragoman compare`: our events held against another data set."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.outcome import plain_outcome, say
from dragoman.cli.read import Debug

if TYPE_CHECKING:
    from dragoman.exchange.coded import Side

Ours = Annotated[str, typer.Argument(metavar="OURS", help="Events from `dragoman read`: -f plover, jsonl, polecat.")]
Theirs = Annotated[str, typer.Argument(metavar="THEIRS", help="A file of POLECAT or ICEWS, or of the kinds of OURS.")]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table (for people) or json.")]
Top = Annotated[int, typer.Option(metavar="NUMBER", help="How many dyads to show in the table.")]
_EXAMPLES = 5


def compare(ours: Ours, theirs: Theirs, format: Format = "table", top: Top = 20, debug: Debug = False) -> None:
    """Hold our events against those of another data set, by dyad and month."""
    with plain_outcome(debug):
        import msgspec

        from dragoman.cli.options import one_of
        from dragoman.cli.output import echo, set_encoding
        from dragoman.exchange.compare import compare as compared
        from dragoman.exchange.show import print_comparison

        one_of("--format", format, ("table", "json"))
        set_encoding(sys.stdout, format)
        left, right = _side(ours), _side(theirs)
        found = compared(left.coded, right.coded)
        aside = {"ours": left.aside, "theirs": right.aside}
        dropped = {"ours": len(left.dropped), "theirs": len(right.dropped)}
        echo(
            format,
            lambda: {**msgspec.to_builtins(found), "not compared": aside, "not read": dropped},
            lambda console: print_comparison(found, left, right, console, max(top, 0)),
        )


def _side(path: str) -> Side:
    from dragoman.exchange.coded import read_side
    from dragoman.exchange.tables import packaged
    from dragoman.text.load import read_file

    side = read_side(read_file(path, "name a file that can be read"), path, packaged())
    for number, dropped in enumerate(side.dropped):
        if number == _EXAMPLES:
            break
        where = f"{path}:{dropped.line}" + (f": {dropped.column}" if dropped.column else "")
        say(f"{where}: {dropped.reason}" + (f" ({dropped.value})" if dropped.value else ""))
    if len(side.dropped) > _EXAMPLES:
        reasons = Counter(dropped.reason for dropped in side.dropped).most_common(_EXAMPLES)
        say(f"{path}: {len(side.dropped):,} not taken: " + ", ".join(f"{n:,} {reason}" for reason, n in reasons))
    return side
