"""Which readings become records: by who takes part, and by what was found of whom it is done to."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader

DAY = "2024-05-14"

# A text, and the events it gives: type and mode.
TOLD = [
    ("Norwegian police arrested two men in Bergen.", ["COERCE arrest"]),
    ("Seventy people were arrested in Bergen on Sunday.", ["COERCE arrest"]),
    ("A suicide bomber killed six soldiers in Kabul.", ["ASSAULT suicide-attack"]),
    ("Turkish forces killed a commander of the rebels in Syria in a drone strike.", ["ASSAULT drone"]),
    ("Senator Ann Lee of the United States attacked President Joe Biden.", []),
    ("Finnish police on Monday said the storm killed nobody.", []),
    ("A man smashed the windows of a car in Lima.", []),
    ("Governments crack down when people protest.", []),
    ("The Danish minister declined to comment.", []),
    ("Peru's president returned to Lima.", []),
    ("Sweden's government warned its citizens that prices would rise.", []),
    ("Ghana warned Togo that it would close the border.", ["THREATEN"]),
    ("The club banned fireworks.", []),
    ("Chile's minister asked whether the road was open.", []),
    ("Chile asked that Peru withdraw its troops.", ["REQUEST"]),
    ("Latvia insists that the border is closed.", []),
    ("Iran's president called the sanctions a crime against Iran.", []),
    ('Cuba\'s president called the minister of Peru "the next Washington".', []),
    ("The professor said that the economy must grow.", []),
    ("Cuba's foreign ministry held a press conference.", []),
    ("Egypt relies on its alliance with Jordan.", []),
    ("Mexico opposed the airstrikes by France in Mali.", ["ACCUSE disapprove"]),
    ("Had Kenya bombed Somalia, the talks would have ended.", ["ASSAULT aerial", "RETREAT", "REJECT meet", "SANCTION"]),
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=lambda v: v[:50] if isinstance(v, str) else "")
def test_told(reader: Reader, text: str, wanted: list[str]) -> None:
    found = reader.read(text, date=DAY).events
    names = [f"{e.event} {e.mode}" for e in found]
    if wanted:
        assert any(w in n for w in wanted for n in names), names
    else:
        assert not names, [e.why for e in found]


def test_arrest_without_agent_says_by_whom(reader: Reader) -> None:
    (event,) = reader.read("Seventy people were arrested in Bergen on Sunday.", date=DAY).events
    assert [a.code for a in event.actor] == ["NOR"]
    assert any("authorities" in line for line in event.why)


def test_weapon_gives_the_mode_and_says_so(reader: Reader) -> None:
    (event,) = reader.read("Israel killed two fighters of Hezbollah in a drone strike.", date=DAY).events
    assert event.mode == "drone"
    assert any(line.startswith("mode:") for line in event.why)


def test_army_and_rebels_of_one_country_are_two_parties(reader: Reader) -> None:
    text = "Rebels in Mali attacked an army convoy on Monday. Mali's army bombed two villages on Monday."
    actors = [{a.sector for a in e.actor} for e in reader.read(text, date=DAY).events if e.event == "ASSAULT"]
    assert {"REB"} in actors
    assert {"MIL"} in actors
