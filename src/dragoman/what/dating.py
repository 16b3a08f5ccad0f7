"""When it happened, by the words of its own sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.parse.types import Sentence, Token
from dragoman.records import When
from dragoman.what.days import earliest, latest, width
from dragoman.what.grammar import clause_head, is_nonfinite
from dragoman.what.types import Node
from dragoman.when.types import TimeMention, Times

CLAUSAL = frozenset(("relcl", "advcl", "ccomp", "csubj", "parataxis", "acl"))
_BEFORE_NOUN = frozenset(("compound", "amod", "nmod", "poss", "nummod"))
_SUBJECTS = ("nsubj", "nsubjpass")
# "In Friday's attack", "at the Monday meeting": the time of what is told with it.
_TOGETHER = frozenset(("in", "during", "at", "on", "by", "with", "amid", "under"))
_APART = frozenset(("after", "before", "since", "until", "till", "without", "following", "despite"))
# "Flew to Cairo on Monday to meet": the going and what it is for are of one day.
_GOES = frozenset("arrive assemble come convene fly gather go join meet return travel".split())
_LONGEST_WAY = 12
# Characters between two expressions that are one time: ", on".
_BESIDE = 6
# A span that lies ahead, and a clock time of which the text does not say the day.
_NO_DAY = frozenset(("ahead", "when.clock: on the day of the document"))
_YEAR = re.compile(r"\d{4}$")
_DAYS = re.compile(r"P(\d{1,3})D")


def date_of(node: Node, times: Times, outside: Sequence[tuple[int, int]] = ()) -> tuple[When | None, list[str]]:
    """The date in the words of the event, and why: attached to it, else alone in its clause, else of the clause that
    its own is told with. Times in the spans `outside` are not the event's."""
    sentence = node.trigger.sentence
    mentions = [
        m
        for m in times.of_sentence(sentence.index)
        if m.first is not None
        and not _NO_DAY.intersection(m.why)
        and not _is_date_line(m, sentence)
        and not any(s <= m.start < e for s, e in outside)
    ]
    if not mentions:
        return None, []
    clause = node.anchor if _is_aside(node) else clause_head(node.anchor)
    tokens = sentence.tokens
    own = {node.trigger.i, node.anchor.i}
    above = {t.i for t in node.trigger.ancestors()}
    helpers = {t.i for t in node.covers if t.is_verb}
    found = _nearest(mentions, tokens, own | (helpers - above), clause) or _nearest(
        mentions, tokens, own | helpers, clause
    )
    for _ in range(3):
        together = told_with(clause) if found is None else None
        if together is None:
            break
        clause = together
        found = _nearest(mentions, tokens, {clause.i}, clause)
    if found is None:
        return None, []
    last = found.last if found.last != found.first else None
    return When(start=found.first, end=last, text=found.text), [f"date: {found.text!r}", *found.why]


def _is_date_line(mention: TimeMention, sentence: Sentence) -> bool:
    """The day of the report below its headline ("Ferry sinks / May 12, 2024"): it is no part of what the line tells."""
    if not sentence.heading or mention.end < sentence.end or not _YEAR.search(mention.text):
        return False
    before = [t for t in sentence.tokens if t.end <= mention.start]
    return bool(before) and before[-1].tag not in ("IN", "TO", "DT")


def with_run(when: When, mentions: Sequence[TimeMention]) -> When:
    """A day as the last one of the run that its sentence tells of ("on Friday, for a third straight day")."""
    day, own = when.start or "", {m.text for m in mentions}
    for mention in mentions:
        length = _DAYS.fullmatch(mention.value or "") if mention.why == ("when.run",) else None
        if length is not None and len(day) == 10 and when.end is None and when.text in own:
            begun = date.fromisoformat(day) - timedelta(days=int(length[1]) - 1)
            return When(start=begun.isoformat(), end=day, text=when.text)
    return when


def _nearest(
    mentions: Sequence[TimeMention], tokens: Sequence[Token], words: set[int], clause: Token
) -> TimeMention | None:
    found: list[tuple[int, TimeMention]] = []
    antecedents = _antecedents(clause)
    for mention in mentions:
        token = tokens[mention.token] if mention.token < len(tokens) else tokens[-1]
        steps = distance(token, words, clause) if not _is_of_saying(token, clause) else None
        if any(mention.start <= a.start < mention.end for a in antecedents):
            steps = 1
        if steps is not None:
            found.append((steps, mention))
    if not found:
        return None
    best = min(found, key=lambda pair: pair[0])[1]
    finer = [m for _, m in found if _is_within(m, best)]
    return finer[0] if len(finer) == 1 else best


def _is_within(one: TimeMention, other: TimeMention) -> bool:
    """Whether a time beside the other is a smaller part of it: "next month, on June 2"."""
    if max(one.start - other.end, other.start - one.end) > _BESIDE:
        return False
    if None in (one.first, one.last, other.first, other.last) or one.kind == "duration":
        return False
    mine, whole = (one.first or "", one.last or ""), (other.first or "", other.last or "")
    inside = earliest(whole[0]) <= earliest(mine[0]) and latest(mine[1]) <= latest(whole[1])
    return inside and width(*mine) < width(*whole)


def _is_aside(node: Node) -> bool:
    """A noun in an adjunct ("at the invitation of"): the time of the clause is not its own."""
    return node.anchor.is_noun and node.anchor.dep == "pobj"


def _antecedents(clause: Token) -> list[Token]:
    """The words that a when-clause hangs on: "in May when he came", "Friday was the day that they met"."""
    if clause.dep not in ("relcl", "advcl") or not any(c.lower in ("when", "that") for c in clause.children):
        return []
    head = noun = clause.head
    while noun.dep in ("pobj", "prep"):
        noun = noun.head
    named = noun.dep == "attr" and noun.head.lemma == "be"
    return [head, *(c for c in noun.head.children if named and c.dep in ("nsubj", "npadvmod"))]


def distance(token: Token, words: set[int], clause: Token) -> int | None:
    """Steps up from a time to the event's words or its clause; None where another clause or noun has the time."""
    steps = 0
    node = token
    if _is_bound(token):
        return None
    while True:
        if node.i in words:
            return steps
        if node is clause:
            return steps + 10
        if node.head is node or steps > _LONGEST_WAY:
            return None
        if node.is_verb and node is not token and (_stands_apart(node, words) or _own_clause(node)):
            return None
        if node.lower == "according" or (node.is_verb and node.dep == "pcomp" and node.head.lower in _APART):
            return None
        if node.dep in _BEFORE_NOUN and _is_dated_noun(node.head, words):
            return None
        node = node.head
        steps += 1


def _is_of_saying(token: Token, clause: Token) -> bool:
    """ "Said on Monday its forces left": a time between the verb of saying and what is said is of the saying."""
    if clause.dep != "ccomp" or not clause.head.i < token.i < clause.i:
        return False
    between = clause.sentence.tokens[clause.head.i + 1 : token.i]
    return all(t.tag in ("IN", "DT", "JJ", "RB") and t.lower != "that" for t in between)


def _is_bound(token: Token) -> bool:
    """The first loss since 1992, the worst storm since May: the year of another. "Since then": some time after."""
    since = token.head
    if since.lower != "since":
        return False
    if token.lower == "then":
        return True
    before = since.sentence.tokens[max(0, since.i - 8) : since.i]
    return any(t.tag in ("JJS", "RBS") or t.lower in ("first", "only", "last") for t in before)


def _is_dated_noun(noun: Token, words: set[int]) -> bool:
    """ "A June 1 deadline", "yesterday's vote": the time of the noun, and not of the verb that has it as its object."""
    if not noun.is_noun or noun.i in words or noun.dep in (*_SUBJECTS, *_BEFORE_NOUN, "npadvmod"):
        return False
    return not (noun.dep == "pobj" and noun.head.lower in _TOGETHER)


def _stands_apart(verb: Token, words: set[int]) -> bool:
    """Another clause; but "while searching for him on Monday" has the time of what was done meanwhile, and what a noun
    did ("the attacks that shook it on Monday", "in a statement issued on Monday") is of the noun's time."""
    if verb.dep not in CLAUSAL:
        return False
    if verb.dep == "advcl" and verb.tag == "VBG":
        return not all(_is_meanwhile(c) for c in verb.children)
    if verb.dep == "relcl" and verb.head.i in words and verb.head.is_noun:
        return not any(c.dep in _SUBJECTS and c.lower in ("that", "which") for c in verb.children)
    if verb.dep == "relcl" and any(t.lower == "where" for t in verb.sentence.tokens[verb.head.i : verb.i]):
        return not _is_occasion(verb.head)
    if verb.dep == "acl" and verb.tag in ("VBN", "VBD"):
        noun = verb.head
        return not (noun.i in words or (noun.dep == "pobj" and noun.head.lower in ("in", "during", "at")))
    return True


def _is_occasion(noun: Token) -> bool:
    """ "For a summit where on Sunday they signed"."""
    indefinite = any(c.lower in ("a", "an") for c in noun.children)
    return noun.tag == "NN" and indefinite and noun.dep == "pobj" and noun.head.lower in ("for", "at", "during")


def _is_meanwhile(child: Token) -> bool:
    if child.dep == "mark" or (child.dep in ("advmod", "prep") and child.i < child.head.i):
        return child.lower in ("while", "when", "as", "by", "in", "on", "during")
    return child.dep not in ("nsubj", "nsubjpass", "aux")


def _own_clause(verb: Token) -> bool:
    """A joined verb with a subject of its own."""
    return verb.dep == "conj" and any(c.dep in _SUBJECTS for c in verb.children)


def told_with(verb: Token) -> Token | None:
    """The verb above that has the same time: "met on Monday to discuss", "said so, adding", "filed it, claiming"."""
    head = verb.head
    if head is verb or not verb.is_verb:
        return None
    if verb.dep == "conj":
        later = any(c.lower in ("later", "then", "now") for c in verb.children)
        same = head.is_verb and head.tag == verb.tag and not _own_clause(verb)
        return head if same and not later else None
    if verb.dep == "advcl" and _is_purpose(verb):
        return head if head.is_verb else None
    if not is_nonfinite(verb) or not _APART.isdisjoint(c.lower for c in verb.children if c.i < verb.i):
        return None
    if verb.dep == "advcl":
        return head if head.is_verb else None
    if verb.dep == "xcomp":
        return head if head.lemma in _GOES else None
    if verb.dep == "pcomp" and head.lower in ("by", "in", "with", "while"):
        return head.head if head.head.is_verb else None
    if verb.dep == "acl" and verb.tag == "VBG":
        if head.dep == "dobj":
            return head.head
        if head.dep == "pobj" and head.head.lower == "with" and head.head.head.is_verb:
            return head.head.head
    return None


def _is_purpose(verb: Token) -> bool:
    """ "So he could begin"."""
    words = {c.lower for c in verb.children}
    return "so" in words and not words.isdisjoint(("could", "can", "would", "might"))
