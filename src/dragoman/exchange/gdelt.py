"""Events as rows of GDELT 2.0 Event: 61 columns without a header, one row for each pair of actors.

What is not measured here (tone, the places of the actors) is left empty.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.exchange.parties import CameoParty, cameo_party
from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables
from dragoman.exchange.told import LeftOut, Told, days_of, pairs, row_number, told
from dragoman.records import Event, Place

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{n}{part}" for n in (1, 2) for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
Row = tuple[object, ...]
_NOWHERE: Row = (0, None, None, None, None, None, None, None)
# GeoNames numbers the divisions of these as ISO does, those of the others as FIPS 10-4 did.
_ISO_DIVISIONS = frozenset(("BEL", "CHE", "MNE"))


def gdelt(events: Sequence[Event], report: Report, tables: Tables) -> tuple[list[Row], list[LeftOut]]:
    """The events of a report as rows of GDELT, and what has none: what is undated, or has no code on either side."""
    rows: list[Row] = []
    left: list[LeftOut] = []
    lead_end = report.lead_end()
    for item in told(events, report):
        if isinstance(item, LeftOut):
            left.append(item)
            continue
        sides = [(cameo_party(one, tables), cameo_party(two, tables)) for one, two in pairs(item.event)]
        cameo = item.cameo(tables)
        if item.day is None or not cameo or not any(one.code or two.code for one, two in sides):
            reason = "no date" if item.day is None else "no actor with a code" if cameo else "no CAMEO code"
            left.append(LeftOut(event=item.event.id, reason=reason))
            continue
        root = None if lead_end is None else int(item.event.start < lead_end)
        for number, (one, two) in enumerate(sides, 1):
            if one.code or two.code:
                rows.append(_row(item, item.day, number, one, two, cameo, root, report, tables))
    return rows, left


def quad_class(cameo: str) -> int:
    """GDELT's class of a CAMEO code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    root = int(cameo[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _row(
    item: Told, day: str, number: int, one: CameoParty, two: CameoParty, cameo: str, root: int | None, report: Report,
    tables: Tables,
) -> Row:  # fmt: skip
    year, month, of_month = day.split("-")
    fraction = int(year) + ((int(month) - 1) * 30 + int(of_month)) / 365
    added = (days_of(report.date) or day).replace("-", "")
    return (
        row_number(item.event.id, number), f"{year}{month}{of_month}", f"{year}{month}", int(year), f"{fraction:.4f}",
        *_actor(one), *_actor(two), root, cameo, cameo[:3], cameo[:2], quad_class(cameo), tables.goldstein(cameo),
        1 + len(item.event.mentions), 1, 1, None, *_NOWHERE, *_NOWHERE, *_place(item.event.place, tables),
        f"{added}000000", report.url or report.id,
    )  # fmt: skip


def _actor(party: CameoParty) -> Row:
    one, two, three = (*party.types, "", "", "")[:3]
    return (party.code, party.name.upper(), party.country, party.group, "", "", "", one, two, three)


def _place(place: Place | None, tables: Tables) -> Row:
    """The type is 1 a country, 2 a state and 3 a city of the United States, 4 another city, 5 another region."""
    kind = tables.place_kind(place) if place else ""
    if place is None or not kind:
        return _NOWHERE
    fips = tables.fips(place.country)
    america = place.country == "USA"
    country = tables.countries.get(place.country or "")
    within = f", {country.icews}" if country else ""
    if kind == "country":
        return (1, place.name, fips, fips, "", place.lat, place.lon, fips)
    type_ = (2 if america else 5) if kind == "region" else 3 if america else 4
    admin = "" if kind != "region" or place.country in _ISO_DIVISIONS else tables.admin(place)
    division = f"{fips}{admin}" if admin and fips else ""
    return (type_, place.name + within, fips, division, "", place.lat, place.lon, "")
