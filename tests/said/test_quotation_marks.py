"""Where quotations begin and end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.said.quotes import find_quotes
from dragoman.text.document import Document, paragraphs, plain

Parse = Callable[..., Parsed]

CASES = [
    ('"We agree," she said. "They do not."', ["We agree,", "They do not."]),
    ("“We agree,” she said. “They do not.”", ["We agree,", "They do not."]),
    ("''We agree,'' she said.", ["We agree,"]),
    ("The port's manager called it 'a mistake' and left.", ["a mistake"]),
    ("The ministers' plan is the ministry's.", []),
    ('He said: "The "safe" road is closed."', ['The "safe" road is closed.']),
    ('"The road is closed, he said.', ["The road is closed, he said."]),
    ('She left." He stayed.', []),
]


def written(text: str) -> Parsed:
    """A document of one token a paragraph: pairing needs no grammar."""
    form = plain(text)
    sentences = []
    for number, block in enumerate(paragraphs(form)):
        sentence = Sentence(number, number, False)
        sentence.tokens.append(Token(0, block.start, form[block.start : block.end], "", "NN", "ROOT", sentence))
        sentence.start, sentence.end = block.start, block.end
        sentences.append(sentence)
    return Parsed(Document(id="test", text=text), form, sentences)


@pytest.mark.parametrize(("text", "inner"), CASES)
def test_pairs(text: str, inner: list[str]) -> None:
    parsed = written(text)
    assert [parsed.text[q.inner_start : q.inner_end] for q in find_quotes(parsed).all] == inner


def test_a_quotation_of_several_paragraphs_opens_each_of_them() -> None:
    quotes = find_quotes(written('"The road is closed.\n\n"It will stay closed," she said.')).all
    assert [q.closed for q in quotes] == [False, True]


def test_looks_up_by_place() -> None:
    text = 'Ana said "yes" and "no".'
    quotes = find_quotes(written(text))
    first, second = quotes.all
    assert quotes.around(text.index("yes")) == first
    assert quotes.around(text.index("and")) is None
    assert quotes.last_before(text.index("and")) == first
    assert quotes.first_from(text.index("and")) == second
    assert quotes.first_from(len(text)) is None


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \"'“”‘’.,:\n", max_size=80))
def test_quotations_are_ordered_and_inside_the_text(text: str) -> None:
    position = 0
    for quote in find_quotes(written(text)).all:
        assert position <= quote.start < quote.inner_start <= quote.inner_end <= quote.end <= len(text)
        position = quote.end
