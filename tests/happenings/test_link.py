"""Tellings into happenings: which are one, which are two, and what they say together."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.happenings.agenda import agenda
from dragoman.happenings.link import Linker, link
from dragoman.happenings.types import Happening, Told, Value
from told import told

VISIT = told("lake-1", "CONSULT/visit", "KEN=William Ruto", "UGA", on="2024-03-04")

ONE = [
    ("the same parties on the same day", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04")),
    ("a day and its week", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04..2024-03-10")),
    ("the day of the report", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA")),
    ("a name without its code", VISIT, told("fjord-1", "CONSULT/visit", "Ruto", "UGA", on="2024-03-04")),
    ("in two stories", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04", story="another")),
    ("the days of a visit", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-05")),
    ("its plan", VISIT, told("a-1", "CONSULT/visit", "KEN", "UGA", on="2024-03", status="planned", seen="2024-02-20")),
    (
        "an unknown and a known doer, at one place",
        told("lake-1", "ASSAULT", "gunmen", "people", on="2024-03-04", at="Kabul"),
        told("fjord-1", "ASSAULT/firearms", "FRA", "people", on="2024-03-04", at="Kabul"),
    ),
    (
        "a city and its country",
        told("lake-1", "ASSAULT", "FRA/MIL", "KEN/REB", on="2024-03-04", at="Kabul"),
        told("fjord-1", "ASSAULT", "FRA", "KEN", on="2024-03-04", at="Afghanistan"),
    ),
    (
        "talks, told by either side",
        told("lake-1", "CONSULT", "KEN+UGA", on="2024-03-04"),
        told("fjord-1", "CONSULT", "UGA+KEN", on="2024-03-04"),
    ),
    (
        "words, in one story",
        told("lake-1", "ACCUSE/disapprove", "NOR", "CHL"),
        told("fjord-1", "ACCUSE/disapprove", "NOR", "CHL"),
    ),
]  # fmt: skip

TWO = [
    ("another visitor", VISIT, told("fjord-1", "CONSULT/visit", "NOR", "UGA", on="2024-03-04")),
    ("another person", VISIT, told("fjord-1", "CONSULT/visit", "KEN=Musalia Mudavadi", "UGA", on="2024-03-04")),
    ("the other way round", VISIT, told("fjord-1", "CONSULT/visit", "UGA", "KEN", on="2024-03-04")),
    ("another month", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-02")),
    ("a denial", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04", status="negated")),
    ("what may be", VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04", status="hypothetical")),
    ("a visit and talks", VISIT, told("fjord-1", "CONSULT", "KEN", "UGA", on="2024-03-04")),
    ("two records of one report", VISIT, told("lake-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04")),
    (
        "attacks of two days",
        told("lake-1", "ASSAULT", "FRA", "KEN", on="2024-03-03", at="Kabul", size={"dead": 12}),
        told("fjord-1", "ASSAULT", "FRA", "KEN", on="2024-03-04", at="Kabul", size={"dead": 5}),
    ),
    (
        "attacks in two cities",
        told("lake-1", "ASSAULT", "FRA", "KEN", on="2024-03-04", at="Kabul"),
        told("fjord-1", "ASSAULT", "FRA", "KEN", on="2024-03-04", at="Herat"),
    ),
    (
        "attacks in two stories, of which nobody says where",
        told("lake-1", "ASSAULT", "FRA", "KEN", on="2024-03-04"),
        told("fjord-1", "ASSAULT", "FRA", "KEN", on="2024-03-04", story="another"),
    ),
    (
        "unknown doers, who did something else",
        told("lake-1", "ASSAULT", "gunmen", "people", text="gunmen shot at a bus"),
        told("fjord-1", "ASSAULT", "attackers", "people", text="attackers set fire to a market"),
    ),
    (
        "background of another story",
        told("lake-1", "SANCTION", "NOR", "CHL", on="2024-03-04"),
        told("fjord-1", "SANCTION", "NOR", "CHL", status="historical", story="another"),
    ),
    (
        "words of two stories",
        told("lake-1", "ACCUSE/disapprove", "NOR", "CHL"),
        told("fjord-1", "ACCUSE/disapprove", "NOR", "CHL", story="another"),
    ),
    (
        "police and people of one state",
        told("lake-1", "COERCE/arrest", "FRA/COP", "KEN", text="police held two men"),
        told("fjord-1", "COERCE/arrest", "FRA/CVL", "KEN", text="residents caught a thief"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "a", "b"), ONE, ids=[row[0] for row in ONE])
def test_are_one_happening(why: str, a: Told, b: Told) -> None:
    (happening,) = link([a, b])
    assert happening.events == tuple(sorted((a.event.id, b.event.id)))
    assert len(happening.reports) == 2
    assert len(happening.why) == 2


@pytest.mark.parametrize(("why", "a", "b"), TWO, ids=[row[0] for row in TWO])
def test_are_two_happenings(why: str, a: Told, b: Told) -> None:
    assert len(link([a, b])) == 2


def test_what_could_be_either_stays_by_itself() -> None:
    first = told("lake-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-04")
    second = told("lake-2", "CONSULT/visit", "KEN", "UGA", on="2024-03-20")
    vague = told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03", seen="2024-04-02")
    assert len(link([first, second, vague])) == 3
    assert len(link([first, vague])) == 1


def bombing() -> list[Told]:
    """One bombing as five reports tell it, two of them copies, with a toll that grows and a report that differs."""
    common = {"at": "Kabul", "on": "2024-03-04"}
    return [
        told("lake-1", "ASSAULT", "gunmen", "people", size={"dead": 9}, copies="wire", seen="2024-03-04", **common),
        told("coast-1", "ASSAULT", "gunmen", "people", size={"dead": 9}, copies="wire", seen="2024-03-04", **common),
        told("fjord-1", "ASSAULT/explosives", "FRA", "people", size={"dead": 12}, copies="fjord", **common),
        told("andes-1", "ASSAULT/explosives", "FRA", "UGA", size={"dead": 12, "injured": 30}, copies="andes", **common),
        told("andes-2", "ASSAULT", "FRA", "UGA", size={"dead": 11}, seen="2024-03-06", copies="andes-2", **common),
    ]


AGAIN = [
    ("in the words of before", "a bomber killed 14 people at a mosque in Kabul", {}, 1),
    ("in other words", "rebels shelled an army post", {}, 2),
    ("in another story", "a bomber killed 14 people at a mosque in Kabul", {"story": "another"}, 2),
    ("long after", "a bomber killed 14 people at a mosque in Kabul", {"seen": "2024-04-01"}, 2),
]


@pytest.mark.parametrize(("why", "text", "more", "count"), AGAIN, ids=[row[0] for row in AGAIN])
def test_told_again_without_a_date(why: str, text: str, more: dict[str, str], count: int) -> None:
    news = "A suicide bomber killed 14 people at a mosque in Kabul on Monday"
    first = told("lake-1", "ASSAULT", "FRA", "UGA", on="2024-03-04", seen="2024-03-04", text=news)
    again = told("fjord-1", "ASSAULT", "FRA", "UGA", text=text, **{"seen": "2024-03-09", **more})
    assert len(link([first, again])) == count


def test_told_again_of_two_is_of_neither() -> None:
    news = "A suicide bomber killed 14 people at a mosque in Kabul"
    told_before = [
        told(f"lake-{d}", "ASSAULT", "FRA", "UGA", on=f"2024-03-0{d}", seen=f"2024-03-0{d}", text=news) for d in (1, 3)
    ]
    again = told("fjord-1", "ASSAULT", "FRA", "UGA", text=news, seen="2024-03-09")
    assert len(link([*told_before, again])) == 3


def test_reports_and_happenings_are_counted_apart() -> None:
    (happening,) = link(bombing())
    assert happening.reports == ("andes-1", "andes-2", "coast-1", "fjord-1", "lake-1")
    assert happening.independent == 4
    assert happening.publishers == ("andes", "coast", "fjord", "lake")
    assert (happening.first_seen, happening.last_seen) == ("2024-03-04", "2024-03-06")
    assert (happening.start, happening.end, happening.place, happening.country) == ("2024-03-04", None, "Kabul", "AFG")
    assert happening.mode == "explosives"
    assert [who.code for who in happening.actor] == ["FRA"]
    assert len(happening.events) == 5


def test_agreement_and_disagreement_are_told_with_their_reports() -> None:
    (happening,) = link(bombing())
    assert happening.actors.agree
    assert happening.actors.values[0] == Value(value="FRA", docs=("andes-1", "andes-2", "fjord-1"))
    dead, injured = happening.sizes["dead"], happening.sizes["injured"]
    assert [v.value for v in dead.values] == ["12", "11", "9"]
    assert (dead.agree, dead.note) == (False, "andes, 2024-03-05: 12; andes, 2024-03-06: 11")
    assert injured.agree
    (grown,) = link(bombing()[:4])
    assert grown.sizes["dead"].agree


def test_two_counts_of_one_day_disagree() -> None:
    one, other = (told(d, "ASSAULT", "FRA", "KEN", at="Kabul", size={"dead": n}) for d, n in (("a", 3), ("b", 4)))
    (happening,) = link([one, other])
    assert happening.sizes["dead"].note == "a, 2024-03-05: 3; b, 2024-03-05: 4"


def test_dates_and_places_that_differ_are_named() -> None:
    (visit,) = link([VISIT, told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-03-05")])
    assert not visit.dates.agree
    assert {v.value for v in visit.dates.values} == {"2024-03-04", "2024-03-05"}


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("Kenya postponed talks with Uganda", "postponed"),
        ("Kenya put off its talks with Uganda", "postponed"),
        ("Kenya called off talks with Uganda", "cancelled"),
        ("Kenya refused to meet Uganda", None),
    ],
)
def test_what_it_does_to_a_plan(text: str, ending: str | None) -> None:
    (happening,) = link([told("lake-1", "REJECT/meet", "KEN", "UGA", cameo="125", text=text)])
    assert happening.ending == ending


@given(st.permutations([*bombing(), VISIT, *(row[2] for row in ONE), *(row[1] for row in TWO)]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_tellings_makes_no_difference(tellings: list[Told]) -> None:
    assert link(tellings) == link(sorted(tellings, key=lambda t: t.event.id))


def test_a_happening_keeps_its_id_as_it_grows() -> None:
    assert link(bombing())[0].id == link(bombing()[:2])[0].id


def test_what_is_held_is_bounded_by_the_window() -> None:
    linker = Linker(window=2)
    closed: list[Happening] = []
    for day in range(1, 29):
        seen = f"2024-02-{day:02}"
        closed += linker.add(seen, [told(f"lake-{day}", "CONSULT", "KEN+UGA", on=seen, seen=seen)])
        assert len(linker._open) <= 4
        assert len(linker._index) <= 4 * 8
    assert len(closed) + len(linker.close()) == 28
    assert len(linker._index) == 0


def test_a_plan_is_kept_until_its_day() -> None:
    plan = told("lake-1", "CONSULT/visit", "KEN", "UGA", on="2024-09-02", status="planned")
    between = told("lake-2", "CONSULT/visit", "NOR", "CHL", on="2024-08-01", seen="2024-08-01")
    done = told("fjord-1", "CONSULT/visit", "KEN", "UGA", on="2024-09-02", seen="2024-09-03", story="another")
    (visit,) = [h for h in link([plan, between, done]) if len(h.reports) == 2]
    assert (visit.announced, visit.reported) == ((plan.event.id,), (done.event.id,))


def test_happenings_go_over_the_wire() -> None:
    happenings = link(bombing())
    assert msgspec.json.decode(msgspec.json.encode(happenings), type=list[Happening]) == happenings


ANY_DATE = st.sampled_from(["", "2024", "2024-03", "2024-03-04", "2024-W10", "0000-13-99", "9999-12-31", "0001-01-01"])
ANY_TELLING = st.builds(
    lambda doc, kind, actor, recipient, on, seen, status, at: told(
        doc, kind, actor, recipient, on=on, seen=seen, status=status, at=at
    ),
    st.sampled_from(["a", "b", "c", "d"]),
    st.sampled_from(["CONSULT", "CONSULT/visit", "ASSAULT", "ACCUSE"]),
    st.sampled_from(["", "KEN", "KEN=Ruto", "gunmen", "Ruto", "KEN+UGA", "KEN/COP"]),
    st.sampled_from(["", "UGA", "people", "UGA+NOR"]),
    ANY_DATE,
    st.sampled_from([None, "2024-03-04", "2024-03-05", "0001-01-01", "9999-12-31"]),
    st.sampled_from(["actual", "planned", "historical", "hypothetical", "negated"]),
    st.sampled_from([None, "Kabul", "Herat", "Afghanistan"]),
)


@given(st.lists(ANY_TELLING, max_size=8, unique_by=lambda telling: telling.event.id))
@settings(max_examples=150, deadline=None)
def test_every_telling_is_in_one_happening(tellings: list[Told]) -> None:
    happenings = link(tellings)
    assert sorted(e for h in happenings for e in h.events) == sorted(t.event.id for t in tellings)
    assert link(reversed(tellings)) == happenings
    for day in ("0001-01-01", "2024-03-05", "9999-12-31"):
        agenda(happenings, day)
