"""Who said what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed
from dragoman.records import Actor, Statement
from dragoman.said.find import StatementFinder
from dragoman.text.document import Document
from dragoman.when.types import TimeMention, Times
from dragoman.who.types import Cast, Mention

Parse = Callable[..., Parsed]


@pytest.fixture(scope="module")
def finder(library: Library) -> StatementFinder:
    return StatementFinder(library)


@pytest.fixture(scope="module")
def said(finder: StatementFinder, parse: Parse) -> Callable[[str], list[Statement]]:
    return lambda text: finder.find(parse(text), Cast([]), Times([]))


# text, then (speaker, cue, content, quoted) of each statement
CASES = [
    (
        "The minister said that the border would reopen.",
        [("minister", "said", "the border would reopen", "no")],
    ),
    ("The border will reopen, the ministry said.", [("ministry", "said", "The border will reopen", "no")]),
    (
        "The two leaders, officials announced, will meet in Lisbon.",
        [("officials", "announced", "The two leaders, officials announced, will meet in Lisbon", "no")],
    ),
    (
        '"We will not leave," said Ana Costa. "They know that."',
        [("Ana Costa", "said", 'We will not leave," said Ana Costa. "They know that.', "full")],
    ),
    (
        '"We will not leave," Costa told reporters in Lisbon.',
        [("Costa", "told", "We will not leave,", "full")],
    ),
    (
        'The ministry said the raid was "an act of war" against Portugal.',
        [("ministry", "said", 'the raid was "an act of war" against Portugal', "partly")],
    ),
    (
        "The treaty is dead, in the view of Costa.",
        [("Costa", "view", "The treaty is dead", "no")],
    ),
    (
        "Costa denied that talks were over, saying that she was resting.",
        [
            ("Costa", "denied", "talks were over", "no"),
            ("Costa", "saying", "she was resting", "no"),
        ],
    ),
    (
        'In an interview with "Meet the Nation," Costa said the mill would close.',
        [("Costa", "said", "the mill would close", "no")],
    ),
    (
        'He told the board that it was old: "It will not last," Costa predicted.',
        [("He", "told", "it was old", "no"), ("Costa", "predicted", "It will not last,", "full")],
    ),
    (
        'Costa said the strikes "must end now," referring to the raids of May.',
        [
            ("Costa", "said", 'the strikes "must end now', "partly"),
            ("Costa", "referring", "the raids of May", "no"),
        ],
    ),
    (
        '"You know, I love Lisbon," Costa said, but "when it rains, Lisbon is not for me."',
        [("Costa", "said", 'You know, I love Lisbon," Costa said, but "when it rains, Lisbon is not for me.', "full")],
    ),
    (
        "The minister accused her of lying.",
        [("minister", "accused", "her of lying", "no")],
    ),
    (
        "Costa said the talks had failed, adding that no date was set for new ones.",
        [
            ("Costa", "said", "the talks had failed", "no"),
            ("Costa", "adding", "no date was set for new ones", "no"),
        ],
    ),
    (
        "According to the ministry, three soldiers were wounded.",
        [("ministry", "According to", "three soldiers were wounded", "no")],
    ),
    (
        "Three soldiers were wounded, according to a statement by the ministry.",
        [("ministry", "according to", "Three soldiers were wounded", "no")],
    ),
    ("Lisbon denied involvement in the attack.", [("Lisbon", "denied", "involvement in the attack", "no")]),
    ('Costa called the plan "a farce".', [("Costa", "called", 'the plan "a farce"', "partly")]),
    (
        "The embassy described the vote as unfair.",
        [("embassy", "described", "the vote as unfair", "no")],
    ),
    (
        "The office urged citizens to leave the country.",
        [("office", "urged", "citizens to leave the country", "no")],
    ),
    (
        "The envoy warned of a wider war.",
        [("envoy", "warned", "a wider war", "no")],
    ),
    (
        "Nobody believed Lisbon's claim that the ship was attacked.",
        [("Lisbon", "claim", "the ship was attacked", "no")],
    ),
    (
        'Costa criticised the ruling on television. "It is a bad day for Portugal."',
        [("Costa", "criticised", "It is a bad day for Portugal.", "full")],
    ),
    ('Costa: "We will not leave the union."', [("Costa", ":", "We will not leave the union.", "full")]),
    (
        'According to the ministry: "The ship was sunk by a mine."',
        [("ministry", "According to", "The ship was sunk by a mine.", "full")],
    ),
    ('"We will not leave." Costa said.', [("Costa", "said", "We will not leave.", "full")]),
    (
        '"Every time you say that," Costa said, "you help them."',
        [("Costa", "said", 'Every time you say that," Costa said, "you help them.', "full")],
    ),
    ('"Go home!" the crowd yelled.', [("crowd", "yelled", "Go home!", "full")]),
    (
        "The ship was sunk by a mine, as the ministry first reported.",
        [("ministry", "reported", "The ship was sunk by a mine", "no")],
    ),
    (
        "Costa told a meeting of island leaders that few people understood the risk.",
        [("Costa", "told", "few people understood the risk", "no")],
    ),
    (
        "The envoy called for talks to be held in Lisbon.",
        [("envoy", "called", "talks to be held in Lisbon", "no")],
    ),
    (
        "The bank called the charges unsubstantiated and invented by rivals.",
        [("bank", "called", "the charges unsubstantiated and invented by rivals", "no")],
    ),
    (
        '"We will not leave our homes." - Maria Costa, farmer',
        [("Maria Costa", "-", "We will not leave our homes.", "full")],
    ),
    # not statements
    ("The ship sank as Costa spoke.", []),
    ("The minister did not say when the border would reopen.", []),
    ("The minister believes that the border will reopen.", []),
    ("The plan went ahead according to schedule.", []),
    ("Congress has repeatedly denied funding for the wall.", []),
    ("All told, forty people were hurt.", []),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0][:40] for c in CASES])
def test_statements(said: Callable[[str], list[Statement]], text: str, wanted: list[tuple[str, str, str, str]]) -> None:
    found = [(s.speaker.name, s.cue, s.content.text, s.quoted) for s in said(text)]
    assert [(a, c.lower(), t, q) for a, c, t, q in found] == [(a, c.lower(), t, q) for a, c, t, q in wanted]


def test_offsets_are_the_words_of_the_document(said: Callable[[str], list[Statement]]) -> None:
    text = "“We agree,” said Ana Costa on Monday.\n\nThe ministry’s envoy said the plan was “sound”."
    found = said(text)
    assert len(found) == 2
    for statement in found:
        assert text[statement.start : statement.end] == statement.text
        assert text[statement.content.start : statement.content.end] == statement.content.text
        assert text[statement.speaker.start : statement.speaker.end] == statement.speaker.text
        assert statement.start <= statement.content.start < statement.content.end <= statement.end


def test_a_quotation_over_paragraphs_has_one_speaker(said: Callable[[str], list[Statement]]) -> None:
    (statement,) = said('"We will not leave," said Costa.\n\n"They know that. They will answer to us."')
    assert statement.content.text.endswith("They will answer to us.")
    assert statement.quoted == "full"


def test_who_is_spoken_to(said: Callable[[str], list[Statement]]) -> None:
    (told,) = said("Costa told reporters that the talks had failed.")
    (to,) = said('"The talks have failed," Costa said to lawmakers.')
    assert told.addressee is not None
    assert told.addressee.name == "reporters"
    assert to.addressee is not None
    assert to.addressee.name == "lawmakers"


def test_the_day_of_speaking_is_not_the_day_spoken_of(finder: StatementFinder, parse: Parse) -> None:
    parsed = parse("The ministry said on Tuesday the talks would end on Friday.")
    times = Times([_day(parsed, "Tuesday", "2024-05-14"), _day(parsed, "Friday", "2024-05-17")])
    (statement,) = finder.find(parsed, Cast([]), times)
    assert statement.date is not None
    assert statement.date.start == "2024-05-14"
    assert statement.content.text == "the talks would end on Friday"


def test_a_day_that_cannot_be_told_stays_unresolved(finder: StatementFinder, parse: Parse) -> None:
    parsed = parse("The ministry said on Tuesday the talks would end.")
    mention = _day(parsed, "Tuesday", None)
    (statement,) = finder.find(parsed, Cast([]), Times([mention]))
    assert statement.date is None
    assert statement.unresolved == {"date": ("Tuesday",)}


def test_speakers_come_from_the_cast(finder: StatementFinder, parse: Parse) -> None:
    parsed = parse("Both countries announced that the talks would go on.")
    token = next(t for t in parsed.sentences[0].tokens if t.text == "countries")
    actors = tuple(
        Actor(name=n, text="Both countries", start=0, end=14, code=c) for n, c in (("Chad", "TCD"), ("Niger", "NER"))
    )
    mention = Mention(
        sentence=0, token=token.i, start=0, end=14, text="Both countries", kind="reference", actors=actors
    )
    found = finder.find(parsed, Cast([mention]), Times([]))
    assert [s.speaker.code for s in found] == ["TCD", "NER"]
    assert len({s.id for s in found}) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                '"',
                "'",
                "said",
                "Costa",
                "according",
                "to",
                "that",
                "claim",
                "the",
                ",",
                ".",
                ":",
                "\n\n",
                "told",
                "“",
                "x" * 50,
            ]
        ),
        max_size=40,
    )
)
def test_reads_any_text(finder: StatementFinder, parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    for statement in finder.find(parser.parse(Document(id="test", text=text)), Cast([]), Times([])):
        assert text[statement.start : statement.end] == statement.text
        assert statement.content.text


def _day(parsed: Parsed, word: str, day: str | None) -> TimeMention:
    token = next(t for t in parsed.sentences[0].tokens if t.text == word)
    return TimeMention(
        sentence=0, token=token.i, start=token.start, end=token.end, text=word, kind="date", value=day, first=day,
        last=day, anchor="document",
    )  # fmt: skip
