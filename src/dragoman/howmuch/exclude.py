"""Which numbers are no figures: dates, ages, names, idioms, the small counts of things already told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dragoman.howmuch.draft import Draft
from dragoman.knowledge.files import Library


class ContextRow(msgspec.Struct, frozen=True):
    """A row of context.tsv: a word and what it tells about a number beside it."""

    word: str
    kind: str


class Context:
    """The words of context.tsv by kind."""

    def __init__(self, library: Library) -> None:
        self.kinds: dict[str, set[str]] = {}
        for row in library.table("howmuch/context.tsv", ContextRow, key=lambda row: (row.word, row.kind)):
            self.kinds.setdefault(row.kind, set()).add(row.word)

    def __getitem__(self, kind: str) -> set[str]:
        return self.kinds.get(kind, set())


_SMALL = 10
_PAIRS = frozenset(("9/11", "24/7", "50-50", "7/7"))


def why_no_figure(draft: Draft, context: Context, heading: bool) -> str | None:
    """The reason why a quantity is no figure; None where it is one."""
    for reason, test in _TESTS.items():
        if test(draft, context):
            return reason
    if heading and draft.quantity.form in ("digits", "words") and draft.noun is None and draft.unit is None:
        return "heading"
    return None


def _year(draft: Draft, context: Context) -> bool:
    """Four digits that could be a year, with nothing counted; or a number beside a month."""
    quantity = draft.quantity
    if quantity.unit is not None or quantity.form not in ("digits", "ordinal"):
        return False
    before, after = draft.before(), draft.after()
    for near in (before, after):
        if near is not None and (near.text == "May" or near.lower.rstrip(".") in context["month"]):
            return True
    if (
        after is not None
        and after.lower == "of"
        and (of := draft.after(2)) is not None
        and of.lower in context["month"]
    ):
        return True
    values = [v for v in (quantity.value, quantity.low, quantity.high) if v is not None]
    text = draft.first.text
    if "," in text or quantity.numbers[0].scale > 1 or not all(1000 <= v <= 2100 and v == int(v) for v in values):
        return False
    counts = (
        draft.noun is not None and draft.noun.tag == "NNS" and (values[0] % 50 == 0 or quantity.qualifier is not None)
    )
    return not counts or (before is not None and before.tag in ("IN", "NNP")) or quantity.link is not None


def _age(draft: Draft, context: Context) -> bool:
    """ "Putin, 71,", "aged 25", "a 92-year-old", "19 years old"."""
    quantity, before, after = draft.quantity, draft.before(), draft.after()
    follow = [t.lower for t in (after, draft.after(2)) if t is not None]
    if "old" in follow[:1] or follow[:2] in (["-", "old"], ["of", "age"]):
        return True
    if before is not None and before.lower in context["age"]:
        return True
    behind = draft.before(2)
    if before is not None and behind is not None and before.lower in ("of", "at", "of") and behind.lower == "age":
        return True
    if (
        quantity.unit is not None
        or quantity.form != "digits"
        or quantity.value is None
        or not 1 <= quantity.value <= 115
    ):
        return False
    closed = after is None or after.lower in (",", ".", ")", ";", "and") or after.tag == "."
    opened = before is not None and before.lower in (",", "(") and behind is not None
    return (
        opened
        and closed
        and behind is not None
        and (behind.tag.startswith("NNP") or behind.dep == "appos" or behind.tag == "NN")
    )


def _name(draft: Draft, context: Context) -> bool:
    """ "Boeing 737", "Resolution 2231", "Article 5", "Group of Seven", "Five Eyes"."""
    quantity, before, after = draft.quantity, draft.before(), draft.after()
    if quantity.unit is not None and quantity.unit.kind != "temperature":
        return False
    if draft.first.text in _PAIRS or ("/" in draft.first.text and quantity.form == "digits"):
        return True
    bare = quantity.start == quantity.core_start
    if before is not None and bare and quantity.form in ("digits", "words"):
        word = before.lower.rstrip(".")
        if word in context["identifier"] and not (draft.noun is not None and before.tag in ("VB", "VBP", "JJ")):
            return True
        if before.tag.startswith("NNP") and before.end + 1 >= draft.first.start and quantity.form == "digits":
            return draft.noun is None or draft.noun.tag.startswith("NNP") or draft.noun.i < draft.first.i
    if after is not None and after.tag == "NNP" and not after.text.endswith("s") and quantity.form == "digits":
        return draft.noun is not None and draft.noun.tag == "NNP"
    if before is not None and before.lower == "per":
        return True
    if before is not None and bare and quantity.form in ("digits", "words"):
        behind = draft.before(2)
        if before.lower == "of" and behind is not None and behind.text in ("Group", "Gang"):
            return True
    capital = draft.first.text[0].isupper() and draft.first.i > 0 and quantity.form in ("words", "ordinal", "fraction")
    if capital and after is not None and (after.text[:1].isupper() or after.lower == "-"):
        return True
    return draft.first.i == 0 and quantity.form == "digits" and after is not None and after.lower in (".", ")")


def _score(draft: Draft, context: Context) -> bool:
    """ "3-2", "15 to 0", "50-50": two numbers that are no range."""
    text = draft.sentence.tokens
    before, after = draft.before(), draft.after()
    quantity = draft.quantity
    if quantity.unit is not None or quantity.link is not None or quantity.form not in ("digits", "words"):
        return False
    if (
        before is not None
        and before.lower == "-"
        and (behind := draft.before(2)) is not None
        and behind.text[-1:].isdigit()
    ):
        return True
    if (
        after is not None
        and after.lower in ("-", "to")
        and (then := draft.after(2)) is not None
        and then.text[:1].isdigit()
    ):
        return after.lower == "-" or draft.noun is None
    if after is not None and after.lower == "-" and (then := draft.after(2)) is not None and then.lower == "to":
        return True
    joined = text[draft.first.i].text
    return "-" in joined and sum(part.isdigit() for part in joined.split("-")) == 2 and draft.value is not None


def _one(draft: Draft, context: Context) -> bool:
    """ "one" as a pronoun or in an idiom: "one of the", "no one", "at one point"."""
    quantity = draft.quantity
    if draft.first.lower not in ("one", "zero", "nil") or len(draft.tokens) > 1 or quantity.form == "fraction":
        return False
    if draft.unit is not None and quantity.unit is not None:
        return False
    noun, after, before = draft.noun, draft.after(), draft.before()
    if noun is None or noun.i < draft.first.i or after is None or after.lower == "of" or draft.first.tag != "CD":
        return True
    if before is not None and before.lower in (
        "no",
        "any",
        "some",
        "every",
        "each",
        "which",
        "this",
        "that",
        "the",
        "at",
    ):
        return True
    if noun.dep == "nsubj" and noun.head.lemma in context["source verb"]:
        return True
    return noun.lower in context["one idiom"] or after.lower in context["one idiom"] or noun.tag.startswith("NNP")


def _definite(draft: Draft, context: Context) -> bool:
    """Small counts of what has been told before: "the two leaders", "both three", "these four countries"."""
    quantity = draft.quantity
    if quantity.form not in ("words", "digits") or quantity.qualifier or (quantity.unit is not None):
        return False
    if draft.value is None or draft.value > _SMALL:
        return False
    before, after = draft.before(), draft.after()
    if before is None or before.lower not in context["anaphoric determiner"]:
        return draft.first.lower == "two" and draft.noun is None
    return not (after is not None and after.lower == "-")


def _dating(draft: Draft, context: Context) -> bool:
    """Lengths of time that only say when: "in six months", "two days ago", "after a year", "the past 24 hours"."""
    quantity = draft.quantity
    if quantity.unit is None or quantity.unit.kind != "time" or quantity.form == "vague":
        return quantity.unit is not None and quantity.unit.kind == "time"
    after, before = draft.after(), draft.before()
    if before is not None and before.lower in ("for", "over", "during", "throughout"):
        return False
    if after is not None and after.lower in context["dating"] and after.lower != "since":
        return True
    if after is not None and after.lower == "'" and (then := draft.after(2)) is not None and then.lower == "time":
        return True
    if before is not None and before.lower in ("past", "last", "next", "previous", "first", "coming", "final"):
        behind = draft.before(2)
        behind = draft.before(3) if behind is not None and behind.lower in ("the", "this", "his", "its") else behind
        return behind is None or behind.lower not in ("over", "for", "during", "throughout")
    return before is not None and before.lower in context["dating preposition"]


def _fraction(draft: Draft, context: Context) -> bool:
    """ "half" and "a third" where nothing is divided: "first half", "half-brother", "a third round"."""
    quantity = draft.quantity
    if quantity.form != "fraction" or quantity.unit is not None:
        return False
    before, after = draft.before(), draft.after()
    if (
        after is None
        or after.lower == "-"
        or (before is not None and before.lower in ("first", "second", "other", "latter", "-"))
    ):
        return True
    if draft.last.lower == "half":
        idle = after.tag in (".", ",", "VBN", "JJ", "NN") or after.lower == "past"
        return draft.tokens[0].lower == "a" or idle
    return draft.last.lower in ("quarter", "quarters") and draft.tokens[0].lower in (
        "first",
        "second",
        "third",
        "fourth",
    )


def _ordinal(draft: Draft, context: Context) -> bool:
    """Ordinals that rank nothing: "the 21st century", "second-hand", "third parties"; "first" without a window."""
    if draft.quantity.form != "ordinal":
        return False
    noun, after, before = draft.noun, draft.after(), draft.before()
    if (
        noun is None
        or after is None
        or noun.i < draft.last.i
        or noun.tag.startswith("NNP")
        or noun.i - draft.last.i > 3
    ):
        return True
    if (
        after.lower in ("-", ",")
        or draft.rank == 1
        or noun.tag == "NNS"
        or (before is not None and before.tag.startswith("NNP"))
    ):
        return True
    if before is not None and before.lower in ("one", "two", "three", "-", "every", "split"):
        return True
    if noun.lower in context["ordinal idiom"] or after.lower in context["ordinal idiom"] or after.tag == "JJS":
        return True
    return not (_in_a_row(draft, context) or draft.windowed or _owned_occasion(draft, context))


def _in_a_row(draft: Draft, context: Context) -> bool:
    """ "the third consecutive day", "for the second time"."""
    after = draft.after()
    return draft.noun is not None and (
        draft.noun.lower == "time" or (after is not None and after.lower in context["in a row"])
    )


def _owned_occasion(draft: Draft, context: Context) -> bool:
    """ "his second visit", "her third term"."""
    before = draft.before()
    owned = before is not None and before.tag in ("PRP$", "POS")
    return owned and draft.noun is not None and draft.noun.lower in context["counted occasion"]


def _vague(draft: Draft, context: Context) -> bool:
    """ "hundreds" and "tens of thousands" with nothing counted."""
    return draft.quantity.form == "vague" and draft.noun is None and not draft.ellipsis


def _bare(draft: Draft, context: Context) -> bool:
    """A number that counts nothing, and whose noun was not named before either."""
    quantity = draft.quantity
    return quantity.form in ("digits", "words") and draft.unit is None and draft.noun is None


def _page(draft: Draft, context: Context) -> bool:
    """Temperatures and codes that are letters after digits of a name: "777F"."""
    unit = draft.quantity.unit
    return unit is not None and unit.code in ("[degF]", "A", "T", "N", "K", "mol/L") and draft.last.text[-1:].isupper()


_TESTS: Mapping[str, Any] = {
    "year": _year, "age": _age, "name": _name, "score": _score, "one": _one, "definite": _definite, "dating": _dating,
    "fraction": _fraction, "ordinal": _ordinal, "vague": _vague, "bare": _bare, "code": _page,
}  # fmt: skip
