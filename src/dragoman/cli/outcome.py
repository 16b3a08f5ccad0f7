"""How a run ends: what is said on standard error, and the exit code.

0 all went well, or whoever read the output had enough; 1 something could not be read; 2 the command was given something
it cannot use; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import typer

from dragoman.errors import DragomanError, InputError

UNREAD, UNUSABLE, INTERRUPTED = 1, 2, 130


def say(message: str) -> None:
    """One line on standard error. A message never breaks the run, nor the terminal it appears in."""
    shown = "".join(c if c.isprintable() else repr(c)[1:-1] for c in message)
    with suppress(OSError, ValueError):
        sys.stderr.write(f"dragoman: {shown}\n")
        sys.stderr.flush()


@contextmanager
def plain_outcome(debug: bool = False) -> Iterator[None]:
    """Turns what went wrong into one line and an exit code. With `debug`, an internal error shows its traceback."""
    try:
        yield
    except typer.Exit:
        raise
    except DragomanError as error:
        say(str(error))
        raise typer.Exit(UNREAD if isinstance(error, InputError) else UNUSABLE) from error
    except BrokenPipeError as error:
        drop_output()
        raise typer.Exit(0) from error
    except KeyboardInterrupt as error:
        say("interrupted")
        raise typer.Exit(INTERRUPTED) from error
    except Exception as error:
        say_internal("dragoman", error, debug)
        raise typer.Exit(UNREAD) from error


def say_internal(where: str, error: Exception, debug: bool) -> None:
    """Tells of a mistake of our own."""
    say(f"{where}: an internal error, please report it ({type(error).__name__}: {error}); --debug shows where")
    if debug:
        traceback.print_exception(error)


def drop_output() -> None:
    """Sends what is still to be written nowhere, so that nothing complains at exit."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
