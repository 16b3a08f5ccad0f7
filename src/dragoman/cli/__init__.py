"""The command `dragoman`: one file a verb, thin over the package."""

from __future__ import annotations

import sys


def main() -> None:
    """The console script."""
    try:
        from dragoman.cli.app import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
