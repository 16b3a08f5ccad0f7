"""An end to a request, however slowly its host speaks: timeouts of a client hold for each byte anew."""

from __future__ import annotations

import contextlib
import socket
from threading import Timer
from typing import Any, Self


class Deadline:
    """Breaks a request's connection off after some seconds. `passed` says whether it did.

    It is told of the connection by the client (`traced`, the `trace` extension of httpx).
    """

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: Any = None
        self._timer = Timer(seconds, self._break_off)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def traced(self, event: str, info: dict[str, Any]) -> None:
        """Takes note of the connection, first bare, then secured."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = info["return_value"].get_extra_info("socket")

    def _break_off(self) -> None:
        self.passed = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
