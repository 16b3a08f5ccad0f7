"""Two sets of events held against each other, from files to the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.errors import InputError
from dragoman.exchange import icews, polecat
from dragoman.exchange.coded import Coded, read_side
from dragoman.exchange.compare import compare
from dragoman.exchange.report import report_of
from dragoman.exchange.tables import packaged
from dragoman.exchange.write import Writer
from dragoman.views.plover import plover_jsonl
from made import CONDEMNED, document, reading

TABLES = packaged()


def coded(day: str, source: str, target: str, event: str) -> Coded:
    return Coded(day, source, target, event)


def test_counts_of_a_dyad_and_a_month() -> None:
    ours = [
        coded("2024-05-01", "FRA", "MLI", "CONSULT"),
        coded("2024-05-02", "FRA", "MLI", "CONSULT"),
        coded("2024-06-02", "FRA", "MLI", "AID"),
        coded("2024-06-02", "MLI", "FRA", "ACCUSE"),
    ]
    theirs = [
        coded("2024-05-31", "FRA", "MLI", "CONSULT"),
        coded("2024-05-31", "FRA", "MLI", "ACCUSE"),
        coded("2024-07-01", "FRA", "MLI", "AID"),
    ]
    found = compare(ours, theirs)
    assert (found.ours, found.theirs, found.matched, found.only_ours, found.only_theirs) == (4, 3, 1, 3, 2)
    assert found.months == 3
    first, second = found.dyads
    assert (first.source, first.target, second.source) == ("FRA", "MLI", "MLI")
    assert [(m.month, m.ours, m.theirs, m.matched, m.only_ours, m.only_theirs) for m in first.months] == [
        ("2024-05", 2, 2, 1, 1, 1),
        ("2024-06", 1, 0, 0, 1, 0),
        ("2024-07", 0, 1, 0, 0, 1),
    ]
    assert first.correlation == 0.5
    assert second.correlation is None


def test_what_older_drafts_call_one_event_is_compared_as_one() -> None:
    ours = [coded("2024-05-01", "FRA", "MLI", event) for event in ("CONCEDE", "RETREAT")]
    theirs = [coded("2024-05-09", "FRA", "MLI", "YIELD")]
    assert compare(ours, theirs).matched == 1
    assert compare(ours, ours).matched == 2
    assert compare(ours[:1], ours[1:]).matched == 0


CODED = st.lists(
    st.builds(
        Coded,
        st.sampled_from(["2024-01-01", "2024-02-09", "2023-02-09"]),
        st.sampled_from(["FRA", "MLI"]),
        st.sampled_from(["TGO", "GHA"]),
        st.sampled_from(["AID", "CONSULT"]),
    ),
    max_size=12,
)


@settings(max_examples=100, deadline=None)
@given(CODED, CODED)
def test_nothing_is_lost_in_comparing(ours: list[Coded], theirs: list[Coded]) -> None:
    found, back = compare(ours, theirs), compare(theirs, ours)
    assert found.matched + found.only_ours == found.ours == len(ours) == sum(d.ours for d in found.dyads)
    assert found.matched + found.only_theirs == found.theirs == len(theirs)
    assert (back.matched, back.correlation) == (found.matched, found.correlation)
    same = compare(ours, ours)
    assert same.matched == len(ours)
    assert same.correlation in (None, 1.0)


def side(data: str | bytes) -> tuple[list[Coded], dict[str, int], int]:
    found = read_side(data.encode() if isinstance(data, str) else data, "given", TABLES)
    return found.coded, found.aside, len(found.dropped)


PLANNED = coded("2024-05-14", "BRA", "NOR", "AGREE")


def test_our_events_in_every_form() -> None:
    assert side(plover_jsonl(reading(), "x")) == ([PLANNED], {"no date": 3}, 0)
    coded_jsonl, aside, dropped = side(reading().to_jsonl())
    assert (coded_jsonl, dropped) == ([], 0)
    assert aside == {"no date": 4, "hypothetical": 1, "negated": 1}
    writer = Writer("polecat", "x", TABLES)
    text = writer.header + writer.lines(reading().events, report_of(document()))
    assert side(text)[0] == [PLANNED]
    writer = Writer("icews", "x", TABLES)
    assert side(writer.header + writer.lines(reading().events, report_of(document())))[0] == [PLANNED]


def polecat_line(**changes: object) -> str:
    row = polecat.PolecatRow(id="1_1", date="2024-05-14", event="AID", **changes)  # type: ignore[arg-type]
    return "\t".join(polecat.COLUMNS) + "\n" + "\t".join(row.cells())


def parties(*countries: str | None) -> polecat.Parties:
    return polecat.Parties(names=tuple("x" for _ in countries), countries=countries if any(countries) else ())


@pytest.mark.parametrize(
    ("actor", "recipient", "pairs", "reason"),
    [
        (("FRA",), ("MLI", "TGO"), [("FRA", "MLI"), ("FRA", "TGO")], None),
        (("FRA", "MLI"), (), [("FRA", "MLI"), ("MLI", "FRA")], None),
        (("FRA", "MLI"), (None,), [], "no country on both sides"),
        (("FRA",), (), [], "no country on both sides"),
        (("FRA",), ("IGO",), [], "no country on both sides"),
        (("FRA",), ("FRA",), [], "within one country"),
    ],
)
def test_pairs(
    actor: tuple[str, ...], recipient: tuple[str | None, ...], pairs: list[tuple[str, str]], reason: str | None
) -> None:
    found, aside, _ = side(polecat_line(actor=parties(*actor), recipient=parties(*recipient)))
    assert [(c.source, c.target) for c in found] == pairs
    assert aside == ({reason: 1} if reason else {})


def test_countries_of_icews_by_name() -> None:
    row = icews.IcewsRow(
        id="1", date="2024-05-14", cameo="051", source=icews.IcewsParty(country="Russian Federation"),
        target=icews.IcewsParty(country="Congo, Dem. Rep."),
    )  # fmt: skip
    text = "\t".join(icews.COLUMNS) + "\n" + "\t".join(row.cells())
    assert side(text)[0] == [coded("2024-05-14", "RUS", "COD", "SUPPORT")]
    assert side(text.replace("051", "010"))[1] == {"no event of PLOVER": 1}


@pytest.mark.parametrize("data", [b"", b"\n \n", b"hello", b"a\tb\tc", b"\x00\xff" * 9])
def test_what_is_no_file_of_events_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="given: "):
        side(data)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=120), st.sampled_from([b"", b"{", b'{"kind":"event",', b"[" * 20_000, b'{"event":"AID","date":'])
)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        found = read_side(b"{}\n" + start + data, "given", TABLES)
    except InputError:
        return
    assert found.dropped


def test_the_command(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours.jsonl", tmp_path / "theirs.tab"
    ours.write_text(plover_jsonl(reading(), "x"), encoding="utf-8")
    writer = Writer("polecat", "x", TABLES)
    theirs.write_text(
        writer.header + writer.lines([CONDEMNED, *reading().events], report_of(document())) + "broken\n",
        encoding="utf-8",
    )
    found = CliRunner().invoke(app, ["compare", str(ours), str(theirs), "-f", "json"])
    assert found.exit_code == 0
    shown = json.loads(found.stdout)
    assert (shown["matched"], shown["only_ours"], shown["only_theirs"]) == (1, 0, 0)
    assert shown["not read"] == {"ours": 0, "theirs": 2}
    assert "1 cells, but 40 or 39 columns (broken)" in found.stderr
    table = CliRunner().invoke(app, ["compare", str(ours), str(theirs)])
    assert "BRA > NOR" in table.stdout
    assert "3 no date" in table.stdout


@pytest.mark.parametrize(("theirs", "code"), [("missing.tab", 1), (".", 1), ("bad\0name", 1)])
def test_files_that_cannot_be_read(tmp_path: Path, theirs: str, code: int) -> None:
    ours = tmp_path / "ours.jsonl"
    ours.write_text("{}\n", encoding="utf-8")
    found = CliRunner().invoke(app, ["compare", str(ours), theirs])
    assert found.exit_code == code
    assert found.stderr.count("dragoman: ") >= 1
    assert "internal error" not in found.stderr
