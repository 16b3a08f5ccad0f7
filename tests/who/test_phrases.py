"""Whom a noun phrase stands for: the code, the sector and the person at a head word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Token
from dragoman.where.types import Places
from dragoman.who.find import CastFinder
from dragoman.who.types import Cast, Mention

Parse = Callable[..., Parsed]


@pytest.fixture(scope="session")
def finder(library: Library) -> CastFinder:
    return CastFinder(library)


def word(parsed: Parsed, text: str, nth: int = 0) -> Token:
    return [t for s in parsed.sentences for t in s.tokens if t.text == text][nth]


def mention(cast: Cast, parsed: Parsed, text: str, nth: int = 0) -> Mention:
    found = cast.at(word(parsed, text, nth))
    assert found is not None, f"no mention at {text}"
    return found


ONE = [
    ("Russian troops entered the town.", "troops", "RUS", "MIL"),
    ("Officials said the talks would go on.", "Officials", None, "GOV"),
    ("The government of Mali rejected the offer.", "government", "MLI", "GOV"),
    ("Beijing rejected the claim.", "Beijing", "CHN", "GOV"),
    ("The talks were held in Beijing.", "Beijing", "CHN", None),
    ("The Kremlin denied the report.", "Kremlin", "RUS", "GOV"),
    ("A Turkish consulate was attacked.", "consulate", "TUR", "GOV"),
    ("Chinese warships entered the strait.", "warships", "CHN", "MIL"),
    ("Hamas fighters left the camp.", "fighters", "PSE", "REB"),
    ("A Hamas commander was killed.", "commander", "PSE", "REB"),
    ("The rebel army took the town.", "army", None, "REB"),
    ("Abkhazia held a vote.", "Abkhazia", "GEO", "PRE"),
    ("Western nations imposed sanctions.", "nations", None, None),
    ("The US Department of State condemned the raid.", "Department", "USA", "GOV"),
    ("The Ministry of Defence of Estonia opened a new base.", "Ministry", "EST", "GOV"),
    ("Thousands of protesters in Hong Kong marched.", "Thousands", "HKG", "CVL"),
    ("Thousands marched in protest.", "Thousands", None, "CVL"),
    ("Twenty firms based in India were fined.", "firms", "IND", "BUS"),
    ("Turkish-backed rebels shelled the village.", "rebels", None, "REB"),
    ("Pro-Russian separatists shelled the village.", "separatists", None, "REB"),
    ("The United Nations appealed for calm.", "Nations", "UNO", None),
    ("Nigeria's House of Representatives passed the bill.", "House", "NGA", "LEG"),
    ("Two Russians were arrested.", "Russians", "RUS", "CVL"),
    ("Puerto Rico asked for aid.", "Rico", "USA", None),
    ("The Soviet Union recognised the new state.", "Union", "SUN", None),
    ("RUSSIA EXPELS TWO FRENCH DIPLOMATS", "RUSSIA", "RUS", None),
    ("Ghana's foreign minister met his counterpart from Togo.", "counterpart", "TGO", "GOV"),
    ("A Ghanaian general called his Togolese counterpart.", "counterpart", "TGO", "MIL"),
    ("Officers fired tear gas at the crowd.", "Officers", None, "COP"),
    ("Soldiers left the base. The officers were angry.", "officers", None, "MIL"),
    ("Kenyan troops crossed the river. Two officers drowned.", "officers", "KEN", "MIL"),
    ("Lt. Gen. Abdel Fattah al-Burhan left Khartoum.", "Burhan", "SDN", "GOV"),
]


@pytest.mark.parametrize(("text", "head", "code", "sector"), ONE, ids=[f"{t[0][:30]}:{t[1]}" for t in ONE])
def test_one_actor(
    finder: CastFinder, parse: Parse, text: str, head: str, code: str | None, sector: str | None
) -> None:
    parsed = parse(text)
    (actor,) = mention(finder.find(parsed, Places([])), parsed, head).actors
    assert (actor.code, actor.sector) == (code, sector)
    assert parsed.document.text[actor.start : actor.end] == actor.text


MANY = [
    ("Russian and Chinese officials met.", "officials", ["RUS", "CHN"]),
    ("US-China talks resumed.", "China", ["USA", "CHN"]),
    ("Leaders of Kenya and Uganda signed the pact.", "Leaders", ["KEN", "UGA"]),
    ("His Greek and French counterparts came.", "counterparts", ["GRC", "FRA"]),
]


@pytest.mark.parametrize(("text", "head", "codes"), MANY)
def test_several_actors(finder: CastFinder, parse: Parse, text: str, head: str, codes: list[str]) -> None:
    parsed = parse(text)
    found = mention(finder.find(parsed, Places([])), parsed, head)
    assert [a.code for a in found.actors] == codes
    assert found.plural


PERSONS = [
    ("The envoy met Estonian Minister Jaan Kask.", "Kask", "Jaan Kask", "EST", "GOV", "Minister of Estonia"),
    ("Peru's Ministry of Trade spokesperson Ana Soto spoke.", "Soto", "Ana Soto", "PER", "GOV",
     "spokesperson, Ministry of Trade of Peru"),
    ("Jon Barr, head of Canada's Arctic Force, resigned.", "Barr", "Jon Barr", "CAN", "MIL",
     "head of Canada's Arctic Force"),
    ("Police director Ivan Rosen resigned.", "Rosen", "Ivan Rosen", None, "COP", "Police director"),
    ("US Ambassador to Germany Carl Ross alleged fraud.", "Ross", "Carl Ross", "USA", "GOV",
     "United States Ambassador to Germany"),
    ("Former Polish Prime Minister Adam Nowacki praised the plan.", "Nowacki", "Adam Nowacki", "POL", "ELI",
     "former Prime Minister of Poland"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "head", "person", "code", "sector", "office"), PERSONS)
def test_person_with_title(
    finder: CastFinder, parse: Parse, text: str, head: str, person: str, code: str | None, sector: str, office: str
) -> None:
    parsed = parse(text)
    found = mention(finder.find(parsed, Places([])), parsed, head)
    (actor,) = found.actors
    assert found.kind == "person"
    assert (actor.person, actor.code, actor.sector, actor.office) == (person, code, sector, office)


NOBODY = [
    ("The firm hired two compliance officers.", "officers"),
    ("The treaty was signed in March.", "treaty"),
    ("He won by force.", "force"),
    ("She left on Tuesday.", "Tuesday"),
    ("Paris Hilton bought a house.", "Paris"),
    ("The shipment cost US$4 million.", "US$"),
    ("Thousands of dollars were sent.", "Thousands"),
]


@pytest.mark.parametrize(("text", "head"), NOBODY)
def test_no_state_or_body(finder: CastFinder, parse: Parse, text: str, head: str) -> None:
    parsed = parse(text)
    found = [t for s in parsed.sentences for t in s.tokens if t.text == head]
    cast = finder.find(parsed, Places([]))
    assert all((m := cast.at(t)) is None or not any(a.code or a.sector for a in m.actors) for t in found)


def test_owner_of_a_thing(finder: CastFinder, parse: Parse) -> None:
    parsed = parse("Iran's missiles and the economy of Japan were discussed after French criticism.")
    cast = finder.find(parsed, Places([]))
    owners = [cast.owner(word(parsed, w)) for w in ("missiles", "economy", "criticism")]
    assert [o.actors[0].code for o in owners if o] == ["IRN", "JPN", "FRA"]
