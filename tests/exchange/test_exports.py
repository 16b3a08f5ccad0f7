"""Every column of every data set, by position, against rows written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from dragoman.exchange import cells, gdelt, icews, phoenix, polecat
from dragoman.exchange.report import Report
from dragoman.exchange.tables import Tables, packaged
from dragoman.exchange.told import event_of, row_number
from dragoman.exchange.write import FORMATS, Writer
from dragoman.records import Actor, Event, Place, Span, When

TEXT = (
    "Rebels seize town\n\nMALI, May 14, 2024 - Fighters shelled a convoy near Gao on Monday, the army said.\n\n"
    "President Ada Keita of Ghana and the African Union condemned the attack."
)
REPORT = Report(
    id="wire-17", date="2024-05-14", url="https://news.example/17", source="Fjord Wire", title="Rebels seize town",
    text=TEXT, sentences=(0, 19, TEXT.index("President")),
)  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> Tables:
    return packaged()


def at(words: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), **more}


def actor(words: str, name: str, **more: Any) -> Actor:
    return Actor(name=name, text=words, **at(words), **more)


KEITA = actor(
    "President Ada Keita of Ghana", "Ghana", code="GHA", sector="GOV", other_sectors=("MIL",), person="Ada Keita",
    office="President of Ghana", wikidata="Q7",
)  # fmt: skip
UNION = actor("the African Union", "African Union", code="IGO")
REBELS = actor("Fighters", "fighters", sector="REB", code="MLI")
CONVOY = actor("a convoy", "convoy", sector="MIL", code="MLI")
GAO = Place(name="Gao", country="MLI", lat=16.27, lon=-0.04, geonameid=2457161, **at("Gao"))
SHELLED = Event(
    id="ev_0000000000ff3a7c", doc="wire-17", text="Fighters shelled a convoy near Gao on Monday", why=("made",),
    event="ASSAULT", mode="heavy-weapons", cameo="194", quad=4, score=-9.5, status="actual", confidence=0.8,
    context=("military", "human rights"), actor=(REBELS,), recipient=(CONVOY,), place=GAO,
    date=When(start="2024-05-13", text="Monday"), mentions=(Span(start=0, end=6, text="Rebels"),),
    size={"dead": 3}, **at("Fighters shelled a convoy near Gao on Monday"),
)  # fmt: skip
CONDEMNED = Event(
    id="ev_0123456789abcdef", doc="wire-17", text="condemned the attack", why=("made",), event="ACCUSE",
    mode="disapprove", cameo="111", quad=3, score=-2.0, status="actual", confidence=0.8, actor=(KEITA, UNION),
    recipient=(REBELS,), **at("condemned the attack"),
)  # fmt: skip
NUMBER = 0xFF << 15 | 1
NONE = "None"


def test_polecat(tables: Tables) -> None:
    rows, left = polecat.polecat([SHELLED, CONDEMNED], REPORT, "dragoman 9", tables)
    assert left == []
    assert polecat.COLUMNS.index("Placename") == 23
    assert len(polecat.COLUMNS) == 40
    assert rows[0].cells() == [
        "wire-17_ev_0000000000ff3a7c", "2024-05-13", "ASSAULT", "heavy-weapons", "-9.5", "MATERIAL CONFLICT",
        "military; human rights",
        "fighters", "MLI", "432", "REB", "REB", NONE, "Fighters", NONE,
        "convoy", "MLI", "432", "MIL", "MIL", NONE, "a convoy", NONE,
        "Gao", "Gao", NONE, NONE, "MLI", "16.27", "-0.04", "2457161", "Gao", NONE,
        "Fjord Wire", "2024-05-14", "Ada Keita", "African Union", "Gao", "en", "dragoman 9",
    ]  # fmt: skip
    assert rows[1].cells()[:15] == [
        "wire-17_ev_0123456789abcdef", "2024-05-14", "ACCUSE", "disapprove", "-2.0", "VERBAL CONFLICT", NONE,
        "Ada Keita; African Union", "GHA; IGO", "452; None", "GOV; None", "GOV; MIL", "President of Ghana; None",
        "President Ada Keita of Ghana; the African Union", "Q7; None",
    ]  # fmt: skip
    assert rows[1].cells()[23:33] == [NONE] * 10


def test_icews(tables: Tables) -> None:
    rows, left = icews.icews([SHELLED, CONDEMNED], REPORT, tables)
    assert left == []
    assert len(icews.COLUMNS) == 20
    assert [row.cells() for row in rows] == [
        [
            str(NUMBER), "2024-05-13", "fighters", "Rebel", "Mali", "Fight with artillery and tanks", "194", "-10.0",
            "convoy", "Military", "Mali", "wire-17", "2", "Fjord Wire", "Gao", "", "", "Mali", "16.27", "-0.04",
        ],
        [
            str(0x0123456789AB << 15 | 1), "2024-05-14", "Ada Keita", "Government,Military", "Ghana",
            "Criticize or denounce", "111", "-2.0", "fighters", "Rebel", "Mali", "wire-17", "3", "Fjord Wire",
            "", "", "", "", "", "",
        ],
        [
            str(0x0123456789AB << 15 | 2), "2024-05-14", "African Union", "International Government Organization", "",
            "Criticize or denounce", "111", "-2.0", "fighters", "Rebel", "Mali", "wire-17", "3", "Fjord Wire",
            "", "", "", "", "", "",
        ],
    ]  # fmt: skip


def test_gdelt(tables: Tables) -> None:
    rows, left = gdelt.gdelt([SHELLED, CONDEMNED], REPORT, tables)
    assert left == []
    assert len(gdelt.COLUMNS) == 61
    assert cells.line(rows[0]).rstrip("\n").split("\t") == [
        str(NUMBER), "20240513", "202405", "2024", "2024.3644",
        "MLIREB", "FIGHTERS", "MLI", "", "", "", "", "REB", "", "",
        "MLIMIL", "CONVOY", "MLI", "", "", "", "", "MIL", "", "",
        "1", "194", "194", "19", "4", "-10.0", "2", "1", "1", "",
        "0", "", "", "", "", "", "", "",
        "0", "", "", "", "", "", "", "",
        "4", "Gao, Mali", "ML", "", "", "16.27", "-0.04", "",
        "20240514000000", "https://news.example/17",
    ]  # fmt: skip
    union = cells.line(rows[2]).rstrip("\n").split("\t")
    assert union[5:15] == ["IGOAFRAFU", "AFRICAN UNION", "AFR", "AFU", "", "", "", "IGO", "", ""]
    assert union[25:31] == ["0", "111", "111", "11", "3", "-2.0"]
    assert all(len(row) == 61 for row in rows)


def test_phoenix(tables: Tables) -> None:
    rows, left = phoenix.phoenix([SHELLED, CONDEMNED], REPORT, "dragoman 9", tables)
    assert left == []
    assert len(phoenix.COLUMNS) == 26
    assert cells.line(rows[0]).rstrip("\n").split("\t") == [
        "ev_0000000000ff3a7c_1_dragoman-9", "20240513", "2024", "5", "13", "MLIREB", "MLI", "REB", "", "MLIMIL", "MLI",
        "MIL", "", "194", "19", "4", "-10.0", "", "16.27", "-0.04", "Gao", "", "MLI", "2", "https://news.example/17",
        "Fjord Wire",
    ]  # fmt: skip
    assert rows[1][5:9] == ("GHAGOVMIL", "GHA", "GOV", "MIL")
    assert rows[2][5:9] == ("IGOAFRAFU", "IGO", "", "AFR;AFU")


@pytest.mark.parametrize(
    ("place", "geo"),
    [
        (("Norway", "NOR", 62.0, 10.0, 3144096), (1, "Norway", "NO", "NO", "", 62.0, 10.0, "NO")),
        (("Alabama", "USA", 32.8, -86.8, None), (2, "Alabama, United States", "US", "USAL", "", 32.8, -86.8, "")),
        (("Boston", "USA", 42.4, -71.1, 4930956), (3, "Boston, United States", "US", "", "", 42.4, -71.1, "")),
        (("Lviv", "UKR", 49.8, 24.0, 702550), (4, "Lviv, Ukraine", "UP", "", "", 49.8, 24.0, "")),
    ],
)
def test_places_of_gdelt(tables: Tables, place: tuple[Any, ...], geo: tuple[Any, ...]) -> None:
    name, country, lat, lon, geonameid = place
    there = Place(name=name, start=0, end=1, country=country, lat=lat, lon=lon, geonameid=geonameid)
    rows, _ = gdelt.gdelt([replace(SHELLED, place=there)], REPORT, tables)
    assert rows[0][51:59] == geo


@pytest.mark.parametrize(
    ("event", "status", "cameo", "polecat_event", "cameo_told"),
    [
        ("CONSULT", "planned", "042", "AGREE", "036"),
        ("AID", "planned", "073", "AGREE", "0333"),
        ("COOPERATE", "planned", None, "AGREE", "031"),
        ("SUPPORT", "planned", "057", "AGREE", "032"),
        ("RETREAT", "planned", "0871", "CONCEDE", "0356"),
        ("CONSULT", "actual", None, "CONSULT", "040"),
        ("ASSAULT", "planned", "190", None, None),
        ("ASSAULT", "negated", "190", None, None),
        ("CONSULT", "hypothetical", "042", None, None),
    ],
)
def test_status(
    tables: Tables, event: str, status: str, cameo: str | None, polecat_event: str | None, cameo_told: str | None
) -> None:
    given = replace(
        SHELLED, event=event, status=status, cameo=cameo, mode=None, date=When(start="2024-05-20", text="next week")
    )
    rows, left = polecat.polecat([given], REPORT, "x", tables)
    assert [r.event for r in rows] == ([polecat_event] if polecat_event else [])
    assert [r.cameo for r in icews.icews([given], REPORT, tables)[0]] == ([cameo_told] if cameo_told else [])
    assert [r[26] for r in gdelt.gdelt([given], REPORT, tables)[0]] == ([cameo_told] if cameo_told else [])
    assert [r[13] for r in phoenix.phoenix([given], REPORT, "x", tables)[0]] == ([cameo_told] if cameo_told else [])
    assert len(left) == (0 if polecat_event else 1)
    if status == "planned" and rows:
        assert rows[0].date == "2024-05-14"


@pytest.mark.parametrize(
    ("date", "status", "unresolved", "day"),
    [
        (When(start="2024-02", text="in February"), "actual", {}, "2024-02-01"),
        (When(start="2022", text="in 2022"), "historical", {}, None),
        (None, "actual", {}, "2024-05-14"),
        (None, "historical", {}, None),
        (None, "actual", {"date": ("2022", "2023")}, None),
        (When(text="some day"), "actual", {}, None),
    ],
)
def test_days(tables: Tables, date: When | None, status: str, unresolved: dict[str, Any], day: str | None) -> None:
    given = replace(SHELLED, date=date, status=status, unresolved=unresolved)
    rows, _ = polecat.polecat([given], REPORT, "x", tables)
    assert rows[0].date == day
    assert (rows[0].cells()[1]) == (day or NONE)
    for left in (
        icews.icews([given], REPORT, tables)[1],
        gdelt.gdelt([given], REPORT, tables)[1],
        phoenix.phoenix([given], REPORT, "x", tables)[1],
    ):
        assert [item.reason for item in left] == ([] if day else ["no date"])


def test_a_group_without_code_is_named_where_it_can_be(tables: Tables) -> None:
    west = actor("the army", "the West")
    given = replace(CONDEMNED, actor=(west,), recipient=(KEITA,))
    (row,), _ = polecat.polecat([given], REPORT, "x", tables)
    assert row.cells()[7:9] == ["the West", NONE]
    (row_icews,), _ = icews.icews([given], REPORT, tables)
    assert row_icews.cells()[2:5] == ["the West", "", ""]
    (row_gdelt,), _ = gdelt.gdelt([given], REPORT, tables)
    assert row_gdelt[5:8] == ("", "THE WEST", "")
    assert [left.reason for left in phoenix.phoenix([given], REPORT, "x", tables)[1]] == ["no code on both sides"]
    alone = replace(CONDEMNED, actor=(west,), recipient=())
    assert [left.reason for left in gdelt.gdelt([alone], REPORT, tables)[1]] == ["no actor with a code"]
    assert [left.reason for left in icews.icews([alone], REPORT, tables)[1]] == ["no source or no target"]


def test_equals_stand_on_both_sides(tables: Tables) -> None:
    met = replace(CONDEMNED, event="CONSULT", mode=None, cameo="040", actor=(KEITA, UNION), recipient=())
    rows, _ = gdelt.gdelt([met], REPORT, tables)
    assert [(row[5], row[15]) for row in rows] == [("GHAGOVMIL", "IGOAFRAFU"), ("IGOAFRAFU", "GHAGOVMIL")]
    assert [row[0] for row in rows] == [0x0123456789AB << 15 | 1, 0x0123456789AB << 15 | 2]


@pytest.mark.parametrize(
    ("code", "cameo", "fips", "cow"),
    [("ROU", "ROM", "RO", 360), ("DEU", "DEU", "GM", 255), ("KOS", "KSV", "KV", 347), ("PSE", "PSE", "WE", None)],
)
def test_countries(tables: Tables, code: str, cameo: str, fips: str, cow: int | None) -> None:
    land = actor("a convoy", "land", code=code)
    given = replace(SHELLED, recipient=(land,), place=replace(GAO, country=code))
    (row,), _ = gdelt.gdelt([given], REPORT, tables)
    assert (row[15], row[17], row[53]) == (cameo, cameo, fips)
    (row_polecat,), _ = polecat.polecat([given], REPORT, "x", tables)
    assert row_polecat.recipient.cow == ((cow,) if cow else ())


def test_rows_lead_back_to_their_event() -> None:
    assert row_number(SHELLED.id, 1) == NUMBER
    assert 0 < row_number("ev_ffffffffffff0000", (1 << 15) - 1) < 1 << 63
    assert event_of(str(row_number("ev_ffffffffffff0000", 77))) == "ev_ffffffffffff"
    assert event_of("wire-17_ev_0000000000ff3a7c") == event_of("ev_0000000000ff3a7c_1_dragoman-9") == SHELLED.id
    assert event_of("wire-17") is None
    assert event_of("9" * 19) is None
    assert row_number("named otherwise", 1) == row_number("named otherwise", 1) != row_number("another", 1)


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_breaks_a_line(tables: Tables, format: str) -> None:
    hostile = "a\tb\nc\r\u2028d\x85;\ud800\x00"
    party = replace(KEITA, name=hostile, person=hostile, text=hostile, office=hostile)
    given = replace(CONDEMNED, actor=(party,), recipient=(party,), place=replace(GAO, name=hostile))
    writer = Writer(format, hostile, tables)
    text = writer.lines([given], replace(REPORT, id=hostile, source=hostile, url=hostile))
    text.encode("utf-8")
    width = {"polecat": 40, "icews": 20, "gdelt": 61, "phoenix": 26}[format]
    assert [len(line.split("\t")) for line in text.splitlines()] == [width]
    assert writer.header.count("\t") == (width - 1 if format in ("polecat", "icews") else 0)


def test_every_code_has_a_score_and_a_title(tables: Tables) -> None:
    from dragoman.knowledge.files import Library
    from dragoman.what.lexicon import Code

    codes = Library().table("what/codes.tsv", Code, lambda c: (c.kind, c.code, c.parent))
    cameo = {c.code for c in codes if c.kind == "cameo" and len(c.code) > 2}
    assert cameo == set(tables.deeds)
    assert all(-10 <= deed.goldstein <= 10 for deed in tables.deeds.values())
    for code in codes:
        if code.kind == "event":
            assert tables.cameo(None, code.code, None) in cameo
        elif code.kind == "mode":
            assert tables.cameo(None, code.parent or "", code.code) in cameo
