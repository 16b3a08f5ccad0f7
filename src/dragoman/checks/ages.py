"""Ages held against birth dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.types import Finding, Material
from dragoman.records import Fact

_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)(?:-(\d\d)(?:-(\d\d))?)?")
_NUMBER = re.compile(r"\d{1,3}")


def age_against_birth_date(material: Material) -> Iterator[Finding]:
    """A person's age against the same person's birth date: on the day of death, else on the document date."""
    births, deaths = _dates(material, "born"), _dates(material, "died")
    for fact in material.facts:
        if fact.relation != "age" or fact.subject not in births:
            continue
        told = _NUMBER.search(fact.object)
        at = deaths.get(fact.subject, (material.date, fact))[0]
        born, birth = births[fact.subject]
        span = _age(born, fact.date or at)
        if told is None or span is None:
            continue
        age = int(told.group())
        yield Finding(
            check="age against birth date", verdict="consistent" if span[0] <= age <= span[1] else "inconsistent",
            start=fact.start, end=fact.end, reason="the age told against the birth date told",
            computed=f"{span[0]} years" if span[0] == span[1] else f"{span[0]} or {span[1]} years",
            records=(fact.id, birth.id),
        )  # fmt: skip


def _dates(material: Material, relation: str) -> dict[str, tuple[str | None, Fact]]:
    """The dates of a relation by subject."""
    out: dict[str, tuple[str | None, Fact]] = {}
    for fact in material.facts:
        if fact.relation == relation:
            found = _YEAR.search(fact.object) or (_YEAR.search(fact.date) if fact.date else None)
            if found:
                out.setdefault(fact.subject, (found.group(), fact))
    return out


def _age(born: str | None, at: str | None) -> tuple[int, int] | None:
    """The youngest and the oldest that somebody born then can be on a day; None where a date is missing."""
    if not born or not at or not at[:4].isdigit():
        return None
    years = int(at[:4]) - int(born[:4])
    if len(born) >= 10 and len(at) >= 10:
        exact = years - (at[5:10] < born[5:10])
        return exact, exact
    return years - 1, years
