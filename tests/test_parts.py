"""Each part by itself, and the examples of docs/parts.md."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dragoman
from dragoman import OptionError

DOCS = Path(__file__).resolve().parent.parent / "docs" / "parts.md"
TEXT = (
    "GENEVA, May 13 — “Some 300 people fled Goma on Monday,” Kenyan Foreign Minister Ada Oduor said. "
    "She met Ethiopian officials in Nairobi."
)
FINDERS = {
    "times": lambda text: dragoman.find_times(text, "2024-05-14"),
    "numbers": dragoman.find_numbers,
    "places": dragoman.find_places,
    "actors": lambda text: dragoman.find_actors(text, "2024-05-14"),
    "figures": lambda text: dragoman.find_figures(text, "2024-05-14"),
    "statements": lambda text: dragoman.find_statements(text, "2024-05-14"),
}


def test_the_examples_of_the_docs_hold() -> None:
    text = re.sub(r"(?m)^```.*$", "", DOCS.read_text(encoding="utf-8"))
    examples = doctest.DocTestParser().get_doctest(text, {}, DOCS.name, str(DOCS), 0)
    assert doctest.DocTestRunner().run(examples) == doctest.TestResults(0, len(examples.examples))
    assert len(examples.examples) > 12


@pytest.mark.parametrize("part", FINDERS)
def test_every_part_points_at_its_words_and_says_why(part: str) -> None:
    found = FINDERS[part](TEXT)
    assert found
    for item in found:
        assert item.text == TEXT[item.start : item.end]
        assert item.why


@pytest.mark.parametrize("part", FINDERS)
@pytest.mark.parametrize("text", ["", " \n\t", "\x00\ud800", "...", "(((\n)))"])
def test_where_nothing_is_nothing_is_found(part: str, text: str) -> None:
    assert FINDERS[part](text) == []


@pytest.mark.parametrize("find", [dragoman.find_times, dragoman.find_actors, dragoman.find_statements])
def test_an_impossible_date_is_refused(find) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OptionError):
        find("They met on Monday.", "2024-02-30")


def test_times_are_counted_from_the_dateline() -> None:
    (found, *_) = [t for t in dragoman.find_times("OSLO, May 14, 2024 — They left on Monday.") if t.text == "Monday"]
    assert found.value == "2024-05-13"


def test_a_reader_of_your_own_serves_the_parts(tmp_path: Path) -> None:
    (tmp_path / "who").mkdir()
    (tmp_path / "who" / "names_bodies.tsv").write_text(
        "alias\tcode\tname\tsector\tkind\nZorblax Front\tIGO\tZorblax Front\t\tigo\n", encoding="utf-8"
    )
    mine = dragoman.Reader(lexicon=tmp_path)
    assert dragoman.resolve_name("Zorblax Front") is None
    assert (actor := dragoman.resolve_name("Zorblax Front", reader=mine)) is not None
    assert actor.code == "IGO"


def test_importing_is_free_and_what_needs_no_parser_loads_none() -> None:
    program = (
        "import sys, dragoman\n"
        "assert not {'msgspec', 'spacy'} & set(sys.modules)\n"
        "dragoman.find_times('on Monday', '2024-05-14'), dragoman.find_numbers('12 ships')\n"
        "dragoman.resolve_name('Chad')\n"
        "assert 'spacy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
