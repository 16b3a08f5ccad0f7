"""Events as rows of Phoenix: 26 columns without a header, one row for each source and target that both have a code."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.exchange.cells import clean
from dragoman.exchange.gdelt import quad_class
from dragoman.exchange.parties import CameoParty, cameo_party
from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables
from dragoman.exchange.told import LeftOut, Told, pairs, told
from dragoman.records import Event

COLUMNS = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
    "CountryCode", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
Row = tuple[object, ...]
# The roles that Phoenix keeps apart; what else a code says is an attribute.
_ROLES = frozenset("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL".split())


def phoenix(events: Sequence[Event], report: Report, coder: str, tables: Tables) -> tuple[list[Row], list[LeftOut]]:
    """The events of a report as rows of Phoenix, and what has none. `coder` names the program and its version."""
    rows: list[Row] = []
    left: list[LeftOut] = []
    for item in told(events, report):
        if isinstance(item, LeftOut):
            left.append(item)
            continue
        cameo = item.cameo(tables)
        sides = [(cameo_party(one, tables), cameo_party(two, tables)) for one, two in pairs(item.event)]
        coded = [(n, one, two) for n, (one, two) in enumerate(sides, 1) if one.code and two.code]
        if item.day is None or not cameo or not coded:
            reason = "no date" if item.day is None else "no CAMEO code" if not cameo else "no code on both sides"
            left.append(LeftOut(event=item.event.id, reason=reason))
            continue
        rows += (_row(item, item.day, n, one, two, cameo, report, coder, tables) for n, one, two in coded)
    return rows, left


def penta_class(cameo: str) -> int:
    """0 neutral, 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return 0 if int(cameo[:2]) <= 2 else quad_class(cameo)


def _row(
    item: Told, day: str, number: int, one: CameoParty, two: CameoParty, cameo: str, report: Report, coder: str,
    tables: Tables,
) -> Row:  # fmt: skip
    year, month, of_month = day.split("-")
    place = item.event.place
    kind = tables.place_kind(place) if place else ""
    return (
        f"{item.event.id}_{number}_{clean(coder).replace(' ', '-')}", f"{year}{month}{of_month}", int(year), int(month),
        int(of_month), *_actor(one), *_actor(two), cameo, cameo[:2], penta_class(cameo), tables.goldstein(cameo), None,
        place.lat if place else None, place.lon if place else None, place.name if place and kind == "city" else None,
        place.name if place and kind == "region" else None, place.country if place else None,
        report.sentence(item.event.start), report.url or report.id, report.source,
    )  # fmt: skip


def _actor(party: CameoParty) -> Row:
    """The full code, its entity (a country or a kind of body), the first role, and the rest of it."""
    parts = list(party.types)
    entity = parts.pop(0) if parts and party.code.startswith(parts[0]) and _is_body(party) else party.country
    role = next((p for p in parts if p in _ROLES), "")
    rest = [p for p in (party.country if entity != party.country else "", party.group, *parts) if p and p != role]
    return (party.code, entity, role, ";".join(rest))


def _is_body(party: CameoParty) -> bool:
    return party.types[0] in ("IGO", "IMG", "INT", "MNC", "NGO")
