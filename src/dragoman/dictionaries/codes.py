"""The codes of CAMEO, for parties and events, as PLOVER has them."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from dragoman.knowledge.files import Library
from dragoman.what.lexicon import EventLexicon
from dragoman.who.lexicon import Lexicon

WORLD = frozenset({"EUR", "IGO", "IMG", "ISM", "MNC", "NGO", "UNO"})


class CodeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of codes.tsv: a three-letter part of CAMEO's codes for parties, and PLOVER's code for it.

    `kind`: an old code of a `country`, one of the `world`, a `sector`, a `region` or `none`, which PLOVER has not.
    """

    code: str
    kind: Literal["country", "world", "sector", "region", "none"]
    plover: str | None = None


class Party(msgspec.Struct, frozen=True):
    """Whom a code means. `lost` names its parts that PLOVER has no place for; `problem` says why it means nobody."""

    code: str | None = None
    sector: str | None = None
    lost: str = ""
    problem: str = ""


class EventCode(msgspec.Struct, frozen=True):
    """A CAMEO code with its PLOVER event. `back` is the code of a pair for what the target does in return."""

    cameo: str = ""
    event: str = ""
    back: str | None = None
    problem: str = ""


class Codes:
    """Looks up codes."""

    def __init__(self, library: Library, names: Lexicon, events: EventLexicon) -> None:
        self._rows = {r.code: r for r in library.table("dictionaries/codes.tsv", CodeRow, lambda r: r.code)}
        self._states = {n.code: n.code for n in names.names.values() if n.code and n.kind in ("country", "historical")}
        self._states |= {n.territory: n.code for n in names.names.values() if n.territory and n.code}
        self._events = events

    def party(self, written: str) -> Party:
        """Whom a code such as `AFGMIL`, `IGOUNO` or `~COP` means."""
        code = written.strip().strip("~").upper()
        if code and not code.strip("-"):
            return Party(problem="the null code: nobody is meant")
        if re.fullmatch(r"(?:[A-Z]{3})+", code) is None:
            return Party(problem=f"{written!r} is not a code made of three-letter parts")
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        if (state := self.country(parts[0])) is not None:
            return self._with_sector(state, parts[1:])
        row = self._rows.get(parts[0])
        if parts[0] == "EUR" or (row is not None and row.kind == "world"):
            return self._of_the_world(parts)
        if row is None:
            return Party(problem=f"{parts[0]} is not a code that CAMEO or PLOVER has")
        if row.kind == "sector":
            return self._with_sector(None, parts)
        what = "is a region, which has no code in PLOVER" if row.kind == "region" else "has no place in PLOVER"
        return Party(problem=f"{parts[0]} {what}")

    def country(self, part: str) -> str | None:
        """The state of an ISO code, of a dependency's, or of an older code."""
        row = self._rows.get(part)
        return self._states.get(part) or (row.plover if row is not None and row.kind == "country" else None)

    def _of_the_world(self, parts: list[str]) -> Party:
        """Bodies of no one state, and firms. The United Nations and the European Union have codes of their own."""
        if "UNO" in parts:
            return self._with_sector("UNO", [p for p in parts if p not in ("IGO", "UNO")])
        if "EEC" in parts:
            return self._with_sector("EUR", [p for p in parts if p not in ("IGO", "EUR", "EEC")])
        if parts[0] == "EUR":
            return Party(problem="EUR is a region, which has no code in PLOVER")
        row = self._rows[parts[0]]
        home = next((state for part in parts[1:] if (state := self.country(part)) is not None), None)
        if row.plover == "MNC" and home is not None:  # our tables have firms by their home
            lost = [part for part in parts[1:] if part != "BUS" and self.country(part) != home]
            return Party(home, "BUS", f"{', '.join(lost)} left out" if lost else "")
        return self._with_sector(row.plover, parts[1:])

    def _with_sector(self, code: str | None, parts: list[str]) -> Party:
        """A code with the first sector among the rest."""
        sector, lost = None, []
        for part in parts:
            row = self._rows.get(part)
            if sector is None and row is not None and row.kind == "sector":
                sector = row.plover
            elif row is None or row.plover != sector:
                lost.append(part)
        return Party(code, sector, f"{', '.join(lost)} left out" if lost else "")

    def event(self, written: str) -> EventCode:
        """The PLOVER event of a CAMEO code, or of the first of a pair such as `042:043`."""
        first, _, second = (part.strip() for part in written.partition(":"))
        if first and not first.strip("-"):
            return EventCode(problem="the null code: our rules have no words that silence others")
        row = self._events.codes.get(("cameo", first, None))
        if row is None:
            return EventCode(problem=f"{first!r} is not a CAMEO code")
        if row.parent is None:
            return EventCode(problem=f"CAMEO {first} is no event in PLOVER: statements are records of their own")
        return EventCode(first, row.parent, second or None)
