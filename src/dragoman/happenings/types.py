"""What several reports tell together: events as told, happenings, and what is said of them."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.records import Event, Status

Ending = Literal["postponed", "cancelled"]


class Told(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event, and by whom it is told.

    `date` is the ISO day of the report, `story` its story, `copies` its group of near-duplicates; a report without
    them is a story, and a source, of its own.
    """

    event: Event
    date: str | None = None
    publisher: str | None = None
    story: str | None = None
    copies: str | None = None

    @property
    def source(self) -> str:
        """Whom it counts for: near-duplicates are one source."""
        return self.copies or self.event.doc


class Who(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A party to a happening."""

    name: str
    code: str | None = None

    @property
    def label(self) -> str:
        """As lists for people have it: "FRA Emmanuel Macron"."""
        return f"{self.code} {self.name}" if self.code else self.name


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What some reports say, and which."""

    value: str
    docs: tuple[str, ...]


class Aspect(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that is said of one thing, the most told first, and whether it can all be true. `note` says why not."""

    values: tuple[Value, ...] = ()
    agree: bool = True
    note: str = ""


class Happening(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What happened, or is to happen, once, in however many reports.

    `actor`, `recipient`, `mode`, `place`, `start` and `end` (ISO, as coarse as told) are what most sources say; all
    that is said stands in `actors` to `sizes`. `reports` are documents; `independent` counts near-duplicates once.
    `announced` are the events that tell it as planned, `denied` as negated, `reported` those that tell it as done, from
    the day `first_reported` on; `events` are all. `ending` says what it does to a plan, where it does so.
    """

    id: str
    event: str
    mode: str | None = None
    status: Status
    actor: tuple[Who, ...] = ()
    recipient: tuple[Who, ...] = ()
    start: str | None = None
    end: str | None = None
    place: str | None = None
    country: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    first_reported: str | None = None
    reports: tuple[str, ...]
    publishers: tuple[str, ...] = ()
    stories: tuple[str, ...] = ()
    independent: int
    events: tuple[str, ...]
    announced: tuple[str, ...] = ()
    reported: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    ending: Ending | None = None
    actors: Aspect = Aspect()
    recipients: Aspect = Aspect()
    dates: Aspect = Aspect()
    places: Aspect = Aspect()
    sizes: dict[str, Aspect] = {}
    why: tuple[str, ...]
