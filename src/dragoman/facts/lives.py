"""Ages, and when and by whom things and people came to be: born, died, founded, declared by."""

from __future__ import annotations

import re

import msgspec

from dragoman.facts.draft import PROPER, Draft, inner
from dragoman.knowledge.files import Library
from dragoman.parse.types import Sentence, Token

_AGE = re.compile(r"[1-9]\d?|1[01]\d")
_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
_CLOSING = frozenset({",", ")", ".", ";", "-", "and", "or"})


class _FoundingRow(msgspec.Struct):
    lemma: str


class Lives:
    """Finds `age`, `born`, `died`, `founded` and `<founding verb> by`."""

    def __init__(self, library: Library) -> None:
        rows = library.table("facts/founding.tsv", _FoundingRow, key=lambda r: r.lemma)
        self._founding = frozenset(r.lemma for r in rows)

    def find(self, draft: Draft, offices: frozenset[str]) -> None:
        """Add them to the draft."""
        for sentence in draft.parsed.sentences:
            tokens = sentence.tokens
            for token in tokens:
                if token.tag == "CD" and _AGE.fullmatch(token.text):
                    self._age(draft, sentence, token, offices)
                elif token.tag == "VBN" and token.lemma in self._founding:
                    self._founded(draft, token)
                elif token.lower == "born" or (token.lemma == "die" and token.tag == "VBD"):
                    self._lived(draft, token, offices)

    def _age(self, draft: Draft, sentence: Sentence, number: Token, offices: frozenset[str]) -> None:
        tokens, i = sentence.tokens, number.i
        after = tokens[i + 1].text if i + 1 < len(tokens) else "."
        holder: Token | None = None
        end = number.end
        if i >= 2 and tokens[i - 1].text in (",", "(") and after in _CLOSING and tokens[i - 2].tag in PROPER:
            holder = tokens[i - 2]
            if tokens[i - 1].text == "," and after not in (",", ".", ")"):
                holder = None
        elif tokens[i - 1].lower == "aged" and i >= 2:
            back = i - 2 - (tokens[i - 2].text == ",")
            holder = tokens[back] if back >= 0 else None
        elif number.dep == "attr" and number.head.lemma == "be" and after in (",", "."):
            subject = number.head.child("nsubj")
            if subject is not None:
                holder = number.head.head if number.head.dep == "relcl" else subject
        elif [t.lower for t in tokens[i + 1 : i + 3]] in (["years", "old"], ["year", "old"]):
            holder = _subject_of_clause(tokens[i + 2])
            end = tokens[i + 2].end
        elif tokens[i - 1].lower == "age" or [t.lower for t in tokens[max(i - 2, 0) : i]] == ["age", "of"]:
            holder = _subject_of_clause(number)
        elif _is_year_old(tokens, i):
            head = tokens[i + 4].head if i + 4 < len(tokens) else None
            adjective = tokens[i + 4] if head is not None else number
            holder = adjective.head if adjective.head.i > adjective.i else None
            if holder is not None:
                end = holder.end
        if holder is None:
            return
        person = draft.person(holder, offices) if holder.tag in PROPER else _resolved_person(draft, holder)
        start = min(number.start, holder.start)
        if holder.i < number.i and holder.tag in PROPER:
            start = inner(holder)[0].start if len(inner(holder)) < 4 else holder.start
        if person is None or (" " not in person and _resolved_person(draft, holder) is None):
            return
        draft.add(person, "age", number.text, (start, max(end, holder.end)), "facts.age")

    def _founded(self, draft: Draft, verb: Token) -> None:
        subject = verb.child("nsubjpass")
        if subject is None or verb.child("neg") or any(c.tag == "MD" for c in verb.children):
            return
        if subject.tag in ("WDT", "WP") and verb.dep == "relcl":
            subject = verb.head
        name = draft.words(inner(subject)) if subject.tag in PROPER else _resolved_body(draft, subject)
        span = (min(subject.start, verb.start), verb.subtree()[-1].end)
        if subject.tag in PROPER:
            span = (inner(subject)[0].start, span[1])
        year = _year(verb)
        agent = verb.child("agent")
        by = agent.child("pobj") if agent else None
        if by is not None and (founder := draft.name(by)):
            draft.add(name, f"{verb.lower} by", founder, span, f"facts.founding: {verb.lemma}", year)
        elif year and verb.lemma in ("found", "establish", "form", "create"):
            draft.add(name, "founded", year, span, f"facts.founding: {verb.lemma}", year)

    def _lived(self, draft: Draft, verb: Token, offices: frozenset[str]) -> None:
        subject = verb.child("nsubj", "nsubjpass")
        year = _year(verb)
        if subject is None or year is None or verb.child("neg"):
            return
        person = draft.person(subject, offices) if subject.tag in PROPER else _resolved_person(draft, subject)
        relation = "born" if verb.lower == "born" else "died"
        draft.add(person, relation, year, (subject.start, verb.subtree()[-1].end), f"facts.{relation}", year)


def _subject_of_clause(token: Token) -> Token | None:
    """Who "was 82 years old", "died at the age of 78"."""
    for verb in token.ancestors():
        if verb.tag[0] == "V":
            return verb.child("nsubj", "nsubjpass")
    return None


def _resolved_person(draft: Draft, token: Token) -> str | None:
    mention = draft.cast.at(token)
    if mention is not None and len(mention.actors) == 1:
        return mention.actors[0].person
    return None


def _resolved_body(draft: Draft, token: Token) -> str | None:
    """What "it" or "the company" stands for; a state is not taken, for it is the likeliest to be wrong."""
    mention = draft.cast.at(token)
    if mention is not None and len(mention.actors) == 1 and not mention.actors[0].code:
        return mention.actors[0].name
    return None


def _is_year_old(tokens: list[Token], i: int) -> bool:
    """ "25-year-old" in five pieces."""
    return [t.lower for t in tokens[i + 1 : i + 5]] == ["-", "year", "-", "old"]


def _year(verb: Token) -> str | None:
    for child in verb.children:
        if child.dep == "prep" and child.lower in ("in", "on"):
            for word in child.subtree():
                if _YEAR.fullmatch(word.text):
                    return word.text
    return None
