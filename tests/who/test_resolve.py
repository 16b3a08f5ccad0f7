"""Names by themselves, office holders by date, the tables, and texts that are no texts."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.where.types import Places
from dragoman.who.find import CastFinder
from dragoman.who.people import People

Parse = Callable[..., Parsed]


@pytest.fixture(scope="session")
def finder(library: Library) -> CastFinder:
    return CastFinder(library)


COUNTRIES = [
    ("Congo, Republic of", "COG"),
    ("Congo, Dem. Rep. of the", "COD"),
    ("Korea (Democratic People's Republic of)", "PRK"),
    ("Republic of Korea", "KOR"),
    ("Republic of China", "TWN"),
    ("P.R. China", "CHN"),
    ("Marshall Isds", "MHL"),
    ("St Lucia", "LCA"),
    ("Virgin Islands (U.S.)", "VIR"),
    ("CÃ´te d'Ivoire", "CIV"),
    ("S. Sudan", "SSD"),
    ("Netherland", "NLD"),
    ("South Georgia and South Sandwichs Islands", "SGS"),
    ("Sudan", "SDN"),
    ("Niger", "NER"),
    ("Atlantis", None),
    ("Europe without Malta", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "code"), COUNTRIES)
def test_country_by_any_of_its_names(finder: CastFinder, text: str, code: str | None) -> None:
    assert finder.country(text) == code


BARE = [
    ("supreme court of Albania", "ALB", "JUD"),
    ("French foreign ministry", "FRA", "GOV"),
    ("IAEA", "UNO", None),
    ("Norwegians", "NOR", None),
    ("riot police", None, "COP"),
    ("Costa Holdings Inc.", "MNC", "BUS"),
    ("Foundation for Rural Peace", "NGO", "SOC"),
    ("Association of Norwegian Physicians", "NOR", "SOC"),
    ("Ministry of Mines", None, "GOV"),
    ("Genadi Ziuganof Liberation Movement", None, "CVL"),  # armed or not, no society
]


@pytest.mark.parametrize(("text", "code", "sector"), BARE)
def test_bare_name(finder: CastFinder, text: str, code: str | None, sector: str | None) -> None:
    actor = finder.resolve_name(text)
    assert actor is not None
    assert (actor.code, actor.sector) == (code, sector)


def test_unknown_name_stays_unknown(finder: CastFinder) -> None:
    assert finder.resolve_name("Zorblax Quuxington") is None


LEADERS = [
    ("Rajoy Brey", "2015-05-01", "ESP"),  # with the mother's name
    ("Sanchez", "2020-05-01", "ESP"),  # the Dominican president's mother was one too
    ("Nyussi", "2016-05-01", "MOZ"),  # another spelling
    ("Uno", "1989-07-01", "JPN"),  # no acronym
    ("M. Rutte", "2015-05-01", "NLD"),
    ("Quuxington", "2015-05-01", None),
]


@pytest.mark.parametrize(("name", "date", "code"), LEADERS)
def test_leader_of_the_day(finder: CastFinder, name: str, date: str, code: str | None) -> None:
    actor = finder.resolve_name(name, date)
    assert (actor.code if actor else None) == code


def test_full_name_in_another_spelling(finder: CastFinder) -> None:
    actor = finder.resolve_name("Aleksey Kudrinn")
    assert actor is not None
    assert actor.code == "RUS"
    assert finder.resolve_name("Anders Kudrow") is None


def test_ministers_only_in_office_and_by_full_name(finder: CastFinder, parse: Parse) -> None:
    def found(text: str, date: str, head: str) -> str | None:
        parsed = parse(text, date)
        token = next(t for s in parsed.sentences for t in s.tokens if t.text == head)
        mention = finder.find(parsed, Places([])).at(token)
        return mention.actors[0].code if mention is not None and mention.actors else None

    assert found("Bruno Le Maire spoke in Lisbon.", "2019-05-14", "Maire") == "FRA"
    assert found("Bruno Le Maire spoke in Lisbon.", "2010-05-14", "Maire") is None
    assert found("Le Maire spoke in Lisbon.", "2019-05-14", "Maire") is None


HOLDERS = (
    "country\tpost\ttitle\tname\taliases\tstart\tend\n"
    "EST\thead_of_state\tPresident\tMari Esimene\tEsimene\t1901-01-01\t1903-05-01\n"
    "EST\thead_of_state\tPresident\tJaak Teine\t\t1903-05-01\t1905-02\n"
)


@pytest.fixture(scope="session")
def with_holders(tmp_path_factory: pytest.TempPathFactory) -> CastFinder:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "who" / "data").mkdir(parents=True)
    (folder / "who" / "data" / "officeholders_test.tsv").write_text(HOLDERS, encoding="utf-8")
    return CastFinder(Library(folder))


OFFICES = [
    ("The Estonian president arrived.", "1902-06-01", "president", "Mari Esimene", "GOV", "President of Estonia"),
    ("The Estonian president arrived.", "1904-06-01", "president", "Jaak Teine", "GOV", "President of Estonia"),
    ("Mari Esimene spoke.", "1904-06-01", "Esimene", "Mari Esimene", "ELI", "former President of Estonia"),
    ("Estonian President Esimene arrived.", "1902-06-01", "Esimene", "Mari Esimene", "GOV", "President of Estonia"),
]


@pytest.mark.parametrize(("text", "date", "head", "person", "sector", "office"), OFFICES)
def test_office_holder_at_the_date(
    with_holders: CastFinder, parse: Parse, text: str, date: str, head: str, person: str, sector: str, office: str
) -> None:
    parsed = parse(text, date)
    token = next(t for s in parsed.sentences for t in s.tokens if t.text == head)
    found = with_holders.find(parsed, Places([])).at(token)
    assert found is not None
    (actor,) = found.actors
    assert (actor.person, actor.code, actor.sector, actor.office) == (person, "EST", sector, office)
    assert any("190" in why for why in found.why)


def test_two_presidents_on_one_day_is_the_newer(with_holders: CastFinder) -> None:
    assert (a := with_holders.resolve_name("Teine", "1903-06-01")) is not None
    assert a.person == "Jaak Teine"


def test_terms_are_in_order(library: Library) -> None:
    terms = [t for posts in People(library).by_post.values() for t in posts]
    assert not [t for t in terms if t.end is not None and t.end < t.start[: len(t.end)]]


def test_packaged_tables_are_sorted_and_known(library: Library) -> None:
    folder = Path(__file__).parents[2] / "src" / "dragoman" / "who" / "data"
    for name in ("names_states", "names_world", "names_bodies", "names_media", "names_firms", "roles", "words"):
        lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
        keys = [tuple(line.split("\t")[:2]) for line in lines]
        assert keys == sorted(keys), name


def test_bad_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "who").mkdir()
    (tmp_path / "who" / "names_states.tsv").write_text("alias\tname\tkind\nMordor\tMordor\tplanet\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"names_states\.tsv:2: kind"):
        CastFinder(Library(tmp_path))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["US", "-", "Russian", "President", "Putin", "the", "of", "and", ",", "'s", "(", ")", "UN", "it", "both",
             "countries", "their", "troops", "said", ".", "al", "met", "\u200f", "é", "$", "\n", "WHO", "former", "two"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_any_words_give_mentions_that_lie_in_the_text(finder: CastFinder, parse: Parse, words: list[str]) -> None:
    parsed = parse(" ".join(words))
    for found in finder.find(parsed, Places([])).mentions:
        assert parsed.document.text[found.start : found.end] == found.text
        assert all(a.text == parsed.document.text[a.start : a.end] for a in found.actors)


@pytest.mark.parametrize(
    ("day", "sector"), [("1998-05-01", "GOV"), ("2015-03-01", "REB"), ("2024-05-14", "GOV"), (None, "REB")]
)
def test_an_armed_group_is_the_government_while_it_rules(finder: CastFinder, day: str | None, sector: str) -> None:
    found = finder.resolve_name("Taliban", day)
    assert found is not None
    assert (found.code, found.sector) == ("AFG", sector)


@given(st.text(max_size=60))
def test_any_name_is_answered(finder: CastFinder, text: str) -> None:
    finder.country(text)
    finder.resolve_name(text, "2024-05-14")


def test_long_chains_take_linear_time(finder: CastFinder, parse: Parse) -> None:
    parsed = parse("The head of the office of " * 300 + "Mali spoke.")
    began = time.perf_counter()
    finder.find(parsed, Places([]))
    assert time.perf_counter() - began < 2
