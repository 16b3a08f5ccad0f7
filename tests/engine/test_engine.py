from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from dragoman.engine.child import Watched
from dragoman.engine.desk import Desk, Settings
from dragoman.engine.run import Child, EngineError, read_chunk, read_here, read_on_cluster
from dragoman.errors import OptionError
from dragoman.parse.parser import DEFAULT_MODEL
from dragoman.sources.types import Piece
from dragoman.store.store import Chunk
from engine.evil_child import EvilDesk

SETTINGS = Settings(model=DEFAULT_MODEL, seconds=3.0, megabytes=200)
REPORT = "The foreign ministers of Norway and Fiji held talks in Suva on Tuesday. They signed a fisheries agreement."
EVILS = {
    "crash": ("crash", "SIGSEGV"),
    "leave": ("crash", "exit code 3"),
    "hang": ("time", "more than 3 seconds"),
    "flood": ("memory", "more than 200 MB"),
}


def piece(text: str, number: int = 0) -> Piece:
    return Piece(origin=f"made/{number}", content=text.encode(), media="text", date="2024-05-14")


@pytest.fixture
def watched() -> Iterator[Watched]:
    eye = Watched(EvilDesk(SETTINGS), SETTINGS)
    yield eye
    eye.stop()


@pytest.mark.parametrize("evil", EVILS)
def test_an_evil_report_costs_itself_alone(watched: Watched, evil: str) -> None:
    stage, reason = EVILS[evil]
    kinds = [watched.read(piece(text, n)) for n, text in enumerate(("good", evil, "good"))]
    assert [outcome.kind for outcome in kinds] == ["read", "fault", "read"]
    (row,) = kinds[1].rows["quarantine"]
    assert (row["origin"], row["stage"]) == ("made/1", stage)
    assert reason in row["reason"]


@pytest.fixture
def evil_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(Path(__file__).parent), os.environ.get("PYTHONPATH", ""))))


@pytest.mark.usefixtures("evil_path")
def test_one_in_fifty_evil_on_a_cluster() -> None:
    texts = ["good"] * 200
    for at, evil in zip((7, 58, 121, 199), EVILS, strict=True):
        texts[at] = evil
    chunks = [[piece(text, n + at) for at, text in enumerate(texts[n : n + 20])] for n in range(0, 200, 20)]
    children = [Child(SETTINGS, "evil_child") for _ in range(2)]
    try:
        done = list(read_on_cluster(chunks, Taking(children).read, workers=2))
    finally:
        for child in children:
            child.close()
    kinds = [kind for chunk in done for _, kind in chunk.outcomes]
    assert (kinds.count("read"), kinds.count("fault")) == (196, 4)
    culprits = {row["origin"] for chunk in done if "quarantine" in chunk.tables
                for row in chunk.tables["quarantine"].to_pylist()}  # fmt: skip
    assert culprits == {"made/7", "made/58", "made/121", "made/199"}


class Taking:
    """Whoever comes takes a child that is free."""

    def __init__(self, children: list[Child]) -> None:
        self._free = list(children)

    def read(self, pieces: list[Piece]) -> Chunk:
        child = self._free.pop()
        try:
            return child.read(pieces)
        finally:
            self._free.append(child)


def test_a_lost_child_is_started_anew() -> None:
    child = Child(SETTINGS)
    try:
        assert child.read([piece(REPORT)]).outcomes[0][1] == "read"
        assert child._process is not None
        child._process.kill()
        child._process.wait()
        with pytest.raises(EngineError, match="was lost"):
            child.read([piece(REPORT)])
        assert child.read([piece(REPORT)]).outcomes[0][1] == "read"
    finally:
        child.close()


def test_a_chunk_whose_process_was_lost_is_read_again(tmp_path: Path) -> None:
    tried = tmp_path / "tried"

    def task(pieces: list[Piece]) -> Chunk:
        with tried.open("a") as file:
            file.write("x")
        if tried.read_text() == "x":
            raise EngineError("a reading process was lost (EOFError)")
        return Chunk(tables={}, outcomes=tuple((p.id, "read") for p in pieces))

    (chunk,) = read_on_cluster([[piece(REPORT)]], task, workers=1)
    assert tried.read_text() == "xx"
    assert len(chunk.outcomes) == 1


def test_here_and_on_a_cluster_the_same_is_read() -> None:
    chunks = [[piece(f"{REPORT} It was meeting {n}.", n)] for n in range(4)]
    here = list(read_here(chunks, SETTINGS))
    there = list(read_on_cluster(chunks, partial(read_chunk, settings=SETTINGS), workers=1))

    def by_doc(done: list[Chunk]) -> list[object]:
        return sorted((chunk.outcomes, chunk.tables["events"].to_pylist()) for chunk in done)

    assert str(by_doc(here)) == str(by_doc(there))
    assert all("CONSULT" in chunk.tables["events"]["event"].to_pylist() for chunk in here)


def test_what_breaks_the_reader_is_a_fault() -> None:
    desk = Desk(SETTINGS)
    desk._reader = None  # type: ignore[assignment]
    outcome = desk.read(piece(REPORT))
    (row,) = outcome.rows["quarantine"]
    assert (outcome.kind, row["stage"]) == ("fault", "read")
    assert row["reason"].startswith("AttributeError")


def test_a_model_that_is_not_installed_is_told() -> None:
    settings = Settings(model="en_none")
    with pytest.raises(OptionError, match="en_none"):
        list(read_on_cluster([[piece(REPORT)]], partial(read_chunk, settings=settings), workers=1))


def test_a_scheduler_that_does_not_answer() -> None:
    with pytest.raises(OptionError, match="no Dask scheduler answers"):
        list(read_on_cluster([[piece(REPORT)]], partial(read_chunk, settings=SETTINGS), scheduler="no-such-thing"))
