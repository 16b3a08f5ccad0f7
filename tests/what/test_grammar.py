"""Who stands where around a verb, said once for all rules."""

from __future__ import annotations

import pytest

from dragoman.what.grammar import is_passive, objects, subjects

CASES = [
    ("active", "France expelled two diplomats.", "expelled", ["France"], ["diplomats"]),
    ("passive", "Two diplomats were expelled by France.", "expelled", ["France"], ["diplomats"]),
    ("agentless passive", "Two diplomats were expelled on Monday.", "expelled", [], ["diplomats"]),
    ("conjoined subjects", "France and Germany condemned Russia.", "condemned", ["France", "Germany"], ["Russia"]),
    ("conjoined objects", "France condemned Russia and Iran.", "condemned", ["France"], ["Russia", "Iran"]),
    ("conjoined verbs", "France arrested the man and deported two officials.", "deported", ["France"], ["officials"]),
    ("relative", "The soldiers who attacked the convoy fled.", "attacked", ["soldiers"], ["convoy"]),
    (
        "object relative",
        "The sanctions that Washington imposed last year remain.",
        "imposed",
        ["Washington"],
        ["sanctions"],
    ),
    ("reduced relative", "The villages bombed by Syria were empty.", "bombed", ["Syria"], ["villages"]),
    ("subject control", "Iran promised to release the sailors.", "release", ["Iran"], ["sailors"]),
    ("object control", "The US urged Iran to release the sailors.", "release", ["Iran"], ["sailors"]),
    ("noun control", "Turkey's decision to attack the Kurds angered Paris.", "attack", ["Turkey"], ["Kurds"]),
    ("gerund", "The court accused Russia of bombing two hospitals.", "bombing", ["Russia"], ["hospitals"]),
]


@pytest.mark.parametrize(("name", "text", "verb", "doers", "done_to"), CASES, ids=[c[0] for c in CASES])
def test_arguments(parse, name: str, text: str, verb: str, doers: list[str], done_to: list[str]) -> None:
    token = next(t for s in parse(text).sentences for t in s.tokens if t.text == verb)
    assert [t.text for t in subjects(token)] == doers
    assert [t.text for t in objects(token)] == done_to


def test_passive_is_inherited_by_a_joined_participle(parse) -> None:
    token = next(
        t
        for s in parse("He was arrested and charged by the police.").sentences
        for t in s.tokens
        if t.text == "charged"
    )
    assert is_passive(token)
