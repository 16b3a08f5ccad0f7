"""What may be asked of events, in the words of the field, as conditions in SQL."""

from __future__ import annotations

from typing import Any

import msgspec

from dragoman.errors import OptionError
from dragoman.text.dateline import iso_day

STATUSES = ("actual", "planned", "historical", "hypothetical", "negated")


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events. Codes are PLOVER's (alpha-3 countries, IGO, ...); days are ISO, the last included.

    `countries`: on either side, any of them. `source` and `target`: who to whom. `status` defaults to what happened.
    """

    countries: tuple[str, ...] = ()
    source: str | None = None
    target: str | None = None
    events: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ("actual",)
    context: str | None = None
    place: str | None = None
    first: str | None = None
    last: str | None = None
    publisher: str | None = None
    confidence: float = 0.0

    @classmethod
    def of(cls, given: dict[str, Any]) -> Filter:
        """Raises OptionError for a field that there is not, or a value that cannot be."""
        try:
            found = msgspec.convert({name: value for name, value in given.items() if value is not None}, cls)
        except msgspec.ValidationError as error:
            raise OptionError(f"{error}; the filters are {', '.join(cls.__struct_fields__)}") from error
        days = {name: iso_day(day, name) for name in ("first", "last") if (day := getattr(found, name))}
        for status in found.statuses:
            if status not in STATUSES:
                raise OptionError(f"{status}: is no status; one of {', '.join(STATUSES)}")
        return msgspec.structs.replace(found, **days)

    def on_events(self) -> tuple[str, dict[str, Any]]:
        """The condition on the table of events, and its values."""
        conditions, values = self._shared()
        if self.countries:
            conditions.append("list_has_any(codes, $countries)")
            values["countries"] = list(self.countries)
        if self.source and self.target:  # equals do it to each other, and stand on both sides
            conditions.append("id IN (SELECT id FROM dyads WHERE source = $source AND target = $target)")
        elif self.source or self.target:
            column, name = ("actor", "source") if self.source else ("recipient", "target")
            conditions.append(f"list_contains(codes, ${name})")
            conditions.append(f"list_contains(list_transform({column}, lambda a: a.code), ${name})")
        values |= {name: code for name in ("source", "target") if (code := getattr(self, name))}
        if self.context:
            conditions.append("list_contains(context, $context)")
            values["context"] = self.context
        if self.place:
            conditions.append("(place.country = $place OR lower(place.name) = lower($place))")
            values["place"] = self.place
        return " AND ".join(conditions) or "true", values

    def on_dyads(self) -> tuple[str, dict[str, Any]]:
        """The condition on the table of dyads, of what a dyad has."""
        conditions, values = self._shared()
        if self.countries:
            conditions.append("(list_contains($countries, source) OR list_contains($countries, target))")
            values["countries"] = list(self.countries)
        for name in ("source", "target"):
            if code := getattr(self, name):
                conditions.append(f"{name} = ${name}")
                values[name] = code
        return " AND ".join(conditions) or "true", values

    def on_happenings(self) -> tuple[str, dict[str, Any]]:
        """The condition on the table of happenings, of what a happening has."""
        conditions, values = msgspec.structs.replace(self, publisher=None, confidence=0.0, quads=())._shared()
        if codes := [*self.countries, *filter(None, (self.source, self.target))]:
            both = self.source and self.target
            conditions.append(f"{'list_has_all' if both else 'list_has_any'}(codes, $codes)")
            values["codes"] = codes
        if self.place:
            conditions.append("(country = $place OR lower(place) = lower($place))")
            values["place"] = self.place
        return " AND ".join(conditions) or "true", values

    def without_publisher(self) -> Filter:
        return msgspec.structs.replace(self, publisher=None)

    def _shared(self) -> tuple[list[str], dict[str, Any]]:
        conditions: list[str] = []
        values: dict[str, Any] = {}
        for column, given in (
            ("event", self.events), ("mode", self.modes), ("quad", self.quads), ("status", self.statuses),
        ):  # fmt: skip
            if given:
                conditions.append(f"list_contains(${column}, {column})")
                values[column] = list(given)
        for sign, bound in ((">=", "first"), ("<=", "last")):
            if day := getattr(self, bound):
                conditions.append(f"day {sign} CAST(${bound} AS DATE)")
                values[bound] = day
        if self.publisher:
            conditions.append("publisher = $publisher")
            values["publisher"] = self.publisher
        if self.confidence:
            conditions.append("confidence >= $confidence")
            values["confidence"] = self.confidence
        return conditions, values
