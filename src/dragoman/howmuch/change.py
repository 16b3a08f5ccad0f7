"""How figures move: "up 26.3 percent from a year earlier", "fell by a third to 4.2 million", "a 5 percent rise"."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from dragoman.howmuch.draft import Draft, clause_verb
from dragoman.knowledge.files import Library
from dragoman.parse.types import Token
from dragoman.records import Change
from dragoman.when.types import Times

Direction = Literal["up", "down"]


class ChangeRow(msgspec.Struct, frozen=True):
    """A row of changes.tsv: a lemma that tells a movement."""

    word: str
    direction: Direction
    kind: Literal["verb", "noun", "adverb"]


_YEAR_EARLIER = re.compile(
    r"\s(?:from|on|than|compared (?:to|with)|over|against)? ?(?:a|the|one) year (?:earlier|ago|before|prior)"
    r"|\s(?:from|on|than|compared (?:to|with)|over) (?:the )?(?:previous|last|prior) year\b"
    r"|,? year[- ](?:on|over|to)[- ]year|\son the year\b"
)
_NAMED_YEAR = re.compile(
    r"\s(?:from|over|than|since|compared (?:to|with)|against|on)"
    r"(?: the)?(?: level| total)?(?: of| in)? ((?:19|20)\d\d)\b"
)
_YEARLY = re.compile(r"\b(?:year[- ]on[- ]year|annual(?:ly)?|a year)\b")
_CLOSE = 90


class Changes:
    """Finds the movements in a sentence and gives each to the figure that moved."""

    def __init__(self, library: Library) -> None:
        self._words = {
            (row.kind, row.word): row.direction
            for row in library.table("howmuch/changes.tsv", ChangeRow, key=lambda row: (row.kind, row.word))
        }

    def resolve(self, drafts: list[Draft], text: str) -> None:
        """Set `change` on the drafts of a sentence; those that are only the movement of another become `consumed`."""
        for draft in drafts:
            direction, how = self._direction(draft)
            if direction is None or (draft.value is None and draft.low is None):
                continue
            target = _moved(draft, drafts, how)
            amount = draft.value if draft.value is not None else draft.low
            draft.why.append(f"howmuch.change: {how}")
            change = _change(draft, direction, amount)
            if target is not None:
                draft.consumed = True
                target.change = change
                target.why.append(f"howmuch.change: {how}")
                target.cover(draft.start, draft.end)
                target.cover(draft.start, _baseline_end(text, draft))
            else:
                draft.change = change
                draft.value = draft.low = draft.high = None
                draft.cover(draft.start, _baseline_end(text, draft))

    def _direction(self, draft: Draft) -> tuple[Direction | None, str]:
        """Up or down, and by which word, where the quantity is the size of a movement."""
        quantity = draft.quantity
        if quantity.form in ("ordinal", "vague") or (quantity.unit is not None and quantity.unit.kind == "time"):
            return None, ""
        share = quantity.form == "fraction" or (quantity.unit is not None and quantity.unit.kind == "fraction")
        before, after = draft.before(), draft.after()
        if share and (found := self._by_neighbour(draft, before, after)) is not None:
            return found
        return self._by_verb(draft, before, share)

    def _by_neighbour(self, draft: Draft, before: Token | None, after: Token | None) -> tuple[Direction, str] | None:
        """The movement in the word beside a percentage: "up 5 percent", "5 percent higher", "a 5 percent rise"."""
        if before is not None and before.lower in ("up", "down") and not self._particle(draft):
            return self._words[("adverb", before.lower)], before.lower
        if after is not None and (found := self._words.get(("adverb", after.lower))) and _compares(draft, after):
            return found, after.lower
        if after is not None and after.is_noun and (found := self._words.get(("noun", after.lemma))):
            draft.cover(draft.start, after.end)
            return found, after.lemma
        thing = draft.before(2)
        if before is None or before.lower != "of" or thing is None:
            return None
        found = self._words.get(("noun", thing.lemma))
        return (found, thing.lemma) if found else None

    def _particle(self, draft: Draft) -> bool:
        """ "make up 16 percent": "up" belongs to a verb that tells no movement."""
        behind = draft.before(2)
        return (
            behind is not None and behind.is_verb and behind.lemma != "be" and ("verb", behind.lemma) not in self._words
        )

    def _by_verb(self, draft: Draft, before: Token | None, share: bool) -> tuple[Direction | None, str]:
        by = before is not None and before.lower == "by"
        if (
            by
            and (near := draft.before(2)) is not None
            and (found := self._words.get(("verb", near.lemma)))
            and near.is_verb
        ):
            draft.cover(near.start, draft.end)
            return found, near.lemma
        if not share and not by:
            return None, ""
        if share and before is not None and before.is_verb and (found := self._words.get(("verb", before.lemma))):
            draft.cover(before.start, draft.end)
            return found, before.lemma
        if before is not None and before.lower in ("to", "at", "on", "in", "of", "with", "from", "about", "for"):
            return None, ""
        verb = clause_verb(draft.top)
        if verb is None or verb.i > draft.first.i or draft.first.i - verb.i > 8:
            return None, ""
        if any(t.lower in ("to", "at", "of") and t.i > verb.i for t in draft.sentence.tokens[verb.i : draft.first.i]):
            return None, ""
        found = self._words.get(("verb", verb.lemma))
        if found is None or (not by and _is_object_noun(draft)):
            return None, ""
        draft.cover(verb.start, draft.end)
        return found, verb.lemma


def _is_object_noun(draft: Draft) -> bool:
    """ "cut 20 percent of jobs" moves; "raise 5 percent taxes" does not."""
    after = draft.after()
    return after is not None and (after.is_noun or after.tag[0] == "J")


def _compares(draft: Draft, after: Token) -> bool:
    then = draft.after(2)
    return after.lower in ("higher", "lower", "up", "down") or then is None or then.lower == "than" or then.is_noun


def _change(draft: Draft, direction: Direction, amount: float | None) -> Change:
    quantity = draft.quantity
    if quantity.form == "fraction" and quantity.unit is None:
        return Change(percent=round((amount or 0.0) * 100, 2), direction=direction)
    if quantity.unit is not None and quantity.unit.code == "%":
        return Change(percent=amount, direction=direction)
    return Change(amount=amount, direction=direction)


def _moved(draft: Draft, drafts: list[Draft], how: str) -> Draft | None:
    """The figure that the movement belongs to: the one it leads "to", or the one just before."""
    later = [d for d in drafts if d.first.i > draft.last.i and not d.consumed]
    if later:
        to = later[0].before()
        behind = later[0].before(2)
        leads = to is not None and to.lower == "to" and later[0].first.i - draft.last.i < 12
        if leads and later[0].unit != "%" and not (behind is not None and behind.lower in ("compared", "due", "next")):
            return later[0]
    earlier = [
        d
        for d in drafts
        if d.last.i < draft.first.i and not d.consumed and d.change is None and d.quantity.form != "ordinal"
    ]
    if not earlier:
        return None
    nearest = earlier[-1]
    loose = how in ("up", "down") or draft.sentence.tokens[draft.first.i - 1].lower == "of"
    between = draft.sentence.tokens[nearest.last.i + 1 : draft.first.i]
    if (nearest.unit == "%" and not loose) or (nearest.value is None and nearest.low is None):
        return None
    comma = any(t.lower in (",", "(", "-") for t in between)
    other_clause = any(t.dep == "nsubj" for t in between) or any(t.lower in ("while", "and", ";") for t in between)
    return nearest if loose and comma and not other_clause and len(between) < 14 else None


def _baseline_end(text: str, draft: Draft) -> int:
    """Where the words that name what it is compared with end."""
    tail = text[draft.quantity.end : min(draft.quantity.end + _CLOSE, draft.sentence.end)]
    match = _YEAR_EARLIER.match(tail) or _NAMED_YEAR.match(tail)
    return draft.quantity.end + match.end() if match else draft.end


def with_baseline(change: Change, text: str, start: int, end: int, sentence_end: int, period: str | None) -> Change:
    """The change with the period it is counted from: a named year, or the year before the figure's own."""
    tail = text[start : min(max(end, start) + _CLOSE, sentence_end)]
    named = _NAMED_YEAR.search(tail)
    if named is not None and named.group(1) != period:
        return msgspec.structs.replace(change, baseline_period=named.group(1))
    if period is None or not re.fullmatch(r"\d{4}(?:-\d{2})?", period):
        return change
    if len(period) == 7 and not (_YEAR_EARLIER.search(tail) or _YEARLY.search(tail)):
        return change
    return msgspec.structs.replace(change, baseline_period=f"{int(period[:4]) - 1:04d}{period[4:]}")


def dates_baseline(text: str, start: int, times: Times) -> bool:
    """True where a time at `start` names what is compared with: "from 2022", "than in May"."""
    lead = text[max(0, start - 14) : start]
    return bool(re.search(r"\b(?:from|than|since|than in|compared with|compared to|over)\s$", lead))
