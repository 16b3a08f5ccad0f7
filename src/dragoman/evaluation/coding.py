"""Events and parties as people write them, in PLOVER's codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

from dragoman.dictionaries.codes import Codes
from dragoman.evaluation.rows import Fields
from dragoman.knowledge.files import Library
from dragoman.what.lexicon import EventLexicon
from dragoman.who.find import CastFinder
from dragoman.who.lexicon import Lexicon


class OlderEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A row of older.tsv: an event of earlier drafts of PLOVER, and what it is called now."""

    older: str
    event: str


class UnknownEventError(ValueError):
    """Neither an event of PLOVER nor a code of CAMEO."""


def older_events(library: Library) -> dict[str, str]:
    """What earlier drafts of PLOVER called its events, and what they are called now."""
    return {o.older: o.event for o in library.table("evaluation/older.tsv", OlderEvent, lambda o: o.older)}


class UnknownPartyError(ValueError):
    """A name that no code is known for."""


class Coding:
    """Looks up what gold files write."""

    def __init__(self, library: Library) -> None:
        self._library, self.fields = library, Fields(library)
        self._lexicon = EventLexicon(library)
        self._codes = Codes(library, Lexicon(library), self._lexicon)
        self._older = older_events(library)
        self.events = sorted(code for kind, code, _ in self._lexicon.codes if kind == "event")

    @cached_property
    def _cast(self) -> CastFinder:
        return CastFinder(self._library)

    def event(self, written: str) -> str | None:
        """The PLOVER event of a name or a CAMEO code; None for CAMEO's statements, which are no events in PLOVER.

        Raises UnknownEventError.
        """
        name = re.split(r"[/ .:-]", written.upper())[0]
        name = self._older.get(name, name)
        if name in self.events:
            return name
        for code in (written, f"0{written}"):  # spreadsheets drop the zero
            found = self._lexicon.codes.get(("cameo", code, None))
            if found is not None:
                return found.parent
        raise UnknownEventError(written)

    def party(self, given: Any) -> str | None:
        """The country or world code of a party, given as a record, a code, or a name; None where nobody is meant.

        Raises UnknownPartyError.
        """
        if isinstance(given, Mapping):
            values = {str(key).casefold(): value for key, value in given.items()}
            code = self.fields.value(values, "code")
            return self.party(code if code is not None else self.fields.value(values, "name"))
        written = str(given).strip() if given is not None else ""
        if not written.strip("-·"):
            return None
        if re.fullmatch(r"[A-Z]{3,}", written):
            party = self._codes.party(written)
            if not party.problem:
                return party.code
        found = self._cast.country(written)
        if found is None:
            raise UnknownPartyError(written)
        return self._codes.country(found) or found
