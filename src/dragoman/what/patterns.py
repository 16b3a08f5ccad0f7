"""The language of event rules, compiled: see docs/rules.md."""

from __future__ import annotations

from functools import cache

from dragoman.what.types import Need, Pattern, Rule, spelling

PREPOSITIONS = frozenset(
    """
    about above across after against along alongside amid among around as at before behind below beside
    between beyond by concerning despite down during for from in inside into near of off on onto out
    outside over past regarding through to toward towards under until up upon via with within without
    """.split()
)
PARTICLES = frozenset(
    """
    ahead apart aside away back down forth forward in off on out over through together up
    """.split()
)
_FRAMES = PREPOSITIONS | PARTICLES
_SLOTS = ("A", "B", "A:", "B:")


class PatternError(ValueError):
    """A pattern that is not in the language; the message says what is wrong with it."""


def verb_lemmas(source: str) -> list[str]:
    """The lemmas of the verb that a pattern begins with; none where it has no verb."""
    for word in source.split():
        if word != "and" and word[:2] not in _SLOTS:
            return [spelling(v) for v in word.split("|")]
    return []


def noun_words(source: str) -> list[str]:
    """What a noun pattern calls its noun, modifiers first: the words before its prepositions."""
    out: list[str] = []
    for word in source.split():
        if word in ("A's", "B's") and not out:
            continue
        if word[:2] in _SLOTS or (out and set(word.split("|")) <= PREPOSITIONS):
            break
        out.append(word)
    return out


def verb_pattern(rule: Rule, source: str) -> tuple[list[str], Pattern]:
    """The verb lemmas of a pattern and its compiled form. Raises PatternError."""
    words = source.split()
    needs: list[Need] = []
    while words and ((slot := _slot(words[0])) or words[0] == "and"):
        words.pop(0)
        if slot is not None:
            needs.append(Need("subject", slot[0], classes=slot[1]))
    if not needs:
        raise PatternError(f"{source!r} has no A or B before its verb")
    if not words:
        raise PatternError(f"{source!r} has no verb")
    mutual_subject = len(needs) > 1
    subject = needs[0]
    verbs = [spelling(v) for v in words.pop(0).split("|")]
    after = _after(words, source)
    weight = 10 + sum(_weight(n) for n in after) + (3 if subject.classes else 0)
    if mutual_subject:
        subject = Need("subject", "A", classes=subject.classes)
        weight += 6
    inverse = subject.slot == "B"
    # "A return to B" is not "A return the statue to B": a pattern with a party after a preposition names its object.
    # Nor is "A and B meet" "A and B met the deadline".
    alone = mutual_subject or any(n.where == "prep" and n.slot for n in after)
    intransitive = alone and all(n.where != "object" for n in after)
    return verbs, Pattern(rule, "verb", (subject, *after), weight, source, inverse, intransitive, mutual_subject)


def noun_pattern(rule: Rule, source: str) -> tuple[str, Pattern]:
    """The head lemma (or `<class>`) of a noun pattern and its compiled form. Raises PatternError."""
    words = source.split()
    inverse = bool(words) and words[0] in ("B's", "A's")
    owner = words.pop(0)[0] if inverse else "A"
    head = noun_words(source)
    if not head:
        raise PatternError(f"{source!r} has no noun")
    words = words[len(head) :]
    needs: list[Need] = [Need("owner", owner)]
    needs += [_noun("modifier", w) for w in head[:-1]]
    needs += _after(words, source)
    weight = 10 + sum(_weight(n) for n in needs[1:] if n.where != "prep" or n.slot != "B")
    return head[-1], Pattern(rule, "noun", tuple(needs), weight, source, owner == "B")


def adjective_pattern(rule: Rule, source: str) -> Pattern:
    """A participle or adjective whose noun is B."""
    if len(source.split()) != 1:
        raise PatternError(f"{source!r}: an adjective is one word")
    return Pattern(rule, "adjective", (), 10, source)


def _after(words: list[str], source: str) -> list[Need]:
    needs: list[Need] = []
    pending: frozenset[str] = frozenset()
    position = 0
    has_object = False
    while position < len(words):
        word = words[position]
        following = words[position + 1] if position + 1 < len(words) else ""
        position += 1
        choices = frozenset(word.split("|"))
        if word == "to" and following == "<verb>":
            needs.append(Need("infinitive"))
            position += 1
        elif word == "that" and following == "<clause>":
            needs.append(Need("clause"))
            position += 1
        elif word == "that" and following == "<wish>":
            needs.append(Need("wish"))
            position += 1
        elif (slot := _slot(word)) is not None:
            needs.append(Need("prep" if pending else "object", slot[0], pending, classes=slot[1]))
            has_object = has_object or not pending
            pending = frozenset()
        elif choices <= _FRAMES:
            if pending:
                needs.append(Need("particle", preps=pending))
            pending = choices
        elif has_object and not pending:
            needs.append(_noun("word", word))
        else:
            while position < len(words) and _plain(words[position]) and _plain(word):
                word = _joined(word, words[position])
                position += 1
            needs.append(_noun("prep" if pending else "object", word, pending))
            has_object = has_object or not pending
            pending = frozenset()
    if pending:
        needs.append(Need("particle", preps=pending))
    if sum(n.slot == "B" and n.where == "object" for n in needs) > 1:
        raise PatternError(f"{source!r} has two objects")
    return needs


def _slot(word: str) -> tuple[str, frozenset[str]] | None:
    letter, _, classes = word.partition(":")
    return (letter, frozenset(c for c in classes.split("|") if c)) if letter in ("A", "B") else None


def _noun(where: str, word: str, preps: frozenset[str] = frozenset()) -> Need:
    words, classes = alternatives(word)
    return Need(where, "", preps, words, classes)


@cache
def alternatives(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """The lemmas and the classes of `troop|<forces>`, `<a|b>`, `peace_plan`."""
    if word.startswith("<") and word.endswith(">") and "<" not in word[1:]:
        return frozenset(), frozenset(word[1:-1].split("|"))
    parts = word.split("|")
    classes = frozenset(p[1:-1] for p in parts if p.startswith("<"))
    return frozenset(_compound_spelling(p) for p in parts if not p.startswith("<")), classes


def _compound_spelling(word: str) -> str:
    first, _, last = word.replace("_", " ").rpartition(" ")
    return f"{first} {spelling(last)}" if first else spelling(last)


def _plain(word: str) -> bool:
    return not word.startswith("<") and _slot(word) is None and not set(word.split("|")) <= _FRAMES


def _joined(first: str, second: str) -> str:
    """ "travel|visa ban" is "travel_ban|visa_ban"."""
    return "|".join(f"{a}_{b}" for a in first.split("|") for b in second.split("|"))


def _weight(need: Need) -> int:
    if "any" in need.classes:
        return 2
    if need.classes or need.words:
        return 6 + (need.where == "prep" and need.preps <= PARTICLES)
    if need.where == "prep":
        return 4
    return {"particle": 4, "object": 1, "infinitive": 4, "clause": 3, "wish": 3}.get(need.where, 1)
