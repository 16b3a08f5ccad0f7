"""Numbers and quantities as the text writes them."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.records import Qualifier

NumberForm = Literal["digits", "words", "vague", "fraction", "ordinal"]


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """A number, `[start, end)`: one `value`, or `low` and `high` where the words are vague ("dozens").

    `scale` is the last scale word in it (1e9 in "3.6 billion"), else 1. An ordinal has its rank as value.
    """

    start: int
    end: int
    form: NumberForm
    value: float | None = None
    low: float | None = None
    high: float | None = None
    scale: float = 1.0


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A unit: ISO 4217, UCUM, or for lengths of time its English name. `code` is None where the word is ambiguous.

    `factor` is how much of the code's unit one of these is (0.01 for "cents").
    """

    code: str | None
    name: str
    kind: str
    factor: float = 1.0

    @property
    def label(self) -> str:
        """What a record says: the code, else the name."""
        return self.code or self.name


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number with its unit, `[start, end)`, or a range of them.

    `core_start`/`core_end` hold number and unit only; `start`/`end` also qualifier ("more than") and range words
    ("between"). `numbers` are the numbers it is made of, `link` the word that joins two of them ("-", "to", "and").
    `text` is the words, where a text was read for its quantities alone.
    """

    start: int
    end: int
    core_start: int
    core_end: int
    numbers: tuple[Number, ...]
    unit: Unit | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    qualifier: Qualifier | None = None
    link: str | None = None
    uncertainty: float | None = None
    text: str = ""

    @property
    def why(self) -> tuple[str, ...]:
        """What it was read from."""
        said = {"howmuch.qualifier": self.qualifier, "howmuch.range": self.link, "howmuch.unit": self.unit}
        told = (f"{k}: {v.name if isinstance(v, Unit) else v}" for k, v in said.items() if v is not None)
        return (f"howmuch.{self.form}", *told)

    @property
    def form(self) -> NumberForm:
        return self.numbers[0].form
