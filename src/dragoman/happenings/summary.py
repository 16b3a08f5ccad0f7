"""What the tellings of one happening say together, and where they differ."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations

import msgspec

from dragoman.happenings.features import digest_of
from dragoman.happenings.figures import toll
from dragoman.happenings.parties import label_of, party_of, same_side
from dragoman.happenings.places import is_spot, places_agree
from dragoman.happenings.times import Days, days_of
from dragoman.happenings.types import Aspect, Ending, Happening, Told, Value, Who
from dragoman.knowledge.files import Library
from dragoman.records import Actor, Status
from dragoman.what.days import width

_CALLS_OFF = "125"  # CAMEO: refuses to meet, and so also calls a meeting off or puts it off
_MOST_HELD = 100  # values that are held against each other
_DONE: tuple[Status, ...] = ("actual", "historical")
_SURER: tuple[Status, ...] = ("actual", "historical", "planned", "negated", "hypothetical")


class _EndingWord(msgspec.Struct, frozen=True):
    """A row of endings.tsv: words of a telling that a plan is put off or called off."""

    word: str
    ending: Ending


@cache
def _endings() -> dict[str, Ending]:
    rows = Library().table("happenings/endings.tsv", _EndingWord, lambda row: row.word)
    return {row.word: row.ending for row in rows}


@cache
def _ending_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(_endings()))})\b")


def happening_of(tellings: Sequence[Told], reasons: Iterable[str]) -> Happening:
    """The happening of some tellings, the founding one first; `reasons` say why the others joined."""
    events = [told.event for told in tellings]
    days = sorted(told.date for told in tellings if told.date)
    date = _best(tellings, _date_told, _fineness)
    place = _best(tellings, _place_told, _is_spot)
    mode = _best(tellings, lambda told: (told.event.mode, None), lambda mode: 0)
    copies = {told.source for told in tellings}
    return Happening(
        id=digest_of("hp", events[0].id),
        event=events[0].event,
        mode=mode[0] if mode else None,
        status=min((e.status for e in events), key=_SURER.index),
        actor=_agreed([(t, t.event.actor) for t in tellings]),
        recipient=_agreed([(t, t.event.recipient) for t in tellings]),
        start=date[0] if date else None,
        end=date[1] if date else None,
        place=place[0] if place else None,
        country=place[1] if place else None,
        first_seen=days[0] if days else None,
        last_seen=days[-1] if days else None,
        first_reported=min((t.date for t in tellings if t.date and t.event.status in _DONE), default=None),
        reports=tuple(sorted({event.doc for event in events})),
        publishers=tuple(sorted({told.publisher for told in tellings if told.publisher})),
        stories=tuple(sorted({told.story for told in tellings if told.story})),
        independent=len(copies),
        events=tuple(sorted(event.id for event in events)),
        announced=_with_status(tellings, "planned"),
        reported=_with_status(tellings, *_DONE),
        denied=_with_status(tellings, "negated"),
        ending=_ending(tellings),
        actors=_parties([(t, t.event.actor) for t in tellings]),
        recipients=_parties([(t, t.event.recipient) for t in tellings]),
        dates=_dates(tellings),
        places=_places(tellings),
        sizes=_sizes(tellings),
        why=(f"founded on {events[0].id}", *(f"{n} joined: {r}" for r, n in sorted(Counter(reasons).items()))),
    )


def _best(
    tellings: Sequence[Told],
    value: Callable[[Told], tuple[str | None, str | None]],
    fineness: Callable[[tuple[str, str | None]], int],
) -> tuple[str, str | None] | None:
    """What the tellings say that say it most finely; of several such, what most sources say."""
    sources: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for told in tellings:
        first, second = value(told)
        if first is not None:
            sources[first, second].add(told.source)
    ranked = sorted(sources, key=lambda v: (-fineness(v), -len(sources[v]), v[0], v[1] or ""))
    return ranked[0] if ranked else None


def _date_told(told: Told) -> tuple[str | None, str | None]:
    date = told.event.date
    return (date.start, date.end) if date is not None and days_of(told).told else (None, None)


def _place_told(told: Told) -> tuple[str | None, str | None]:
    place = told.event.place
    return (place.name, place.country) if place is not None else (None, None)


def _fineness(date: tuple[str, str | None]) -> int:
    return -width(date[0], date[1])


def _is_spot(place: tuple[str, str | None]) -> int:
    return int(is_spot(place[0]))


def _with_status(tellings: Sequence[Told], *statuses: Status) -> tuple[str, ...]:
    return tuple(sorted(told.event.id for told in tellings if told.event.status in statuses))


def _ending(tellings: Sequence[Told]) -> Ending | None:
    """Whether the tellings say that a meeting is put off or called off; put off where both are said."""
    events = [t.event for t in tellings if t.event.cameo == _CALLS_OFF and t.event.status in _SURER[:3]]
    texts = [text for event in events for text in (event.text, *(mention.text for mention in event.mentions))]
    found = {_endings()[match] for text in texts for match in _ending_words().findall(text.lower())}
    return "postponed" if "postponed" in found else "cancelled" if found else None


def _agreed(sides: Sequence[tuple[Told, tuple[Actor, ...]]]) -> tuple[Who, ...]:
    """The parties that at least half of the sources name of those that name any by code; else by any name."""
    for coded in (True, False):
        sources: dict[str, set[str]] = defaultdict(set)
        names: dict[str, Counter[str]] = defaultdict(Counter)
        naming: set[str] = set()
        for told, actors in sides:
            for actor in (a for a in actors if (a.code is not None) == coded):
                label = label_of(actor)
                sources[label].add(told.source)
                names[label][actor.name] += 1
                naming.add(told.source)
        found = sorted(
            (who for who in sources if 2 * len(sources[who]) >= len(naming)), key=lambda w: (-len(sources[w]), w)
        )
        if found:
            return tuple(_who(label, names[label], coded) for label in found)
    return ()


def _who(label: str, names: Counter[str], coded: bool) -> Who:
    name = min(names, key=lambda n: (-names[n], n))
    return Who(name=name, code=label.split(":")[0] if coded else None)


def _values(said: Iterable[tuple[str, Told]]) -> tuple[Value, ...]:
    """What is said, each with the reports that say it; what most sources say first."""
    docs: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for value, told in said:
        docs[value].add(told.event.doc)
        sources[value].add(told.source)
    ranked = sorted(docs, key=lambda value: (-len(sources[value]), value))
    return tuple(Value(value=value, docs=tuple(sorted(docs[value]))) for value in ranked)


def _aspect(values: tuple[Value, ...], clashes: bool, note: str) -> Aspect:
    return Aspect(values=values, agree=not clashes, note=note if clashes else "")


def _parties(sides: Sequence[tuple[Told, tuple[Actor, ...]]]) -> Aspect:
    """The parties of one side: reports agree if they name somebody in common, or leave open who it was."""
    said = [
        ("; ".join(sorted({party_of(a).label for a in actors})), told, tuple(party_of(a) for a in actors))
        for told, actors in sides
        if actors
    ]
    kinds = {label: parties for label, _, parties in said}
    clashes = any(same_side(a, b) == "different" for a, b in combinations(list(kinds.values())[:_MOST_HELD], 2))
    return _aspect(_values((label, told) for label, told, _ in said), clashes, "other parties")


def _dates(tellings: Sequence[Told]) -> Aspect:
    """The dates told: they agree if they have a day in common."""
    said: list[tuple[str, Told]] = []
    kinds: dict[str, Days] = {}
    for told in tellings:
        start, end = _date_told(told)
        if start is not None:
            said.append((f"{start}/{end}" if end else start, told))
            kinds[said[-1][0]] = days_of(told)
    clashes = any(a.gap(b) for a, b in combinations(list(kinds.values())[:_MOST_HELD], 2))
    return _aspect(_values(said), clashes, "no day in common")


def _places(tellings: Sequence[Told]) -> Aspect:
    places = [(told.event.place, told) for told in tellings if told.event.place]
    kinds = {place.name: place for place, _ in places}
    clashes = any(not places_agree(a, b) for a, b in combinations(list(kinds.values())[:_MOST_HELD], 2))
    return _aspect(_values((place.name, told) for place, told in places), clashes, "too far from each other")


def _sizes(tellings: Sequence[Told]) -> dict[str, Aspect]:
    """Casualties by kind: a toll that only grows from day to day agrees with itself."""
    out: dict[str, Aspect] = {}
    for kind in sorted({kind for told in tellings for kind in told.event.size}):
        verdict, why = toll(tellings, kind)
        values = _values((str(told.event.size[kind]), told) for told in tellings if kind in told.event.size)
        out[kind] = _aspect(values, verdict not in ("agree", "update"), why)
    return out
