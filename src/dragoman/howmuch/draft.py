"""A quantity in its sentence: the tokens it covers, what it counts, and what is still to be found out about it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from dragoman.howmuch.types import Quantity
from dragoman.parse.types import Sentence, Token
from dragoman.records import Change

_MODIFIES = frozenset(
    ("nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "advmod", "det", "predet", "poss", "dep")
)
_REACH = 6  # how many tokens after a number its noun may stand


class Draft:
    """A figure in the making. `noun` is what is counted, `unit` its words; `top` carries the number in the parse."""

    __slots__ = (
        "change",
        "consumed",
        "ellipsis",
        "end",
        "high",
        "low",
        "noun",
        "part_of",
        "quantity",
        "rank",
        "sentence",
        "start",
        "tokens",
        "top",
        "unit",
        "value",
        "why",
        "windowed",
    )  # fmt: skip

    def __init__(self, quantity: Quantity, sentence: Sentence) -> None:
        self.quantity, self.sentence = quantity, sentence
        self.tokens = _covered(sentence.tokens, quantity.core_start, quantity.core_end)
        self.top = _top(self.tokens or sentence.tokens)
        self.noun: Token | None = None
        self.unit: str | None = quantity.unit.label if quantity.unit is not None else None
        self.value, self.low, self.high = quantity.value, quantity.low, quantity.high
        self.rank: int | str | None = None
        self.change: Change | None = None
        self.part_of: Draft | None = None
        self.ellipsis = self.consumed = self.windowed = False
        self.start, self.end = quantity.start, quantity.end
        self.why: list[str] = []

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def last(self) -> Token:
        return self.tokens[-1]

    def before(self, distance: int = 1) -> Token | None:
        """The token before the whole quantity, its qualifier included."""
        i = self.first.i
        while i > 0 and self.sentence.tokens[i - 1].end > self.quantity.start:
            i -= 1
        i -= distance
        return self.sentence.tokens[i] if i >= 0 else None

    def after(self, distance: int = 1) -> Token | None:
        """The token after the whole quantity."""
        i = self.last.i
        tokens = self.sentence.tokens
        while i + 1 < len(tokens) and tokens[i + 1].start < self.quantity.end:
            i += 1
        i += distance
        return tokens[i] if i < len(tokens) else None

    def cover(self, start: int, end: int) -> None:
        self.start, self.end = min(self.start, start), max(self.end, end)


def _covered(tokens: list[Token], start: int, end: int) -> list[Token]:
    """The tokens that touch `[start, end)`, found by bisection: a sentence can be very long."""
    first = bisect_right(tokens, start, key=_end_of)
    last = bisect_left(tokens, end, key=_start_of)
    return tokens[first:last]


def _start_of(token: Token) -> int:
    return token.start


def _end_of(token: Token) -> int:
    return token.end


def _top(tokens: list[Token]) -> Token:
    """The token of the quantity whose head lies outside it."""
    inside = {t.i for t in tokens}
    for token in reversed(tokens):
        if token.head is token or token.head.i not in inside:
            return token
    return tokens[-1]


def counted_noun(draft: Draft) -> Token | None:
    """The noun that a number counts: its head in the parse, the noun of its of-phrase, or the next noun in the text."""
    of = _of_phrase(draft)
    if of is not None:
        return of
    return _head_noun(draft) or _next_noun(draft)


def _of_phrase(draft: Draft) -> Token | None:
    """ "hundreds of fighters", "20 of the firms", "a third of the country", "16 percent of trade"."""
    after = draft.after()
    if after is not None and after.lower == "more":
        after = draft.after(2)
    if after is None or after.lower != "of":
        return None
    noun = after.child("pobj")
    if noun is None:
        return _next_noun_from(after)
    return _past_brackets(noun) if noun.is_noun or noun.tag in ("JJ", "VBN") else _next_noun_from(after)


def _past_brackets(noun: Token) -> Token:
    """ "hundreds of ISIS (...) fighters": the parse stops at the name, the noun stands after the bracket."""
    tokens = noun.sentence.tokens
    i = noun.i + 1
    if noun.tag.startswith("NNP") and i < len(tokens) and tokens[i].lower == "(":
        while i < len(tokens) and tokens[i].lower != ")":
            i += 1
        if i + 1 < len(tokens) and tokens[i + 1].tag == "NNS":
            return tokens[i + 1]
    return noun


def _head_noun(draft: Draft) -> Token | None:
    token = draft.top
    while token.dep in _MODIFIES and token.head is not token:
        token = token.head
        if token.is_noun and token.i > draft.last.i:
            if draft.quantity.form == "vague" and token.tag != "NNS":
                return None
            if token.i - draft.last.i > _REACH or _crosses(draft, token):
                return None
            return token
    return None


def _crosses(draft: Draft, noun: Token) -> bool:
    """A comma, verb or preposition between number and noun: they do not belong together."""
    between = draft.sentence.tokens[draft.last.i + 1 : noun.i]
    return any(
        t.tag in ("IN", ":", "VBD", "VBZ", "VBP", "MD", "TO", ".", "''", "``") or t.lower in (";", "and", "(", ")")
        for t in between
    )


def _next_noun(draft: Draft) -> Token | None:
    found = _next_noun_from(draft.last)
    vague = draft.quantity.form == "vague"
    return None if vague and found is not None and found.tag != "NNS" else found


def _next_noun_from(token: Token) -> Token | None:
    """The last noun of the run of adjectives and nouns that begins after a token."""
    tokens = token.sentence.tokens
    found: Token | None = None
    for following in tokens[token.i + 1 : token.i + 1 + _REACH]:
        if following.is_noun:
            if found is not None and found.tag == "NNS" and following.tag != "NNS":
                break
            found = following
        elif found is not None or not (
            following.tag[0] == "J" or following.tag in ("VBN", "CD", "DT", "HYPH", "PRP$", "RBS")
        ):
            break
    return found


def noun_words(noun: Token, floor: int) -> str:
    """A noun with the nouns joined before it: "police officers", "service members"."""
    tokens = noun.sentence.tokens
    i = noun.i
    while i - 1 > floor and tokens[i - 1].is_noun and tokens[i - 1].tag in ("NN", "NNS") and tokens[i - 1].head is noun:
        i -= 1
    return " ".join(t.text for t in tokens[i : noun.i + 1])


def clause_verb(token: Token) -> Token | None:
    """The verb of the clause that a token stands in."""
    if token.is_verb:
        return token
    for above in token.ancestors():
        if above.is_verb or above.tag == "MD":
            return above
    return None


def phrase_end(noun: Token, limit: int) -> int:
    """Where a noun phrase ends: its of-, in- and from-phrases and participles with it, no relative clause."""
    end = noun.end
    for child in noun.children:
        if child.i > noun.i and child.dep in ("prep", "compound", "acl", "amod") and child.end <= limit:
            if (child.dep == "acl" and child.tag != "VBN") or (child.dep == "prep" and not child.children):
                continue
            last = child
            for token in child.subtree():
                if token.dep in ("relcl", "advcl", "conj", "appos", "cc", "punct") and token.lower not in ("-",):
                    break
                last = token
            end = max(end, min(last.end, limit))
    return end
