"""Every sentence beside the rules, against the whole rule set."""

from __future__ import annotations

import pytest

from dragoman.knowledge.files import Library
from dragoman.reader import Reader
from dragoman.text.document import Document
from dragoman.what.cases import CASE_DATE, Case, each_case, load_cases, rules_without_cases, verdict
from dragoman.what.lexicon import EventLexicon

LIBRARY = Library()
CASES = list(each_case(load_cases(LIBRARY)))


@pytest.fixture(scope="module")
def readings() -> dict[str, list]:
    texts = list(dict.fromkeys(c.wanted.text for c in CASES))
    documents = [Document(id=str(i), text=t, date=CASE_DATE, date_source="given") for i, t in enumerate(texts)]
    return {t: r.events for t, r in zip(texts, Reader().read_many(documents), strict=True)}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule}: {c.wanted.text[:60]}")
def test_case(case: Case, readings: dict[str, list]) -> None:
    assert verdict(case, readings[case.wanted.text]) is None


def test_every_rule_has_cases() -> None:
    assert rules_without_cases(dict(EventLexicon(LIBRARY).rules), load_cases(LIBRARY)) == []
