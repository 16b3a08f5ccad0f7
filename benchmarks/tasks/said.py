"""Statements as the attribution data sets take them: sources, cues and contents as spans; quotations as spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed
from dragoman.said.clauses import core
from dragoman.said.find import StatementFinder
from dragoman.said.quotes import find_quotes
from dragoman.said.types import Saying
from dragoman.text.document import Document
from dragoman.when.types import Times
from predict import read_jsonl

Row = dict[str, Any]


def predict_attributions(gold: str) -> Iterable[Row]:
    """polnear: `attributions` with `sources`, `cues`, `contents`, as the words stand: no one is looked up."""
    finder = StatementFinder(Library())
    for row, parsed in _parsed(gold):
        sayings = finder.sayings(parsed, Times([]))
        yield {"id": row["id"], "attributions": [_attribution(s, parsed) for s in sayings]}


def predict_quotations(gold: str) -> Iterable[Row]:
    """gum: `quotes`, with their marks."""
    for row, parsed in _parsed(gold):
        yield {"id": row["id"], "quotes": [_span(q.start, q.end) for q in find_quotes(parsed).all]}


def _attribution(saying: Saying, parsed: Parsed) -> Row:
    """Contents with the quotation marks around them, as the data set has them."""
    text, marks = parsed.text, ('"', "'")
    words = core(saying.speaker)
    return {
        "sources": [_span(words[0].start, words[-1].end)],
        "cues": [_span(saying.cue_start, saying.cue_end)],
        "contents": [
            _span(start - (text[start - 1 : start] in marks), end + (text[end : end + 1] in marks))
            for start, end in saying.pieces
        ],
    }


def _span(start: int, end: int) -> Row:
    return {"start": start, "end": end}


def _parsed(gold: str) -> Iterator[tuple[Row, Parsed]]:
    rows = read_jsonl(gold)
    documents = [Document(id=r["id"], text=r["text"], date=r.get("document_date")) for r in rows]
    yield from zip(rows, Parser().parse_many(documents), strict=True)
