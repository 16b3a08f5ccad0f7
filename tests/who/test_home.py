"""Of which country those are who are named by their role alone, and whom a family name means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed
from dragoman.where.types import Places
from dragoman.who.find import CastFinder

Parse = Callable[..., Parsed]


@pytest.fixture(scope="module")
def finder(library: Library) -> CastFinder:
    return CastFinder(library)


# A text, the words of a mention, and its code.
STORIES = [
    (
        "Kenya, Kenya's president and Kenyan ministers met. An aide called Peru. The police said so.",
        "The police",
        "KEN",
    ),
    ("Peru and Chile met in Lima. Peru spoke. Chile spoke. The police said so.", "The police", None),
    ("Mali and Niger met. Malian soldiers fled. The soldiers were caught.", "The soldiers", "MLI"),
    ("Malian soldiers fled. Soldiers of Niger fled. The troops were caught.", "The troops", None),
    ("Sudan met Chad and Egypt. Rebels in Sudan fled. The rebels lost.", "The rebels", "SDN"),
    ("Mali met Niger. An emperor of Japan met the minister.", "the minister", None),
    ("Mali met Niger. Foreign troops left. Malian troops stayed.", "Foreign troops", None),
    ("Mali met Niger. Refugees fled. Malian people stayed.", "Refugees", None),
]


@pytest.mark.parametrize(("text", "words", "code"), STORIES, ids=lambda v: str(v)[:40])
def test_home(finder: CastFinder, parse: Parse, text: str, words: str, code: str | None) -> None:
    parsed = parse(text, date="2024-05-14")
    mention = next(m for m in finder.find(parsed, Places([])).mentions if m.text == words)
    assert {a.code for a in mention.actors} <= {code}
    assert code is None or any("story" in line or "phrase" in line for line in mention.why)


def test_family_name_of_whom_the_text_named(finder: CastFinder, parse: Parse) -> None:
    text = "Omar Khan was shot. Khan had fled. Mayor Sadiq Khan of London spoke. Governor Ann Modi of Texas met Khan."
    cast = finder.find(parse(text, date="2024-05-14"), Places([]))
    found = {m.start: m.actors[0].name for m in cast.mentions if m.text == "Khan"}
    assert found[text.index("Khan had")] == "Omar Khan"


def test_title_of_another_state_rejects_an_office_holder(finder: CastFinder, parse: Parse) -> None:
    text = "The late Texas Governor George Wallace spoke. Texas is a state of the United States."
    cast = finder.find(parse(text.replace("Texas", "American"), date="2024-05-14"), Places([]))
    assert all(a.code != "LBR" for m in cast.mentions for a in m.actors)
