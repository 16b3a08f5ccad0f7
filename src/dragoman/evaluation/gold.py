"""A sample coded by hand: texts with their events."""

from __future__ import annotations

import re

import msgspec

from dragoman.errors import InputError, OptionError
from dragoman.evaluation.coding import Coding, UnknownEventError, UnknownPartyError
from dragoman.evaluation.rows import Row, at, read_rows
from dragoman.evaluation.types import Coded, GoldText
from dragoman.text.dateline import iso_day

_NO_EVENT = frozenset({"none", "null", "-", "---"})


class Gold(msgspec.Struct, frozen=True, kw_only=True):
    """The texts, what is asked to agree, and what a reader of the scores must know of the sample."""

    texts: tuple[GoldText, ...]
    levels: tuple[str, ...]
    notes: tuple[str, ...]


def read_gold(file: str, coding: Coding, text_field: str | None = None) -> Gold:
    """The sample in a file; rows of the same text are its events. Raises InputError with file, line and remedy."""
    sample = _Sample(coding, text_field)
    for row in read_rows(file):
        sample.add(row)
    return sample.gold()


class _Sample:
    """Rows put together by their texts."""

    def __init__(self, coding: Coding, text_field: str | None) -> None:
        self._coding, self._text_field = coding, text_field
        self._texts: dict[str, GoldText] = {}
        self._unknown: dict[str, str] = {}  # names without code, and where
        self._statements: list[str] = []
        self._published = False

    def add(self, row: Row) -> None:
        text = self._text(row)
        told = self._texts.get(text) or GoldText(source=row.source, text=text)
        published = self._day(row, "published")
        self._published = self._published or published is not None
        event = self._event(row)
        events = (*told.events, event) if event is not None else told.events
        self._texts[text] = msgspec.structs.replace(told, events=events, published=told.published or published)

    def _text(self, row: Row) -> str:
        asked = self._text_field
        value = at(row.values, asked) if asked else self._coding.fields.value(row.values, "text")
        if not isinstance(value, str) or not value.strip():
            known = ", ".join(row.values) or "none"
            what = f"has no text in {asked!r}" if asked else "has no text"
            raise InputError(row.source, what, f"--text-field names the field that holds it; the fields are {known}")
        return value

    def _event(self, row: Row) -> Coded | None:
        """The event of a row; None where it says that its text has none, or one that PLOVER does not have."""
        given = self._coding.fields.value(row.values, "event")
        if given is None or (written := str(given).strip()).casefold() in _NO_EVENT:
            return None
        try:
            event = self._coding.event(written)
        except UnknownEventError as error:
            remedy = f"write a CAMEO code or one of {', '.join(self._coding.events)}"
            raise InputError(row.source, f"{written!r} is not an event", remedy) from error
        if event is None:
            self._statements.append(row.source)
            return None
        return Coded(
            event=event,
            actor=self._side(row, "actor"),
            recipient=self._side(row, "recipient"),
            date=self._day(row, "date"),
            enddate=self._day(row, "enddate"),
        )

    def _side(self, row: Row, field: str) -> frozenset[str]:
        value = self._coding.fields.value(row.values, field)
        if isinstance(value, str):
            value = re.split(r"[;|,/]", value)
        codes = set()
        for party in value if isinstance(value, list) else [value]:
            try:
                codes.add(self._coding.party(party))
            except UnknownPartyError as error:
                self._unknown.setdefault(str(error), row.source)
        return frozenset(code for code in codes if code is not None)

    def _day(self, row: Row, field: str) -> str | None:
        value = self._coding.fields.value(row.values, field)
        if value is None:
            return None
        written = str(value).strip()
        if re.fullmatch(r"\d{4}(-\d\d)?", written) and field != "published":
            return written
        try:
            return iso_day(written, field)
        except OptionError as error:
            raise InputError(row.source, f"{field} {written!r} is not a date", "write it like 2024-05-14") from error

    def gold(self) -> Gold:
        texts, notes = tuple(self._texts.values()), []
        events = [event for text in texts for event in text.events]
        levels = ["type"]
        if any(event.parties for event in events):
            levels.append("actors")
            if any(event.date for event in events) and self._published:
                levels.append("date")
        if any(event.date for event in events) and not self._published:
            texts = tuple(msgspec.structs.replace(text, published=_only_day(text)) for text in texts)
            notes.append("no date of publication: reports are read as of their event's day, so days are not scored")
        if self._unknown:
            name, source = next(iter(self._unknown.items()))
            notes.append(f"{len(self._unknown)} actors have no code and are not compared, as {name!r} ({source})")
        if self._statements:
            notes.append(
                f"{len(self._statements)} statements (CAMEO 01) are no events in PLOVER ({self._statements[0]})"
            )
        return Gold(texts=texts, levels=tuple(levels), notes=tuple(notes))


def _only_day(text: GoldText) -> str | None:
    """The day that all events of a text have."""
    days = {event.date for event in text.events if event.date and len(event.date) == 10}
    return days.pop() if len(days) == 1 else None
