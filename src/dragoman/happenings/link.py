"""Tellings into happenings: what many reports say of one thing that happened is one happening, counted once.

Tellings are taken day by day, those that say most before those that leave most open. A telling joins the happening
that most speaks for, if nothing in it speaks against; where two are equally likely it stays by itself, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, islice

from dragoman.happenings.profile import LASTS, VERBAL, Evidence, Profile, conflict, evidence, profile_of
from dragoman.happenings.summary import happening_of
from dragoman.happenings.times import day_of, looking_back
from dragoman.happenings.types import Happening, Told

WINDOW = 90  # days after which a happening of which nothing more was told is closed
_MOST_HELD = 24  # tellings of a happening that another is held against: those that say most
_LONGEST_PLAN = 400  # days that a plan is waited for


def link(events: Iterable[Told], *, window: int = WINDOW) -> list[Happening]:
    """The happenings of which some events tell, by time. The order in which events come makes no difference."""
    linker = Linker(window=window)
    found: list[Happening] = []
    ordered = sorted(events, key=lambda told: (told.date or "", told.event.doc, told.event.start, told.event.id))
    for day, batch in groupby(ordered, key=lambda told: told.date):
        found.extend(linker.add(day, list(batch)))
    found.extend(linker.close())
    return sorted(found, key=lambda h: (h.start or h.first_seen or "", h.id))


class Linker:
    """Happenings of tellings that come day by day. What it holds is bounded by the window."""

    def __init__(self, *, window: int = WINDOW) -> None:
        self.window = window
        self._open: dict[int, _Group] = {}
        self._index = _Index()
        self._count = 0

    def add(self, day: str | None, events: Sequence[Told]) -> list[Happening]:
        """Take the events told on a day; the happenings that are now closed. Days come in order, None first."""
        seen = day_of(day)
        closed = [] if seen is None else self._closed_before(seen - self.window)
        for told, profile in sorted(((told, profile_of(told)) for told in events), key=_says_most_first):
            best = self._best(profile, told)
            if best is None and _may_look_back(profile):
                back = profile._replace(days=looking_back(profile.days), again=True)
                best = self._best(back, told)
                profile = back if best else profile
            if best is None:
                number = self._count = self._count + 1
                self._open[number] = _Group(told, profile, seen)
            else:
                number, found = best
                self._open[number].join(told, profile, seen, found.reason)
            self._index.add(number, profile)
        return closed

    def close(self) -> list[Happening]:
        """The happenings that are still open; nothing is held any longer."""
        groups, self._open, self._index = self._open, {}, _Index()
        return [group.happening() for group in groups.values()]

    def _best(self, profile: Profile, told: Told) -> tuple[int, Evidence] | None:
        """The open happening that a telling most probably is of; None where there is none, or none more than others."""
        ranked = [
            (number, found)
            for number in sorted(self._index.like(profile))
            if (found := self._open[number].evidence(profile, told))
        ]
        ranked.sort(key=lambda pair: -pair[1].weight)
        if not ranked or (len(ranked) > 1 and ranked[0][1].weight - ranked[1][1].weight < 1e-9):
            return None
        if profile.days.vague and len(ranked) > 1:
            return None
        return ranked[0]

    def _closed_before(self, day: int) -> list[Happening]:
        numbers = [number for number, group in self._open.items() if group.last is not None and group.last < day]
        closed = []
        for number in numbers:
            group = self._open.pop(number)
            closed.append(group.happening())
            for profile in group.profiles:
                self._index.remove(number, profile)
        return closed


class _Index:
    """Which happenings have a telling of a kind, with a story or party, on a day; None is the day of vague ones."""

    def __init__(self) -> None:
        self._by_key: dict[tuple[str, str], dict[int | None, dict[int, None]]] = {}

    def __len__(self) -> int:
        return sum(len(having) for days in self._by_key.values() for having in days.values())

    def add(self, number: int, profile: Profile) -> None:
        for key in _keys(profile):
            days = self._by_key.setdefault(key, {})
            for day in _days(profile):
                days.setdefault(day, {})[number] = None

    def remove(self, number: int, profile: Profile) -> None:
        for key in _keys(profile):
            days = self._by_key.get(key, {})
            for day in _days(profile):
                days.get(day, {}).pop(number, None)
                if not days.get(day):
                    days.pop(day, None)
            if not days:
                self._by_key.pop(key, None)

    def like(self, profile: Profile) -> set[int]:
        """The happenings that a telling may be of."""
        found: set[int] = set()
        near = [] if profile.days.vague else [None, *_days(profile, LASTS)]
        for key in _keys(profile):
            days = self._by_key.get(key, {})
            for day in near or days:
                found.update(days.get(day, ()))
        return found


def _days(profile: Profile, grace: int = 0) -> list[int | None]:
    """The days on which it may have been, with some of grace on either side; None where a telling leaves that open."""
    if profile.days.vague:
        return [None]
    return list(range(profile.days.first - grace, profile.days.last + grace + 1))


class _Group:
    """The tellings of a happening. `last` is the day on which it was last told, or is planned for; None if undated."""

    __slots__ = ("docs", "last", "profiles", "reasons", "told")

    def __init__(self, told: Told, profile: Profile, seen: int | None) -> None:
        self.told = [told]
        self.docs = {(told.event.doc, told.event.status)}
        self.profiles: dict[Profile, None] = {profile: None}
        self.reasons: list[str] = []
        self.last = _last_day(profile, seen)

    def join(self, told: Told, profile: Profile, seen: int | None, reason: str) -> None:
        self.told.append(told)
        self.docs.add((told.event.doc, told.event.status))
        self.profiles[profile] = None
        self.reasons.append(reason)
        days = [day for day in (self.last, _last_day(profile, seen)) if day is not None]
        self.last = max(days, default=None)

    def evidence(self, profile: Profile, told: Told) -> Evidence | None:
        """The most that speaks for a telling being of this happening; None where anything in it speaks against.

        Two records of one report are two happenings, unless one of them is the other's plan.
        """
        if (told.event.doc, told.event.status) in self.docs:
            return None
        best: Evidence | None = None
        for other in islice(self.profiles, _MOST_HELD):
            if conflict(profile, other):
                return None
            found = evidence(profile, other)
            if found and (best is None or found.weight > best.weight):
                best = found
        return best

    def happening(self) -> Happening:
        return happening_of(self.told, self.reasons)


def _may_look_back(profile: Profile) -> bool:
    """What reports of other days tell again, without a date; words are said anew every day."""
    return profile.stage == "done" and profile.event not in VERBAL and not (profile.days.told or profile.days.vague)


def _last_day(profile: Profile, seen: int | None) -> int | None:
    """The day after which a happening may be over: when it is told, or the day for which it is told."""
    if seen is None:
        return None
    return max(seen, min(profile.days.last, seen + _LONGEST_PLAN)) if profile.days.told else seen


def _says_most_first(pair: tuple[Told, Profile]) -> tuple[bool, bool, int, str, int, str]:
    told, profile = pair
    width = profile.days.last - profile.days.first
    return not profile.days.told, not profile.parties, width, told.event.doc, told.event.start, told.event.id


def _keys(profile: Profile) -> list[tuple[str, str]]:
    """Under what a telling is looked up: its kind with its story, and with each of its parties."""
    keys = [f"story {profile.story}"]
    for party in profile.parties:
        keys += [f"code {party.code}"] if party.code else [f"name {word}" for word in sorted(party.words)]
        keys += [f"name {word}" for word in sorted(party.person)]
    return [(profile.event, key) for key in dict.fromkeys(keys)]
