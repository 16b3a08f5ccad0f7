"""A pattern of an old verb dictionary, translated into patterns of ours (docs/rules.md)."""

from __future__ import annotations

import re

import msgspec

from dragoman.dictionaries.spelling import noun_forms
from dragoman.what.patterns import PARTICLES, PREPOSITIONS

_TOKEN = re.compile(r"[{}()|]|[^\s{}()|]+")
_WORD = re.compile(r"[^\W\d_][\w'.-]*(?:_[\w'.-]+)*_?")
_ARTICLES = frozenset("a an the its his her their our this that these those some any all".split()) - {"that"}
_NEGATIONS = frozenset({"not", "no", "never", "cannot", "n't"})
# Prepositions that lead to a target that the dictionary leaves to whoever comes next.
ANYWHERE = "against|at|for|from|into|of|on|over|to|toward|towards|upon|with"
_PARTICLES_ONLY = PARTICLES - {"in", "on", "over", "through"}  # words that are seldom prepositions after a verb
_FRAMES = PREPOSITIONS | PARTICLES


class CannotTranslateError(ValueError):
    """A pattern that our rules cannot say; the message says why."""


class Noun(msgspec.Struct, frozen=True):
    """One noun, or several of which one must be there; words may be compounds with `_`, sets begin with `&`."""

    choices: tuple[str, ...]


class Phrase(msgspec.Struct, frozen=True):
    """What stands around the verb: patterns with `{verb}` in its place, and the classes of words they speak of."""

    patterns: tuple[str, ...]
    mutual: bool
    classes: dict[str, tuple[str, ...]]


class _Parts:
    """The pieces of one pattern as they are put together."""

    def __init__(self, sets: dict[str, str], verbs: frozenset[str]) -> None:
        self.sets, self.verbs = sets, verbs
        self.classes: dict[str, tuple[str, ...]] = {}

    def class_of(self, noun: Noun) -> str:
        """The ids of classes with the words, joined with `|`."""
        ids = []
        for choice in noun.choices:
            if choice.startswith("&"):
                ids.append(self.set_of(choice))
            else:
                name = "imported." + choice.lower().replace("_", "-")
                self.classes[name] = tuple(f.replace("_", " ") for f in noun_forms(choice))
                ids.append(name)
        return "|".join(dict.fromkeys(ids))

    def set_of(self, name: str) -> str:
        found = self.sets.get(name[1:].strip("_").casefold())
        if found is None:
            raise CannotTranslateError(f"there is no set {name}, or nothing of it was taken")
        return found

    def object_of(self, noun: Noun) -> str:
        """The noun as a pattern has it."""
        if any(choice.startswith("&") for choice in noun.choices):
            return f"<{self.class_of(noun)}>"
        return "|".join(dict.fromkeys(form for choice in noun.choices for form in noun_forms(choice)))


def translate(written: str, extra: str, sets: dict[str, str], verbs: frozenset[str]) -> Phrase:
    """`extra` follows the verb in any case (the `DOWN` of `TEAR_DOWN`); `sets` gives the classes of synonym sets.

    `verbs` are words that the dictionary has as verbs. Raises CannotTranslateError.
    """
    before, star, after = written.partition("*")
    if not star or "*" in after:
        raise CannotTranslateError("must have the verb as * exactly once")
    parts = _Parts(sets, verbs)
    left = [item for item in _items(before) if not (isinstance(item, Noun) and item.choices[0].lower() in _ARTICLES)]
    if any(item not in ("$", "+", "%") for item in left):
        raise CannotTranslateError("words before the verb, which our rules leave to the grammar")
    if len(left) > 1:
        raise CannotTranslateError("two parties before the verb")
    right = [*_items(extra), *_items(after)]
    mutual = left == ["%"] or "%" in right
    subject, right = _sides(left, ["+" if item == "%" else item for item in right])
    other = "A" if subject == "B" else "B"
    orders = [right] if mutual else _orders(right, PARTICLES if extra else _PARTICLES_ONLY)
    patterns = [p for order in orders for p in _after(parts, order, other, mutual=left == ["%"])]
    return Phrase(tuple(f"{subject} {{verb}}{p}" for p in patterns), mutual, parts.classes)


def _sides(left: list[str | Noun], right: list[str | Noun]) -> tuple[str, list[str | Noun]]:
    """Who the subject is. `+ * BY $` is the passive of `$ * +`, which the grammar undoes by itself."""
    by_source = [i for i, item in enumerate(right[:-1]) if _is(item, "by") and right[i + 1] == "$"]
    if left == ["+"] and by_source:
        at = by_source[0]
        return "A", ["+", *right[:at], *right[at + 2 :]]
    target_first = left == ["+"] or (not left and "$" in right)
    if "$" in right and not target_first:
        raise CannotTranslateError("the source twice")
    if target_first and "$" not in right:
        raise CannotTranslateError("the target before the verb and no source after it")
    if target_first and "+" in right:
        if left == ["+"]:
            raise CannotTranslateError("the target twice")
        raise CannotTranslateError("both parties after the verb")
    return ("B" if target_first else "A"), right


def _orders(items: list[str | Noun], particles: frozenset[str]) -> list[list[str | Noun]]:
    """A particle right after the verb stands before or after its object: "tear down the wall", "tear it down".

    Before the object it could be a preposition ("march on the town"), so both are given where it can be both.
    """
    first, *others = items or [""]
    if not isinstance(first, Noun) or not particles.issuperset(first.choices):
        return [items]
    moved, rest = _object_in(others)
    if not moved and rest:  # another preposition follows: "lash out at"
        return [items]
    after = [*(moved or ["+"]), first, *rest]
    return [after] if PREPOSITIONS.isdisjoint(first.choices) else [items, after]


def _object_in(items: list[str | Noun]) -> tuple[list[str | Noun], list[str | Noun]]:
    """The nouns, or the party, that some items begin with, and the rest."""
    stop = 0
    while stop < len(items) and isinstance(item := items[stop], Noun) and _FRAMES.isdisjoint(item.choices):
        stop += 1
    if not stop and items[:1] in (["+"], ["$"]):
        stop = 1
    return items[:stop], items[stop:]


def _is(item: str | Noun, word: str) -> bool:
    return isinstance(item, Noun) and item.choices == (word,)


def _items(written: str) -> list[str | Noun]:
    """The signs and nouns of one side, in order; a group with `|` is one of several, other groups are read through."""
    items: list[str | Noun] = []
    tokens = _TOKEN.findall(written)
    group: list[str | Noun] | None = None
    choosing = False
    for token in tokens:
        if token in "{(":
            items += group or []
            group, choosing = [], False
        elif token in "})":
            items += _closed(group, choosing)
            group, choosing = None, False
        elif token == "|":
            choosing = True
        else:
            (items if group is None else group).extend(_read(token))
    return items + _closed(group, choosing)


def _closed(group: list[str | Noun] | None, choosing: bool) -> list[str | Noun]:
    if not group or not choosing:
        return group or []
    if not all(isinstance(item, Noun) for item in group):
        raise CannotTranslateError("a choice between signs")
    return [Noun(tuple(choice for item in group if isinstance(item, Noun) for choice in item.choices))]


def _read(token: str) -> list[str | Noun]:
    """A sign, a set or a word. `AWAY_FROM` is two words, `PEACE_TALKS` one."""
    if token in ("$", "+", "%"):
        return [token]
    if token == "^":
        raise CannotTranslateError("^ (an actor to pass over), which our rules do not have")
    if token.startswith("&") and len(token) > 1:
        return [Noun((token,))]
    if _WORD.fullmatch(token) is None or not token.isprintable():
        raise CannotTranslateError(f"{token!r} is nothing that our rules have")
    words = token.lower().strip("_")
    if words in _NEGATIONS:
        raise CannotTranslateError(f"{token}: what is denied is read by its grammar")
    if words == "that":
        raise CannotTranslateError("THAT: a clause, which our operators read (docs/rules.md, Composition)")
    pieces = words.split("_")
    if len(pieces) > 1 and not _FRAMES.isdisjoint(pieces):
        return [Noun((piece,)) for piece in pieces if piece]
    if len(pieces) > 2:
        raise CannotTranslateError(f"{token}: more than two words in one")
    return [Noun((words,))]


def _after(parts: _Parts, items: list[str | Noun], other: str, mutual: bool) -> list[str]:
    """What follows the verb, in one or more ways, each beginning with a space (or empty)."""
    out: list[str] = []
    run: list[Noun] = []
    placed = has_object = False
    preposition = ""
    for item in [*items, "."]:
        if isinstance(item, Noun) and not _FRAMES.issuperset(item.choices):
            if item.choices[0] not in _ARTICLES:
                run.append(item)
            continue
        if run:
            if preposition == "to" and not parts.verbs.isdisjoint(run[0].choices):
                raise CannotTranslateError("TO with a verb, which our operators read (docs/rules.md, Composition)")
            out += _nouns(parts, run, bool(preposition), has_object)
            has_object = has_object or not preposition
            run, preposition = [], ""
        if isinstance(item, Noun):
            preposition = "|".join(item.choices)
            out.append(preposition)
        elif item != ".":
            if placed:
                raise CannotTranslateError("a party twice")
            if out and not preposition:
                out.append(ANYWHERE)
            out.append(other)
            has_object = has_object or not preposition
            placed, preposition = True, ""
    body = "".join(f" {word}" for word in out)
    if placed or mutual:
        return [body]
    if not out:
        return [f" {other}", f" {ANYWHERE} {other}"]
    if preposition:
        words = frozenset(preposition.split("|"))
        led = [f"{body} {other}"] if words & PREPOSITIONS else []
        return [*led, f"{body} {ANYWHERE} {other}"] if words & PARTICLES else led
    return [f"{body} {ANYWHERE} {other}", *_belonging(parts, items, out, other)]


def _nouns(parts: _Parts, run: list[Noun], after_preposition: bool, has_object: bool) -> list[str]:
    """A run of nouns: its last is the head; two plain words are a compound, more must stand near it."""
    *modifiers, head = run
    plain = all(len(n.choices) == 1 and not n.choices[0].startswith("&") and "_" not in n.choices[0] for n in run)
    if len(run) == 2 and plain and not has_object:
        forms = "|".join(f"{modifiers[0].choices[0]}_{form}" for form in noun_forms(head.choices[0]))
        return [forms]
    if after_preposition and modifiers:
        raise CannotTranslateError("more words after a preposition than our rules can ask for")
    if has_object:
        return [f"<{parts.class_of(noun)}>" for noun in run]
    return [parts.object_of(head), *(f"<{parts.class_of(noun)}>" for noun in modifiers)]


def _belonging(parts: _Parts, items: list[str | Noun], out: list[str], other: str) -> list[str]:
    """ "Abandon BASE" is also said of "its Turkish base": the head of one noun at the end is somebody's."""
    if len(out) == 1 and len(items) == 1 and isinstance(items[0], Noun):
        return [f" {other}:{parts.class_of(items[0])}"]
    return []
