"""The language of event rules, compiled: see docs/rules.md."""

from __future__ import annotations

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


class PatternError(ValueError):
    """A pattern that is not in the language; the message says what is wrong with it."""


def verb_pattern(rule: Rule, source: str) -> tuple[list[str], Pattern]:
    """The verb lemmas of a pattern and its compiled form. Raises PatternError."""
    words = source.split()
    needs: list[Need] = []
    while words and ((slot := _slot(words[0])) or words[0] == "and"):
        words.pop(0)
        if slot is not None:
            needs.append(Need("subject", slot[0], klass=slot[1]))
    if not needs:
        raise PatternError(f"{source!r} has no A or B before its verb")
    if not words:
        raise PatternError(f"{source!r} has no verb")
    mutual_subject = len(needs) > 1
    subject = needs[0]
    verbs = [spelling(v) for v in words.pop(0).split("|")]
    after = _after(words, source)
    weight = 10 + sum(_weight(n) for n in after) + (5 if subject.klass else 0)
    if mutual_subject:
        subject = Need("subject", "A", klass=subject.klass)
        weight += 1
    inverse = subject.slot == "B"
    return verbs, Pattern(rule, "verb", (subject, *after), weight, source, inverse)


def noun_pattern(rule: Rule, source: str) -> tuple[str, Pattern]:
    """The head lemma (or `<class>`) of a noun pattern and its compiled form. Raises PatternError."""
    words = source.split()
    inverse = bool(words) and words[0] in ("B's", "A's")
    owner = words.pop(0)[0] if inverse else "A"
    head: list[str] = []
    while words and not _slot(words[0]) and not set(words[0].split("|")) <= _FRAMES:
        head.append(words.pop(0))
    if not head:
        raise PatternError(f"{source!r} has no noun")
    needs: list[Need] = [Need("owner", owner)]
    needs += [Need("modifier", words=_words(w), klass=_class(w)) for w in head[:-1]]
    needs += _after(words, source)
    weight = 10 + sum(_weight(n) for n in needs[1:] if n.where != "prep" or n.slot != "B")
    return head[-1], Pattern(rule, "noun", tuple(needs), weight, source, owner == "B")


def adjective_pattern(rule: Rule, source: str) -> tuple[str, Pattern]:
    """The lemma of a participle or adjective whose noun is B."""
    if len(source.split()) != 1:
        raise PatternError(f"{source!r}: an adjective is one word")
    return spelling(source), Pattern(rule, "adjective", (), 10, source)


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
        elif (slot := _slot(word)) is not None:
            needs.append(Need("prep" if pending else "object", slot[0], pending, klass=slot[1]))
            has_object = has_object or not pending
            pending = frozenset()
        elif choices <= _FRAMES:
            if pending:
                needs.append(Need("particle", preps=pending))
            pending = choices
        elif pending:
            needs.append(Need("prep", "", pending, _words(word), _class(word)))
            pending = frozenset()
        elif has_object:
            needs.append(Need("word", words=_words(word), klass=_class(word)))
        else:
            needs.append(Need("object", "", words=_words(word), klass=_class(word)))
            has_object = True
    if pending:
        needs.append(Need("particle", preps=pending))
    if sum(n.slot == "B" and n.where == "object" for n in needs) > 1:
        raise PatternError(f"{source!r} has two objects")
    return needs


def _slot(word: str) -> tuple[str, str] | None:
    letter, _, klass = word.partition(":")
    return (letter, klass) if letter in ("A", "B") else None


def _class(word: str) -> str:
    return word[1:-1] if word.startswith("<") and word.endswith(">") else ""


def _words(word: str) -> frozenset[str]:
    return frozenset() if word.startswith("<") else frozenset(spelling(w.replace("_", " ")) for w in word.split("|"))


def _weight(need: Need) -> int:
    if need.klass == "any" or (need.where == "prep" and need.slot):
        return 2
    if need.klass or need.words:
        return 6
    return {"particle": 4, "object": 1, "infinitive": 4, "clause": 3}.get(need.where, 1)
