"""What the options of `dragoman read` mean. Every value that cannot be used raises OptionError."""

from __future__ import annotations

import sys
from difflib import get_close_matches

from dragoman.cli.output import EXPORTS, FORMATS
from dragoman.errors import OptionError
from dragoman.text.dateline import iso_day
from dragoman.text.examples import names
from dragoman.views.select import KINDS


def format_of(given: str) -> str:
    return one_of("--format", given, FORMATS)


def kinds_of(given: str | None, format: str) -> tuple[str, ...]:
    """The kinds of record to show, in the order of the views."""
    if given is None:
        return KINDS
    asked = {one_of("--kinds", kind.strip(), KINDS) for kind in given.split(",")}
    if format in EXPORTS and "events" not in asked:
        has = "the PLOVER standard has" if format == "plover" else f"the format {format} has"
        raise OptionError(f"--kinds {given}: {has} events only; leave the option out")
    return tuple(kind for kind in KINDS if kind in asked)


def day_of(given: str | None) -> str | None:
    return None if given is None else iso_day(given, "--date")


def limit_of(given: int) -> int:
    if given < 1:
        raise OptionError(f"--max-chars {given}: must be 1 or more")
    return given


def sources_of(files: list[str], example: bool) -> list[str]:
    """What is to be read: files, `-` for standard input (the default where something is piped in), or examples."""
    if example:
        known = names()
        return [one_of("--example", name, known) for name in files] or known[:1]
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        raise OptionError("nothing to read: name a file, pipe a text in, or try `dragoman read --example`")
    return files or ["-"]


def one_of(option: str, given: str, known: tuple[str, ...] | list[str]) -> str:
    """The value, if it is known. Raises OptionError with the nearest that is."""
    if given in known:
        return given
    near = get_close_matches(given, known, 1)
    hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(known)}"
    raise OptionError(f"{option} {given}: unknown; {hint}")
