"""Near-duplicates and stories, told with little reports of invented publishers."""

from __future__ import annotations

import random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.happenings.duplicates import DuplicateFinder, duplicates
from dragoman.happenings.features import Features, features_of, likeness, numbers_of, vector_of
from dragoman.happenings.stories import StoryFinder, stories
from dragoman.text.document import Document
from told import report

QUAKE = """A strong earthquake struck the Chilean port of Arica on Tuesday, toppling cranes and cutting power
to most of the city. Rescue teams searched two collapsed warehouses through the night, and the mayor
asked residents to stay out of damaged buildings. The national seismological centre put the
magnitude at 7.1 and warned of aftershocks. Schools in Arica and in the Peruvian town of Tacna will
stay closed until Friday, officials said."""
QUAKE_EDITED = QUAKE.replace("A strong earthquake struck", "A powerful earthquake hit").replace(
    "until Friday", "all week"
)
QUAKE_RETOLD = """Rescuers in Arica pulled three dock workers alive from a collapsed warehouse on Wednesday, a day
after the magnitude 7.1 earthquake that shook northern Chile. Aftershocks rattled the port, where
cranes lay across the quay. The seismological centre counted more than forty aftershocks, the mayor
said."""
TALKS = """Kenya and Uganda opened talks in Kampala on Tuesday on the fishing grounds of Lake Victoria, where
patrols of the two countries clashed last month. The Ugandan fisheries minister said the aim was a
joint patrol before the tilapia season. Kenyan fishermen have complained of nets cut and catches
taken near Migingo island."""
TALKS_RETOLD = """The fisheries ministers of Uganda and Kenya agreed in Kampala on joint patrols of Lake Victoria,
ending a quarrel over nets and catches around Migingo island. Fishermen in both countries welcomed
the accord on the tilapia grounds."""

REPORTS = [
    report("fjord-1", QUAKE, "2024-03-05", title="Earthquake hits Chilean port of Arica"),
    report("andes-1", QUAKE_EDITED, "2024-03-05", title="Chile: earthquake in Arica"),
    report("andes-2", QUAKE_RETOLD, "2024-03-06", title="Dock workers rescued after Arica earthquake"),
    report("lake-1", TALKS, "2024-03-05", title="Kenya and Uganda talk about Lake Victoria fishing"),
    report("fjord-2", TALKS_RETOLD, "2024-03-07", title="Uganda and Kenya agree on Lake Victoria patrols"),
]


def groups(found: dict[str, str]) -> set[frozenset[str]]:
    """Who is with whom, whatever the groups are called."""
    return {frozenset(doc for doc in found if found[doc] == group) for group in found.values()}


def test_wire_copy_with_edits_is_one_group() -> None:
    assert groups(duplicates(REPORTS)) == {
        frozenset({"fjord-1", "andes-1"}), frozenset({"andes-2"}), frozenset({"lake-1"}), frozenset({"fjord-2"}),
    }  # fmt: skip


def test_reports_of_one_matter_are_one_story() -> None:
    assert groups(stories(REPORTS)) == {frozenset({"fjord-1", "andes-1", "andes-2"}), frozenset({"lake-1", "fjord-2"})}


def test_a_story_keeps_its_id_as_it_grows() -> None:
    early = stories(REPORTS[:2])
    assert stories(REPORTS)["andes-2"] == early["fjord-1"]


def test_a_story_of_which_nothing_is_told_for_long_is_closed() -> None:
    late = report("andes-3", QUAKE_RETOLD, "2024-06-01", title="Dock workers rescued after Arica earthquake")
    found = stories([*REPORTS, late])
    assert found["andes-3"] != found["fjord-1"]
    assert stories([*REPORTS, late], window=120)["andes-3"] == found["fjord-1"]


def test_reports_without_a_date_find_their_story() -> None:
    undated = report("coast-1", QUAKE_RETOLD, None, title="Rescue in Arica after earthquake")
    assert groups(stories([*REPORTS, undated])) == {
        frozenset({"fjord-1", "andes-1", "andes-2", "coast-1"}), frozenset({"lake-1", "fjord-2"}),
    }  # fmt: skip


@given(st.permutations(REPORTS))
@settings(max_examples=40, deadline=None)
def test_the_order_of_reports_makes_no_difference(reports: list[Features]) -> None:
    assert stories(reports) == stories(REPORTS)
    assert duplicates(reports) == duplicates(REPORTS)


def test_day_by_day_is_the_same_as_all_at_once() -> None:
    days = sorted({r.date for r in REPORTS if r.date})
    story, copies = StoryFinder(), DuplicateFinder()
    told: dict[str, str] = {}
    copied: dict[str, str] = {}
    for day in days:
        batch = [r for r in REPORTS if r.date == day]
        told.update(story.add(day, batch))
        copied.update(copies.add(day, batch))
    assert (told, copied) == (stories(REPORTS), duplicates(REPORTS))


def test_what_is_held_is_bounded_by_the_window() -> None:
    rnd = random.Random(7)
    story, copies = StoryFinder(window=3), DuplicateFinder(window=3)
    held = []
    for day in range(1, 29):
        batch = [report(f"p-{day}-{i}", " ".join(rnd.choices(WORDS, k=60)), f"2024-02-{day:02}") for i in range(5)]
        story.add(f"2024-02-{day:02}", batch)
        copies.add(f"2024-02-{day:02}", batch)
        held.append((len(story._open), len(copies._firsts), story._terms._reports))
    assert max(held) <= (20, 20, 20)
    assert held[-1][2] == 20


WORDS = [
    a + b + c
    for a in ("bar", "kel", "mo", "tri", "zan")
    for b in ("do", "ni", "pu", "sel")
    for c in ("k", "th", "ran", "vil")
]


def test_features_are_small_and_go_over_the_wire() -> None:
    features = report("fjord-1", " ".join(WORDS * 8), title="A title")
    packed = msgspec.msgpack.encode(features)
    assert len(packed) <= 1_500
    assert msgspec.msgpack.decode(packed, type=Features) == features
    assert msgspec.json.decode(msgspec.json.encode(features), type=Features) == features


def test_signatures_are_the_same_everywhere() -> None:
    assert numbers_of(report("a", "one two three four five six").minhash)[:3] == SIGNATURE


SIGNATURE = (4001783580, 2829448790, 3341404274)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        (QUAKE, QUAKE, 1.0, 1.0),
        (QUAKE, QUAKE_EDITED, 0.6, 0.95),
        (QUAKE, TALKS, 0.0, 0.1),
        ("Too short", "Too short", 0.0, 0.0),
    ],
)
def test_likeness(one: str, other: str, low: float, high: float) -> None:
    assert low <= likeness(report("a", one), report("b", other)) <= high


def test_inflections_are_one_term_and_headlines_weigh_more() -> None:
    vector = vector_of(report("a", "The envoy met an envoy's guards. " * 3 + "Envoys left harbour.", title="Harbour"))
    assert "envoy" in vector
    assert "envoys" not in vector
    assert "the" not in vector
    assert vector["harbour"] > vector["left"]


def test_the_publisher_is_the_source_or_the_host() -> None:
    assert features_of(Document(id="a", text="x", source="Fjord Wire")).publisher == "Fjord Wire"
    assert features_of(Document(id="a", text="x", url="https://www.fjord.example/a")).publisher == "fjord.example"
    assert features_of(Document(id="a", text="x", url="http://[broken")).publisher is None


@given(st.text())
def test_any_text_has_features(text: str) -> None:
    features = features_of(Document(id="a", text=text, title=text))
    assert stories([features]).keys() == duplicates([features]).keys() == {"a"}
