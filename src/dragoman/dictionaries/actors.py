"""Dictionaries of actors: names with codes, some of them for certain dates only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from dragoman.dictionaries.codes import Codes, Party
from dragoman.dictionaries.known import KnownNames
from dragoman.dictionaries.lines import Line
from dragoman.dictionaries.report import Report
from dragoman.dictionaries.spelling import as_written, phrase_of
from dragoman.who.lexicon import Name, NameKind
from dragoman.who.people import Term

_CODE = re.compile(r"(?P<code>[A-Za-z~*-]+)\s*(?:(?P<side>[<>])\s*(?P<day>\d+)|(?P<first>\d+)\s*-\s*(?P<last>\d+))?")
_FROM_EVER = "0001"
_SIGNS = frozenset("<>[]{}()*$+%^=~|")
_KINDS: dict[str, NameKind] = {
    "MIL": "armed", "REB": "armed", "UAF": "armed", "PRM": "armed", "PTY": "party", "BUS": "firm", "JRN": "media",
    "EUR": "igo", "IGO": "igo", "UNO": "igo", "NGO": "ngo", "MNC": "firm", "IMG": "armed",
}  # fmt: skip


class Dated(msgspec.Struct, frozen=True):
    """A code in brackets: whom it means, and the days that it holds for."""

    line: Line
    party: Party
    dated: bool = False
    start: str = _FROM_EVER
    end: str | None = None

    @property
    def in_office(self) -> bool:
        """A government at a time: what our table of office holders can say."""
        return self.dated and self.party.sector == "GOV" and self.party.code is not None


class Actor(msgspec.Struct):
    """An entry: its names with their lines, its codes."""

    names: list[tuple[Line, str]]
    codes: list[tuple[Line, str]]


class ActorImport:
    """Takes actors; `names` are rows by the file they go to, `terms` rows of office holders."""

    def __init__(self, codes: Codes, known: KnownNames, report: Report) -> None:
        self._codes, self._known, self._report = codes, known, report
        self.names: dict[str, dict[str, Name]] = {}
        self.terms: dict[tuple[str, str, str], Term] = {}

    def take(self, lines: Iterable[Line]) -> None:
        for actor in _actors(lines, self._report):
            self._take(actor)

    def _take(self, actor: Actor) -> None:
        names = [(line, phrase) for line, phrase in actor.names if self._is_name(line, phrase)]
        if not names:
            for line, _ in actor.codes:
                self._report.skipped(line, "its name was not taken")
            return
        codes = [c for line, written in actor.codes if (c := self._code(line, written)) is not None]
        if not actor.codes:
            for line, _ in names:
                self._report.skipped(line, "no code in brackets")
        offices = [c for c in codes if c.in_office]
        if offices:
            self._take_person(names, offices)
        lasting = self._lasting(codes, offices)
        if lasting is not None:
            self._take_names(names, lasting)
        elif not offices and actor.codes:
            for line, _ in names:
                self._report.skipped(line, "none of its codes was taken")

    def _is_name(self, line: Line, phrase: str) -> bool:
        if len(phrase) > 1 and phrase.isprintable() and phrase[0].isalnum() and not _SIGNS & set(phrase):
            return True
        self._report.skipped(line, "not a name")
        return False

    def _code(self, line: Line, written: str) -> Dated | None:
        """What a bracket says; None where it cannot be taken, which is told."""
        if "/" in written:
            self._report.skipped(line, f"[{written}]: several codes at once")
            return None
        match = _CODE.fullmatch(written)
        if match is None:
            self._report.skipped(line, f"[{written}]: not a code with dates")
            return None
        party = self._codes.party(match["code"])
        if party.problem:
            self._report.skipped(line, f"[{written}]: {party.problem}")
            return None
        try:
            return _dated(line, party, match)
        except ValueError:
            self._report.skipped(line, f"[{written}]: a date that is not in the calendar")
            return None

    def _lasting(self, codes: list[Dated], offices: list[Dated]) -> Dated | None:
        """The code that always holds. What a term of office implies is taken with it; the rest is told."""
        lasting: Dated | None = None
        for code in codes:
            if code.in_office:
                continue
            implied = any(code.party.code in (None, office.party.code) for office in offices)
            if implied and code.party.sector in ("ELI", "GOV", None):
                self._report.taken(code.line)
            elif code.dated:
                self._report.skipped(code.line, "dates, which our names have only for terms of government office (GOV)")
            elif offices:
                self._report.skipped(code.line, "a code without dates beside terms of office")
            elif lasting is not None:
                self._report.skipped(code.line, "a second code without dates")
            else:
                lasting = code
        return lasting

    def _take_person(self, names: list[tuple[Line, str]], offices: list[Dated]) -> None:
        """Somebody in office: the reader makes a former official of them after the term by itself."""
        forms = [as_written(phrase, acronyms=False)[0] for _, phrase in names]
        country = str(offices[0].party.code)
        if self._known.has_official(forms, country):
            for line in dict.fromkeys([line for line, _ in names] + [c.line for c in offices]):
                self._report.skipped(line, "known already, with the office")
            return
        full = next((form for form in forms if " " in form), forms[0])
        aliases = ";".join(dict.fromkeys(f for form in forms if (f := form.replace(";", " ")) != full)) or None
        for line, _ in names:
            self._report.taken(line)
        for code in offices:
            term = Term(
                country=str(code.party.code), post="official", title="official", name=full, aliases=aliases,
                start=code.start, end=code.end,
            )  # fmt: skip
            self.terms[(term.country, term.name, term.start)] = term
            self._report.taken(code.line, code.party.lost)

    def _take_names(self, names: list[tuple[Line, str]], code: Dated) -> None:
        party = code.party
        acronyms = not (party.code is not None and len(party.code) == 3 and party.sector is None and not _kind(party))
        title = as_written(names[0][1], acronyms=acronyms)[0]
        kind: NameKind = _kind(party) or ("body" if party.sector else "country")
        name = self._known.country_name(party.code) if kind == "country" else title
        taken = False
        for line, phrase in names:
            if self._add(as_written(phrase, acronyms=acronyms), name or title, kind, party):
                self._report.taken(line)
                taken = True
            else:
                self._report.skipped(line, "known already, with that code")
        if taken:
            self._report.taken(code.line, party.lost)
        elif all(line != code.line for line, _ in names):
            self._report.skipped(code.line, "all its names are known already")

    def _add(self, aliases: list[str], name: str, kind: NameKind, party: Party) -> bool:
        """Adds the rows that the packaged tables do not have; False where there are none."""
        files = {alias: file for alias in aliases if (file := self._known.file_to_write(alias, party)) is not None}
        for alias, file in files.items():
            row = Name(alias=alias, name=name, kind=kind, code=party.code, sector=party.sector)
            known = self._known.name(alias)
            if known is not None and known.code == party.code:
                row = msgspec.structs.replace(row, name=known.name, wikidata=known.wikidata, territory=known.territory)
            self.names.setdefault(file, {})[alias] = row
        return bool(files)


def _kind(party: Party) -> NameKind | None:
    """What sort of body the codes speak of."""
    return _KINDS.get(party.code or "") or _KINDS.get(party.sector or "")


def _actors(lines: Iterable[Line], report: Report) -> Iterable[Actor]:
    """The entries: a name, its synonyms with `+`, and codes, on its line or on lines of their own."""
    current: Actor | None = None
    for line in lines:
        if line.text.startswith("<"):
            report.skipped(line, "markup")
            continue
        head = line.head
        opens = bool(head) and not head.startswith("+")
        if opens:
            if current is not None:
                yield current
            current = Actor([], [])
        if current is None:
            report.skipped(line, "stands before the first name")
            continue
        if head:
            current.names.append((line, phrase_of(head.lstrip("+"))))
        current.codes += [(line, code) for code in line.codes]
    if current is not None:
        yield current


def _dated(line: Line, party: Party, match: re.Match[str]) -> Dated:
    """Raises ValueError for an impossible date."""
    if match["day"]:
        day = _day(match["day"])
        return Dated(line, party, True, end=day) if match["side"] == "<" else Dated(line, party, True, start=day)
    if match["first"]:
        return Dated(line, party, True, start=_day(match["first"]), end=_day(match["last"]))
    return Dated(line, party)


def _day(digits: str) -> str:
    """The ISO day of YYYYMMDD or YYMMDD (from 1931 to 2030), as these dictionaries write it. Raises ValueError."""
    if len(digits) == 6:
        digits = ("19" if digits[:2] > "30" else "20") + digits
    if len(digits) != 8 or not digits.isascii():
        raise ValueError(digits)
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
