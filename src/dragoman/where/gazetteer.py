"""The gazetteer: countries and regions of our own tables, cities of GeoNames."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.where.cities import all_cities
from dragoman.where.key import key_of

LONGEST_NAME = 7
# Where small places are named like persons and common words.
ENGLISH = frozenset(("USA", "GBR", "CAN", "AUS", "NZL", "IRL"))
# A region is counted like a city of so many people where names compete.
REGION_WEIGHT = 2_000_000
_MOST_REMEMBERED = 50_000


class Entry(msgspec.Struct, frozen=True):
    """A place that a name may mean. Degrees, WGS 84; `country` is alpha-3; `kind`: country, region, city, other.

    `spellings` is how many GeoNames has of a larger city's name: a measure of its fame.
    """

    name: str
    kind: str
    country: str | None
    lat: float
    lon: float
    geonameid: int | None
    population: int
    admin: str
    alias: bool = False
    spellings: int = 0

    @property
    def is_county(self) -> bool:
        """A county of the United States: most names of them are found in several states."""
        return self.country == "USA" and self.kind == "region" and self.name.endswith((" County", " Parish"))


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A row of countries.tsv: a country or dependency, with the point that stands for it."""

    name: str
    code: str
    capital: str | None = None
    lat: float
    lon: float
    population: int
    geonameid: int


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A row of regions.tsv: a division, water, island, base or camp; or (`same_as`) another name of a place."""

    name: str
    kind: str
    country: str | None = None
    admin: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    same_as: str | None = None


def all_countries(library: Library) -> list[Country]:
    """The rows of countries.tsv."""
    return library.table("where/countries.tsv", Country, lambda c: c.name)


def all_regions(library: Library) -> list[Region]:
    """The rows of regions.tsv."""
    return library.table("where/regions.tsv", Region, lambda r: (r.name, r.kind, r.country, r.admin, r.same_as))


class Gazetteer:
    """Names to the places they may mean."""

    def __init__(self, library: Library) -> None:
        self._own: dict[str, list[Entry]] = {}
        self._known: dict[str, tuple[Entry, ...]] = {}
        self._openers: dict[str, bool] = {}
        self._countries: dict[str, Entry] = {}
        self._short: dict[str, str] = {}
        self._clipped: set[str] = set()
        self._first_words: set[str] = set()
        self.capitals: dict[str, str] = {}
        self._all_cities = all_cities()
        for country in all_countries(library):
            self._add(
                country.name,
                Entry(
                    country.name, "country", country.code, country.lat, country.lon, country.geonameid,
                    country.population, "",
                ),
            )  # fmt: skip
            if country.capital:
                self.capitals[key_of(country.capital)] = country.code
        rows = all_regions(library)
        for row in rows:
            if row.lat is not None and row.lon is not None:
                large = row.kind == "region" and not row.name.endswith((" County", " Parish"))
                weight = REGION_WEIGHT if large else 0
                self._add(
                    row.name,
                    Entry(
                        row.name, row.kind, row.country, row.lat, row.lon, row.geonameid, weight, row.admin or "",
                    ),
                )  # fmt: skip
        for row in rows:
            if row.same_as is not None:
                entry = self._namesakes(row)[0]
                self._add(row.name, msgspec.structs.replace(entry, alias=entry.kind == "region"))
        self._first_words |= {key.split(" ", 1)[0] for key in self._own}

    def places(self, key: str) -> tuple[Entry, ...]:
        """The places of a name, given by its key: countries, then by people."""
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            own = self._own.get(key, [])
            found = [*own, *(c for c in self._cities(key) if not (own and c.alias))]
            found.sort(key=lambda e: (e.kind != "country", -e.population))
            known = self._known[key] = tuple(found)
        return known

    def country(self, code: str) -> Entry | None:
        """The country of a code."""
        return self._countries.get(code)

    def key(self, surface: str) -> str:
        """The key of words of a text. Abbreviations stand for themselves: "US" is no "us"."""
        return self._short.get(surface) or key_of(surface)

    def is_clipped(self, word: str) -> bool:
        """An abbreviation without its full stop ("Ky"), which needs a comma before it."""
        return word in self._clipped and "." not in word

    def opens_name(self, word: str) -> bool:
        """Is there a name of a place that begins with this word?"""
        known = self._openers.get(word)
        if known is None:
            if len(self._openers) >= _MOST_REMEMBERED:
                self._openers.clear()
            key = key_of(word)
            known = self._openers[word] = (
                word in self._short or key in self._first_words or self._all_cities.opens_name(key)
            )
        return known

    def _cities(self, key: str) -> Iterator[Entry]:
        """The cities of a name; large ones also by other spellings."""
        for cities, alias in ((self._all_cities.named(key), False), (self._all_cities.aliased(key), True)):
            for city in cities:
                yield Entry(
                    city.name, "city", city.country, city.lat, city.lon, city.geonameid, city.population, city.admin,
                    alias, city.spellings,
                )  # fmt: skip

    def _namesakes(self, row: Region) -> list[Entry]:
        """The places of the kind that another name stands for, the most important first."""
        found = [e for e in self.places(key_of(row.same_as or "")) if e.kind == row.kind]
        if not found:
            raise KnowledgeError("where/regions.tsv", None, "same_as", f"{row.name}: no {row.kind} {row.same_as!r}")
        return found

    def _add(self, name: str, entry: Entry) -> None:
        if entry.kind == "country" and entry.name == name and entry.country is not None:
            self._countries[entry.country] = entry
        key = key_of(name)
        if len(key) <= 4 and (name.isupper() or "." in name):
            key = name
            self._short[name] = key
            if name.endswith("."):
                self._short[name[:-1]] = key
                self._clipped.add(name[:-1])
        self._own.setdefault(key, []).append(entry)
        if "'s " in name:
            self._first_words.add(key_of(name.split("'", 1)[0]))
