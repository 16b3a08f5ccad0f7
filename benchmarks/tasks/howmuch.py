"""Predictions for the number sets, in the form that score_quantities.py reads, from the texts alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from dragoman.howmuch.quantities import QuantityReader
from dragoman.howmuch.types import Quantity
from dragoman.knowledge.files import Library
from predict import read_jsonl

Record = dict[str, Any]


def predict_number_cases(gold: str) -> Iterable[Record]:
    """recognizers_numbers."""
    return map(recognizers_numbers, read_jsonl(gold))


def predict_quantulum(gold: str) -> Iterable[Record]:
    """quantulum3."""
    return map(quantulum3, read_jsonl(gold))


def predict_measurements(gold: str) -> Iterable[Record]:
    """measeval: the spans of quantities only."""
    return map(measeval, read_jsonl(gold))


@cache
def _reader() -> QuantityReader:
    return QuantityReader(Library())


def _prediction(quantity: Quantity, value: Any, unit: str | None, core: bool = True) -> Record:
    start, end = (quantity.core_start, quantity.core_end) if core else (quantity.start, quantity.end)
    return {"start": start, "end": end, "value": value, "unit": unit}


# --- recognizers_numbers: one model a case, each asks for its own kind of quantity

_ONE_SIDED = {"more than": "({},)", "at least": "[{},)", "less than": "(,{})", "up to": "(,{}]", "exactly": "[{},{}]"}
_AGE = re.compile(r"\s?(?:-\s?)?old\b|\s+of age\b")
_DIMENSIONS = frozenset(
    ("length", "area", "volume", "mass", "speed", "data", "angle", "compound", "rate", "data rate", "energy", "power")
)
_AMERICAN = (("metre", "meter"), ("litre", "liter"), ("tonne", "metric ton"), ("pound-mass", "pound"))


def recognizers_numbers(record: Record) -> Record:
    """Prediction for a case of the Recognizers-Text suites; the model's name begins the id."""
    model = record["id"].split("Model")[0]
    found = _reader().read(record["text"])
    return {"id": record["id"], "quantities": list(_MODELS[model](record["text"], found))}


def _recognized_name(name: str) -> str:
    for british, american in _AMERICAN:
        name = name.replace(british, american)
    return name[0].upper() + name[1:]


def _plain_number(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        if quantity.form == "ordinal" or quantity.form == "vague":
            continue
        if _is_glued_measure(text, quantity):
            continue
        for number in quantity.numbers:
            yield {"start": number.start, "end": number.end, "value": number.value, "unit": None}


def _is_glued_measure(text: str, quantity: Quantity) -> bool:
    """ "180ml": the suites count this as a dimension, not as a number."""
    unit = quantity.unit
    if unit is None or unit.kind in ("money", "time", "fraction") or len(quantity.numbers) > 1:
        return False
    return text[quantity.core_end - 1].isalpha() and quantity.numbers[0].end + len(unit.name) > quantity.core_end


def _number_range(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        if quantity.low is not None and quantity.link:
            value = f"[{quantity.low:.15g},{quantity.high:.15g})"
        elif quantity.qualifier in _ONE_SIDED and quantity.value is not None:
            value = _ONE_SIDED[quantity.qualifier].format(*[f"{quantity.value:.15g}"] * 2)
        else:
            continue
        number_end = quantity.end if quantity.end > quantity.core_end else quantity.numbers[-1].end
        yield {"start": quantity.start, "end": number_end, "value": value, "unit": None}


def _ordinal(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        if quantity.form == "ordinal":
            yield _prediction(quantity, quantity.value, None)


def _percent(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        if quantity.unit is not None and quantity.unit.code == "%":
            yield _prediction(quantity, quantity.value, None)


def _currency(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        if (
            quantity.unit is not None
            and "money" in (quantity.unit.kind, quantity.unit.name)
            and quantity.value is not None
        ):
            yield _prediction(quantity, quantity.value / quantity.unit.factor, quantity.unit.name)
        elif quantity.unit is not None and quantity.unit.name == "pound-mass":
            yield _prediction(quantity, quantity.value, "Pound")


def _dimension(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        if quantity.unit is not None and quantity.unit.kind in _DIMENSIONS:
            yield _prediction(quantity, quantity.value, _recognized_name(quantity.unit.name))


def _age(text: str, found: list[Quantity]) -> Iterable[Record]:
    for quantity in found:
        said = _AGE.match(text, quantity.core_end)
        if said and quantity.unit is not None and quantity.unit.kind == "time":
            yield _prediction(quantity, quantity.value, quantity.unit.name) | {"end": said.end()}


def _temperature(text: str, found: list[Quantity]) -> Iterable[Record]:
    names = {"Cel": "C", "[degF]": "F", "deg": "Degree", "K": "K"}
    for quantity in found:
        if quantity.unit is not None and quantity.unit.code in names:
            yield _prediction(quantity, quantity.value, names[quantity.unit.code])


_MODELS: dict[str, Callable[[str, list[Quantity]], Iterable[Record]]] = {
    "Number": _plain_number, "NumberRange": _number_range, "Ordinal": _ordinal, "Percent": _percent,
    "Currency": _currency, "Dimension": _dimension, "Age": _age, "Temperature": _temperature,
}  # fmt: skip


# --- quantulum3


def quantulum3(record: Record) -> Record:
    """Prediction for a quantulum3 case: ranges become their middle, units quantulum's names."""
    out = []
    for quantity in _reader().read(record["text"]):
        if quantity.form in ("ordinal", "vague"):
            continue
        value = quantity.value
        if value is None:
            value = ((quantity.low or 0.0) + (quantity.high or 0.0)) / 2
        unit = quantity.unit.name.lower() if quantity.unit is not None else None
        if quantity.unit is not None and quantity.unit.kind == "money":
            value, unit = value / quantity.unit.factor, _quantulum_money(quantity.unit.name)
        start = (
            quantity.start
            if quantity.link and "between" in record["text"][quantity.start : quantity.core_start]
            else None
        )
        out.append(_prediction(quantity, value, unit) | ({"start": start} if start is not None else {}))
    return {"id": record["id"], "quantities": out}


def _quantulum_money(name: str) -> str:
    return {"Pound": "pound sterling", "British pound": "pound sterling"}.get(name, name.lower())


# --- measeval

_CITED = re.compile(
    r"(?:Figs?|Tables?|Eqs?|Refs?|Sections?|Sect|Appendix|no|No|vol|pp?)\.?\s*(?:\d+[a-z]?[,–-]?\s?(?:and )?)*$"
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def measeval(record: Record) -> Record:
    """Quantity spans for a paragraph of MeasEval: with qualifier, ranges whole, lists with one unit joined."""
    text = record["text"]
    kept = [q for q in _reader().read(text) if q.form != "ordinal" and not _is_reference(text, q)]
    spans = [[q.start, q.end, q.unit] for q in kept]
    merged: list[list[Any]] = []
    for start, end, unit in spans:
        if merged and unit == merged[-1][2] and re.fullmatch(r",?\s*(?:and|or|to|,)\s*", text[merged[-1][1] : start]):
            merged[-1][1] = end
        else:
            merged.append([start, end, unit])
    quantities = [
        {"start": s, "end": e, "value": None, "unit": None if u is None else _written(text, s, e)} for s, e, u in merged
    ]
    return {"id": record["id"], "quantities": quantities}


def _written(text: str, start: int, end: int) -> str:
    return re.sub(r"^.*[\d.,]\s*", "", text[start:end])


def _is_reference(text: str, quantity: Quantity) -> bool:
    """Numbers of figures, tables, citations; years; "one" and the like without a unit."""
    if quantity.unit is not None:
        return False
    body = text[quantity.core_start : quantity.core_end]
    if body.lower() in ("one", "half", "zero") or _YEAR.fullmatch(body) or quantity.form == "vague":
        return True
    before, after = (
        text[max(0, quantity.core_start - 30) : quantity.core_start],
        text[quantity.core_end : quantity.core_end + 2],
    )
    if before.endswith(("[", "(", "[−", "-")) and after.startswith(("]", ")", ",", "–")):
        return True
    return bool(_CITED.search(before)) or (before[-1:].isalpha()) or after[:1].isalpha()
