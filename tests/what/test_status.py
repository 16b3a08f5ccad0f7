"""Whether it happened, by grammar and by date."""

from __future__ import annotations

import pytest

from dragoman.knowledge.files import Library
from dragoman.what.lexicon import EventLexicon
from dragoman.what.status import by_date, status_of
from dragoman.what.types import Node

GRAMMAR = [
    ("France expelled two diplomats.", "expelled", "actual"),
    ("France has expelled two diplomats.", "expelled", "actual"),
    ("France did not expel the diplomats.", "expel", "negated"),
    ("France never expelled the diplomats.", "expelled", "negated"),
    ("No diplomats were expelled.", "expelled", "negated"),
    ("France will expel two diplomats.", "expel", "planned"),
    ("France may expel two diplomats.", "expel", "hypothetical"),
    ("France could have expelled the diplomats.", "expelled", "hypothetical"),
    ("If France expels the diplomats, Russia will respond.", "expels", "hypothetical"),
    ("France is to expel two diplomats.", "expel", "planned"),
    ("The minister said France would expel two diplomats.", "expel", "planned"),
    ("The minister blocked a bill that would have expelled two diplomats.", "expelled", "hypothetical"),
    ("France would expel the diplomats if they lied.", "expel", "hypothetical"),
    ("Paris opened the file to expel the diplomats.", "expel", "hypothetical"),
    ("The minister flew to Oslo to meet the king.", "meet", "planned"),
    ("The minister was quick to condemn France.", "condemn", "actual"),
    ("Had France expelled the diplomats, Russia would have responded.", "expelled", "hypothetical"),
    ("The planned visit worried Tokyo.", "visit", "planned"),
    ("The cancelled visit worried Tokyo.", "visit", "negated"),
    ("There was no attack on the base.", "attack", "negated"),
    ("The attack on the base killed two.", "attack", "actual"),
    ("The talks in Oslo did not take place.", "talks", "negated"),
    ("The talks in Oslo will not go ahead.", "talks", "negated"),
    ("The talks in Oslo took place.", "talks", "actual"),
    ("The talks in Oslo did not help.", "talks", "actual"),
]

DATES = [
    ("actual", "2024-05-20", "2024-05-20", "planned"),
    ("actual", "2024-05", "2024-05", "actual"),
    ("actual", "2022-02", "2022-02", "actual"),
    ("actual", "2014", "2014", "historical"),
    ("planned", "2024-05-16", "2024-05-17", "planned"),
    ("negated", "2014", "2014", "negated"),
]


@pytest.fixture(scope="module")
def lexicon() -> EventLexicon:
    return EventLexicon(Library())


@pytest.mark.parametrize(("text", "word", "status"), GRAMMAR, ids=[g[0] for g in GRAMMAR])
def test_status_by_grammar(parse, lexicon: EventLexicon, text: str, word: str, status: str) -> None:
    token = next(t for s in parse(text).sentences for t in s.tokens if t.text == word)
    assert status_of(Node(token, "SANCTION", "expel", "161"), lexicon)[0] == status


@pytest.mark.parametrize(("status", "first", "last", "wanted"), DATES)
def test_status_by_date(status, first: str, last: str, wanted: str) -> None:
    assert by_date(status, first, last, "2024-05-14")[0] == wanted


def test_without_a_document_date_nothing_is_held_against_it() -> None:
    assert by_date("actual", "1949", "1949", None) == ("actual", None)
