"""Which names are places, and which places they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.parse.types import Parsed
from dragoman.text.document import Document
from dragoman.where.find import PlaceFinder

Parse = Callable[..., Parsed]


@pytest.fixture(scope="module")
def finder(library: Library) -> PlaceFinder:
    return PlaceFinder(library)


@pytest.fixture(scope="module")
def thorough(library: Library) -> PlaceFinder:
    return PlaceFinder(library, adjectives=True, parts=True)


def told(finder: PlaceFinder, parsed: Parsed) -> list[str]:
    """Each mention as "words: name, country", or "words: ?" where it could be several."""
    return [
        f"{m.text}: {m.place.name}, {m.place.country}" if m.place else f"{m.text}: ?"
        for m in finder.find(parsed).mentions
    ]


PLACES = [
    ("Envoys met in Paris, Texas, on Monday.", ["Paris: Paris, USA", "Texas: Texas, USA"], "container: a state"),
    ("A convoy reached Homs, Syria.", ["Homs: Homs, SYR", "Syria: Syria, SYR"], "container: a country"),
    ("They talked in London (Ontario).", ["London: London, CAN", "Ontario: Ontario, CAN"], "container: in brackets"),
    (
        "Ministers toured Alexandria in Egypt.",
        ["Alexandria: Alexandria, EGY", "Egypt: Egypt, EGY"],
        "container: after in",
    ),
    (
        "Georgia's premier spoke in Tbilisi about Russia.",
        ["Georgia: Georgia, GEO", "Tbilisi: Tbilisi, GEO", "Russia: Russia, RUS"],
        "Georgia, the country, by its capital",
    ),
    (
        "Voters in Georgia and Florida decide; Atlanta counts last.",
        ["Georgia: Georgia, USA", "Florida: Florida, USA", "Atlanta: Atlanta, USA"],
        "Georgia, the state, by its neighbours",
    ),
    (
        "Moscow and Washington agreed to meet in Geneva.",
        ["Moscow: Moscow, RUS", "Washington: Washington, USA", "Geneva: Geneva, CHE"],
        "capitals that stand for states do not make the story theirs",
    ),
    (
        "LAGOS, Nigeria (Reuters) - Gunmen raided Malumfashi on Sunday.",
        ["LAGOS: Lagos, NGA", "Nigeria: Nigeria, NGA", "Malumfashi: Malumfashi, NGA"],
        "dateline; a small place in the country of the story",
    ),
    (
        "Shells fell in the Kharkiv region and in Idlib province.",
        ["Kharkiv region: Kharkiv region, UKR", "Idlib province: Idlib province, SYR"],
        "regions named for their cities",
    ),
    (
        "A drone hit Baghdad International Airport and al-Asad air base.",
        [
            "Baghdad International Airport: Baghdad International Airport, IRQ",
            "al-Asad air base: Al-Asad air base, IRQ",
        ],
        "airports and bases",
    ),
    (
        "Tankers left the Strait of Hormuz for the Red Sea.",
        ["Strait of Hormuz: Strait of Hormuz, None", "Red Sea: Red Sea, None"],
        "waters have no country",
    ),
    (
        "Planes of the People's Republic of China crossed the Taiwan Strait.",
        ["People's Republic of China: China, CHN", "Taiwan Strait: Taiwan Strait, None"],
        "the whole name of a state",
    ),
    ("The U.S. said it would help us in the UK.", ["U.S.: United States, USA", "UK: United Kingdom, GBR"], "us, U.S."),
    (
        "Ministers flew to Nice from Lyon and Mobile, Alabama.",
        ["Nice: Nice, FRA", "Lyon: Lyon, FRA", "Mobile: Mobile, USA", "Alabama: Alabama, USA"],
        "common words that are places after all",
    ),
    ("Talks in Kiev and Bombay stalled.", ["Kiev: Kyiv, UKR", "Bombay: Mumbai, IND"], "older spellings"),
    ("Floods reached Washington, D.C., and Miami.", ["Washington, D.C.: Washington, USA", "Miami: Miami, USA"], "D.C."),
    ("Russia took Avdiivka.", ["Russia: Russia, RUS", "Avdiivka: Avdiyivka, UKR"], "a small place that all know"),
    ("Families came to Srebrenica.", ["Srebrenica: Srebrenica, BIH"], "a small place of our own table"),
    ("A fire in Hargrove County spread.", ["Hargrove County: ?"], "a county that no table has"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), PLACES, ids=[p[2] for p in PLACES])
def test_places(finder: PlaceFinder, parse: Parse, text: str, expected: list[str], reason: str) -> None:
    assert told(finder, parse(text)) == expected


NO_PLACES = [
    "Paris Hilton sang for the guests.",
    "Helena Lima resigned. Lima said she was tired.",
    "The Washington Post asked Bank of America and Manchester United.",
    "Nice weather came. Most people stayed. Reading helps.",
    "Police waited. Union leaders left in March.",
    "Mr. Lincoln met Jordan Whitfield, a student.",
    "NATO and the UN said HIV was rising.",
    "Doctors feared Marburg fever and SARS-like illness.",
    "The University of the Arts asked the Department of Justice.",
    "The crew left on Street Road, near Damascus Street.",
    "They drank port, ate turkey and used china.",
    "The chad hung, and the jordan almonds were sweet.",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_no_places(finder: PlaceFinder, parse: Parse, text: str) -> None:
    assert told(finder, parse(text)) == []


def test_one_place_said_once(finder: PlaceFinder, parse: Parse) -> None:
    """A container said once holds for the whole report."""
    parsed = parse("The fair opened in Paris, Texas. Crowds filled Paris.")
    assert [m.place.country for m in finder.find(parsed).mentions if m.place] == ["USA", "USA", "USA"]


def test_cannot_tell(finder: PlaceFinder, parse: Parse) -> None:
    """Springfield alone could be several: no place, but candidates."""
    (mention,) = finder.find(parse("The bus stopped in Springfield.")).mentions
    assert mention.place is None
    assert len(mention.candidates) > 1


def test_modifiers_on_request(finder: PlaceFinder, thorough: PlaceFinder, parse: Parse) -> None:
    parsed = parse("Syrian officials met Kano State Police in Lagos.")
    assert told(finder, parsed) == ["Lagos: Lagos, NGA"]
    assert told(thorough, parsed)[0] == "Syrian: Syria, SYR"


def test_every_mention_says_why(finder: PlaceFinder, parse: Parse) -> None:
    mentions = finder.find(parse("Rebels took Saraqib, near Aleppo, and Springfield.")).mentions
    assert mentions
    assert all(w.startswith("where.") for m in mentions for w in m.why)
    assert all(m.why for m in mentions)


def test_places_have_their_coordinates(finder: PlaceFinder, parse: Parse) -> None:
    (mention,) = finder.find(parse("She landed in Nairobi.")).mentions
    assert mention.place is not None
    assert mention.place.geonameid == 184745
    assert (round(mention.place.lat or 0), round(mention.place.lon or 0)) == (-1, 37)


def test_at_and_covering(finder: PlaceFinder, parse: Parse) -> None:
    parsed = parse("Troops entered Khan Younis.")
    places = finder.find(parsed)
    khan, younis = parsed.sentences[0].tokens[2:4]
    assert places.at(younis) is places.covering(khan) is not None
    assert places.at(khan) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                "Paris Texas , ( ) - 's US of the County Lake al D.C. Mr. St. said in \u2019 \u200b".split(" ")
            ),
            st.text(max_size=8),
        ),
        max_size=12,
    )
)
def test_any_text_is_read(finder: PlaceFinder, parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    for mention in finder.find(parser.parse(Document(id="x", text=text))).mentions:
        assert text[mention.start : mention.end] == mention.text


def test_a_very_long_word(finder: PlaceFinder, parse: Parse) -> None:
    assert told(finder, parse("Xa" * 50_000 + " in Paris")) == ["Paris: Paris, FRA"]
