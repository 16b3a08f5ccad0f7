"""The tables of places, and how names are looked up in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.where.cities import all_cities
from dragoman.where.gazetteer import Gazetteer
from dragoman.where.key import key_of, keys_of


@pytest.fixture(scope="module")
def gazetteer(library: Library) -> Gazetteer:
    return Gazetteer(library)


KEYS = [
    ("Al-Fallūjah", "al fallujah"),
    ("Sana'a", "sanaa"),
    ("Côte d’Ivoire", "cote divoire"),
    ("St. Louis", "st louis"),
    ("Łódź", "lodz"),
    ("Diyarbakır", "diyarbakir"),
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_key(name: str, key: str) -> None:
    assert key_of(name) == key


@given(st.lists(st.text("aZ.-'/ ’éłßİ日\u0301\u00a0", max_size=8)))
def test_many_keys_are_those_of_one_by_one(names: list[str]) -> None:
    assert keys_of(names) == [key_of(name) for name in names]


NAMED = [
    ("al fallujah", "Al Fallūjah, IRQ", "its own name"),
    ("fallujah", "Al Fallūjah, IRQ", "without its article"),
    ("lodz", "Łódź, POL", "without its accents"),
    ("avdiyivka", "Avdiyivka, UKR", "a small town"),
    ("pristina", "Pristina, KOS", "in Kosovo, which ISO does not know"),
]


@pytest.mark.parametrize(("key", "city", "reason"), NAMED, ids=[n[2] for n in NAMED])
def test_cities_by_name(key: str, city: str, reason: str) -> None:
    assert city in [f"{c.name}, {c.country}" for c in all_cities().named(key)]


ALIASED = [
    ("falluja", ["Al Fallūjah"], "another spelling"),
    ("marrakech", ["Marrakesh"], "a spelling of another language"),
    ("fallujah", [], "a part of its own name"),
    ("marakesz", [], "too far from its name, or none"),
]


@pytest.mark.parametrize(("key", "cities", "reason"), ALIASED, ids=[a[2] for a in ALIASED])
def test_cities_by_other_spellings(key: str, cities: list[str], reason: str) -> None:
    assert [c.name for c in all_cities().aliased(key)] == cities


def test_cities_of_one_name_are_all_found() -> None:
    springfields = list(all_cities().named("springfield"))
    assert len(springfields) > 10
    assert len({c.geonameid for c in springfields}) == len(springfields)


def test_the_famous_have_many_spellings() -> None:
    paris, other = sorted(all_cities().named("paris"), key=lambda c: -c.population)[:2]
    assert paris.spellings > 100 > other.spellings > 0


def test_abbreviations_keep_their_case(gazetteer: Gazetteer) -> None:
    assert gazetteer.places(gazetteer.key("US"))[0].country == "USA"
    assert all(e.country != "USA" for e in gazetteer.places(gazetteer.key("us")))
    assert gazetteer.is_clipped("Ky")
    assert not gazetteer.is_clipped("US")


def test_a_country_is_no_city_of_another_spelling(gazetteer: Gazetteer) -> None:
    """GeoNames gives Mexico as a spelling of Mexico City."""
    assert gazetteer.places("mexico")[0].country == "MEX"
    assert all(e.name != "Mexico City" for e in gazetteer.places("mexico"))


@pytest.mark.parametrize(
    ("word", "opens"), [("San", True), ("al", True), ("People", True), ("Zzyzxq", False), ("", False)]
)
def test_opens_name(gazetteer: Gazetteer, word: str, opens: bool) -> None:
    assert gazetteer.opens_name(word) is opens


def test_every_country_has_its_point(gazetteer: Gazetteer) -> None:
    """The codes of a few that are easily mixed up."""
    for code, lat, lon in (
        ("COD", -2.5, 23.5),
        ("COG", -1, 15.5),
        ("PRK", 40, 127),
        ("NER", 18, 9),
        ("SVK", 48.7, 19.5),
    ):
        country = gazetteer.country(code)
        assert country is not None
        assert (round(country.lat, 1), round(country.lon, 1)) == (lat, lon)


def test_a_name_of_nothing_is_an_error(tmp_path: object, library: Library) -> None:
    folder = tmp_path / "where"  # type: ignore[operator]
    folder.mkdir()
    (folder / "regions.tsv").write_text("name\tkind\tsame_as\nOldtown\tcity\tNo Such City Anywhere\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="Oldtown"):
        Gazetteer(Library(tmp_path))  # type: ignore[arg-type]
