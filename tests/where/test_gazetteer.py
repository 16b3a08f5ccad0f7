"""The tables of places, and how names are looked up in them."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.where.build import City, keys
from dragoman.where.gazetteer import CITIES, Gazetteer
from dragoman.where.key import key_of


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


def test_cities_are_sorted() -> None:
    """Bisection finds nothing in an unsorted table."""
    lines = CITIES.read_text(encoding="utf-8").split("\n")
    assert lines[1:-1] == sorted(lines[1:-1])


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


def test_the_keys_of_a_city() -> None:
    city = City(1, "Al Fallūjah", 33.3, 43.8, "IQ", 190_000, "01", ["Falluja", "Felluce", "Falloujah", "FLJ", "فلوجة"])
    assert {"al fallujah", "fallujah", "falluja"} <= keys(city)
    assert "flj" not in keys(city)


def test_a_name_of_nothing_is_an_error(tmp_path: object, library: Library) -> None:
    folder = tmp_path / "where"  # type: ignore[operator]
    folder.mkdir()
    (folder / "regions.tsv").write_text("name\tkind\tsame_as\nOldtown\tcity\tNo Such City Anywhere\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="Oldtown"):
        Gazetteer(Library(tmp_path))  # type: ignore[arg-type]
