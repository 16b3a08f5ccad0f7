"""Places held against each other: one spot, or two, or a spot in a country or region."""

from __future__ import annotations

import math
from functools import cache

from dragoman.knowledge.files import Library
from dragoman.records import Place
from dragoman.where.gazetteer import all_countries, all_regions

_NEAR = 50.0  # kilometres between two names of one place
_EARTH = 6_371.0


@cache
def _wide() -> frozenset[str]:
    """The names of countries, and of regions: what happens in them can be anywhere in them."""
    library = Library()
    regions = (region.name for region in all_regions(library) if region.kind == "region")
    return frozenset((*(country.name for country in all_countries(library)), *regions))


def is_spot(name: str) -> bool:
    """Whether a place is smaller than a country or region."""
    return name not in _wide()


def same_spot(a: Place | None, b: Place | None) -> bool:
    """Whether both name one place that is smaller than a country or region."""
    if a is None or b is None or not is_spot(a.name) or not is_spot(b.name):
        return False
    distance = _distance(a, b)
    return a.name == b.name if distance is None else distance <= _NEAR


def places_agree(a: Place | None, b: Place | None) -> bool:
    """Whether one thing can have happened in both: one spot, or a spot in the country or region."""
    if a is None or b is None:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    return not is_spot(a.name) or not is_spot(b.name) or _distance(a, b) is None or same_spot(a, b)


def _distance(a: Place, b: Place) -> float | None:
    """Kilometres between two places; None where one is not on the map."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    north, south = math.radians(a.lat), math.radians(b.lat)
    cosine = math.sin(north) * math.sin(south) + math.cos(north) * math.cos(south) * math.cos(
        math.radians(a.lon - b.lon)
    )
    return _EARTH * math.acos(max(-1.0, min(1.0, cosine)))
