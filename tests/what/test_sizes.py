"""How many were killed, hurt and held."""

from __future__ import annotations

import pytest

from dragoman.reader import Reader

READER = Reader()


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Rebels killed 12 soldiers and wounded 30 in Kabul.", {"dead": 12}),
        ("Rebels killed 15 people, including 10 soldiers, in Kabul.", {"dead": 15}),
        ("A bomb in Kabul on Sunday killed ten tourists and two local pilots, police said.", {"dead": 12}),
        ("Gunmen killed 5 people and 20 people were injured in Kabul.", {"dead": 5}),
        ("The Malian army killed 20 rebels and lost two tanks.", {"dead": 20}),
        ("Police clubbed protesters in Minsk.", {}),
        ("Police arrested 20 protesters and five reporters in Minsk.", {"arrested": 25}),
    ],
)
def test_sizes(text: str, size: dict[str, int]) -> None:
    (event,) = READER.read(text, date="2024-05-14").events
    assert event.size == size
