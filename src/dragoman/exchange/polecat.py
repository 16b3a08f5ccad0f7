"""Events as rows of POLECAT: 40 columns, one event a row; `; ` joins a list in a cell, `None` is what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from dragoman.exchange.cells import clean
from dragoman.exchange.parties import body_of, called, sectors
from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables
from dragoman.exchange.told import LeftOut, Told, days_of, told
from dragoman.records import Actor, Event, Place

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
Listed = tuple[str | None, ...]


class Parties(msgspec.Struct, frozen=True, kw_only=True):
    """One side of an event. All but `sectors` go by position, with None where a party has none."""

    names: Listed = ()
    countries: Listed = ()
    cow: tuple[int | None, ...] = ()
    primary: Listed = ()
    sectors: Listed = ()
    titles: Listed = ()
    raw: Listed = ()
    wikipedia: Listed = ()


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """Where it happened. Degrees, WGS 84; `country` is alpha-3."""

    name: str | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    raw: str | None = None
    feature: str | None = None


class PolecatRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of POLECAT. Lists that hold nothing but None are empty."""

    id: str
    date: str | None = None
    event: str
    mode: str | None = None
    intensity: float | None = None
    quad: int | None = None
    contexts: Listed = ()
    actor: Parties = Parties()
    recipient: Parties = Parties()
    place: Spot = Spot()
    source: str | None = None
    published: str | None = None
    people: Listed = ()
    organizations: Listed = ()
    locations: Listed = ()
    language: str | None = None
    version: str | None = None

    def cells(self) -> list[str]:
        """The 40 cells."""
        place = self.place
        return [
            _cell(self.id), _cell(self.date), _cell(self.event), _cell(self.mode), _cell(self.intensity),
            _cell(QUADS.get(self.quad or 0)), _list(self.contexts), *_party_cells(self.actor),
            *_party_cells(self.recipient), _cell(place.name), _cell(place.city), _cell(place.district),
            _cell(place.province), _cell(place.country), _cell(place.lat), _cell(place.lon), _cell(place.geonameid),
            _cell(place.raw), _cell(place.feature), _cell(self.source), _cell(self.published), _list(self.people),
            _list(self.organizations), _list(self.locations), _cell(self.language), _cell(self.version),
        ]  # fmt: skip


def polecat(
    events: Sequence[Event], report: Report, coder: str, tables: Tables
) -> tuple[list[PolecatRow], list[LeftOut]]:
    """The events of a report as rows of POLECAT, and what has none. `coder` names the program."""
    rows: list[PolecatRow] = []
    left: list[LeftOut] = []
    people, organizations, locations = _story(events, tables)
    for item in told(events, report):
        if isinstance(item, LeftOut):
            left.append(item)
            continue
        rows.append(
            PolecatRow(
                id=f"{clean(report.id)}_{item.event.id}",
                date=item.day,
                event=item.event.event,
                mode=item.event.mode,
                intensity=item.event.score,
                quad=item.event.quad if item.event.quad in QUADS else None,
                contexts=tuple(item.event.context),
                actor=_parties(item.event.actor, tables),
                recipient=_parties(item.event.recipient, tables),
                place=_spot(item, report, tables),
                source=_text(report.source),
                published=days_of(report.date),
                people=people,
                organizations=organizations,
                locations=locations,
                language=_text(report.language),
                version=_text(coder),
            )
        )
    return rows, left


def listed(values: Iterable[str | None]) -> Listed:
    """A list as a cell can hold it: no `;` within a value, and nothing where there are only gaps."""
    found = tuple(_text((v or "").replace(";", ",")) for v in values)
    return found if any(found) else ()


def _parties(actors: Sequence[Actor], tables: Tables) -> Parties:
    numbers = tuple(tables.countries[a.code].cow if a.code in tables.countries else None for a in actors)
    return Parties(
        names=listed(called(a) for a in actors),
        countries=listed(a.code for a in actors),
        cow=numbers if any(numbers) else (),
        primary=listed(a.sector for a in actors),
        sectors=listed(dict.fromkeys(s for a in actors for s in sectors(a))),
        titles=listed(a.office for a in actors),
        raw=listed(a.text for a in actors),
        wikipedia=listed(a.wikidata for a in actors),
    )


def _spot(item: Told, report: Report, tables: Tables) -> Spot:
    place = item.event.place
    if place is None:
        return Spot()
    kind, name = tables.place_kind(place), _text(place.name)
    return Spot(
        name=name,
        city=name if kind == "city" else None,
        province=name if kind == "region" else None,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        raw=_text(words_of(place, report)),
        feature="PCLI" if kind == "country" and tables.is_state(place.country) else None,
    )


def words_of(place: Place, report: Report) -> str | None:
    """The words that the place stands on."""
    return report.text[place.start : place.end] if report.text is not None else None


def _story(events: Iterable[Event], tables: Tables) -> tuple[Listed, Listed, Listed]:
    """The people, organizations and places of a report."""
    events = list(events)
    actors = [a for e in events for a in (*e.actor, *e.recipient, *([e.attribution] if e.attribution else []))]
    return (
        listed(dict.fromkeys(a.person for a in actors if a.person)),
        listed(dict.fromkeys(a.name for a in actors if not a.person and body_of(a, tables))),
        listed(dict.fromkeys(e.place.name for e in events if e.place)),
    )


def _party_cells(side: Parties) -> list[str]:
    cow = tuple(None if n is None else str(n) for n in side.cow)
    return [
        _list(values)
        for values in (
            side.names, side.countries, cow, side.primary, side.sectors, side.titles, side.raw, side.wikipedia,
        )
    ]  # fmt: skip


def _text(value: str | None) -> str | None:
    """A text as a cell can hold it; None for nothing and for the word that means nothing."""
    shown = clean(value)
    return shown if shown not in ("", "None") else None


def _cell(value: object) -> str:
    return "None" if value is None else clean(str(value))


def _list(values: Listed) -> str:
    return "; ".join(_cell(v) for v in values) or "None"
