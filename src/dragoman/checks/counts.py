"""Counts held against each other: parts and wholes, sums, the same thing told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.checks.types import Finding, Material, readable
from dragoman.records import Figure

_TOTAL_BEFORE = re.compile(r"\b(?:killing|killed|injuring|wounding|total of|including|comprising|made up of|among)\b")
_SPLIT = re.compile(
    r"^(?:\s|,|and|including|:|;|-|\(|of whom|of them|comprising|made up of|some|were|are|the|both|other)*$"
)
_ALL_BUT = re.compile(r"\b[Aa]ll but (one|two|three|four|five|six|\d+) of (?:the |its |their )?")
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_STATES = frozenset(("states", "countries", "nations", "members", "governments", "parties", "provinces"))
_NAME = r"(?:the )?[A-Z][\w'-]+(?: (?:of |and the )?[A-Z][\w'-]+){0,3}"
_NAMES = re.compile(rf"{_NAME}(?:, {_NAME}){{2,60}},? and {_NAME}")
_ROUND = 0.005


def part_within_whole(material: Material) -> Iterator[Finding]:
    """A part may not be more than its whole: "27 of 54", "including 20 firms" of "more than 280"."""
    for figure in material.figures:
        whole = material.by_id.get(figure.part_of or "")
        if not isinstance(whole, Figure):
            continue
        part_low, whole_high = _low(figure), _high(whole)
        if part_low is None or whole_high is None:
            continue
        open_ended = whole.qualifier in ("more than", "at least", "about")
        fits = part_low <= whole_high
        verdict = "consistent" if fits else "cannot tell" if open_ended else "inconsistent"
        yield Finding(
            check="part within whole", verdict=verdict, start=figure.start, end=figure.end,  # type: ignore[arg-type]
            reason="the part against the whole", computed=f"{_said(figure)} of {_said(whole)}",
            records=(figure.id, whole.id),
        )  # fmt: skip


def sum_of_parts(material: Material) -> Iterator[Finding]:
    """Parts told as all of a whole must add up: "15 killed: 12 soldiers and three civilians"."""
    yield from _listed_parts(material)
    yield from _all_but(material)
    yield from _listed_names(material)


def _listed_parts(material: Material) -> Iterator[Finding]:
    figures = material.figures
    for index, whole in enumerate(figures):
        if whole.value is None or whole.value < 2 or whole.change or whole.rank is not None or not _is_count(whole):
            continue
        parts = _parts_after(material, figures[index + 1 : index + 7], whole)
        if len(parts) < 2 or any(p.qualifier for p in parts):
            continue
        total = sum(p.value or 0.0 for p in parts)
        introduced = _introduced(material.text, whole, parts)
        if introduced == "including":
            verdict = "consistent" if total <= whole.value else "inconsistent"
            if verdict == "consistent" and total != whole.value:
                continue
        elif introduced == "all":
            verdict = "consistent" if total == whole.value else "inconsistent"
        else:
            continue
        if whole.qualifier in ("more than", "at least", "about") and verdict == "inconsistent":
            continue
        yield Finding(
            check="sum of parts", verdict=verdict, start=whole.start, end=parts[-1].end,  # type: ignore[arg-type]
            reason="the parts add up" if verdict == "consistent" else "the parts do not add up",
            computed=" + ".join(readable(p.value or 0.0) for p in parts) + f" = {readable(total)}",
            records=(whole.id, *(p.id for p in parts)),
        )  # fmt: skip


def _parts_after(material: Material, following: list[Figure], whole: Figure) -> list[Figure]:
    """The counts that follow in the same sentence, joined by commas and "and"."""
    sentence = material.sentence_at(whole.start)
    parts: list[Figure] = []
    for figure in following:
        if sentence is None or figure.start >= sentence.end or figure.value is None or not _is_count(figure):
            break
        if parts and not re.fullmatch(
            r"[\s,]*(?:and|as well as|plus)?[\s]*(?:the |another )?", material.text[parts[-1].end : figure.start]
        ):
            break
        parts.append(figure)
    return parts


def _introduced(text: str, whole: Figure, parts: list[Figure]) -> str | None:
    """How the parts are led in: as some of the whole ("including") or as all of it (a colon, a dash, brackets)."""
    gap = text[whole.end : parts[0].start] + text[parts[0].start : parts[0].start + 10].lower()
    if re.search(r"\bincluding\b|\bamong them\b", gap):
        return "including"
    between = text[whole.end : parts[0].start]
    if len(between) < 40 and re.search(r"[:(]\s*$|\s-+\s*$|, (?:comprising|made up of)\s*$", between):
        return "all"
    return None


def _all_but(material: Material) -> Iterator[Finding]:
    """ "All but one of the 55 members have signed", and elsewhere "54 nations have signed"."""
    for match in _ALL_BUT.finditer(material.text):
        sentence = material.sentence_at(match.start())
        if sentence is None:
            continue
        word = match.group(1)
        left_out = float(_WORDS.get(word, 0) or word)
        whole = next(
            (
                f
                for f in material.figures
                if match.end() <= f.end and f.end <= sentence.end and f.value and f.value > left_out
            ),
            None,
        )
        if whole is None or whole.value is None:
            continue
        rest = whole.value - left_out
        told = [
            f
            for f in material.figures
            if f is not whole and f.value == rest and abs(f.start - whole.start) < 2_000 and _is_count(f)
        ]
        if told:
            yield Finding(
                check="sum of parts", verdict="consistent", start=match.start(), end=max(whole.end, match.end()),
                reason="all but some, and the rest is told", records=(whole.id, told[0].id),
                computed=f"{readable(whole.value)} - {readable(left_out)} = {readable(rest)}",
            )  # fmt: skip


def _listed_names(material: Material) -> Iterator[Finding]:
    """ "Five states", and a list of five names; or of four that join the one who is named first."""
    wholes = [
        f for f in material.figures if f.value and f.value > 3 and f.unit and f.unit.lower().split()[-1] in _STATES
    ]
    if not wholes:
        return
    for match in _NAMES.finditer(material.text):
        names = 1 + len(re.findall(r",\s+(?:and\s+)?|\s+and\s+", match.group()))
        sentence = material.sentence_at(match.start())
        lead = material.text[sentence.start if sentence else match.start() : match.start()]
        others = 1 if re.search(r"\bjoin(?:s|ed|ing)\b", lead) else 0
        whole = next((f for f in wholes if f.value == names + others), None)
        if whole is None:
            continue
        yield Finding(
            check="sum of parts", verdict="consistent", start=match.start(), end=match.end(), reason="the names listed",
            computed=f"{names} names{' and the one they join' if others else ''} make {names + others}",
            records=(whole.id,),
        )  # fmt: skip


def two_values_for_one_measure(material: Material) -> Iterator[Finding]:
    """The same thing counted twice with different results."""
    seen: dict[tuple[str, str, str], Figure] = {}
    for figure in material.figures:
        if (
            figure.value is None
            or not figure.measure
            or not figure.unit
            or not figure.period
            or figure.change
            or figure.rank
            or figure.part_of
        ):
            continue
        key = (figure.unit, " ".join(figure.measure.lower().split()), figure.period)
        first = seen.setdefault(key, figure)
        if first is figure or first.value is None or len(key[1].split()) < 2:
            continue
        if abs(first.value - figure.value) > _ROUND * max(abs(first.value), abs(figure.value)) and not _bounded(
            first, figure
        ):
            yield Finding(
                check="two values for one measure", verdict="inconsistent", start=figure.start, end=figure.end,
                reason="same measure, unit and period", records=(first.id, figure.id),
                computed=f"{_said(first)} against {_said(figure)}",
            )  # fmt: skip


def _bounded(one: Figure, other: Figure) -> bool:
    """A bound allows other values: "at least 10" and "12"."""
    bounds = ("more than", "at least", "less than", "up to", "about")
    return (
        one.qualifier in bounds or other.qualifier in bounds or (one.source is not None and one.source != other.source)
    )


def _is_count(figure: Figure) -> bool:
    return (
        figure.unit is not None
        and figure.unit.isalpha()
        and not figure.unit.isupper()
        and figure.unit not in ("fraction", "year", "day")
    )


def _low(figure: Figure) -> float | None:
    return figure.value if figure.value is not None else figure.low


def _high(figure: Figure) -> float | None:
    return figure.value if figure.value is not None else figure.high


def _said(figure: Figure) -> str:
    number = (
        readable(figure.value)
        if figure.value is not None
        else f"{readable(figure.low or 0)} to {readable(figure.high or 0)}"
    )
    return f"{figure.qualifier} {number}" if figure.qualifier else number
