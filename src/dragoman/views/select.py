"""The kinds of record, and readings cut down to some of them."""

from __future__ import annotations

from collections.abc import Collection

from dragoman.reading import Reading

KINDS = ("events", "statements", "figures", "facts", "checks")


def only(reading: Reading, kinds: Collection[str]) -> Reading:
    """The reading with no records but those of these kinds."""
    events, statements, figures, facts, checks = ([*getattr(reading, k)] if k in kinds else [] for k in KINDS)
    return Reading(reading.document, events, statements, figures, facts, checks, reading.sentences)
