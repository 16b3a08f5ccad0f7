"""Things that tests share: one parser for the whole run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed
from dragoman.text.document import Document

DOCUMENT_DATE = "2024-05-14"


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def parse(parser: Parser) -> Callable[..., Parsed]:
    def parse_text(text: str, date: str | None = DOCUMENT_DATE) -> Parsed:
        return parser.parse(Document(id="test", text=text, date=date, date_source="given" if date else ""))

    return parse_text
