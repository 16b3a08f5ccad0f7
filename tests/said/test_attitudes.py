"""What somebody thinks or wants, which is no statement."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.said.find import StatementFinder
from dragoman.when.types import Times

Parse = Callable[..., Parsed]

# text, then (kind, whose it is, content) of each attitude
CASES = [
    ("The minister believes the border will reopen.", [("think", "minister", "the border will reopen")]),
    ("Lisbon wants to reopen the border.", [("want", "Lisbon", "to reopen the border")]),
    ("The unions support the new law.", [("support", "unions", "the new law")]),
    ("The unions criticized the bank for its secrecy.", [("oppose", "unions", "the bank for its secrecy")]),
    ("Costa attacked the plan, which the senate has passed.", [("oppose", "Costa", "the plan")]),
    ("The talks are expected to fail.", [("think", None, "The talks | to fail")]),
    ("The talks seem to fail.", [("seem", None, "The talks | to fail")]),
    ("Costa is confident that the deal will hold.", [("think", "Costa", "the deal will hold")]),
    ("Asked whether he would resign, Costa smiled.", [("ask", None, "whether he would resign")]),
    ("COSTA: We must act before the winter.", [("tell", "COSTA", "We must act before the winter")]),
    ("Lisbon made an effort to persuade the banks to pay.", [("want", "Lisbon", "the banks to pay")]),
    ("The minister said that Lisbon wants peace.", []),
    ("It is certain that the rain will stop.", []),
    ("The company built a bridge.", []),
]


@pytest.fixture(scope="module")
def finder(library: Library) -> StatementFinder:
    return StatementFinder(library)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_attitudes(
    finder: StatementFinder, parse: Parse, text: str, expected: list[tuple[str, str | None, str]]
) -> None:
    parsed = parse(text)
    found = finder.attitudes(parsed, Times([]), finder.sayings(parsed, Times([])))
    shown = [
        (a.kind, a.holder.text if a.holder else None, " | ".join(parsed.text[s:e] for s, e in a.pieces)) for a in found
    ]
    assert shown == expected
