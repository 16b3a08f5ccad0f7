"""Events of a document: nodes read by rules and operators, their parties resolved, dated, placed, merged."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Token
from dragoman.records import Actor, Event, Figure, Span, Statement, When, record_id
from dragoman.what.compose import Builder
from dragoman.what.dating import date_of, with_run
from dragoman.what.days import earliest, latest
from dragoman.what.lexicon import EventLexicon
from dragoman.what.match import Matcher
from dragoman.what.means import arm
from dragoman.what.merge import Draft, merge
from dragoman.what.parties import Parties
from dragoman.what.relation import Relation, joining
from dragoman.what.scene import casualties, contexts_of, place_of, span_of
from dragoman.what.silent import SilentModel
from dragoman.what.status import by_date, status_of
from dragoman.what.story import tell
from dragoman.what.types import Node
from dragoman.what.worth import is_worth
from dragoman.when.types import Times
from dragoman.where.types import Places
from dragoman.who.types import Cast


class EventFinder:
    """Finds who did what to whom. The lexicon is compiled once."""

    def __init__(self, library: Library) -> None:
        self.lexicon = EventLexicon(library)
        self._silent = SilentModel(self.lexicon)

    def find(
        self,
        parsed: Parsed,
        cast: Cast,
        times: Times,
        places: Places,
        figures: Sequence[Figure],
        statements: Sequence[Statement],
    ) -> tuple[list[Event], list[Statement]]:
        """The events of a document, and its statements with the ids of the events that stand in them."""
        parties = Parties(parsed, cast, places, statements, self.lexicon)
        full: list[Draft] = []
        loose: list[Draft] = []
        for node in self.nodes(parsed, cast, times):
            draft = self._draft(node, parsed, parties, times, places)
            (full if is_worth(draft) else loose).append(draft)
        for draft in full:
            _attribute(draft, statements)
            draft.size = casualties(draft.node, figures)
        full.sort(key=lambda d: d.start)
        statements = tell(full, statements, parsed, times, self.lexicon)
        for draft in full:
            _hold_against_dates(draft, parsed.document.date)
        drafts = merge(full, loose)
        for draft in drafts:
            if draft.date is not None:
                draft.date = with_run(draft.date, times.of_sentence(draft.sentence))
        events = [self._record(draft, parsed) for draft in drafts]
        return events, _with_events(statements, events)

    def nodes(self, parsed: Parsed, cast: Cast, times: Times) -> list[Node]:
        """The coded predications of a document, whoever their parties are."""
        builder = Builder(self.lexicon, Matcher(self.lexicon, cast, times))
        return [node for sentence in parsed.sentences for node in builder.nodes(sentence)]

    def relation(
        self, parsed: Parsed, cast: Cast, times: Times, source: tuple[int, int], target: tuple[int, int]
    ) -> Relation | None:
        """What the one does to the other, where both are given as spans of the text; None where nothing joins them."""
        return self.lexical_relation(parsed, cast, times, source, target) or self._likely(parsed, cast, source, target)

    def lexical_relation(
        self, parsed: Parsed, cast: Cast, times: Times, source: tuple[int, int], target: tuple[int, int]
    ) -> Relation | None:
        """The relation as the lexicon knows it; None where it is silent."""
        node = joining(self.nodes(parsed, cast, times), source, target, cast)
        return self._told(node, tuple(node.why), None) if node is not None else None

    def _likely(self, parsed: Parsed, cast: Cast, source: tuple[int, int], target: tuple[int, int]) -> Relation | None:
        """The relation that the model thinks likely, where one sentence holds both."""
        for sentence in parsed.sentences:
            guess = self._silent.guess(sentence, source, target, cast)
            if guess is not None:
                words = ", ".join(map(repr, guess.words)) or "the grammar"
                node = Node(guess.anchor, guess.event, None, None)
                return self._told(node, (f"model: {guess.event} from {words}",), guess.confidence)
        return None

    def _told(self, node: Node, why: tuple[str, ...], confidence: float | None) -> Relation:
        status, reason = status_of(node, self.lexicon)
        start, end = span_of(node)
        return Relation(
            event=node.event, mode=node.mode, cameo=node.cameo, status=status, quad=self.lexicon.quad(node.event),
            start=start, end=end, confidence=confidence, why=(*why, reason),
        )  # fmt: skip

    def _draft(self, node: Node, parsed: Parsed, parties: Parties, times: Times, places: Places) -> Draft:
        arm(node, self.lexicon)
        status, reason = status_of(node, self.lexicon)
        start, end = span_of(node)
        draft = Draft(node, start, end, status)
        draft.place = place_of(node, places, parties.cast)
        parties.fill(draft)
        draft.date, dated = date_of(node, times)
        announced = status == "planned" and reason != "purpose"
        if announced and draft.date is not None and _is_past(draft.date, parsed.document.date):
            dated = [f"date: {draft.date.text!r} is of the announcement"]
            draft.date = None
        elif status == "actual" and draft.date is not None and _is_asked(node, draft.date, parsed.document.date):
            dated = [f"date: {draft.date.text!r} is of what is still to come"]
            draft.date = None
        draft.why = [*node.why, reason, *draft.why, *dated]
        return draft

    def _record(self, draft: Draft, parsed: Parsed) -> Event:
        node = draft.node
        spans = sorted({(s, e) for s, e in draft.mentions if (s, e) != (draft.start, draft.end)})
        return Event(
            id=record_id("event", parsed.document.id, draft.start, draft.end, node.event, node.mode, node.rule),
            doc=parsed.document.id,
            start=draft.start,
            end=draft.end,
            text=parsed.original(draft.start, draft.end),
            why=tuple(draft.why),
            mentions=tuple(Span(start=s, end=e, text=parsed.original(s, e)) for s, e in spans),
            event=node.event,
            mode=node.mode,
            cameo=node.cameo,
            quad=self.lexicon.quad(node.event),
            score=self.lexicon.score(node.event, node.mode),
            context=contexts_of(node, parsed.sentences, self.lexicon),
            status=draft.status,
            actor=tuple(draft.actors),
            recipient=tuple(draft.recipients),
            date=draft.date,
            place=draft.place,
            attribution=draft.attribution,
            statement=draft.statement,
            size=draft.size,
            confidence=_confidence(draft),
        )


def _is_past(when: When, day: str | None) -> bool:
    """Whether a date lies before the document's: what is still to come is not of that day, its announcement is."""
    return day is not None and when.start is not None and latest(when.end or when.start) < earliest(day)


def _is_asked(node: Node, when: When, day: str | None) -> bool:
    """Whether a date ahead is of what was asked or promised: "urged it to leave by May"."""
    ahead = day is not None and when.start is not None and earliest(when.start) > earliest(day)
    return ahead and node.anchor.tag == "VBD"


def _hold_against_dates(draft: Draft, day: str | None) -> None:
    if draft.date is not None:
        draft.status, changed = by_date(draft.status, draft.date.start, draft.date.end, day)
        if changed:
            draft.why.append(changed)


def _attribute(draft: Draft, statements: Sequence[Statement]) -> None:
    """The innermost statement that the event stands in, if its own speaker is not the doer of a speech act there."""
    trigger: Token = draft.node.trigger
    best: Statement | None = None
    for statement in statements:
        content = statement.content
        if content.start <= trigger.start < content.end and (
            best is None or content.end - content.start < best.content.end - best.content.start
        ):
            best = statement
    if best is not None:
        draft.statement, draft.attribution = best.id, best.speaker


def _with_events(statements: Sequence[Statement], events: Sequence[Event]) -> list[Statement]:
    inside: dict[str, list[str]] = {}
    for event in events:
        if event.statement is not None:
            inside.setdefault(event.statement, []).append(event.id)
    return [msgspec.structs.replace(s, events=tuple(inside[s.id])) if s.id in inside else s for s in statements]


def _confidence(draft: Draft) -> float:
    """A first estimate: patterns that want more are surer, nominal and half-known readings less."""
    node = draft.node
    value = 0.55 + (0.02 * min(node.pattern.weight, 20) - 0.2 if node.pattern else 0.1)
    everyone: list[Actor] = [*draft.actors, *draft.recipients]
    if everyone and all(a.code for a in everyone):
        value += 0.1
    if draft.actors and (draft.recipients or node.mutual):
        value += 0.1
    if draft.mentions:
        value += 0.05
    return round(min(value, 0.95), 2)
