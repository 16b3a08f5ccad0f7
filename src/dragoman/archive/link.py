"""What all reports of a store tell together: stories, happenings, figures side by side. Made anew as a whole.

Reports are taken day by day, so that memory is bounded by what is open at a time. The same store gives the same tables,
in whatever order, by whichever runs and chunks its reports came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, permutations, product
from typing import Any

import msgspec

from dragoman.columns import as_row
from dragoman.happenings.duplicates import DuplicateFinder
from dragoman.happenings.features import Features
from dragoman.happenings.figures import Comparison, ToldFigure, compare_figures, compare_tolls, contradictions
from dragoman.happenings.link import Linker
from dragoman.happenings.stories import StoryFinder
from dragoman.happenings.types import Happening, Told
from dragoman.records import Event, Figure
from dragoman.store.opened import Opened
from dragoman.store.rows import day_of, iso_of, record_of
from dragoman.store.store import Store

Rows = Iterator[dict[str, Any]]
_BESIDE = "e.published, e.publisher, s.story, s.copies"


def link(store: Store, tell: Callable[[str], None] = lambda what: None) -> None:
    """Makes the linked tables of a store. `tell` hears what is being done."""
    with Opened(store.folder) as asked:
        tell("stories")
        store.replace_linked("stories", _stories(asked))
        tell("happenings")
        linking = _Linking(asked)
        store.replace_linked("happenings", linking.happenings())
        store.replace_linked("happened", _happened(asked, linking.quads))
        tell("figures")
        compared = linking.tolls + list(_figures(asked))
        store.replace_linked("comparisons", map(_comparison_row, compared))
        store.replace_linked("contradictions", map(as_row, contradictions(compared)))


def _stories(asked: Opened) -> Rows:
    copies, stories = DuplicateFinder(), StoryFinder()
    features = (
        msgspec.msgpack.decode(row["packed"], type=Features)
        for row in asked.stream("SELECT packed FROM features ORDER BY published NULLS FIRST, doc")
    )
    for day, batch in groupby(features, key=lambda f: f.date):
        reports = list(batch)
        group, story = copies.add(day, reports), stories.add(day, reports)
        for report in reports:
            yield {"doc": report.doc, "story": story[report.doc], "copies": group[report.doc]}


class _Linking:
    """Events as happenings; what several reports count of one is held until the happening is closed."""

    def __init__(self, asked: Opened) -> None:
        self._asked = asked
        self._counts: dict[str, Told] = {}
        self.quads: dict[str, int] = {}
        self.tolls: list[Comparison] = []

    def happenings(self) -> Rows:
        linker = Linker()
        told = map(
            self._told,
            self._asked.stream(
                f"SELECT e.*, {_BESIDE} FROM events e LEFT JOIN stories s ON s.doc = e.doc "
                "ORDER BY e.published NULLS FIRST, e.doc, e.start, e.id"
            ),
        )
        for day, batch in groupby(told, key=lambda t: t.date):
            yield from map(self._row, linker.add(day, list(batch)))
        yield from map(self._row, linker.close())

    def _told(self, row: dict[str, Any]) -> Told:
        event = record_of(row, Event)
        told = Told(event=event, date=iso_of(row["published"]), publisher=row["publisher"], story=row["story"],
                    copies=row["copies"])  # fmt: skip
        self.quads[event.event] = event.quad
        if event.size:
            self._counts[event.id] = told
        return told

    def _row(self, happening: Happening) -> dict[str, Any]:
        counted = [told for ident in happening.events if (told := self._counts.pop(ident, None))]
        self.tolls += compare_tolls((happening.id, told) for told in counted)
        return _happening_row(happening)


def _happening_row(h: Happening) -> dict[str, Any]:
    aspects = {"actors": h.actors, "recipients": h.recipients, "dates": h.dates, "places": h.places, **h.sizes}
    return {
        "id": h.id, "event": h.event, "mode": h.mode, "status": h.status, "actors": [a.label for a in h.actor],
        "recipients": [a.label for a in h.recipient], "announced": len(h.announced), "denied": len(h.denied),
        "ending": h.ending, "codes": sorted({a.code for a in (*h.actor, *h.recipient) if a.code}),
        "start": h.start, "end": h.end, "day": day_of(_day(h)),
        "place": h.place, "country": h.country, "first_seen": day_of(h.first_seen), "last_seen": day_of(h.last_seen),
        "reports": len(h.reports), "independent": h.independent,
        "disagreement": [f"{name}: {aspect.note}" for name, aspect in aspects.items() if not aspect.agree],
        "events": list(h.events), "packed": msgspec.json.encode(h).decode(),
    }  # fmt: skip


def _day(h: Happening) -> str | None:
    """The day that stands for it: its own, the first of its month; the first report's, unless it is background."""
    if h.start is None:
        return None if h.status == "historical" else h.first_seen
    return h.start if len(h.start) > len("2024-05") else f"{h.start}-01" if len(h.start) == len("2024-05") else None


def _happened(asked: Opened, quads: dict[str, int]) -> Rows:
    """A row for each pair of codes of a happening, one to the other."""
    for row in asked.stream("SELECT packed, day FROM happenings ORDER BY id"):
        h = msgspec.json.decode(row["packed"], type=Happening)
        actors, recipients = ([party.code for party in side if party.code] for side in (h.actor, h.recipient))
        found: Iterable[tuple[str, ...]]
        found = product(actors, recipients) if h.recipient else permutations(actors, 2)
        for source, target in sorted(set(found)):
            yield {
                "id": h.id, "day": row["day"], "source": source, "target": target, "event": h.event, "mode": h.mode,
                "quad": quads[h.event], "status": h.status, "confidence": 1.0,
            }  # fmt: skip


def _figures(asked: Opened) -> Iterator[Comparison]:
    """Figures of each story side by side."""
    rows = asked.stream(
        f"SELECT e.*, {_BESIDE} FROM figures e JOIN stories s ON s.doc = e.doc ORDER BY s.story, e.doc, e.start, e.id"
    )
    for _, group in groupby(rows, key=lambda row: row["story"]):
        yield from compare_figures(
            ToldFigure(figure=record_of(row, Figure), date=iso_of(row["published"]), publisher=row["publisher"],
                       story=row["story"], copies=row["copies"])
            for row in group
        )  # fmt: skip


def _comparison_row(c: Comparison) -> dict[str, Any]:
    said = [f"{value.publisher or value.doc}: {value.said}" for value in c.values]
    return {
        "id": c.id, "about": c.about, "measure": c.measure, "unit": c.unit, "of": list(c.of), "period": c.period,
        "verdict": c.verdict, "said": said, "docs": [value.doc for value in c.values], "independent": c.independent,
        "why": list(c.why), "packed": msgspec.json.encode(c).decode(),
    }  # fmt: skip
