"""Each part of a reading by itself: times, numbers, places, actors, names, figures, statements (docs/parts.md).

All stand on one `Reader`, whose rooms load when first asked: the packaged one, or your own by `reader=`. Offsets are
into the text as given. A text without words holds nothing: the answer is an empty list. An impossible `date` raises
OptionError.
"""

from __future__ import annotations

from functools import cache

from dragoman.howmuch.types import Quantity
from dragoman.parse.types import Parsed
from dragoman.reader import Reader
from dragoman.reading import Reading
from dragoman.records import Actor, Figure, Statement
from dragoman.said.types import Opinion
from dragoman.text.dateline import dateline, iso_day
from dragoman.text.document import plain
from dragoman.when.types import TimeMention
from dragoman.where.types import PlaceMention
from dragoman.who.types import Mention


def read(text: str, *, date: str | None = None) -> Reading:
    """Read one report. `date` is its ISO day; without one it is taken from the dateline, if there is one.

    The first call loads everything (about a second). For many documents, other models or a lexicon of your own, keep
    a `Reader`. Raises InputError for a text without words, OptionError for an impossible date.
    """
    return _shared().read(text, date=date)


def find_times(text: str, date: str | None = None, *, reader: Reader | None = None) -> list[TimeMention]:
    """Dates, clock times, durations and sets, with TIMEX3 values and ISO bounds. Needs no parser, and loads none.

    `date` is what relative ones are counted from; without it, the dateline's; without both, they stay unresolved.
    """
    day = iso_day(date) if date else dateline(text)
    return (reader or _shared()).rooms.when.find_in_text(text, day).mentions


def find_numbers(text: str, *, reader: Reader | None = None) -> list[Quantity]:
    """Numbers with their units, ranges and qualifiers ("more than"). Needs no parser, and loads none."""
    return (reader or _shared()).rooms.howmuch.reader.read(text)


def find_places(text: str, *, reader: Reader | None = None) -> list[PlaceMention]:
    """Toponyms, each with its place on the map, or its candidates where it could be several."""
    desk = reader or _shared()
    parsed = _parsed(desk, text, None)
    return desk.rooms.where.find(parsed).mentions if parsed else []


def find_actors(text: str, date: str | None = None, *, reader: Reader | None = None) -> list[Mention]:
    """Everybody the text mentions: names, persons, roles, pronouns, and the actors that each stands for.

    `date` says who held an office then.
    """
    desk = reader or _shared()
    parsed = _parsed(desk, text, date)
    return desk.rooms.cast(parsed).mentions if parsed else []


def find_figures(text: str, date: str | None = None, *, reader: Reader | None = None) -> list[Figure]:
    """Numbers that mean something: what is counted, whose, in which period, how it changed, who counted."""
    desk = reader or _shared()
    parsed = _parsed(desk, text, date)
    return desk.rooms.figures(parsed) if parsed else []


def find_statements(text: str, date: str | None = None, *, reader: Reader | None = None) -> list[Statement]:
    """Who said what: direct, indirect and mixed speech, with the speaker as an actor."""
    desk = reader or _shared()
    parsed = _parsed(desk, text, date)
    return desk.rooms.statements(parsed) if parsed else []


def find_opinions(text: str, date: str | None = None, *, reader: Reader | None = None) -> list[Opinion]:
    """What somebody thinks, wants, fears, supports or opposes: attitudes, which are no statements."""
    desk = reader or _shared()
    parsed = _parsed(desk, text, date)
    return desk.rooms.opinions(parsed) if parsed else []


def resolve_name(name: str, date: str | None = None, *, reader: Reader | None = None) -> Actor | None:
    """Whose a name by itself is: a country, body, group, office or person (in office on `date`); None if unknown."""
    return (reader or _shared()).rooms.who.resolve_name(name, iso_day(date) if date else None)


@cache
def _shared() -> Reader:
    return Reader()


def _parsed(reader: Reader, text: str, date: str | None) -> Parsed | None:
    """The text parsed; None where it holds no word."""
    day = iso_day(date) if date else None
    return reader.parse(text, date=day) if plain(text).strip() else None
