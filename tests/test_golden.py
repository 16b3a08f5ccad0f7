"""Golden readings of the example reports: what must be read, and what must never be."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dragoman.reader import Reader
from dragoman.reading import Reading
from dragoman.text.examples import example
from dragoman.text.load import load_bytes

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.toml"))
ROWS = [
    (path.stem, want, row)
    for path in GOLDEN
    for want, rows in tomllib.loads(path.read_text(encoding="utf-8")).items()
    for row in rows
]
PLAIN = "kind event mode status quoted qualifier unit relation object subject check verdict".split()


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    reader = Reader()
    return {path.stem: reader.read_document(load_bytes(example(path.stem), path.stem)) for path in GOLDEN}


def where_of(words: str, text: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def touches(record: dict[str, Any], start: int, end: int) -> bool:
    return any(s["start"] < end and start < s["end"] for s in (record, *record.get("mentions", ())))


def agrees(row: dict[str, Any], record: dict[str, Any]) -> bool:
    """Whether a record says what a row wants; a row speaks only of what it names."""
    if any(record.get(field) != row[field] for field in PLAIN if field in row):
        return False
    for side in ("actor", "recipient"):
        if not set(row.get(side, ())) <= {a.get("code") for a in record.get(side, ())}:
            return False
    for field in ("value", "low", "high"):
        if field in row and record.get(field) != pytest.approx(row[field]):
            return False
    if "percent" in row and record.get("change", {}).get("percent") != row["percent"]:
        return False
    date = record.get("date")
    if "date" in row and not (date if isinstance(date, str) else (date or {}).get("start", "")).startswith(row["date"]):
        return False
    if "place" in row and record.get("place", {}).get("name") != row["place"]:
        return False
    for field in ("source", "period"):
        if field in row and not str(record.get(field, "")).startswith(row[field]):
            return False
    speaker = record.get("speaker", {})
    return "speaker" not in row or row["speaker"] in (speaker.get("code"), speaker.get("name"))


@pytest.mark.parametrize(
    ("name", "want", "row"), ROWS, ids=lambda v: v if isinstance(v, str) else v.get("words", "never")
)
def test_row(readings: dict[str, Reading], name: str, want: str, row: dict[str, Any]) -> None:
    reading = readings[name]
    records = [r for r in reading.to_dicts() if r["kind"] == row["kind"]]
    if want == "never":
        assert not [r["text"] for r in records if agrees({k: v for k, v in row.items() if k != "why"}, r)]
        return
    start, end = where_of(row["words"], reading.document.text)
    near = [r for r in records if touches(r, start, end)]
    assert any(agrees(row, r) for r in near), near
