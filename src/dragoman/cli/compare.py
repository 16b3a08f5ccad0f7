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
        from dragoman.cli.options import one_of
        from dragoman.cli.output import set_encoding
        from dragoman.exchange.compare import compare as compared

        one_of("--format", format, ("table", "json"))
        set_encoding(sys.stdout, format)
        left, right = _side(ours), _side(theirs)
        found = compared(left.coded, right.coded)
        if format == "json":
            import json

            import msgspec

            aside = {"ours": left.aside, "theirs": right.aside}
            dropped = {"ours": len(left.dropped), "theirs": len(right.dropped)}
            shown = {**msgspec.to_builtins(found), "not compared": aside, "not read": dropped}
            typer.echo(json.dumps(shown, indent=2))
        else:
            from rich.console import Console

            from dragoman.exchange.show import print_comparison

            console = Console(highlight=False)
            with console.capture() as captured:
                print_comparison(found, left, right, console, max(top, 0))
            typer.echo(captured.get(), nl=False)


def _side(path: str) -> Side:
    from dragoman.exchange.coded import read_side
    from dragoman.exchange.tables import packaged

    side = read_side(_bytes(path), path, packaged())
    for number, dropped in enumerate(side.dropped):
        if number == _EXAMPLES:
            break
        where = f"{path}:{dropped.line}" + (f": {dropped.column}" if dropped.column else "")
        say(f"{where}: {dropped.reason}" + (f" ({dropped.value})" if dropped.value else ""))
    if len(side.dropped) > _EXAMPLES:
        reasons = Counter(dropped.reason for dropped in side.dropped).most_common(_EXAMPLES)
        say(f"{path}: {len(side.dropped):,} not taken: " + ", ".join(f"{n:,} {reason}" for reason, n in reasons))
    return side


def _bytes(path: str) -> bytes:
    from pathlib import Path

    from dragoman.errors import InputError

    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(path, reason, "name a file that can be read") from error
