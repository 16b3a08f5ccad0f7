"""The number reader alone: text → quantities, without a parse."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.howmuch.quantities import QuantityReader
from dragoman.howmuch.types import Quantity
from dragoman.knowledge.files import Library


@pytest.fixture(scope="session")
def reader() -> QuantityReader:
    return QuantityReader(Library())


def only(reader: QuantityReader, text: str) -> Quantity:
    found = reader.read(text)
    assert len(found) == 1, [text[q.start : q.end] for q in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", 14),
        ("1,234,567", 1_234_567),
        ("12,34,567.89", 1_234_567.89),
        ("40 000", 40_000),
        ("0.75", 0.75),
        ("twenty-three", 23),
        ("one hundred and six", 106),
        ("two thousand and two hundred", 2_200),
        ("ninety-five hundred", 9_500),
        ("twenty-one trillion three hundred", 21_000_000_000_300),
        ("three million, two hundred and forty", 3_000_240),
        ("6 crore and two hundred", 60_000_200),
        ("one and a half", 1.5),
        ("five and a half million", 5_500_000),
        ("three-and-a-half million", 3_500_000),
        ("3 million and a half", 3_500_000),
        ("half a million", 500_000),
        ("two thirds of a million", 2e6 / 3),
        ("10 1/2", 10.5),
        ("3/4", 0.75),
        ("2½", 2.5),
        ("two-thirds", 2 / 3),
        ("one in five", 0.2),
        ("a quarter", 0.25),
        ("a dozen", 12),
        ("two dozen", 24),
        ("half a dozen", 6),
        ("3 dozens", 36),
        ("a hundred", 100),
        ("nine point nought four", 9.04),
        ("minus fifteen", -15),
        ("-5", -5),
        ("10k", 10_000),
        ("1.2b", 1.2e9),
        ("2.5^-1", 0.4),
        ("4e14", 4e14),
        ("three hundred thousand", 300_000),
    ],
)
def test_numbers_have_their_value(reader: QuantityReader, text: str, value: float) -> None:
    found = only(reader, text)
    assert found.value == pytest.approx(value)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("five hundred and six hundred", [500, 600]),
        ("more than 300, and less than 20 elsewhere", [300, 20]),
        ("three USD50 notes", [3, 50]),
        ("a loss of $-3 million, flight x2-17, top-10", [-3e6]),
        ("one million and two million", [1e6, 2e6]),
        ("423 0000", [423, 0]),
        ("1, 234, 567", [1, 234, 567]),
        ("4000 3 hundred and 21", [4000, 321]),
        ("killed 12 and half of them fled", [12, 0.5]),
    ],
)
def test_neighbours_stay_apart(reader: QuantityReader, text: str, pieces: list[float]) -> None:
    assert [q.value for q in reader.read(text)] == pieces


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("tens of thousands", 20_000, 99_999),
        ("more than 20 but fewer than 35", 20, 35),
        ("at least ten and no more than a dozen", 10, 12),
        ("$-5 to $10", -5, 10),
        ("hundreds", 200, 999),
        ("thousands", 2_000, 9_999),
        ("dozens", 24, 99),
        ("hundreds of thousands", 200_000, 999_999),
        ("several hundred", 200, 999),
        ("between 3 and 9", 3, 9),
        ("16-17", 16, 17),
        ("two or three", 2, 3),
        ("from 40 to 60", 40, 60),
        ("between $5 and $7 billion", 5e9, 7e9),
        ("£2m-£4m", 2e6, 4e6),
    ],
)
def test_ranges_and_vague_counts(reader: QuantityReader, text: str, low: float, high: float) -> None:
    found = only(reader, text)
    assert (found.value, found.low, found.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$240.1bn", 240.1e9, "USD"),
        ("€3m", 3e6, "EUR"),
        ("US$3.4 trillion", 3.4e12, "USD"),
        ("hk $ 10.05 billion", 10.05e9, "HKD"),
        ("a $1 billion suit", 1e9, "USD"),
        ("5 million yen", 5e6, "JPY"),
        ("115USD", 115, "USD"),
        ("75 USD million", 75e6, "USD"),
        ("MUSD 60", 60e6, "USD"),
        ("20 million pounds", 20e6, "GBP"),
        ("12-cent", 0.12, "USD"),
        ("3 dollars 50 cents", 3.5, "USD"),
        ("20 pounds", 20, "[lb_av]"),
        ("five miles", 5, "[mi_i]"),
        ("660 square meters", 660, "m2"),
        ("40 sq. km", 40, "km2"),
        ("26.3 percent", 26.3, "%"),
        ("60%", 60, "%"),
        ("two percentage points", 2, "percentage point"),
        ("six-year", 6, "year"),
        ("three days", 3, "day"),
        ("half an hour", 0.5, "hour"),
        ("90 km/h", 90, "km/h"),
        ("20 J/m^2 per year", 20, "J/m2/a"),
        ("2.80 GHz", 2.8, "GHz"),
        ("1 g cm-3", 1, "g/cm3"),
        ("5 ft 2 in", 62 / 12, "[ft_i]"),
        ("30 degrees Celsius", 30, "Cel"),
        ("300 barrels", 300, "[bbl_us]"),
        ("30+ years", 30, "year"),
        ("£60,000", 60_000, "GBP"),
    ],
)
def test_units(reader: QuantityReader, text: str, value: float, unit: str) -> None:
    found = only(reader, text)
    assert found.unit is not None
    assert (found.unit.label, found.value) == (unit, pytest.approx(value))


@pytest.mark.parametrize("noun", ["francs", "rupees", "pesos"])
def test_money_of_several_states_has_no_code(reader: QuantityReader, noun: str) -> None:
    found = only(reader, f"20 billion {noun}")
    assert found.unit is not None
    assert (found.unit.kind, found.unit.code) == ("money", None)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("more than 280", "more than"),
        ("over 60 percent", "more than"),
        ("at least 71", "at least"),
        ("no fewer than 9", "at least"),
        ("up to 700", "up to"),
        ("as many as 32", "up to"),
        ("fewer than 20", "less than"),
        ("about 16-17 percent", "about"),
        ("an estimated two million", "about"),
        ("500 or more", "at least"),
        ("exactly 12", "exactly"),
        ("more than a year", "more than"),
        (">= 30", "at least"),
    ],
)
def test_qualifiers_belong_to_the_span(reader: QuantityReader, text: str, qualifier: str) -> None:
    found = only(reader, text)
    assert (found.qualifier, found.start, found.end) == (qualifier, 0, len(text))


@pytest.mark.parametrize(
    ("text", "rank"), [("21st", 21), ("twenty-fifth", 25), ("the third man", 3), ("a hundred trillionth", 1e14)]
)
def test_ordinals(reader: QuantityReader, text: str, rank: float) -> None:
    found = only(reader, text)
    assert (found.form, found.value) == ("ordinal", rank)


@pytest.mark.parametrize(
    "text",
    [
        "G20",
        "F-16",
        "COVID-19",
        "scp-173m",
        "24703L202",
        "at 10:30",
        "2pm",
        "https://a.org/x?q=30%25",
        "the 1990s",
        "222-2222-2222",
        "a",
        "192.168.1.1",
    ],
)
def test_names_and_clock_times_are_no_numbers(reader: QuantityReader, text: str) -> None:
    assert reader.read(text) == []


def test_sealed_spans_hold_no_number(reader: QuantityReader) -> None:
    text = "on May 16 200 people came"
    assert [q.value for q in reader.read_part(text, 0, len(text), [(3, 9)])] == [200]


_TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("0123456789,.-/ $€%^+½and hundred million of a to m k")), max_size=60
)


@given(text=_TEXTS)
def test_any_text_reads(text: str) -> None:
    reader = _shared()
    end = 0
    for quantity in reader.read(text):
        assert end <= quantity.start <= quantity.core_start < quantity.core_end <= quantity.end <= len(text)
        numbers = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None]
        assert numbers
        assert all(math.isfinite(v) for v in numbers)
        end = quantity.end


def _shared(cache: list[QuantityReader] = []) -> QuantityReader:  # noqa: B006 (hypothesis takes no fixtures of its own)
    if not cache:
        cache.append(QuantityReader(Library()))
    return cache[0]


@given(value=st.integers(0, 999_999_999))
def test_digits_with_separators_round_trip(value: int) -> None:
    assert [q.value for q in _shared().read(f"{value:,} tents")] == [value]


@pytest.mark.parametrize("text", ["9" * 5_000, "1," * 20_000, "one hundred and " * 5_000, "-" * 50_000, "a " * 50_000])
def test_hostile_lengths_are_read_in_time(reader: QuantityReader, text: str) -> None:
    assert all(math.isfinite(q.value) for q in reader.read(text) if q.value is not None)
