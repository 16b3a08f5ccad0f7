"""Standing relations. The cast and the places are written out, so that only this room is tested."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.facts.find import FactFinder
from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed, Token
from dragoman.records import Actor, Place
from dragoman.text.document import Document
from dragoman.where.types import PlaceMention, Places
from dragoman.who.types import Cast, Mention, MentionKind

Parse = Callable[..., Parsed]
STATES = {
    "Portugal": ("name", "PRT", "Portugal"),
    "Portuguese": ("demonym", "PRT", "Portugal"),
    "Italian": ("demonym", "ITA", "Italy"),
    "Greek": ("demonym", "GRC", "Greece"),
    "Chile": ("name", "CHL", "Chile"),
    "Kenya": ("name", "KEN", "Kenya"),
    "Africa": ("name", None, "Africa"),
    "NATO": ("name", "IGO", "NATO"),
}
TOWNS = {"Lisbon": "PRT", "Porto": "PRT", "Nairobi": "KEN"}
# The people that the cast knows, by the words that name them, with their offices.
PEOPLE = {
    "Portuguese President Ana Lima": ("Ana Lima", "President of Portugal"),
    "former Portuguese President Rui Melo": ("Rui Melo", "former President of Portugal"),
    "Greek prime minister Nikos Pappas": ("Nikos Pappas", "prime minister of Greece"),
}


WORDS = [
    *"Ana Lima , 52 capital of Portugal 's the city president was born first visit as his - year old member".split(),
    *"ambassador to Chile counterparts".split(),
    "\n\n",
]


@pytest.fixture(scope="module")
def finder(library: Library) -> FactFinder:
    return FactFinder(library)


@pytest.fixture(scope="module")
def facts(finder: FactFinder, parse: Parse) -> Callable[[str], list[tuple[str, str, str]]]:
    def found(text: str) -> list[tuple[str, str, str]]:
        parsed = parse(text)
        return [(f.subject, f.relation, f.object) for f in finder.find(parsed, cast_of(parsed), places_of(parsed))]

    return found


CASES = [
    # offices
    ("Portuguese President Ana Lima left.", [("Ana Lima", "office", "President of Portugal")]),
    (
        "A former aide met former Portuguese President Rui Melo.",
        [("Rui Melo", "former office", "President of Portugal")],
    ),
    ("Tomas Silva, a navy spokesman, confirmed it.", [("Tomas Silva", "office", "navy spokesman")]),
    ("The Italian foreign minister, Luca Conti, refused.", [("Luca Conti", "office", "foreign minister of Italy")]),
    ("The port's director, Rosa Dias, resigned.", [("Rosa Dias", "office", "director of the port")]),
    (
        "The Portuguese Ambassador to Chile Rosa Dias resigned.",
        [("Rosa Dias", "office", "Portuguese Ambassador to Chile")],
    ),
    (
        "Greek prime minister Nikos Pappas met his Italian counterpart, Luca Conti.",
        [
            ("Nikos Pappas", "office", "prime minister of Greece"),
            ("Luca Conti", "office", "prime minister of Italy"),
        ],
    ),
    (
        "Rosa Dias was the deputy commander of the Coast Guard.",
        [("Rosa Dias", "office", "deputy commander of the Coast Guard")],
    ),
    (
        "Rosa Dias, who was the navy's spokeswoman until March, left.",
        [("Rosa Dias", "former office", "spokeswoman of the navy")],
    ),
    ("Rosa Dias was not the director of the port.", []),
    ("The director of the port resigned.", []),
    # ages, foundings
    ("Rosa Dias, 52, resigned.", [("Rosa Dias", "age", "52")]),
    ("Rosa Dias, 52, and Luca Conti, 47, resigned.", [("Rosa Dias", "age", "52"), ("Luca Conti", "age", "47")]),
    ("Rosa Dias was born in 1965.", [("Rosa Dias", "born", "1965")]),
    ("The Coast Guard was founded in 1957.", [("Coast Guard", "founded", "1957")]),
    (
        "They marked the Second Republic, which was proclaimed by Rui Melo in 1911.",
        [("Second Republic", "proclaimed by", "Rui Melo")],
    ),
    ("In Lisbon, 52 people were hurt.", []),
    ("It was found in 1957.", []),
    # places and standings
    ("They met in Lisbon, Portugal's capital.", [("Lisbon", "capital of", "Portugal")]),
    ("They met in the Portuguese capital, Lisbon.", [("Lisbon", "capital of", "Portugal")]),
    ("She will visit the northern city of Porto.", [("Porto", "located in", "Portugal")]),
    ("The capital needed for the venture came from Portugal.", []),
    ("Portugal, a member of NATO, agreed.", [("Portugal", "member of", "NATO")]),
    ("Chile has become Kenya's top copper supplier.", [("Chile", "top supplier of copper to", "Kenya")]),
    ("Kenya is Africa's biggest exporter of tea.", [("Kenya", "biggest exporter of tea in", "Africa")]),
    ("Chile is not Kenya's top copper supplier.", []),
    (
        "Ana Lima will pay a visit to Chile as her first foreign trip since taking office.",
        [("Ana Lima", "first foreign trip since taking office", "the visit to Chile")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[c[0][:40] for c in CASES])
def test_facts(
    facts: Callable[[str], list[tuple[str, str, str]]], text: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert facts(text) == wanted


def test_a_fact_is_told_once_at_its_first_mention(finder: FactFinder, parse: Parse) -> None:
    text = "Portuguese President Ana Lima left. Portuguese President Ana Lima came back."
    parsed = parse(text)
    (fact,) = finder.find(parsed, cast_of(parsed), places_of(parsed))
    assert (fact.start, fact.text) == (0, "Portuguese President Ana Lima")


def test_offsets_are_the_words_of_the_document(finder: FactFinder, parse: Parse) -> None:
    text = "The port’s director, Rosa Dias, met Luca Conti, 47, in Lisbon, Portugal’s capital."
    parsed = parse(text)
    found = finder.find(parsed, cast_of(parsed), places_of(parsed))
    assert {f.relation for f in found} == {"office", "age", "capital of"}
    for fact in found:
        assert text[fact.start : fact.end] == fact.text
        assert fact.why


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS),
        max_size=30,
    )
)
def test_reads_any_text(finder: FactFinder, parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    parsed = parser.parse(Document(id="test", text=text))
    for fact in finder.find(parsed, cast_of(parsed), places_of(parsed)):
        assert text[fact.start : fact.end] == fact.text
        assert fact.subject
        assert fact.object


def cast_of(parsed: Parsed) -> Cast:
    """States and people as a cast would give them."""
    mentions: dict[tuple[int, int], Mention] = {}
    for words, (person, office) in PEOPLE.items():
        start = -1
        while (start := parsed.text.find(words, start + 1)) >= 0:
            token = next(t for s in parsed.sentences for t in s.tokens if t.end == start + len(words))
            actor = Actor(name=person, text=words, start=start, end=token.end, person=person, office=office)
            mentions[token.sentence.index, token.i] = _mention(token, start, words, "person", actor)
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            if token.text in STATES:
                kind, code, name = STATES[token.text]
                actor = Actor(name=name, text=token.text, start=token.start, end=token.end, code=code)
                mentions[sentence.index, token.i] = _mention(token, token.start, token.text, kind, actor)
    return Cast(list(mentions.values()))


def _mention(token: Token, start: int, words: str, kind: MentionKind, actor: Actor) -> Mention:
    return Mention(
        sentence=token.sentence.index, token=token.i, start=start, end=token.end, text=words, kind=kind, actors=(actor,)
    )


def places_of(parsed: Parsed) -> Places:
    """States and towns as the gazetteer would give them."""
    found = []
    for sentence in parsed.sentences:
        for token in sentence.tokens:
            kind, country = ("city", TOWNS.get(token.text)) if token.text in TOWNS else ("country", None)
            if token.text in TOWNS or (token.text in STATES and STATES[token.text][0] == "name"):
                place = Place(name=token.text, start=token.start, end=token.end, country=country)
                found.append(
                    PlaceMention(
                        sentence=sentence.index, token=token.i, start=token.start, end=token.end, text=token.text,
                        kind=kind, place=place,
                    )
                )  # fmt: skip
    return Places(found)
