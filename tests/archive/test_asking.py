"""The verbs that ask a store, on an archive of our own: what they say, and in which form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from dragoman import Archive
from dragoman.cli.app import app
from dragoman.errors import OptionError

Asked = Callable[..., Result]


@pytest.fixture
def ask(archive_folder: Path) -> Asked:
    def invoke(verb: str, *args: str, code: int = 0) -> Result:
        result = CliRunner().invoke(app, [verb, *args, "--store", str(archive_folder)])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return invoke


def rows(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_events_by_filter(ask: Asked) -> None:
    found = rows(ask("events", "-f", "jsonl", "--source", "nor", "--target", "FJI"))
    assert [(e["event"], e["day"], e["publisher"]) for e in found] == [("SANCTION", "2024-03-14", "Fjord Wire")]
    assert all(e["status"] == "actual" for e in rows(ask("events", "-f", "jsonl")))
    planned = rows(ask("events", "-f", "jsonl", "--status", "planned", "--country", "PER"))
    assert {(e["event"], e["mode"], e["day"]) for e in planned} == {("CONSULT", "visit", "2024-03-12")}
    everything = rows(ask("events", "-f", "jsonl", "--status", "all"))
    assert len(everything) == len(rows(ask("events", "-f", "jsonl"))) + len(planned) + sum(
        e["status"] not in ("actual", "planned") for e in everything
    )
    late = rows(ask("events", "-f", "jsonl", "--from", "2024-03-13"))
    assert late
    assert all(e["day"] >= "2024-03-13" for e in late)
    assert not rows(ask("events", "-f", "jsonl", "--publisher", "Nobody"))


def test_events_for_people(ask: Asked) -> None:
    shown = ask("events", "--country", "FJI").output
    assert "SANCTION" in shown
    assert "expel" in shown
    assert "nothing found" in ask("events", "--country", "JPN").output


def test_timeline_goes_forward(ask: Asked) -> None:
    days = [e["day"] for e in rows(ask("timeline", "-f", "jsonl"))]
    assert days == sorted(days)
    assert [e["day"] for e in rows(ask("events", "-f", "jsonl"))] == sorted(days, reverse=True)


def test_a_dyad_counts_reports_and_happenings_apart(ask: Asked) -> None:
    french, malian = rows(ask("dyad", "FRA", "MLI", "-f", "jsonl"))
    assert (french["period"], french["source"], malian["source"]) == ("2024-03-01", "FRA", "MLI")
    assert (french["events"], french["reports"], french["happenings"]) == (2, 2, 1)
    assert (french["verbal_conflict"], french["material_conflict"], malian["events"]) == (2, 0, 1)
    assert french["all_reports"] == 7
    assert french["per_1000_reports"] == pytest.approx(1000 * 2 / 7, abs=0.001)
    (every,) = [row for row in rows(ask("dyads", "-f", "jsonl")) if (row["source"], row["target"]) == ("FRA", "MLI")]
    assert every == french


def test_a_dyad_has_rows_of_zeros(ask: Asked) -> None:
    found = rows(ask("dyad", "NOR", "PER", "-f", "jsonl", "--by", "day", "--status", "all"))
    days = sorted({row["period"] for row in found})
    assert days[0] <= "2024-03-12" <= days[-1]
    assert {(row["source"], row["target"]) for row in found} == {("NOR", "PER"), ("PER", "NOR")}
    assert "unknown; one of day, week, month, quarter, year" in ask("dyad", "NOR", "PER", "--by", "hour", code=2).output
    assert "is no code" in ask("dyad", "N'; --", "PER", code=2).output


def test_happenings(ask: Asked) -> None:
    (attack,) = rows(ask("happenings", "-f", "jsonl", "--event", "ASSAULT"))
    assert (attack["reports"], attack["independent"]) == (3, 2)
    (visit,) = rows(ask("happenings", "-f", "jsonl", "--event", "CONSULT", "--mode", "visit"))
    assert visit["announced"] == 2


def test_agenda(ask: Asked) -> None:
    before = rows(ask("agenda", "-f", "jsonl", "--as-of", "2024-03-10"))
    assert [(p["outcome"], p["start"], p["mode"]) for p in before] == [("coming", "2024-03-12", "visit")]
    (after,) = rows(ask("agenda", "-f", "jsonl", "--as-of", "2024-03-20", "--country", "NOR"))
    assert after["outcome"] == "came true"
    assert after["evidence"]
    assert not rows(ask("agenda", "-f", "jsonl", "--as-of", "2024-03-20", "--outcome", "overdue"))
    assert "is no outcome" in ask("agenda", "--outcome", "lost", code=2).output


def test_figures(ask: Asked) -> None:
    (exports,) = rows(ask("figures", "exports", "-f", "jsonl"))
    assert (exports["value"], exports["unit"], exports["period"]) == (340_000_000, "USD", "2023")
    assert rows(ask("figures", "-f", "jsonl", "--unit", "usd")) == [exports]
    assert not rows(ask("figures", "-f", "jsonl", "--to", "2024-03-01"))


def test_search(ask: Asked) -> None:
    found = rows(ask("search", "sanctions", "-f", "jsonl"))
    assert {row["publisher"] for row in found} == {"Fjord Wire"}
    assert any(row.get("events") for row in found)
    assert rows(ask("search", '"imposed sanctions" NOT unfair', "-f", "jsonl"))
    assert "cannot be searched" in ask("search", '"open', code=2).output
    assert "give a word" in ask("search", " ", code=2).output


def test_sql(ask: Asked) -> None:
    assert rows(ask("sql", "SELECT count(*) AS n FROM documents", "-f", "jsonl")) == [{"n": 7}]
    assert "cannot be answered" in ask("sql", "SELECT nothing FROM nowhere", code=2).output


def test_runs_and_quarantine(ask: Asked) -> None:
    (run,) = rows(ask("runs", "-f", "jsonl"))
    assert run["counts"] == {"known": 0, "read": 7, "skipped": 1, "fault": 1}
    assert set(run["versions"]) >= {"dragoman", "spacy", "model", "python"}
    found = {row["outcome"]: row for row in rows(ask("quarantine", "-f", "jsonl"))}
    assert found["skipped"]["language"] == "fr"
    assert found["fault"]["origin"].endswith("news.jsonl:3")
    assert found["fault"]["reason"].startswith("not JSON")


def test_explain_leads_back_to_the_words(ask: Asked, archive_folder: Path) -> None:
    (event,) = rows(ask("events", "-f", "jsonl", "--event", "SANCTION", "--target", "FJI", "--source", "NOR"))
    shown = ask("explain", event["id"]).output
    assert "[Norway imposes sanctions on Fiji]\n[Norway imposed sanctions on Fiji on Thursday]." in shown
    assert "why        sanction." in shown
    assert "Fjord Wire" in shown
    (told,) = json.loads(ask("explain", event["id"], "-f", "json").stdout)
    passage = told["passages"][1]
    start, end = passage["spans"][0]
    assert passage["text"][start:end] == "Norway imposed sanctions on Fiji on Thursday"
    assert "names nothing" in ask("explain", "ev_0000000000000000", code=2).output


@pytest.mark.parametrize(("format", "column"), [("gdelt", 0), ("icews", 0), ("polecat", 0), ("phoenix", 0)])
def test_explain_takes_the_ids_of_exports(ask: Asked, format: str, column: int) -> None:
    lines = ask("export", "-f", format, "--source", "NOR", "--target", "FJI").stdout.splitlines()
    ident = lines[-1].split("\t")[column]
    assert "imposed sanctions" in ask("explain", ident).output


def test_exports_are_those_of_read(ask: Asked, archive_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "rows").mkdir()
    for format in ("plover", "gdelt"):
        out = tmp_path / "rows" / format
        ask("export", "-f", format, "--out", str(out))
        assert out.read_text() == ask("export", "-f", format).stdout
        assert out.read_text()
    assert "did you mean gdelt?" in ask("export", "-f", "gdlet", code=2).output


def test_formats(ask: Asked, tmp_path: Path) -> None:
    wanted = rows(ask("events", "-f", "jsonl"))
    table = list(csv.DictReader(io.StringIO(ask("events", "-f", "csv").stdout)))
    assert [row["id"] for row in table] == [row["id"] for row in wanted]
    for format in ("parquet", "arrow"):
        out = tmp_path / format
        ask("events", "-f", format, "--out", str(out))
        read = pq.read_table(out) if format == "parquet" else pa.ipc.open_file(out).read_all()
        assert read.column("id").to_pylist() == [row["id"] for row in wanted]
    assert "unknown; one of table, csv" in ask("events", "-f", "excel", code=2).output
    assert "cannot be written" in ask("events", "--out", str(tmp_path), code=2).output


def test_from_python(archive_folder: Path) -> None:
    with Archive(archive_folder) as archive:
        found = archive.events(countries=("NOR",), events=("SANCTION",))
        assert len(found) == len(found.to_pandas()) == len(found.to_polars()) == found.to_arrow().num_rows == 1
        assert found.versions["events"] >= 1
        with pytest.raises(OptionError, match="the filters are countries"):
            archive.events(colour="red")
        with pytest.raises(OptionError, match="is no status"):
            archive.events(statuses=("maybe",))
        with pytest.raises(OptionError, match="not a date"):
            archive.events(first="soon")
        assert archive.events(first="14 March 2024").rows() == archive.events(first="2024-03-14").rows()


def test_no_store_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["events", "--store", str(tmp_path)])
    assert result.exit_code == 2
    assert "is no store; `dragoman ingest SOURCE --store" in result.output
