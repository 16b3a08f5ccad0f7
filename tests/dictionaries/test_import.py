"""Old dictionaries taken into a user's folder: what is taken, what is told, and that it loads."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from dragoman.cli.app import app
from dragoman.dictionaries.lines import lines_of, read_lines
from dragoman.dictionaries.report import Report
from dragoman.dictionaries.run import KINDS, Importer, import_dictionaries
from dragoman.errors import InputError, OptionError
from dragoman.knowledge.check import check_library
from dragoman.knowledge.files import Library
from dragoman.reader import Reader
from dragoman.what.lexicon import EventLexicon
from dragoman.who.lexicon import Lexicon

Taken = tuple[Report, dict[str, str]]


@pytest.fixture(scope="module")
def importer(library: Library) -> Importer:
    return Importer(library)


@pytest.fixture(scope="module")
def take(importer: Importer) -> Callable[[str, str], Taken]:
    return lambda kind, text: importer.take(kind, lines_of(text, "d"))


def rows(table: str) -> list[dict[str, str]]:
    header, *lines = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return [{k: v for k, v in zip(header, line, strict=True) if v} for line in lines]


def told(report: Report) -> dict[int, tuple[str, str]]:
    return {e.line.number: (e.outcome, e.reason) for e in report.entries}


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("VALDORIA_ [AGO]", [("Valdoria", "Angola", "AGO", None, "country")]),
        ("VALDORIA_\n+VALDORIAN_\n\t[AGO]", [("Valdoria", "Angola", "AGO", None, "country"),
                                             ("Valdorian", "Angola", "AGO", None, "country")]),
        ("BLUE_BRIGADE_OF_THE_HILLS [PALREB] ; a comment",
         [("Blue Brigade of the Hills", "Blue Brigade of the Hills", "PSE", "REB", "armed")]),
        ("ZLQ_ [TURSEP]", [("ZLQ", "ZLQ", "TUR", "REB", "armed")]),
        ("ZARQA [TURREB]", [("ZARQA", "ZARQA", "TUR", "REB", "armed"), ("Zarqa", "ZARQA", "TUR", "REB", "armed")]),
        ("AL-NURI_FRONT [SYRREB]", [("al-Nuri Front", "al-Nuri Front", "SYR", "REB", "armed")]),
        ("VALDORIA_TODAY [AGOMED]", [("Valdoria Today", "Valdoria Today", "AGO", "JRN", "media")]),
        ("HILL_OFFICE_FOR_WATER [IGOUNO]", [("Hill Office for Water", "Hill Office for Water", "UNO", None, "igo")]),
        ("HILL_COMMISSION [IGOEUREEC]", [("Hill Commission", "Hill Commission", "EUR", None, "igo")]),
        ("RIVER_WATCHERS [NGOHRI]", [("River Watchers", "River Watchers", "NGO", "SOC", "ngo")]),
        ("HILL_&_SONS [MNCUSABUS]", [("Hill & Sons", "Hill & Sons", "USA", "BUS", "firm")]),
        ("HILL_HOLDING [MNC]", [("Hill Holding", "Hill Holding", "MNC", None, "firm")]),
        ("GREENLANDIC_TOWN [GRL]", [("Greenlandic Town", "Denmark", "DNK", None, "country")]),
        ("SHEEPMEN [CVL]", [("Sheepmen", "Sheepmen", None, "CVL", "body")]),
        ("Mixed case_Name [FRAGOV]", [("Mixed case Name", "Mixed case Name", "FRA", "GOV", "body")]),
    ],
)  # fmt: skip
def test_names(take: Callable[[str, str], Taken], entry: str, wanted: list[tuple[str, ...]]) -> None:
    report, files = take("actors", entry)
    keys = ("alias", "name", "code", "sector", "kind")
    assert [tuple(row.get(key) for key in keys) for row in rows(files["who/data/names_imported.tsv"])] == wanted
    assert {outcome for outcome, _ in told(report).values()} == {"taken"}


@pytest.mark.parametrize(
    ("codes", "terms"),
    [
        ("[USAGOV 20000101-20010131]", [("USA", "2000-01-01", "2001-01-31")]),
        ("[USAGOV 990101-010131] [USAELI >010131]", [("USA", "1999-01-01", "2001-01-31")]),
        ("[USAGOV 990101-010131] [ELI >010131]", [("USA", "1999-01-01", "2001-01-31")]),
        ("[GBRGOV <970502]\n\t[GBRELI]", [("GBR", "0001", "1997-05-02")]),
        ("[AGOGOV > 20100115]", [("AGO", "2010-01-15", None)]),
        ("[AGOGOV 20000101-20010101] [AGOGOV >20050101]", [("AGO", "2000-01-01", "2001-01-01"),
                                                           ("AGO", "2005-01-01", None)]),
    ],
)  # fmt: skip
def test_terms_of_office(take: Callable[[str, str], Taken], codes: str, terms: list[tuple[str, ...]]) -> None:
    report, files = take("actors", f"JOHN_SMITHSON_\n+SMITHSON\n{codes}")
    found = rows(files["who/data/officeholders_imported.tsv"])
    assert [(row["country"], row["start"], row.get("end")) for row in found] == terms
    assert all((row["name"], row["aliases"]) == ("John Smithson", "Smithson") for row in found)
    assert {outcome for outcome, _ in told(report).values()} == {"taken"}
    assert list(files) == ["who/data/officeholders_imported.tsv"]


@pytest.mark.parametrize(
    ("kind", "text", "line", "outcome", "reason"),
    [
        ("actors", "ANGOLA_ [AGO]", 1, "skipped", "known already, with that code"),
        ("actors", "NATO_ [IGOWSTMIL]", 1, "skipped", "known already, with that code"),
        ("actors", "ODD_THING [USA/GBR]", 1, "skipped", "several codes at once"),
        ("actors", "OLD_BASIN [WAF]", 1, "skipped", "WAF is a region"),
        ("actors", "OLD_BASIN [QQQ]", 1, "skipped", "QQQ is not a code that CAMEO or PLOVER has"),
        ("actors", "OLD_BASIN [AF]", 1, "skipped", "not a code made of three-letter parts"),
        ("actors", "OLD_BASIN [AFG 2001]", 1, "skipped", "not a code with dates"),
        ("actors", "WHENEVER [---]", 1, "skipped", "the null code"),
        ("actors", "GONE_MAN [USAGOV >991399]", 1, "skipped", "not in the calendar"),
        ("actors", "GONE_MAN [USAMIL >991231]", 1, "skipped", "only for terms of government office"),
        ("actors", "GONE_MAN [USAMIL] [RUSMIL]", 1, "in part", "a second code"),
        ("actors", "GONE_MAN [USAMILRAD]", 1, "in part", "RAD left out"),
        ("actors", "NOCODE\nVALDORIA [AGO]", 1, "skipped", "no code in brackets"),
        ("actors", "+STRAY [AGO]", 1, "skipped", "before the first name"),
        ("actors", "<Country>", 1, "skipped", "markup"),
        ("actors", "A=B [AGO]", 1, "skipped", "not a name"),
        ("agents", "MINISTER_ [~GOV]", 1, "skipped", "known already"),
        ("agents", "ODD_FOLK [GBR~]", 1, "skipped", "not a sector"),
        ("agents", "!none!_FOLK [~GOV]", 1, "skipped", "a set that is not there"),
        ("agents", "ODD_FOLK", 1, "skipped", "no code in brackets"),
        ("agents", "HILL_FLUTIST [~REBRAD]", 1, "in part", "RAD left out"),
        ("verbs", "- * X [112]", 1, "skipped", "before the first verb"),
        ("verbs", "--- ABANDON [345] ---", 1, "in part", "'345' is not a CAMEO code"),
        ("verbs", "--- ABANDON [010] ---", 1, "in part", "CAMEO 010 is no event in PLOVER"),
        ("verbs", "--- ABANDON ---\n~ a (a b WILL) [030]", 2, "skipped", "a transformation"),
        ("verbs", "--- ABANDON ---\n- * HOPE", 2, "skipped", "no code in brackets"),
        ("verbs", "--- ABANDON ---\n- * HOPE [---]", 2, "skipped", "the null code"),
        ("verbs", "--- ABANDON ---\n- * HOPE [012:112]", 2, "skipped", "no event in PLOVER"),
        ("verbs", "--- ABANDON ---\n- * HOPE [042:043]", 2, "in part", "043 in return left out"),
        ("verbs", "&ODD\n+ONE_TWO_THREE", 2, "skipped", "not one or two words"),
        ("verbs", "--- ABANDON ---\n- * &NOSET [112]", 2, "skipped", "there is no set &NOSET"),
        ("verbs", "--- ABANDON ---\nTEAR_DOWN\n- * TO GO + [112]\n--- GO ---", 3, "skipped", "TO with a verb"),
        ("verbs", "--- ABANDON ---\n+COVERT_+RAID [190]", 2, "skipped", "words before the verb"),
        ("verbs", "<!-- one\ntwo -->\n--- 7 [190] ---", 3, "skipped", "not a verb"),
    ],
)  # fmt: skip
def test_what_is_not_taken_is_told(
    take: Callable[[str, str], Taken], kind: str, text: str, line: int, outcome: str, reason: str
) -> None:
    found = told(take(kind, text)[0])[line]
    assert found[0] == outcome
    assert reason in found[1]


def test_a_row_of_the_report_stays_on_its_line(take: Callable[[str, str], Taken]) -> None:
    report, _ = take("actors", "ODD\tTHING\x1b\u2028 [QQQ]")
    assert report.to_tsv().splitlines()[1:] == [
        "d\t1\tskipped\tnot a name; its name was not taken\tODD THING\\x1b [QQQ]"
    ]


def test_a_name_that_is_known_otherwise_replaces_the_packaged_row(
    take: Callable[[str, str], Taken], tmp_path: Path
) -> None:
    _, files = take("actors", "HAMAS [EGYREB]")
    ((file, table),) = [(f, t) for f, t in files.items() if f != "who/data/names_imported.tsv"]
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(table, encoding="utf-8")
    assert Lexicon(Library()).names["Hamas"].code == "PSE"
    assert Lexicon(Library(tmp_path)).names["Hamas"].code == "EGY"


def test_agents(take: Callable[[str, str], Taken]) -> None:
    text = """!hill! = HILL, DEEP_VALLEY,
      LAKE
    RIVERMAN_ {RIVERMEN} [~AGR]
    SNOWKEEPER_ {SNOWKEEPERS} [~COP]
    !hill!_POLICE_ {} [COP~]
    CHIEF_!hill!_ARCHER_ [~MIL]"""
    report, files = take("agents", text)
    found = {row["role"]: (row["sector"], row["kind"]) for row in rows(files["who/data/roles.tsv"])}
    assert found == {
        "riverman": ("AGR", "person"), "rivermen": ("AGR", "person"), "snowkeeper": ("COP", "person"),
        "hill police": ("COP", "group"), "deep valley police": ("COP", "group"), "lake police": ("COP", "group"),
        "chief hill archer": ("MIL", "person"), "chief deep valley archer": ("MIL", "person"),
        "chief lake archer": ("MIL", "person"),
    }  # fmt: skip
    assert report.counts() == {"taken": 6, "in part": 0, "skipped": 0}


def test_verbs_of_a_block_share_its_patterns(take: Callable[[str, str], Taken]) -> None:
    text = """&CURRENCY
    +DOLLAR_
    +EURO {EUROS}
    +HARD_CURRENCY

    --- ABANDON  [080] ---
    FORSAKE {FORSAKES FORSOOK}   # a comment
    - * &CURRENCY TO + [163]
    LEAVE [120]
    """
    report, files = take("verbs", text)
    assert {outcome for outcome, _ in told(report).values()} == {"taken"}
    (currency,) = tomllib.loads(files["what/data/classes.toml"])["class"]
    assert currency == {"id": "imported-currency", "words": ["dollar", "euro", "hard currency"]}
    rules = {r["id"]: r for r in tomllib.loads(files["what/rules/imported.toml"])["rule"]}
    assert rules["imported.abandon.163"] == {
        "id": "imported.abandon.163", "event": "SANCTION", "cameo": "163", "needs": "both",
        "verbs": ["A abandon|forsake|forsook|leave <imported-currency> to B"],
    }  # fmt: skip
    assert rules["imported.abandon.080"]["verbs"][0] == "A abandon B"
    assert rules["imported.abandon.120"]["verbs"][0] == "A leave B"


def test_each_verb_of_the_older_form_opens_a_block(take: Callable[[str, str], Taken]) -> None:
    _, files = take("verbs", "ABANDON [080] ; TABARI\n- * HOPE OF + [112]\nFLEE [---]\n- * FROM + [0874]\n")
    rules = {r["id"]: r["verbs"] for r in tomllib.loads(files["what/rules/imported.toml"])["rule"]}
    assert rules["imported.abandon.112"] == ["A abandon hope of B"]
    assert rules["imported.flee.0874"] == ["A flee from B"]
    assert "imported.flee.080" not in rules


ACTORS = b"VALDORIA_\n+VALDORIAN_\n\t[AGO]\nNOWHERE [QQQ]\n"
VERBS = b"--- STRADDLE [190] ---\n- * WALL OF + [171]\n"


def test_the_command_writes_a_folder_that_reads(tmp_path: Path) -> None:
    (tmp_path / "actors.txt").write_bytes(ACTORS)
    (tmp_path / "verbs.txt").write_bytes(VERBS)
    folder = tmp_path / "mine"
    ran = [
        CliRunner().invoke(app, ["lexicon", "import", k, str(tmp_path / f"{k}.txt"), "--to", str(folder)])
        for k in ("actors", "verbs")
    ]
    assert [r.exit_code for r in ran] == [0, 0]
    assert ran[0].stdout.splitlines()[0] == "file\tline\toutcome\treason\ttext"
    assert [row.split("\t")[1:3] for row in ran[0].stdout.splitlines()[1:]] == [["4", "skipped"]]
    assert "3 lines taken, 0 lines in part, 1 lines skipped" in ran[0].stderr
    assert check_library(Library(folder)) == []
    reading = Reader(lexicon=folder).read("On Monday Valdoria straddled the walls of Norway.", date="2024-05-14")
    (event,) = reading.events
    assert (event.event, event.cameo) == ("COERCE", "171")
    assert ([a.code for a in event.actor], [a.code for a in event.recipient]) == (["AGO"], ["NOR"])
    assert event.why[0].startswith("imported.straddle.171: ")


def test_an_import_replaces_the_last_one_and_nothing_else(tmp_path: Path) -> None:
    source, folder = tmp_path / "d.txt", tmp_path / "mine"
    source.write_bytes(ACTORS)
    import_dictionaries("actors", [str(source)], str(folder))
    source.write_bytes(b"JOHN_SMITHSON [USAGOV >20200101]\n")
    _, written = import_dictionaries("actors", [str(source)], str(folder))
    assert [p.name for p in folder.rglob("*.tsv")] == [p.name for p in written] == ["officeholders_imported.tsv"]
    written[0].write_text("country\tpost\ttitle\tname\tstart\n", encoding="utf-8")
    with pytest.raises(OptionError, match="not of such an import"):
        import_dictionaries("actors", [str(source)], str(folder))


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["verbz", "d.txt"], 2, "verbz: no kind of dictionary"),
        (["verbs", "nosuch.txt"], 1, "no such file"),
        (["verbs", "empty.txt"], 1, "is empty"),
        (["verbs", "binary.txt"], 1, "is binary"),
        (["verbs", "."], 1, "cannot be read"),
        (["actors", "d.txt"], 1, "0 lines taken"),
    ],
)
def test_mistakes_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in (("d.txt", b"NOWHERE [QQQ]\n"), ("empty.txt", b" \n"), ("binary.txt", b"\0\1\2" * 50)):
        Path(name).write_bytes(content)
    result = CliRunner().invoke(app, ["lexicon", "import", *args, "--to", "mine"])
    assert result.exit_code == code
    assert message in result.stderr
    assert "internal error" not in result.stderr


SIGNS = ["--- ", " ---", "- ", "* ", "$ ", "+ ", "% ", "^ ", "&SET ", "&SET\n", "+", "{", "}", "(", ")", " | ", "[",
         "]", "112", "[190]", "[---]", "[031:032]", "~", "!x!", "!x! = a, b", "_", "TEAR_DOWN", "GO ", "BY ", "TO ",
         "OFF ", "AWAY ", "HOPE ", "PEACE TALKS ", "[USAGOV 20000101-20010101]", "[ELI >010101]", "#", ";", "<!--",
         "\n", "\n+", "\t", "\x85", "\u2028", "'", "é", "\U0001f600", "A", "<any>", "B:x", "[~COP]"]  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    data=st.one_of(
        st.binary(max_size=200), st.lists(st.sampled_from(SIGNS), max_size=40).map(lambda s: "".join(s).encode())
    ),
)
def test_any_bytes_give_a_report_or_one_error(
    importer: Importer, tmp_path_factory: pytest.TempPathFactory, kind: str, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "d.txt").write_bytes(data)
    try:
        lines = read_lines(str(folder / "d.txt"))
    except InputError:
        return
    report, files = importer.take(kind, lines)
    assert [e.line for e in report.entries] == lines
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if files:
        EventLexicon(Library(folder)) if kind == "verbs" else Lexicon(Library(folder))
