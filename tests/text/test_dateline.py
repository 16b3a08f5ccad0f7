"""The document date, out of the first lines and out of what a person types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import OptionError
from dragoman.text.dateline import dateline, iso_day, yearless_dateline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tuesday, March 5, 2019 \n\nAustria on Monday recalled its envoy.", "2019-03-05"),
        ("Envoy recalled\n\n5 March 2019\n\nAustria recalled its envoy.", "2019-03-05"),
        ("Envoy recalled\nBy Ann Roe | March 5, 2019 10:32 GMT\nAustria recalled", "2019-03-05"),
        ("Published: 2019-03-05\nAustria recalled", "2019-03-05"),
        ("Updated Sept. 3rd, 2021 at 4:05 p.m. EDT\nAustria", "2021-09-03"),
        ("VIENNA, March 5, 2019 (Wire) — Austria recalled", "2019-03-05"),
        ("VIENNA (Wire, March 5, 2019) - Austria recalled", "2019-03-05"),
        ("MOSCOW/KYIV, 3 June 2023 -- Drones fell", "2023-06-03"),
        ("LONDON — March 3, 2020 — The minister", "2020-03-03"),
        ("05.03.2019\nAustria", "2019-03-05"),
        ("25/03/2019\nAustria", "2019-03-25"),
        ("03/25/2019\nAustria", "2019-03-25"),
        ("03/05/2019\nAustria", None),  # March or May
        ("February 30, 2019\nAustria", None),
        ("VIENNA, March 5 (Wire) — Austria", None),
        ("The pact was signed on March 5, 2019.", None),
        ("On March 5, 2019 - a day after the vote - Austria left.", None),
        ("Austria recalled its envoy.\n" * 12 + "March 5, 2019\n", None),
        ("", None),
    ],
)
def test_dateline(text: str, day: str | None) -> None:
    assert dateline(text) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("VIENNA, March 5 (Wire) — Austria recalled", "March 5"),
        ("Beijing, Tuesday, Mar 5 -- Austria recalled", "Mar 5"),
        ("VIENNA, March 5, 2019 (Wire) — Austria recalled", None),
        ("On May 5 a pact was signed.", None),
    ],
)
def test_yearless_dateline(text: str, words: str | None) -> None:
    assert yearless_dateline(text) == words


@pytest.mark.parametrize(
    "written", ["2024-05-14", "May 14, 2024", "14 May 2024", "Tuesday, 14 May 2024", "2024-05-14T08:00:00Z"]
)
def test_iso_day(written: str) -> None:
    assert iso_day(written) == "2024-05-14"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2024-02-30", "no such day"),
        ("05/06/2024", "two ways"),
        ("soon", "not a date"),
        ("2024-05", "not a date"),
        ("", "not a date"),
    ],
)
def test_iso_day_refuses(written: str, problem: str) -> None:
    with pytest.raises(OptionError, match=problem):
        iso_day(written, "--date")


@given(st.text(alphabet="May 14,2024()-—:ABc.\n/\u202e\ud800", max_size=200))
def test_any_first_lines(text: str) -> None:
    day = dateline(text)
    assert day is None or iso_day(day) == day
