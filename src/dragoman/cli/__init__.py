"""The command `dragoman`: one file a verb, thin over the package."""

from __future__ import annotations

import sys

from dragoman.parse.threads import one_thread


def main() -> None:
    """The console script."""
    one_thread()
    try:
        from dragoman.cli.app import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
