"""Whether two tellings can be of one happening, and what speaks for it."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from dragoman.happenings.parties import Match, Party, party_of, same_side, shared
from dragoman.happenings.places import places_agree, same_spot
from dragoman.happenings.times import Days, days_of
from dragoman.happenings.types import Told
from dragoman.happenings.words import terms_of, words_of
from dragoman.records import Place

# The share of words in common that speaks for two tellings of which one party is known; for one that is told again.
_ALIKE, _MUCH_ALIKE = 0.15, 0.25

Stage = Literal["done", "denied", "open"]

# Words are said to the same party every day: one story only makes two tellings one.
VERBAL = frozenset(("AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
# Done by the same parties in several places on one day.
_MANY_A_DAY = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "PROTEST"))
# Visits and conferences last, so that reports give one or another of their days.
_LASTING, LASTS = frozenset(("visit", "multilateral")), 2  # days


class Profile(NamedTuple):
    """What of a telling decides which happening it is of. Tellings with the same profile are treated alike."""

    event: str
    mode: str | None
    stage: Stage
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    days: Days
    place: Place | None
    words: frozenset[str]
    story: str | None
    again: bool = False  # told again, without a date, after some days

    @property
    def parties(self) -> tuple[Party, ...]:
        return (*self.actors, *self.recipients)


class Evidence(NamedTuple):
    """What speaks for two tellings being of one happening: how much, and in words."""

    weight: float
    reason: str


def profile_of(told: Told) -> Profile:
    """The profile of a telling."""
    event = told.event
    stage: Stage = {"negated": "denied", "hypothetical": "open"}.get(event.status, "done")  # type: ignore[assignment]
    return Profile(
        event.event,
        event.mode,
        stage,
        tuple(party_of(a) for a in event.actor),
        tuple(party_of(a) for a in event.recipient),
        days_of(told),
        msgspec.structs.replace(event.place, start=0, end=0) if event.place else None,
        frozenset(terms_of(words_of(event.text))),
        told.story or told.source,
    )


def conflict(a: Profile, b: Profile) -> str | None:
    """Why two tellings cannot be of one happening; None where they can."""
    if a.event != b.event or a.stage != b.stage:
        return "another kind"
    if not _modes_agree(a, b):
        return "another mode"
    if not _days_agree(a, b):
        return "another day"
    if _sides(a, b) == ("different", "different"):
        return "other parties"
    if not places_agree(a.place, b.place) and not (a.mode in _LASTING and _same_country(a, b)):
        return "another place"
    return None


def evidence(a: Profile, b: Profile) -> Evidence | None:
    """What speaks for two tellings that are not in conflict being of one happening; None where too little does."""
    sides = _sides(a, b)
    known = sides.count("same")
    same_story = a.story == b.story
    here = same_spot(a.place, b.place)
    vague = a.days.vague or b.days.vague
    told = a.days.told and b.days.told and not vague
    alike = _alike(a.words, b.words)
    if a.again or b.again:
        enough = known > 0 and same_story and alike >= _MUCH_ALIKE
    elif known == 2:
        elsewhere = a.event not in VERBAL and (here or a.event not in _MANY_A_DAY)
        enough = same_story or (elsewhere and not a.days.open and not b.days.open)
    elif known == 1:
        enough = same_story and not vague and (here or alike >= _ALIKE)
    else:
        enough = same_story and here and told
    if not enough:
        return None
    weight = 2.0 * known + 1.0 * same_story + 1.0 * here + 1.0 * told + alike
    said = [
        ("same parties", "one party, the other open", "same place and day")[2 - known],
        "same story" if same_story else "another story",
    ]
    said += ["same place"] if here and known else []
    when = "told again" if a.again or b.again else "date left open" if vague else "same day" if told and known else None
    said += [when] if when else []
    return Evidence(weight, ", ".join(said))


def _sides(a: Profile, b: Profile) -> tuple[Match, Match]:
    """Actors against actors and recipients against recipients; where all are actors, all parties against all.

    Both are different where one is: a happening has one actor side and one recipient side.
    """
    if (_mutual(a) or _mutual(b)) and a.event in ("CONSULT", "COOPERATE", "AGREE", "ASSAULT", "SUPPORT"):
        if min(shared(a.parties, b.parties), shared(b.parties, a.parties)) >= 2:
            return "same", "same"
        return ("different", "different") if min(len(a.parties), len(b.parties)) > 1 else _one_known(a, b)
    actors, recipients = same_side(a.actors, b.actors), same_side(a.recipients, b.recipients)
    if "different" in (actors, recipients):
        return "different", "different"
    return actors, recipients


def _one_known(a: Profile, b: Profile) -> tuple[Match, Match]:
    """A meeting of which one telling names but one side."""
    match = same_side(a.parties, b.parties)
    return ("different", "different") if match == "different" else (match, "open")


def _mutual(profile: Profile) -> bool:
    return len(profile.actors) > 1 and not profile.recipients


def _modes_agree(a: Profile, b: Profile) -> bool:
    """A visit is not the talks held on it; how an attack was made, reports see differently."""
    if a.mode == b.mode:
        return True
    if a.event == "CONSULT":
        return {a.mode, b.mode} == {"phone", None}
    if a.mode is None or b.mode is None:
        return True
    return a.event == "ASSAULT" and same_spot(a.place, b.place)


def _days_agree(a: Profile, b: Profile) -> bool:
    gap = a.days.gap(b.days)
    if gap == 0:
        return True
    return gap <= LASTS and a.event == "CONSULT" and a.mode in _LASTING and a.story == b.story


def _same_country(a: Profile, b: Profile) -> bool:
    """A visit goes from city to city."""
    return a.place is not None and b.place is not None and a.place.country == b.place.country


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0
