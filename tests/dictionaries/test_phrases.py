"""Patterns of old verb dictionaries, and what they are in ours."""

from __future__ import annotations

import pytest

from dragoman.dictionaries.phrases import ANYWHERE, CannotTranslateError, translate
from dragoman.what.patterns import verb_pattern
from dragoman.what.types import Rule

SETS = {"arms": "imported-arms"}
VERBS = frozenset({"attack"})


@pytest.mark.parametrize(
    ("written", "extra", "patterns"),
    [
        ("*", "", ["A v B", f"A v {ANYWHERE} B"]),
        ("$ * +", "", ["A v B"]),
        ("* AT +", "", ["A v at B"]),
        ("* HOPE", "", [f"A v hope {ANYWHERE} B", "A v B:imported.hope"]),
        ("* THE TALKS WITH +", "", ["A v talks|talk with B"]),
        ("* PEACE_TALKS WITH +", "", ["A v peace_talks|peace_talk with B"]),
        ("* PEACE TALKS WITH +", "", ["A v peace_talks|peace_talk with B"]),
        ("* &ARMS TO +", "", ["A v <imported-arms> to B"]),
        ("* {AID | RELIEF} TO +", "", ["A v aid|relief to B"]),
        ("* {&ARMS | AID} TO +", "", ["A v <imported-arms|imported.aid> to B"]),
        ("* (FROM {NUCLEAR TREATY}) +", "", [f"A v from nuclear_treaty {ANYWHERE} B"]),
        ("* AID +", "", [f"A v aid {ANYWHERE} B"]),
        ("* + OF CRIMES", "", ["A v B of <imported.crimes>"]),
        ("* + AID", "", ["A v B <imported.aid>"]),
        ("* BIG ARMS AID TO +", "", ["A v aid <imported.big> <imported.arms> to B"]),
        ("* AWAY_FROM +", "", ["A v away from B"]),
        ("* IN_FAVOR_OF +", "", ["A v in favor of B"]),
        ("* OUT AT +", "", ["A v out at B"]),
        ("* HOPE ON", "", ["A v hope on B", f"A v hope on {ANYWHERE} B"]),
        ("+ * BY $", "", ["A v B"]),
        ("+ * HOPE FROM $", "", ["B v hope from A"]),
        ("* HOPE FROM $", "", ["B v hope from A"]),
        ("% *", "", ["A v"]),
        ("* TALKS WITH %", "", ["A v talks|talk with B"]),
        ("* +", "DOWN", ["A v down B", "A v B down"]),
        ("* +", "AWAY", ["A v B away"]),
        ("* WALL OF +", "DOWN", ["A v down wall of B", "A v wall down of B"]),
    ],
)
def test_translated(written: str, extra: str, patterns: list[str]) -> None:
    phrase = translate(written, extra, SETS, VERBS)
    found = [p.replace("{verb}", "v") for p in phrase.patterns]
    assert found == patterns
    assert phrase.mutual == ("%" in written)
    for pattern in found:
        verb_pattern(Rule(id="test"), pattern)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("HOPE", "exactly once"),
        ("* HOPE *", "exactly once"),
        ("WAR *", "words before the verb"),
        ("$ + *", "two parties before the verb"),
        ("$ * FROM $", "the source twice"),
        ("+ * HOPE", "no source after it"),
        ("* + FROM $", "both parties after the verb"),
        ("+ * + FROM $", "the target twice"),
        ("* + AT +", "a party twice"),
        ("* ^ AT +", "an actor to pass over"),
        ("* NOT HOPE", "what is denied"),
        ("* THAT + HOPE", "a clause"),
        ("* TO ATTACK +", "TO with a verb"),
        ("* ONE_TWO_THREE", "more than two words in one"),
        ("* IN BIG ARMS AID", "more words after a preposition"),
        ("* &NOSET", "there is no set &NOSET"),
        ("* {$ | AID}", "a choice between signs"),
        ("* 12,5", "nothing that our rules have"),
    ],
)
def test_not_translated(written: str, reason: str) -> None:
    with pytest.raises(CannotTranslateError, match=reason):
        translate(written, "", SETS, VERBS)
