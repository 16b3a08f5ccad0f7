"""What points back: pronouns, short names, "both countries", "the ministry"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.where.types import Places
from dragoman.who.find import CastFinder

Parse = Callable[..., Parsed]


@pytest.fixture(scope="session")
def finder(library: Library) -> CastFinder:
    return CastFinder(library)


CASES = [
    ("Estonian President Jaan Kask arrived. He will visit Latvia.", "He", ["Jaan Kask"]),
    ("Estonian Minister Liis Tamm met Latvian Minister Juris Ozols. Tamm praised the deal.", "Tamm/1", ["Liis Tamm"]),
    ("The envoy met Swedish Prime Minister Anna Lund. She thanked him.", "She", ["Anna Lund"]),
    ("Iran warned that it would respond.", "it", ["Iran"]),
    ("China kept its ties with Russia.", "its", ["China"]),
    ("Kenyan President John Mbeki will visit Uganda, both countries announced.", "countries", ["Kenya", "Uganda"]),
    ("Kenya and Uganda signed the deal. They will share the costs.", "They", ["Kenya", "Uganda"]),
    ("Ghana and Togo met. The two agreed to a truce.", "two", ["Ghana", "Togo"]),
    ("German airline Blue Wing was banned. The airline denied the claim.", "airline/1", ["Blue Wing"]),
    ("The Arctic Trade Bureau (ATB) met. The ATB said the talks failed.", "ATB/1", ["Arctic Trade Bureau"]),
    ("The Peruvian Foreign Ministry protested. The ministry summoned the envoy.", "ministry", ["Foreign Ministry"]),
    ("Chad closed the road. There are 50 U.S. troops in the country.", "country", ["Chad"]),
    ("The government of Peru met. Government forces left.", "forces", ["Government forces"]),
    ("Ireland and Malta met. It was said in Rome.", "Rome", ["Italy"]),
    ("Brazil closed the border. The country had warned of it.", "country", ["Brazil"]),
    ("Norway's Foreign Minister Ada Lie spoke. Norway's foreign minister left.", "minister", ["Ada Lie"]),
    ("Former Peruvian president Ana Soto met the Peruvian president.", "president/1", ["Dina Boluarte"]),
]


@pytest.mark.parametrize(("text", "where", "names"), CASES)
def test_points_back_to(finder: CastFinder, parse: Parse, text: str, where: str, names: list[str]) -> None:
    parsed = parse(text)
    cast = finder.find(parsed, Places([]))
    form, _, nth = where.partition("/")
    token = [t for s in parsed.sentences for t in s.tokens if t.text == form][int(nth or 0)]
    found = cast.at(token)
    assert found is not None
    assert [a.name for a in found.actors] == names


UNRESOLVED = [
    ("It is clear that the talks failed.", "It"),
    ("The treaty was signed in 1999. It expired last year.", "It"),
]


@pytest.mark.parametrize(("text", "form"), UNRESOLVED)
def test_stands_for_nobody(finder: CastFinder, parse: Parse, text: str, form: str) -> None:
    parsed = parse(text)
    token = next(t for s in parsed.sentences for t in s.tokens if t.text == form)
    found = finder.find(parsed, Places([])).at(token)
    assert found is None or not found.actors
