"""Statements as the attribution data sets take them: sources, cues and contents as spans; quotations as spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed, Token
from dragoman.said.clauses import core
from dragoman.said.find import StatementFinder
from dragoman.said.quotes import find_quotes
from dragoman.said.types import Attitude, Saying
from dragoman.text.document import Document
from dragoman.when.types import Times
from predict import read_jsonl

Row = dict[str, Any]


def predict_attributions(gold: str) -> Iterable[Row]:
    """polnear: `attributions` with `sources`, `cues`, `contents`, as the words stand: no one is looked up."""
    finder = StatementFinder(Library())
    for row, parsed in _parsed(gold):
        yield {"id": row["id"], "attributions": attributions_of(finder, parsed)}


def attributions_of(finder: StatementFinder, parsed: Parsed) -> list[Row]:
    """What is said and what is thought: the data set has both, and none inside another."""
    said = finder.sayings(parsed, Times([]))
    attitudes = finder.attitudes(parsed, Times([]), said)
    rows = [_attribution(s, parsed) for s in said] + [_attitude(a, parsed) for a in attitudes]
    contents = [(c["start"], c["end"]) for row in rows for c in row["contents"]]
    return [row for row in rows if not any(s <= row["cues"][0]["start"] < e for s, e in contents)]


def predict_quotations(gold: str) -> Iterable[Row]:
    """gum: `quotes`, with their marks."""
    for row, parsed in _parsed(gold):
        yield {"id": row["id"], "quotes": [_span(q.start, q.end) for q in find_quotes(parsed).all]}


def _attitude(attitude: Attitude, parsed: Parsed) -> Row:
    return {
        "sources": [_source(attitude.head, attitude.holder)] if attitude.holder is not None else [],
        "cues": [_span(attitude.head.start, attitude.head.end)],
        "contents": [_with_marks(parsed.text, *piece) for piece in attitude.pieces],
    }


def _attribution(saying: Saying, parsed: Parsed) -> Row:
    """Contents with the quotation marks around them, as the data set has them."""
    return {
        "sources": [_source(saying.head, saying.speaker)],
        "cues": [_span(saying.cue_start, saying.cue_end)],
        "contents": [_with_marks(parsed.text, *piece) for piece in saying.pieces],
    }


def _source(cue: Token, speaker: Token) -> Row:
    """The phrase; in a relative clause its pronoun, as the data set has it."""
    for clause in (cue, *cue.ancestors()):
        if clause.head is speaker and clause.dep == "relcl":
            pronoun = clause.child("nsubj", "nsubjpass")
            if pronoun is not None and pronoun.tag in ("WP", "WDT"):
                return _span(pronoun.start, pronoun.end)
    words = core(speaker)
    return _span(words[0].start, words[-1].end)


def _with_marks(text: str, start: int, end: int) -> Row:
    marks = ('"', "'")
    return _span(start - (text[start - 1 : start] in marks), end + (text[end : end + 1] in marks))


def _span(start: int, end: int) -> Row:
    return {"start": start, "end": end}


def _parsed(gold: str) -> Iterator[tuple[Row, Parsed]]:
    rows = read_jsonl(gold)
    documents = [Document(id=r["id"], text=r["text"], date=r.get("document_date")) for r in rows]
    yield from zip(rows, Parser().parse_many(documents), strict=True)
