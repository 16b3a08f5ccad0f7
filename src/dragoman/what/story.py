"""What the story adds: the date of a happening that its own sentence leaves open, and a place.

From the statement around it, the sentence before where the same doers go on, or the earlier mention of the thing that
it speaks of ("during the visit", "boycotted the vote").
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.parse.types import Parsed, Token
from dragoman.records import Statement, When
from dragoman.what.counted import counted_date, date_shortly_before
from dragoman.what.dating import distance
from dragoman.what.days import earliest, width
from dragoman.what.grammar import clause_head, objects
from dragoman.what.lexicon import EventLexicon
from dragoman.what.merge import Draft
from dragoman.what.sayings import Sayings, share
from dragoman.what.thing import date_of_thing, is_definite
from dragoman.what.types import spelling
from dragoman.when.types import Times

_WITHIN = frozenset(("during", "at", "on"))
_SPOKEN = frozenset(("ACCUSE", "AGREE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "CONCEDE", "CONSULT"))
_ATTENDS = frozenset("attend boycott chair disrupt host interrupt join skip".split())
_DEICTIC = frozenset(("today", "tonight", "tomorrow", "yesterday", "this morning", "this evening"))
_NOT_THEN = frozenset(("after", "before", "since", "until"))
_PAST = ("VBD", "VBN")
# How many sentences back a crowd's doings are still those told before.
_MEMORY = 15


def tell(
    drafts: list[Draft], statements: Sequence[Statement], parsed: Parsed, times: Times, lexicon: EventLexicon
) -> list[Statement]:
    """Date and place the drafts that their own words leave open, in the order of the text, and date the statements.
    Says why on each."""
    sayings = Sayings(statements, parsed, times)
    told: list[Draft] = []
    for draft in drafts:
        for said in sayings.until(draft.sentence):
            sayings.date(said, told)
        _as_quoted(draft, sayings.statements, parsed.document.date)
        if draft.date is None:
            _anniversary(draft, times, parsed.document.date)
        reference = _referred(draft, told, lexicon)
        if reference is not None:
            _take(draft, reference, "told with it")
        if draft.date is None:
            _by_distance(draft, parsed, times)
        if draft.date is None:
            _by_thing(draft, parsed, times, lexicon)
        if draft.date is None:
            _by_statement(draft, sayings.statements)
        if draft.date is None:
            near = [d for d in told if d.sentence == draft.sentence] if _has_time(draft, times) else told
            before = next((d for d in reversed(near) if _goes_on(d, draft, lexicon)), None)
            if before is not None:
                _take(draft, before, "of what was told just before")
        told.append(draft)
    for said in sayings.until(len(parsed.sentences)):
        sayings.date(said, told)
    return sayings.as_told_by(drafts)


def _as_quoted(draft: Draft, statements: Sequence[Statement], day: str | None) -> None:
    """Today and tomorrow in a quotation are counted from the day on which it was said."""
    when = draft.date
    if when is None or day is None or len(when.start or "") != 10 or (when.text or "").lower() not in _DEICTIC:
        return
    said = next((s.date for s in statements if s.id == draft.statement and s.quoted == "full"), None)
    if said is not None and len(said.start or "") == 10:
        start = earliest(when.start or "") + (earliest(said.start or "") - earliest(day))
        draft.date = When(start=start.isoformat(), text=when.text)
        draft.why.append(f"date: counted from when it was said: {said.text!r}")


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


def _by_distance(draft: Draft, parsed: Parsed, times: Times) -> None:
    """ "Two days after the coup": counted from when that was."""
    if not draft.node.anchor.is_verb or draft.status not in ("actual", "historical"):
        return
    when = counted_date(draft.node.anchor, parsed, times)
    how = "from what it is told with"
    if when is None:
        when, how = date_shortly_before(draft.node.anchor, parsed, times), "came after it"
    if when is not None:
        draft.date = when
        draft.why.append(f"date: {when.text!r} {how}")


def _referred(draft: Draft, told: list[Draft], lexicon: EventLexicon) -> Draft | None:
    """The event told before that "during the visit" speaks of."""
    for noun in _occasions(draft.node.anchor):
        events = {(p.rule.event, p.rule.mode) for p in lexicon.nouns.get(spelling(noun.lemma))}
        same = [d for d in told if (d.node.event, d.node.mode) in events and d.date is not None]
        if same:
            return min(same, key=_width)
    return None


def _occasions(verb: Token) -> list[Token]:
    """The things in whose course it happened: "during the visit"."""
    preps = [c for c in verb.children if c.dep == "prep" and c.lower in _WITHIN]
    return [n for p in preps for n in p.children if n.dep == "pobj" and n.is_noun and is_definite(n)]


def _by_thing(draft: Draft, parsed: Parsed, times: Times, lexicon: EventLexicon) -> None:
    """By an earlier mention of what it was part of: "at the summit", "boycotted the vote"."""
    if draft.status not in ("actual", "historical") or _is_of_another_time(clause_head(draft.node.anchor), lexicon):
        return
    things = _occasions(draft.node.anchor)
    if draft.node.trigger.is_noun:
        things.append(draft.node.trigger)
    for verb in {draft.node.anchor, draft.node.trigger}:
        things += [n for n in objects(verb) if verb.lemma in _ATTENDS or _names(n, draft, lexicon)]
    for noun in filter(is_definite, things):
        when = date_of_thing(noun, parsed, times)
        if when is not None:
            draft.date = when
            draft.why.append(f"date: of the {noun.lemma} as told before: {when.text!r}")
            return


def _names(noun: Token, draft: Draft, lexicon: EventLexicon) -> bool:
    """Whether the object is what was done: "carried out the strike"."""
    return noun.is_noun and any(p.rule.event == draft.node.event for p in lexicon.nouns.get(spelling(noun.lemma)))


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


def _has_time(draft: Draft, times: Times) -> bool:
    """Whether the main clause of the sentence has a time of its own, which the event may or may not share."""
    sentence = draft.node.trigger.sentence
    return any(
        m.kind in ("date", "time")
        and m.first is not None
        and distance(sentence.tokens[m.token], {root.i}, root) is not None
        for m in times.of_sentence(draft.sentence)
        for root in sentence.roots
    )


def _goes_on(before: Draft, draft: Draft, lexicon: EventLexicon) -> bool:
    """Whether a narrative goes on: the same doers or the next clause, in the same or the next sentence, as past."""
    if before.date is None or before.status != draft.status or draft.status not in ("actual", "planned"):
        return False
    apart = draft.sentence - before.sentence
    same = share(before.actors, draft.actors)
    if draft.status == "planned":
        return apart <= 1 and before.node.event == draft.node.event and same
    verb = clause_head(draft.node.anchor)
    if verb.is_verb and verb.tag not in _PAST and not _is_under_way(verb):
        return False
    if _is_of_another_time(verb, lexicon):
        return False
    if apart == 0:
        return _is_beside(clause_head(before.node.anchor), verb, draft) or (same and not _is_background(verb, draft))
    if apart == 1 and (_is_under_way(verb) or _meets(before, draft)):
        return True
    return (apart <= 2 and same) or (apart <= _MEMORY and _is_told_in_full(before, draft))


def _is_of_another_time(verb: Token, lexicon: EventLexicon) -> bool:
    """ "Had met", "later fled", "has often said": not at the time of what is told."""
    return any(
        (c.dep == "aux" and c.lower in ("had", "has", "have")) or ("apart", c.lower) in lexicon.status
        for c in verb.children
    )


def _is_beside(other: Token, verb: Token, draft: Draft) -> bool:
    if not draft.node.anchor.is_verb or verb.dep == "relcl":
        return False
    below, above = (verb, other) if verb.head is other else (other, verb)
    return below.head is above and not any(c.dep == "mark" and c.lower in _NOT_THEN for c in below.children)


def _is_background(verb: Token, draft: Draft) -> bool:
    """What a noun or a relative clause tells beside the main thing is of a time of its own."""
    return draft.node.anchor.is_noun or verb.dep == "relcl"


def _is_under_way(verb: Token) -> bool:
    """ "Was being met", "were marching": at the time of what is told."""
    auxiliaries = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    return bool(auxiliaries & {"was", "were"}) and (verb.tag == "VBG" or "being" in auxiliaries)


def _meets(before: Draft, draft: Draft) -> bool:
    """Whether a party of the sentence before acts or is acted upon, and is more than a state. Words may come later."""
    if draft.node.event in _SPOKEN or before.node.trigger.sentence.paragraph != draft.node.trigger.sentence.paragraph:
        return False
    mine, theirs = (
        {(a.code, a.person or a.name) for a in (*d.actors, *d.recipients) if a.code is None or a.sector is not None}
        for d in (before, draft)
    )
    return not mine.isdisjoint(theirs)


def _is_told_in_full(before: Draft, draft: Draft) -> bool:
    """ "The protesters clashed with police", after it was said that people protested: the same doings in detail."""
    if before.node.event != draft.node.event or {a.code for a in before.actors}.isdisjoint(
        a.code for a in draft.actors
    ):
        return False
    return any(t.tag == "NNS" and is_definite(t) for t in draft.node.actors)
