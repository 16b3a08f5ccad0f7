"""The language of event rules."""

from __future__ import annotations

import pytest

from dragoman.errors import KnowledgeError
from dragoman.knowledge.files import Library
from dragoman.what.lexicon import EventLexicon
from dragoman.what.patterns import PatternError, noun_pattern, verb_pattern
from dragoman.what.types import Rule, spelling

RULE = Rule(id="test.rule", event="ACCUSE")

VERBS = [
    ("A condemn B", ["condemn"], ["subject A", "object B"]),
    ("A march on|against B", ["march"], ["subject A", "prep B against|on"]),
    ("A lash out at B", ["lash"], ["subject A", "particle out", "prep B at"]),
    ("A call off", ["call"], ["subject A", "particle off"]),
    ("A withdraw troop|force from B", ["withdraw"], ["subject A", "object force|troop", "prep B from"]),
    ("A impose|slap <sanction> on B", ["impose", "slap"], ["subject A", "object <sanction>", "prep B on"]),
    ("A:police disperse B:civilian", ["disperse"], ["subject A <police>", "object B <civilian>"]),
    ("B host|receive A", ["host", "receive"], ["subject B", "object A"]),
    ("A urge B to <verb>", ["urge"], ["subject A", "object B", "infinitive"]),
    ("A say that <clause>", ["say"], ["subject A", "clause"]),
    ("A cast B as <threat>", ["cast"], ["subject A", "object B", "prep <threat> as"]),
    ("A declare B persona", ["declare"], ["subject A", "object B", "word persona"]),
    ("A slap travel|visa ban on B", ["slap"], ["subject A", "object travel ban|visa ban", "prep B on"]),
    ("A free prisoner|<captive>", ["free"], ["subject A", "object prisoner <captive>"]),
    ("A and B meet", ["meet"], ["subject A"]),
]


def shown(pattern) -> list[str]:
    out = []
    for need in pattern.needs:
        parts = [
            need.where,
            need.slot,
            "|".join(sorted(need.preps)),
            "|".join(sorted(need.words)),
            " ".join(f"<{c}>" for c in sorted(need.classes)),
        ]
        order = [parts[0], parts[1], parts[3], parts[4], parts[2]]
        out.append(" ".join(p for p in order if p))
    return out


@pytest.mark.parametrize(("source", "verbs", "needs"), VERBS, ids=[v[0] for v in VERBS])
def test_verb_pattern(source: str, verbs: list[str], needs: list[str]) -> None:
    found, pattern = verb_pattern(RULE, source)
    assert found == verbs
    assert shown(pattern) == needs


def test_noun_pattern_takes_owner_modifier_and_prepositions() -> None:
    head, pattern = noun_pattern(RULE, "air strike on|against B")
    assert head == "strike"
    assert shown(pattern) == ["owner A", "modifier air", "prep B against|on"]
    assert noun_pattern(RULE, "B's expulsion from <any>")[1].inverse


@pytest.mark.parametrize("source", ["condemn B", "A", "", "A call B B"])
def test_pattern_error(source: str) -> None:
    with pytest.raises(PatternError):
        verb_pattern(RULE, source)


def test_a_pattern_that_wants_more_weighs_more() -> None:
    weights = [
        verb_pattern(RULE, s)[1].weight
        for s in ("A withdraw", "A withdraw B", "A withdraw from B", "A withdraw troop from B")
    ]
    assert weights == sorted(weights)
    assert len(set(weights)) == 4


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("criticise", "criticize"),
        ("honour", "honor"),
        ("mobilisation", "mobilization"),
        ("defence", "defense"),
        ("rise", "rise"),
    ],
)
def test_spelling_is_one(british: str, american: str) -> None:
    assert spelling(british) == spelling(american)


def test_lexicon_compiles_a_pattern_when_its_word_is_met_and_prefers_the_users(tmp_path) -> None:
    folder = tmp_path / "what" / "rules"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text('[[rule]]\nid = "own.condemn"\nevent = "REJECT"\nverbs = ["A condemn B"]\n')
    lexicon = EventLexicon(Library(tmp_path))
    patterns = lexicon.verbs.get("condemn")
    equals = [p.rule.id for p in patterns if p.weight == next(q.weight for q in patterns if q.rule.id == "own.condemn")]
    assert len(equals) > 1
    assert equals[0] == "own.condemn"
    assert lexicon.verbs.get("no such verb") == []


@pytest.mark.parametrize("pattern", ["A condemn <no-such-class>", "condemn B", "A condemn B B"])
def test_a_users_broken_pattern_is_named(tmp_path, pattern: str) -> None:
    folder = tmp_path / "what" / "rules"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(f'[[rule]]\nid = "own.bad"\nevent = "REJECT"\nverbs = ["{pattern}"]\n')
    with pytest.raises(KnowledgeError, match=r"own\.bad"):
        EventLexicon(Library(tmp_path))


def test_every_packaged_pattern_compiles() -> None:
    EventLexicon(Library()).check()
