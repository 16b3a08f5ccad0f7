"""The scene of an event: its words, place, contexts, casualties."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.parse.types import Sentence, Token
from dragoman.records import Figure, Place
from dragoman.what.dating import CLAUSAL, distance
from dragoman.what.grammar import clause_head
from dragoman.what.lexicon import EventLexicon
from dragoman.what.types import Node
from dragoman.where.types import Places
from dragoman.who.types import Cast


def span_of(node: Node) -> tuple[int, int]:
    """From the first to the last word of the clause that tells the event, without clauses that hang on it."""
    head = node.anchor
    tokens = [head, node.trigger]
    stack = [head]
    while stack:
        token = stack.pop()
        for child in token.children:
            if child.dep in CLAUSAL or (child.dep in ("punct", "cc", "mark", "conj") and token is head):
                continue
            tokens.append(child)
            stack.append(child)
    tokens += [t for t in (*node.actors, *node.recipients) if t.sentence is head.sentence]
    return min(t.start for t in tokens), max(t.end for t in tokens)


def place_of(node: Node, places: Places, cast: Cast) -> Place | None:
    """Where it happened: a place after in, at, near, to in the event's own words; a city before a country."""
    best: tuple[int, Place] | None = None
    tokens = node.trigger.sentence.tokens
    index = node.trigger.sentence.index
    words = {t.i for t in node.covers}
    clause = clause_head(node.trigger)
    for mention in places.mentions:
        if mention.sentence != index or mention.place is None:
            continue
        token = tokens[mention.token]
        head = token.head
        located = (
            _is_named_by(token, node.recipients)
            or (
                head.dep == "prep"
                and head.lower in ("in", "at", "near", "outside", "around", "on", "inside", "across", "to", "over")
            )
            or (token in node.recipients and mention.kind != "country")
        )
        if not located or token.dep in ("poss", "amod", "compound"):
            continue
        who = cast.at(token)
        if who is not None and who.kind == "person":
            continue
        steps = distance(token, words, clause)
        if steps is None:
            continue
        if token in node.recipients and mention.kind == "country" and head.lower != "in":
            continue
        rank = steps + (0 if mention.kind != "country" else 3)
        if best is None or rank < best[0]:
            best = (rank, mention.place)
    return best[1] if best else None


def _is_named_by(token: Token, things: list[Token]) -> bool:
    """ "The city of Harbin": the name of the place that the recipient is."""
    return token.head.dep == "prep" and token.head.lower == "of" and token.head.head in things


def contexts_of(node: Node, sentences: Sequence[Sentence], lexicon: EventLexicon) -> tuple[str, ...]:
    """The contexts that the words of the event's sentence name; where it names none, those of its neighbours."""
    own = node.trigger.sentence
    found = _contexts_in(own, lexicon)
    if not found:
        for index in (own.index - 1, own.index + 1):
            if 0 <= index < len(sentences) and sentences[index].paragraph == own.paragraph:
                found.update(_contexts_in(sentences[index], lexicon))
    return tuple(found)


def _contexts_in(sentence: Sentence, lexicon: EventLexicon) -> dict[str, None]:
    found: dict[str, None] = {}
    previous = ""
    for token in sentence.tokens:
        alone = (token.lemma,) if token.tag[0] in "NJ" else ()
        for word in (*alone, f"{previous} {token.lemma}"):
            for context in lexicon.contexts.get(word, ()):
                found[context] = None
        previous = token.lemma
    return found


_DEAD = ("dead", frozenset("dead death die execute fatality kill lose murder slay".split()))
_INJURED = ("injured", frozenset("casualty hurt injure injury wound".split()))
_ARRESTED = ("arrested", frozenset("arrest detain detention".split()))
_SIZES = {"ASSAULT": (_DEAD, _INJURED), "COERCE": (_DEAD, _INJURED, _ARRESTED)}


def casualties(node: Node, figures: Sequence[Figure]) -> dict[str, int]:
    """Dead, injured and arrested, from the figures in the sentence of an ASSAULT or COERCE; joined ones are summed."""
    if node.event not in _SIZES:
        return {}
    sentence = node.trigger.sentence
    out: dict[str, int] = {}
    counted: dict[str, Token] = {}
    for figure in figures:
        if not sentence.start <= figure.start < sentence.end or figure.unit in ("%", "fraction") or figure.change:
            continue
        value = figure.value if figure.value is not None else figure.low
        if value is None or value != int(value) or figure.rank is not None:
            continue
        inside = [t for t in sentence.tokens if figure.start <= t.start < figure.end]
        near = {t.lemma for t in inside} | {a.lemma for t in inside[:1] for a in t.ancestors()} | {node.trigger.lemma}
        for key, words in _SIZES[node.event]:
            if near & words and figure.unit not in ("USD", "year", "day", "month", "hour"):
                head = _head_of(inside)
                if key not in out:
                    out[key] = int(value)
                elif head is not None and _is_joined(head, counted.get(key)):
                    out[key] += int(value)
                else:
                    break
                if head is not None:
                    counted[key] = head
                break
    return out


def _is_joined(token: Token, to: Token | None) -> bool:
    """ "Ten soldiers and two civilians", not "ten died and two were hurt"."""
    after = token.sentence.tokens[token.i + 1 : token.i + 2]
    return token.dep == "conj" and token.head is to and not any(t.is_verb or t.tag == "MD" for t in after)


def _head_of(tokens: Sequence[Token]) -> Token | None:
    """The word that all the others hang on."""
    return next((t for t in tokens if t.head not in tokens), None)
