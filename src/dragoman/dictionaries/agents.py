"""Dictionaries of agents: words for people by what they do, with their sectors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product

from dragoman.dictionaries.codes import Codes
from dragoman.dictionaries.known import KnownNames
from dragoman.dictionaries.lines import Line
from dragoman.dictionaries.report import Report
from dragoman.dictionaries.spelling import phrase_of
from dragoman.who.lexicon import Role

_SET = re.compile(r"!([^!]+)!")
_MOST_FORMS = 500
_ROLE = re.compile(r"[^\W\d_][\w'’.-]*(?: [\w'’.-]+)*")


class AgentImport:
    """Takes agents; `roles` are the rows."""

    def __init__(self, codes: Codes, known: KnownNames, report: Report) -> None:
        self._codes, self._known, self._report = codes, known, report
        self._sets: dict[str, list[str]] = {}
        self.roles: dict[str, Role] = {}

    def take(self, lines: Iterable[Line]) -> None:
        """Sets stand for their members wherever they are used, so they are read first."""
        agents = self._without_sets(lines)
        for line in agents:
            self._take(line)

    def _without_sets(self, lines: Iterable[Line]) -> list[Line]:
        """Reads `!NAME! = ONE, TWO`, which goes on over lines that end with a comma; returns the other lines."""
        rest, opened = [], ""
        for line in lines:
            match = re.fullmatch(r"!([^!]+)!\s*=\s*(.*)", line.text)
            if match is None and not opened:
                rest.append(line)
                continue
            name, members = (match[1].strip().casefold(), match[2]) if match else (opened, line.text)
            found = [m for part in re.split(r"[,|]", members) if (m := phrase_of(part).lower())]
            self._sets.setdefault(name, []).extend(found)
            opened = name if members.endswith(",") else ""
            if found:
                self._report.taken(line)
            else:
                self._report.skipped(line, "a set without members")
        return rest

    def _take(self, line: Line) -> None:
        phrase, plural = _parted(line.head)
        if line.text.startswith(("<", "+")):
            self._report.skipped(
                line, "markup" if line.text.startswith("<") else "agents have no synonyms of their own"
            )
        elif not line.codes:
            self._report.skipped(line, "no code in brackets")
        elif (forms := self._forms(phrase)) is None:
            self._report.skipped(line, "uses a set that is not there, or one that gives too many forms")
        else:
            self._take_forms(line, forms, plural)

    def _take_forms(self, line: Line, forms: list[str], plural: str) -> None:
        party = self._codes.party(line.codes[0])
        if party.problem or party.sector is None or party.code is not None:
            self._report.skipped(line, f"[{line.codes[0]}]: {party.problem or 'not a sector'}")
            return
        lost = "; ".join(filter(None, (party.lost, "a second code" if len(line.codes) > 1 else "")))
        outcomes = [self._add(form, party.sector, form) for form in forms]
        if plural and not _is_regular(forms[0], plural):
            outcomes.append(self._add(plural, party.sector, forms[0]))
        if any(outcomes):
            self._report.taken(line, lost)
        elif all(_ROLE.fullmatch(form) is None for form in forms):
            self._report.skipped(line, "not a word for somebody")
        else:
            self._report.skipped(line, "known already, with that sector")

    def _add(self, role: str, sector: str, like: str) -> bool:
        """Adds a row, with the kind that the packaged roles give to such words. False where it adds nothing."""
        known = self._known.role(role)
        if _ROLE.fullmatch(role) is None or (known is not None and known.sector == sector):
            return False
        model = known or self._known.like(like)
        self.roles[role] = Role(role=role, sector=sector, kind=model.kind if model is not None else "person")
        return True

    def _forms(self, phrase: str) -> list[str] | None:
        """The phrase with each set replaced by each of its members."""
        pieces = _SET.split(phrase)
        choices = [self._sets.get(p.strip().casefold(), []) if i % 2 else [p] for i, p in enumerate(pieces)]
        total = 1
        for choice in choices:
            total *= len(choice)
        if not 0 < total <= _MOST_FORMS:
            return None
        return list(dict.fromkeys(phrase_of("".join(words)).lower() for words in product(*choices)))


def _parted(head: str) -> tuple[str, str]:
    """The words of an agent and its plural in braces."""
    phrase, _, rest = head.partition("{")
    return phrase.strip(), phrase_of(rest.partition("}")[0]).lower()


def _is_regular(singular: str, plural: str) -> bool:
    """A plural that the reader undoes by itself."""
    return plural in (singular + "s", singular + "es", singular[:-1] + "ies")
