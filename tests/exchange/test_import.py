"""Files of POLECAT and ICEWS, with their faults; and what was exported comes back whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.exchange import cells, icews, polecat
from dragoman.exchange.icews_in import day_in, order_of, read_icews
from dragoman.exchange.polecat_in import read_polecat
from dragoman.exchange.report import report_of
from dragoman.exchange.tables import packaged
from dragoman.exchange.taking import key_of
from dragoman.exchange.write import Writer
from dragoman.records import Actor, Place, When
from made import CONDEMNED, IMPOSED, LIFTED, VISIT, document

TABLES = packaged()
REPORT = replace(report_of(document(source="Fjord Wire; Oslo"), (0, 46, 200)), url="https://news.example/1")
HEADER = list(polecat.COLUMNS)
ROW = [
    "814_12", "2021-03-04", "ACCUSE", "disapprove", "-2.0", "VERBAL CONFLICT", "diplomatic; military",
    "Ada Keita; None", "GHA; TGO", "452; 461", "GOV; None", "GOV", "President; None", "she; officials", "Ada_Keita",
    "None", "MLI", "432", "REB", "REB; UAF", "None", "fighters", "None", "Gao", "Gao", "None", "Gao Region", "MLI",
    "16.27", "-0.04", "2457161", "Gao", "PPLA", "Wire", "2021-03-05", "Ada Keita", "None", "Gao; Mali", "en", "v1",
]  # fmt: skip


def file(*rows: list[str], encoding: str = "utf-8", end: str = "\n") -> bytes:
    return end.join("\t".join(row) for row in rows).encode(encoding)


def polecat_rows(data: bytes) -> list[polecat.PolecatRow]:
    taken = read_polecat(data)
    assert taken.dropped == []
    return taken.rows


EVENTS = [VISIT, LIFTED, IMPOSED, CONDEMNED]


def test_polecat_comes_back_whole() -> None:
    rows, _ = polecat.polecat(EVENTS, REPORT, "dragoman 9", TABLES)
    writer = Writer("polecat", "dragoman 9", TABLES)
    assert len(rows) == 4
    assert polecat_rows((writer.header + writer.lines(EVENTS, REPORT)).encode()) == rows
    assert polecat_rows(writer.lines(EVENTS, REPORT).encode()) == rows  # without a header


def test_icews_comes_back_whole() -> None:
    events = [
        VISIT,
        replace(IMPOSED, date=When(start="2022-03", text="x")),
        CONDEMNED,
        replace(CONDEMNED, unresolved={}),
    ]
    rows, _ = icews.icews(events, REPORT, TABLES)
    writer = Writer("icews", "x", TABLES)
    assert len(rows) == 3
    for data in (writer.header + writer.lines(events, REPORT), writer.lines(events, REPORT)):
        taken = read_icews(data.encode(), TABLES)
        assert (taken.rows, taken.dropped) == (rows, [])


TEXTS = st.text(max_size=12)
CODES = st.sampled_from([None, "FRA", "UNO", "KOS", "IGO", "XYZ"])
ACTORS = st.builds(
    Actor, name=TEXTS, text=TEXTS, start=st.just(0), end=st.just(1), code=CODES,
    sector=st.sampled_from([None, "GOV", "UNK", "MED"]), other_sectors=st.lists(st.just("MIL"), max_size=1).map(tuple),
    person=st.none() | TEXTS, office=st.none() | TEXTS, wikidata=st.sampled_from([None, "Q1"]),
)  # fmt: skip
PLACES = st.builds(
    Place, name=TEXTS, start=st.just(0), end=st.integers(0, 9), country=CODES,
    lat=st.none() | st.floats(-90, 90), lon=st.none() | st.floats(-180, 180),
    geonameid=st.none() | st.integers(0, 9**9),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.lists(ACTORS, max_size=3), st.lists(ACTORS, max_size=3), st.none() | PLACES,
    st.floats(-10, 10), st.sampled_from(["2024-05-14", "2024-05", None]),
)  # fmt: skip
def test_any_event_comes_back_whole(
    actors: list[Actor], recipients: list[Actor], place: Place | None, score: float, start: str | None
) -> None:
    event = replace(
        CONDEMNED, actor=tuple(actors), recipient=tuple(recipients), place=place, score=score, unresolved={},
        date=When(start=start) if start else None,
    )  # fmt: skip
    rows, _ = polecat.polecat([event], REPORT, "v", TABLES)
    assert polecat_rows("".join(cells.line(row.cells()) for row in rows).encode()) == rows
    rows_icews, _ = icews.icews([event], REPORT, TABLES)
    taken = read_icews("".join(cells.line(row.cells()) for row in rows_icews).encode(), TABLES)
    known = [row for n, row in enumerate(rows_icews) if row.cells() not in [r.cells() for r in rows_icews[:n]]]
    assert [row.cells() for row in taken.rows] == [row.cells() for row in known]
    assert not [d for d in taken.dropped if d.column]


@pytest.mark.parametrize(
    "data",
    [
        file(HEADER, ROW),
        file(HEADER, ROW, end="\r\n"),
        b"\xef\xbb\xbf" + file(HEADER, ROW),
        file([c.replace("Intensity", "Event Intensity") for c in HEADER], ROW),
        file([c.lower().replace(" ", "_") for c in HEADER], ROW),
        file(HEADER, [*ROW, "", "", ""]),
        file([*HEADER, "", ""], ROW),
        file([*HEADER, "Headline", "Event Text", "Feed", "Story ID"], ROW),
        file(["Event ID", "Headline", "Event Text", *HEADER[1:]], ROW),
        file([*HEADER, "Headline", "Event Text"], [*ROW, "a headline", "a text"]),
        file([f'"{c}"' for c in HEADER], [f'"{c}"' for c in ROW]),
        file(ROW),
    ],
)
def test_headers_of_polecat(data: bytes) -> None:
    (row,) = polecat_rows(data)
    assert cells.line(row.cells()).rstrip("\n").split("\t") == ROW


@pytest.mark.parametrize("header", [[c for c in HEADER if c != "Intensity"], HEADER, None])
def test_polecat_without_intensity(header: list[str] | None) -> None:
    data = file(*([header] if header else []), ROW[:4] + ROW[5:])
    (row,) = polecat_rows(data)
    assert row.intensity is None
    assert row.cells() == [*ROW[:4], "None", *ROW[5:]]


def test_polecat_in_latin_1() -> None:
    (row,) = polecat_rows(file(HEADER, [*ROW[:7], "José Peña", *ROW[8:]], encoding="latin-1"))
    assert row.actor.names == ("José Peña",)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("Event Date", "4 March", "no date like 2024-05-14"),
        ("Event Date", "2021-02-30", "no day of the calendar"),
        ("Publication Date", "0000-00-00", "no day of the calendar"),
        ("Intensity", "high", "no number"),
        ("Intensity", "1e999", "not between -10 and 10"),
        ("Intensity", "nan", "no number"),
        ("Quad Code", "WAR", "no quad code"),
        ("Latitude", "91", "not between -90 and 90"),
        ("GeoNames ID", "12.5", "no whole number"),
        ("Actor COW", "452; x", "no whole number"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(column: str, value: str, reason: str) -> None:
    at = HEADER.index(column)
    taken = read_polecat(file(HEADER, [*ROW[:at], value, *ROW[at + 1 :]]))
    assert [(d.line, d.column, d.reason, d.value) for d in taken.dropped] == [(2, column, reason, value)]
    (row,) = taken.rows
    kept = [c for n, c in enumerate(row.cells()) if n != at]
    assert kept == ROW[:at] + ROW[at + 1 :]


def test_lines_that_cannot_be_read_are_told() -> None:
    other = ["815_1", *ROW[1:]]
    taken = read_polecat(file(HEADER, ROW, ROW[:17], [], other, ROW, ["None", *ROW[1:]], [*ROW, "more"]))
    assert [row.id for row in taken.rows] == ["814_12", "815_1"]
    assert [(d.line, d.reason) for d in taken.dropped] == [
        (3, "17 cells, but 40 or 39 columns"),
        (6, "the same as line 2"),
        (7, "no event id or no event type"),
        (8, "41 cells, but 40 or 39 columns"),
    ]


ICEWS_ROW = [
    "290", "2016-07-01", "Ada Keita", "Government,Executive", "Ghana", "Make a visit", "042", "1.9", "Togo", "", "Togo",
    "77", "3", "Wire", "Lome", "", "Maritime", "Togo", "6.13", "1.22",
]  # fmt: skip
ICEWS_HEADER = list(icews.COLUMNS)


def icews_with(**changes: str) -> list[str]:
    names = {c.replace(" ", "_"): n for n, c in enumerate(ICEWS_HEADER)}
    row = list(ICEWS_ROW)
    for column, value in changes.items():
        row[names[column]] = value
    return row


def test_an_event_id_of_icews_stands_on_several_lines() -> None:
    taken = read_icews(file(ICEWS_HEADER, ICEWS_ROW, icews_with(Event_Date="2016-07-02"), ICEWS_ROW), TABLES)
    assert [(row.id, row.date) for row in taken.rows] == [("290", "2016-07-01"), ("290", "2016-07-02")]
    assert [(d.line, d.reason) for d in taken.dropped] == [(4, "the same as line 2")]
    assert taken.rows[0].cells() == ICEWS_ROW


@pytest.mark.parametrize(
    ("code", "text", "gives"),
    [
        ("42", "Make a visit", "042"),
        ("20", "Make an appeal or request", "020"),
        ("20", "Use unconventional mass violence", "20"),
        ("190.0", "Use conventional military force", "190"),
        ("10", "Make statement", "010"),
        ("", "Praise or endorse", "051"),
        ("", "A deed unheard of", None),
    ],
)
def test_codes_of_icews(code: str, text: str, gives: str | None) -> None:
    taken = read_icews(file(ICEWS_HEADER, icews_with(CAMEO_Code=code, Event_Text=text)), TABLES)
    assert ([row.cameo for row in taken.rows], taken.dropped) == ([gives], [])


def test_icews_without_the_column_of_codes() -> None:
    at = ICEWS_HEADER.index("CAMEO Code")
    header, row = (given[:at] + given[at + 1 :] for given in (ICEWS_HEADER, ICEWS_ROW))
    for data in (file(header, row), file(row)):
        taken = read_icews(data, TABLES)
        assert (taken.dropped, taken.rows[0].cells()) == ([], ICEWS_ROW)


def test_an_unknown_code_is_told() -> None:
    taken = read_icews(file(ICEWS_HEADER, icews_with(CAMEO_Code="999")), TABLES)
    assert [(d.column, d.reason, d.value) for d in taken.dropped] == [("CAMEO Code", "no code of CAMEO", "999")]
    assert taken.rows[0].cameo == "042"


@pytest.mark.parametrize(
    ("text", "order", "gives"),
    [
        ("2017-03-04", None, "2017-03-04"),
        ("2017-03-04 00:00:00", None, "2017-03-04"),
        ("20170304", None, "2017-03-04"),
        ("3/4/2017", "month", "2017-03-04"),
        ("3/4/2017 0:00", "day", "2017-04-03"),
        ("4/4/17", None, "2017-04-04"),
        ("04-Mar-17", None, "2017-03-04"),
        ("4 March 1995", None, "1995-03-04"),
        ("42798", None, "2017-03-04"),
        ("3/4/2017", None, None),
        ("13/13/2017", "day", None),
        ("soon", None, None),
        ("99999999", None, None),
    ],
)
def test_days_of_icews(text: str, order: str | None, gives: str | None) -> None:
    if gives is None:
        with pytest.raises(ValueError, match=r"day|date"):
            day_in(text, order)
    else:
        assert day_in(text, order) == gives


def test_the_file_says_whether_the_day_or_the_month_is_first() -> None:
    assert order_of(["3/4/2017", "3/14/2017"]) == "month"
    assert order_of(["3/4/2017", "14/3/2017"]) == "day"
    assert order_of(["3/4/2017", "4/3/2017"]) is None
    assert order_of(["13/4/2017", "4/13/2017"]) is None
    rows = read_icews(
        file(ICEWS_HEADER, icews_with(Event_Date="3/4/2017"), icews_with(Event_Date="3/14/2017")), TABLES
    ).rows
    assert [row.date for row in rows] == ["2017-03-04", "2017-03-14"]


BYTES = st.binary(max_size=400) | st.lists(
    st.sampled_from([b"\t", b"\n", b"None", b"; ", b'"', b"\xff\xfe", b"Event ID", b"1/2/2017", b"99999", "é".encode()])
    | st.binary(max_size=6),
    max_size=80,
).map(b"".join)


@settings(max_examples=400, deadline=None)
@given(BYTES)
def test_any_bytes_give_rows_or_reasons(data: bytes) -> None:
    for header, row, read in (
        (HEADER, ROW, read_polecat),
        (ICEWS_HEADER, ICEWS_ROW, lambda given: read_icews(given, TABLES)),
    ):
        wide = data.replace(b"\n", b"")
        for given_bytes in (data, file(header) + b"\n" + data, file(header) + b"\n" + wide + b"\t" + file(row[1:])):
            taken = read(given_bytes)  # type: ignore[operator]
            lines = list(cells.lines(given_bytes))
            headers = [n for n, found in lines if key_of(found[0]) == "event id"]
            used = len(headers) if read is read_polecat else int(headers[:1] == [lines[0][0]] if lines else 0)
            assert {d.line for d in taken.dropped} <= {n for n, _ in lines}
            left = [d.line for d in taken.dropped if d.column is None]
            assert len(taken.rows) + len(left) == len(lines) - used
