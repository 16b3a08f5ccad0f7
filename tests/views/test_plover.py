"""Events as the PLOVER standard writes them."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from dragoman.reading import Reading
from dragoman.records import Event, When
from dragoman.views.plover import days, plover, plover_jsonl
from made import CONDEMNED, IMPOSED, LIFTED, NOT_JOINED, VISIT, WITHDRAW, document, reading


def exported(*events: Event) -> list[dict[str, object]]:
    return plover(Reading(document(), events, [], [], [], []), "dragoman test")


def test_a_planned_visit_is_an_agreement_told_today() -> None:
    (row,) = exported(VISIT)
    assert row == {
        "id": VISIT.id,
        "date": "2024-05-14",
        "actor": [
            {
                "code": "BRA",
                "sector": "GOV",
                "entity_text": "Brazilian President Lucas Moura",
                "identifier_id": "Q0",
                "identifier_text": "Lucas Moura",
                "office": "President of Brazil",
            }
        ],
        "recipient": [{"code": "NOR", "entity_text": "Norway"}],
        "event": "AGREE",
        "context": ["diplomatic"],
        "event_loc": {
            "extracted_place": "Norway",
            "resolved_place": "Norway",
            "geonameid": 3144096,
            "lat": 62.0,
            "lon": 10.0,
            "country_code": "NOR",
        },
        "event_text": VISIT.text,
        "quad_code": 1,
        "event_scale": 2.5,
        "text_info": {"sequence": 1, "start": VISIT.start, "end": VISIT.end},
        "cite_info": {"id": "made", "title": "Brazil’s president to visit Norway next week", "language": "en"},
        "coder": "dragoman test",
        "comment": "planned CONSULT visit 2024-05-20/26",
    }


@pytest.mark.parametrize(
    ("event", "status", "gives"),
    [
        ("CONSULT", "planned", "AGREE"),
        ("SUPPORT", "planned", "AGREE"),
        ("COOPERATE", "planned", "AGREE"),
        ("AID", "planned", "AGREE"),
        ("RETREAT", "planned", "CONCEDE"),
        ("ASSAULT", "planned", None),
        ("CONSULT", "negated", None),
        ("CONSULT", "hypothetical", None),
        ("CONSULT", "historical", "CONSULT"),
        ("RETREAT", "actual", "RETREAT"),
    ],
)
def test_status(event: str, status: str, gives: str | None) -> None:
    rows = exported(replace(VISIT, event=event, status=status))
    assert [row["event"] for row in rows] == ([gives] if gives else [])
    assert all(("mode" in row) == (status in ("actual", "historical")) for row in rows)


def test_a_group_without_code_keeps_its_name() -> None:
    (row,) = exported(IMPOSED)
    assert row["actor"] == [{"entity_text": "the West"}]
    assert (row["date"], row["enddate"]) == ("2022-01-01", "2022-12-31")
    assert (row["event"], row["mode"], row["quad_code"], row["event_scale"]) == ("SANCTION", "discontinue", 4, -6.0)


def test_lines() -> None:
    rows = [json.loads(line) for line in plover_jsonl(reading(), "dragoman test").splitlines()]
    assert [row["id"] for row in rows] == [VISIT.id, LIFTED.id, IMPOSED.id, CONDEMNED.id]
    assert [row["text_info"]["sequence"] for row in rows] == [1, 2, 3, 4]
    assert rows[1]["comment"] == "historical"
    assert "date" not in rows[1]
    assert NOT_JOINED.id not in str(rows)
    assert WITHDRAW.id not in str(rows)


def test_lone_surrogates_are_escaped() -> None:
    event = replace(CONDEMNED, text="it \ud800 condemned")
    of = Reading(document(), [event], [], [], [], [])
    for written in (plover_jsonl(of, "x"), of.to_jsonl()):
        written.encode("utf-8")
        assert "it \ud800 condemned" in json.loads(written).values()


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2024-02", None, "2024-02-01", "2024-02-29"),
        ("2024", "2025", "2024-01-01", "2025-12-31"),
        ("2024-05-16", "2024-05-17", "2024-05-16", "2024-05-17"),
        (None, "2024-05", "2024-05-01", "2024-05-31"),
        ("2024-05-16T10:00", None, "2024-05-16", "2024-05-16"),
        ("2024-W20", None, None, None),
        ("2024-13", None, None, None),
        (None, None, None, None),
    ],
)
def test_days(start: str | None, end: str | None, first: str | None, last: str | None) -> None:
    assert days(When(start=start, end=end)) == (first, last)
