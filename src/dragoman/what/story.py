"""What the story adds: a date and a place from the sentence before, the statement around, or "during the visit"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from dragoman.parse.types import Token
from dragoman.records import Statement, When
from dragoman.what.days import width
from dragoman.what.grammar import clause_head
from dragoman.what.lexicon import EventLexicon
from dragoman.what.merge import Draft
from dragoman.what.types import spelling
from dragoman.when.types import Times

_WITHIN = frozenset(("during", "at", "on"))
_DEFINITE = frozenset(("the", "this", "that", "his", "her", "their"))
_SPOKEN = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "CONCEDE", "CONSULT"))
_PAST = ("VBD", "VBN")


def tell(
    drafts: list[Draft], statements: Sequence[Statement], times: Times, lexicon: EventLexicon, day: str | None
) -> None:
    """Date and place the drafts that their own words leave open, in the order of the text. Says why on each."""
    told: list[Draft] = []
    for draft in drafts:
        if draft.date is None:
            _anniversary(draft, times, day)
        reference = _referred(draft, told, lexicon)
        if reference is not None:
            _take(draft, reference, "told with it")
        if draft.date is None:
            _by_statement(draft, statements)
        if draft.date is None:
            before = next((d for d in reversed(told) if _goes_on(d, draft)), None)
            if before is not None:
                _take(draft, before, "of what was told just before")
        told.append(draft)


def dated(statements: Sequence[Statement]) -> list[Statement]:
    """Statements, each without a day of its own on the day of what the same speaker said just before."""
    out: list[Statement] = []
    for statement in statements:
        before = out[-1] if out else None
        if (
            statement.date is None
            and before is not None
            and before.date is not None
            and _same_speaker(before, statement)
            and statement.start - before.end < _NEAR
        ):
            why = (*statement.why, "date: of what the speaker said just before")
            statement = msgspec.structs.replace(statement, date=before.date, why=why)
        out.append(statement)
    return out


# Characters between two statements of one speaker that are one occasion.
_NEAR = 400


def _same_speaker(a: Statement, b: Statement) -> bool:
    return (a.speaker.person or a.speaker.name) == (b.speaker.person or b.speaker.name)


def _take(draft: Draft, source: Draft, how: str) -> None:
    if draft.date is None and source.date is not None:
        draft.date = source.date
        draft.why.append(f"date: {how}: {source.date.text!r}")
    if draft.place is None and source.place is not None and how == "told with it":
        draft.place = source.place
        draft.why.append(f"place: {how}")


def _anniversary(draft: Draft, times: Times, day: str | None) -> None:
    """ "75 years since A recognised B": the year is so many before the document's."""
    clause = clause_head(draft.node.anchor)
    if day is None or not any(c.lower == "since" and c.dep in ("mark", "advmod", "prep") for c in clause.children):
        return
    for mention in times.of_sentence(draft.sentence):
        years = (mention.value or "").removeprefix("P").removesuffix("Y")
        if mention.kind == "duration" and years.isdigit() and mention.end <= clause.start:
            year = f"{date.fromisoformat(day).year - int(years):04d}"
            draft.date = When(start=year, text=mention.text)
            draft.why.append(f"date: {years} years before the document's")


def _referred(draft: Draft, told: list[Draft], lexicon: EventLexicon) -> Draft | None:
    """The event told before that "during the visit" speaks of."""
    for child in draft.node.anchor.children:
        if child.dep != "prep" or child.lower not in _WITHIN:
            continue
        for noun in child.children:
            if noun.dep != "pobj" or not noun.is_noun or not any(c.lower in _DEFINITE for c in noun.children):
                continue
            events = {(p.rule.event, p.rule.mode) for p in lexicon.nouns.get(spelling(noun.lemma))}
            same = [d for d in told if (d.node.event, d.node.mode) in events and d.date is not None]
            if same:
                return min(same, key=_width)
    return None


def _width(draft: Draft) -> int:
    when = draft.date
    return width(when.start, when.end) if when is not None and when.start is not None else 10**6


def _by_statement(draft: Draft, statements: Sequence[Statement]) -> None:
    """A demand, a threat, a praise happens when it is said."""
    if draft.node.event not in _SPOKEN or draft.status not in ("actual", "historical"):
        return
    trigger = draft.node.trigger
    for statement in statements:
        inside = statement.content.start <= trigger.start < statement.content.end
        around = statement.start <= trigger.start < statement.end
        own = statement.speaker.name in {a.name for a in draft.actors}
        if statement.date is not None and around and (not inside or own):
            draft.date = statement.date
            draft.why.append(f"date: when it was said: {statement.date.text!r}")
            return


def _goes_on(before: Draft, draft: Draft) -> bool:
    """Whether a narrative goes on: the same doers or the next clause, in the same or the next sentence, as past."""
    if before.date is None or before.status != draft.status or draft.status not in ("actual", "planned"):
        return False
    if draft.status == "planned":
        return draft.sentence - before.sentence <= 1 and before.node.event == draft.node.event and _share(before, draft)
    verb = _verb_of(draft)
    if verb.is_verb and verb.tag not in _PAST:
        return False
    if any(c.dep == "aux" and c.lower == "had" for c in verb.children):
        return False
    distance = draft.sentence - before.sentence
    if distance == 0:
        other = _verb_of(before)
        return verb.head is other or other.head is verb or _share(before, draft)
    return distance in (1, 2) and _share(before, draft)


def _verb_of(draft: Draft) -> Token:
    return clause_head(draft.node.anchor)


def _share(a: Draft, b: Draft) -> bool:
    mine = {(x.code, x.person or x.name) for x in a.actors}
    return any((x.code, x.person or x.name) in mine for x in b.actors)
