"""When it happened, counted from something else that happened: "two days after the coup", "a day after he resigned"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from dragoman.parse.types import Parsed, Token
from dragoman.records import When
from dragoman.what.dating import date_of
from dragoman.what.days import earliest, latest
from dragoman.what.thing import date_of_thing, is_definite
from dragoman.what.types import Node
from dragoman.when.types import TimeMention, Times

_LENGTH = re.compile(r"P(\d{1,3})([DWMY])")
_WAYS = {"after": 1, "before": -1}
# What "after" tells is of these days, but at the beginning of a month it may be of the last.
_FIRST_DAYS = 5
_PRESENT = ("VBZ", "VBP")


def counted_date(verb: Token, parsed: Parsed, times: Times) -> When | None:
    """The date of a clause by its distance from another happening whose date the text gives."""
    for mention, word in _distances(verb, times):
        sign = _WAYS[word.lower]
        if word.dep == "prep":
            base = next((_of_noun(n, parsed, times) for n in word.children if n.dep == "pobj" and n.is_noun), None)
        elif word.head is verb:
            base, sign = _of_main(verb.head, parsed, times), -sign
        else:
            base = date_of(Node(word.head, "", None, None), times)[0]
        found = _shifted(base, mention, sign) if base is not None else None
        if found is not None:
            return found
    return None


def date_shortly_before(verb: Token, parsed: Parsed, times: Times) -> When | None:
    """What a main clause came "after": its month, where the clause has a day that is not among the first of it."""
    mark = next((c for c in verb.children if c.dep == "mark" and c.lower == "after"), None)
    if mark is None or verb.dep != "advcl" or verb.tag != "VBD":
        return None
    main = verb.head
    base = date_of(Node(main, "", None, None), times)[0]
    subject = main.child("nsubj", "nsubjpass")
    if base is None and subject is not None and subject.is_noun and is_definite(subject):
        base = date_of_thing(subject, parsed, times)
    if base is None or base.start is None or base.end is not None:
        return None
    if len(base.start) < 10:
        return base
    return When(start=base.start[:7], text=base.text) if int(base.start[8:]) > _FIRST_DAYS else None


def _distances(verb: Token, times: Times) -> Iterator[tuple[TimeMention, Token]]:
    """The lengths of time before an "after" or "before" of the clause, or of a clause that it governs."""
    for mention in times.of_sentence(verb.sentence.index):
        if mention.kind != "duration" or not _LENGTH.fullmatch(mention.value or ""):
            continue
        word = next((t for t in verb.sentence.tokens if t.start >= mention.end), None)
        if word is None or word.lower not in _WAYS:
            continue
        of_noun = word.dep == "prep" and word.head is verb
        if of_noun or (word.dep == "mark" and word.head.dep == "advcl" and verb in (word.head, word.head.head)):
            yield mention, word


def _of_noun(noun: Token, parsed: Parsed, times: Times) -> When | None:
    own = date_of(Node(noun, "", None, None), times)[0]
    return own or (date_of_thing(noun, parsed, times) if is_definite(noun) else None)


def _of_main(verb: Token, parsed: Parsed, times: Times) -> When | None:
    """The date of the main clause; what is told in the present ("it comes a day after") is of the report's day."""
    day = parsed.document.date
    if verb.tag in _PRESENT and day is not None:
        return When(start=day)
    return date_of(Node(verb, "", None, None), times)[0]


def _shifted(base: When, mention: TimeMention, sign: int) -> When | None:
    """So long before or after a date, at the grain of the length."""
    length = _LENGTH.fullmatch(mention.value or "")
    if length is None or base.start is None or base.end is not None:
        return None
    count, unit, start = sign * int(length[1]), length[2], base.start
    if unit in "DW":
        if len(start) < 10:
            return None
        day = earliest(start) + timedelta(days=count * (7 if unit == "W" else 1))
        if unit == "D":
            return When(start=day.isoformat(), text=mention.text)
        monday = day - timedelta(days=day.isoweekday() - 1)
        return When(start=monday.isoformat(), end=(monday + timedelta(days=6)).isoformat(), text=mention.text)
    if unit == "Y":
        return When(start=f"{latest(start).year + count:04d}", text=mention.text)
    if len(start) < 7:
        return None
    months = earliest(start).year * 12 + earliest(start).month - 1 + count
    return When(start=f"{months // 12:04d}-{months % 12 + 1:02d}", text=mention.text)
