"""A reading process in which some reports do to it what real ones may."""

from __future__ import annotations

import faulthandler
import os
import signal
import time

from dragoman.engine.child import main
from dragoman.engine.desk import Outcome, Settings
from dragoman.sources.types import Piece


class EvilDesk:
    """Reads nothing; a piece's text says what it does."""

    def __init__(self, settings: Settings) -> None:
        self.held: list[bytes] = []

    def load(self) -> None:
        print("libraries print where they like", flush=True)

    def read(self, piece: Piece) -> Outcome:
        what = piece.content.decode()
        if what == "crash":
            faulthandler.disable()
            os.kill(os.getpid(), signal.SIGSEGV)
        elif what == "leave":
            os._exit(3)
        elif what == "hang":
            time.sleep(600)
        elif what == "flood":
            for _ in range(100):
                self.held.append(b"x" * 30_000_000)
                time.sleep(0.05)
        return Outcome(piece.id, "read", {"documents": [{"doc": piece.id, "origin": piece.origin, "text": what}]})


if __name__ == "__main__":
    main(EvilDesk)
