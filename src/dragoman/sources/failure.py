"""Why a page cannot be had."""

from __future__ import annotations

from dragoman.sources.types import Fault


class FetchError(Exception):
    """A page that cannot be had, in words for a person. `again`: it may be had if one tries again, `after` so many
    seconds where the host says so."""

    def __init__(self, reason: str, remedy: str, *, again: bool = False, after: float | None = None) -> None:
        self.reason, self.remedy, self.again, self.after = reason, remedy, again, after
        super().__init__(reason)

    def fault(self, origin: str) -> Fault:
        return Fault(origin=origin, stage="fetch", reason=self.reason, remedy=self.remedy)
