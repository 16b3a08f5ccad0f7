"""Events as rows of ICEWS: 20 columns, one row for each source and target, countries by name."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.exchange.cells import clean, shown
from dragoman.exchange.parties import called, icews_sectors
from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables
from dragoman.exchange.told import LeftOut, Told, pairs, row_number, told
from dragoman.records import Actor, Event

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
    "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
    "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


class IcewsParty(msgspec.Struct, frozen=True, kw_only=True):
    """The source or the target. `country` is a name."""

    name: str | None = None
    sectors: tuple[str, ...] = ()
    country: str | None = None


class IcewsRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of ICEWS. Not `id` alone but `id` with `date` is unique in the published files."""

    id: str
    date: str | None = None
    source: IcewsParty = IcewsParty()
    label: str | None = None
    cameo: str | None = None
    intensity: float | None = None
    target: IcewsParty = IcewsParty()
    story: str | None = None
    sentence: int | None = None
    publisher: str | None = None
    city: str | None = None
    district: str | None = None
    province: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None

    def cells(self) -> list[str]:
        """The 20 cells."""
        source, target = self.source, self.target
        cells = (
            self.id, self.date, source.name, ",".join(source.sectors), source.country, self.label, self.cameo,
            self.intensity, target.name, ",".join(target.sectors), target.country, self.story, self.sentence,
            self.publisher, self.city, self.district, self.province, self.country, self.lat, self.lon,
        )  # fmt: skip
        return list(map(shown, cells))


def icews(events: Sequence[Event], report: Report, tables: Tables) -> tuple[list[IcewsRow], list[LeftOut]]:
    """The events of a report as rows of ICEWS, and what has none: what is undated, or lacks a source or a target."""
    rows: list[IcewsRow] = []
    left: list[LeftOut] = []
    for item in told(events, report):
        if isinstance(item, LeftOut):
            left.append(item)
        elif item.day is None:
            left.append(LeftOut(event=item.event.id, reason="no date"))
        elif None in (parties := pairs(item.event))[0]:
            left.append(LeftOut(event=item.event.id, reason="no source or no target"))
        else:
            rows += (
                _row(item, number, source, target, report, tables)
                for number, (source, target) in enumerate(parties, 1)
                if source and target
            )
    return rows, left


def _row(item: Told, number: int, source: Actor, target: Actor, report: Report, tables: Tables) -> IcewsRow:
    event, place = item.event, item.event.place
    cameo = item.cameo(tables)
    deed = tables.deeds.get(cameo)
    kind = tables.place_kind(place) if place else ""
    name = clean(place.name) if place else None
    return IcewsRow(
        id=str(row_number(event.id, number)),
        date=item.day,
        source=_party(source, tables),
        label=deed.label if deed else None,
        cameo=cameo or None,
        intensity=tables.goldstein(cameo),
        target=_party(target, tables),
        story=clean(report.id) or None,
        sentence=report.sentence(event.start),
        publisher=clean(report.source) or None,
        city=name if kind == "city" else None,
        province=name if kind == "region" else None,
        country=_country(place.country, tables) if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
    )


def _party(actor: Actor, tables: Tables) -> IcewsParty:
    return IcewsParty(
        name=called(actor) or None, sectors=icews_sectors(actor, tables), country=_country(actor.code, tables)
    )


def _country(code: str | None, tables: Tables) -> str | None:
    country = tables.countries.get(code or "")
    return country.icews if country else None
