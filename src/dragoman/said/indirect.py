"""Reported speech without, or around, quotation marks: the clause, object or phrase that a cue brings."""

from __future__ import annotations

from dragoman.parse.types import Token
from dragoman.said.clauses import (
    FINITE,
    Piece,
    cluster_end,
    cluster_start,
    leftmost,
    right_end,
    strip_end,
    strip_start,
)
from dragoman.said.cues import Cues
from dragoman.said.types import Cue
from dragoman.when.types import Times

_BARE_NAMING = frozenset({"brand", "call", "declare", "deem", "label", "term"})


class Reported:
    """Finds the content of one cue verb."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def pieces(self, verb: Token, cue: Cue, speaker: Token, times: Times) -> tuple[list[Piece], str] | None:
        """The content and the frame it was found by, or None where the verb reports nothing."""
        frames = cue.frames
        if "clause" in frames and (found := self._clause(verb, speaker, times)):
            return found, "clause"
        if "infinitive" in frames and (found := self._after(verb, verb.child("xcomp"), "infinitive")):
            return found, "infinitive"
        if "object" in frames and (found := self._urged(verb)):
            return found, "object"
        if "naming" in frames and (found := self._named(verb)):
            return found, "naming"
        bare = "addressee" in frames or not verb.child("dobj")
        if "preposition" in frames and bare and (found := self._prepositional(verb, cue, times)):
            return found, "preposition"
        if "thing" in frames and (thing := verb.child("dobj")) and (not cue.objects or thing.lemma in cue.objects):
            found = self._after(verb, thing, "thing")
            return (found, "thing") if found else None
        return None

    def _clause(self, verb: Token, speaker: Token, times: Times) -> list[Piece] | None:
        clauses = [c for c in verb.children if c.dep == "ccomp"]
        after = [c for c in clauses if c.i > verb.i]
        inverted = speaker.sentence is verb.sentence and speaker.i > verb.i and speaker.head is verb
        if after and not inverted:
            return self._from(verb, after[0], times)
        before = [c for c in clauses if c.i < verb.i]
        if before:
            return self._final(verb, speaker, before[0])
        if _stands_between(verb, speaker):
            return self._medial(verb, speaker)
        tokens = verb.sentence.tokens
        for follower in tokens[verb.i + 1 : verb.i + 3]:
            if follower.lower == "that" and follower.tag == "IN" and follower.i + 2 < len(tokens):
                return self._span(tokens, follower.i + 1, len(tokens) - 1)
        return self._addressed(verb) or self._split_clause(verb)

    def _addressed(self, verb: Token) -> list[Piece] | None:
        """ "Told a meeting of ministers that few ...", where the parser hangs the clause on the one spoken to."""
        whom, cue = verb.child("dobj", "dative"), self._cues.verbs.get(verb.lemma)
        if whom is None or cue is None or "addressee" not in cue.frames:
            return None
        tokens = verb.sentence.tokens
        for token in whom.subtree():
            if token.lower == "that" and token.i > whom.i and token.dep == "mark" and token.i + 2 < len(tokens):
                return self._span(tokens, token.i + 1, token.head.subtree()[-1].i)
        return None

    def _split_clause(self, verb: Token) -> list[Piece] | None:
        """ "claims the law is void", where the parser takes the clause's subject for an object of the cue."""
        thing = verb.child("dobj")
        if thing is None or thing.i < verb.i:
            return None
        tokens, members = verb.sentence.tokens, thing.subtree()
        after = members[-1].i + 1
        if after >= len(tokens) or tokens[after].tag not in FINITE:
            return None
        finite = tokens[after]
        clause = finite.head if finite.dep in ("aux", "auxpass") else finite
        if clause.child("nsubj", "nsubjpass") or clause is verb or verb in clause.children:
            return None
        return self._span(
            tokens, strip_start(tokens, leftmost(t for t in members if t.i > verb.i).i), clause.subtree()[-1].i
        )

    def _from(self, verb: Token, clause: Token, times: Times) -> list[Piece] | None:
        """ "said that ...": from the clause's first word to the end of what belongs to it."""
        tokens = verb.sentence.tokens
        start = next((t for t in clause.subtree() if t.i > verb.i), clause).i
        thing = verb.child("dobj")
        if thing is not None and thing.i < clause.i and not clause.child("nsubj", "nsubjpass", "csubj", "mark"):
            members = [t for t in thing.subtree() if t.i > verb.i]
            if members and all(t.dep == "punct" for t in tokens[members[-1].i + 1 : start]):
                start = members[0].i
        start = _past_time(tokens, strip_start(tokens, start), verb, times)
        start = strip_start(tokens, start)
        if start > clause.i:
            start = clause.i
        end = right_end(verb, tokens[start], self._cues.verbs, self._cues.documents, clause=True)
        return self._span(tokens, start, max(end.i, start))

    def _final(self, verb: Token, speaker: Token, clause: Token) -> list[Piece] | None:
        """ "..., X said": from where the clause begins to the comma before the cue; what follows a second comma
        with a subject and a verb of its own goes on with it."""
        tokens = verb.sentence.tokens
        first = leftmost(clause.subtree()).i
        if verb.head is verb:
            first = 0
        begin = cluster_start(verb, speaker)
        end = first
        while end + 1 < len(tokens) and tokens[end + 1].start < begin:
            end += 1
        pieces = self._span(tokens, strip_start(tokens, first), end)
        return pieces + self._resumed(verb, speaker) if pieces else None

    def _resumed(self, verb: Token, speaker: Token) -> list[Piece]:
        tokens = verb.sentence.tokens
        i = max(verb.i, speaker.i if speaker.sentence is verb.sentence else 0)
        while i + 1 < len(tokens) and tokens[i].text not in (",", "-", "--", "—"):
            i += 1
        rest = tokens[i + 1 :]
        if (
            not rest
            or rest[0].lower in ("but", "while", "as", "after", "when")
            or rest[0].tag in ("VBG", "WDT", "WP", "``", "''")
        ):
            return []
        if not any(t.tag in FINITE for t in rest) or not any(t.dep == "nsubj" for t in rest):
            return []
        return self._span(tokens, strip_start(tokens, rest[0].i), tokens[-1].i) or []

    def _medial(self, verb: Token, speaker: Token) -> list[Piece] | None:
        """ "..., X said, ...": the clause around the cue."""
        tokens = verb.sentence.tokens
        around = [t.i for t in verb.head.subtree() if not (t.head is verb and t.dep == "mark")]
        begin, end = cluster_start(verb, speaker), cluster_end(verb, speaker)
        left = [i for i in around if tokens[i].start < begin]
        right = [i for i in around if i > end and tokens[i].dep != "punct"]
        pieces: list[Piece] = []
        if left:
            first = 0 if verb.head.head is verb.head else left[0]
            pieces += self._span(tokens, strip_start(tokens, first), left[-1]) or []
        if right and not (left and tokens[right[0]].tag == "VBG"):
            pieces += self._span(tokens, strip_start(tokens, right[0]), right[-1]) or []
        return pieces or None

    def _after(self, verb: Token, complement: Token | None, frame: str) -> list[Piece] | None:
        if complement is None or complement.i < verb.i:
            return None
        if frame == "infinitive" and (complement.tag != "VB" or not complement.child("aux")):
            return None
        if frame == "thing" and (complement.tag in ("WDT", "WP") or _is_bare_pronoun(verb, complement)):
            return None
        begin = leftmost(t for t in complement.subtree() if t.i > verb.i)
        return self._to_end(verb, begin)

    def _urged(self, verb: Token) -> list[Piece] | None:
        """ "urged X to go": X and what X is to do."""
        clause = next((c for c in verb.children if c.dep in ("ccomp", "xcomp") and c.i > verb.i), None)
        thing = verb.child("dobj", "dative")
        if clause is None or clause.tag != "VB" or not any(c.lower in ("to", "not") for c in clause.children):
            return None
        begin = leftmost(
            t for t in (thing if thing is not None and thing.i > verb.i else clause).subtree() if t.i > verb.i
        )
        return self._to_end(verb, begin)

    def _named(self, verb: Token) -> list[Piece] | None:
        """ "called X a mistake", "described X as a mistake": X and its name."""
        name = next((c for c in verb.children if _is_name_of(c, verb)), None)
        things = [c for c in verb.children if c.dep == "dobj" and c.i > verb.i]
        thing = things[0] if things else None
        if name is None and thing is not None and verb.lemma in _BARE_NAMING:
            marked = verb.sentence.tokens[thing.i + 1 : thing.i + 2]
            later = [
                c
                for c in thing.children
                if c.i > thing.i and (c.tag == "JJ" or (c.dep == "appos" and _is_mark(marked)))
            ]
            name = next(iter(things[1:] + later), None)
        if name is None:
            holders = [verb] + ([thing] if thing else [])
            name = next(
                (c for h in holders for c in h.children if c.dep == "prep" and c.lower == "as" and c.i > verb.i), None
            )
        if name is None:
            return None
        words = [t for t in (thing or name).subtree() if t.i > verb.i]
        return self._to_end(verb, words[1] if words[0].lower == "as" and len(words) > 1 else words[0])

    def _prepositional(self, verb: Token, cue: Cue, times: Times) -> list[Piece] | None:
        """ "called for X", "warned of X", "pointed out that": what follows the preposition."""
        for child in verb.children:
            if child.i > verb.i and child.dep in ("prep", "prt", "agent") and child.lower in cue.prepositions:
                inner = [t for t in child.subtree() if t.i > child.i] or _next_clause(verb, child)
                if inner and times.covering(inner[0]) is None:
                    return self._to_end(verb, inner[0])
        return None

    def _to_end(self, verb: Token, begin: Token) -> list[Piece] | None:
        end = right_end(verb, begin, self._cues.verbs, self._cues.documents, clause=False)
        return self._span(verb.sentence.tokens, strip_start(verb.sentence.tokens, begin.i), end.i)

    @staticmethod
    def _span(tokens: list[Token], first: int, last: int) -> list[Piece] | None:
        if last < first:
            return None
        end = strip_end(tokens, last)
        return [(tokens[first].start, end)] if end > tokens[first].start else None


def _next_clause(verb: Token, preposition: Token) -> list[Token]:
    """ "Called for talks to be held", where the parser hangs the clause on the verb."""
    clause = next((c for c in verb.children if c.i > preposition.i and c.dep in ("ccomp", "xcomp", "advcl")), None)
    members = clause.subtree() if clause is not None else []
    return members if members and members[0].i == preposition.i + 1 else []


def _is_name_of(child: Token, verb: Token) -> bool:
    """ "Called it a mistake", "called the charges invented"."""
    return child.i > verb.i and (child.dep == "oprd" or (child.dep == "ccomp" and not child.is_verb))


def _is_bare_pronoun(verb: Token, thing: Token) -> bool:
    """ "Denied it"; but "accused her of lying" says what."""
    return thing.tag == "PRP" and not any(c.dep == "prep" and c.i > thing.i for c in verb.children)


def _is_mark(tokens: list[Token]) -> bool:
    return any(t.text in ('"', "'") for t in tokens)


def _stands_between(verb: Token, speaker: Token) -> bool:
    """Whether "X said" stands in the middle or at the end of what X said, as the parser sees it."""
    head = verb.head
    if head is verb or head.sentence is not verb.sentence or not (head.is_verb or head.tag == "JJ"):
        return False
    if verb.dep == "parataxis":
        return True
    tokens = verb.sentence.tokens
    if verb.dep == "conj":
        return _closes(verb, speaker)
    if verb.dep == "advcl":
        return _is_aside(verb)
    first = min(verb.i, speaker.i if speaker.sentence is verb.sentence else verb.i)
    return (
        verb.dep == "ccomp" and verb.i < head.i and speaker.i > verb.i and first > 0 and tokens[first - 1].text == ","
    )


def _closes(verb: Token, speaker: Token) -> bool:
    """ "..., he told reporters", where the parser joins the cue to the clause before it as a second one."""
    tokens = verb.sentence.tokens
    if speaker.sentence is not verb.sentence or verb.child("nsubj") is not speaker:
        return False
    first = min(speaker.subtree()[0].i, verb.i)
    joined = any(t.dep == "cc" and t.head is verb.head and t.i > verb.head.i for t in tokens[first - 2 : first])
    own = any(c.dep in ("ccomp", "xcomp", "conj", "advcl") for c in verb.children)
    return first > 1 and tokens[first - 1].text == "," and not joined and not own


def _is_aside(verb: Token) -> bool:
    """ "..., as the paper first reported": nothing hangs on the cue but its subject and its time."""
    marks = [c for c in verb.children if c.lower == "as" and c.i < verb.i]
    return bool(marks) and not any(c.dep in ("ccomp", "xcomp", "dobj", "acomp", "prt") for c in verb.children)


def _past_time(tokens: list[Token], start: int, verb: Token, times: Times) -> int:
    """ "said on Tuesday the ...": the time right after the verb is the verb's."""
    if start > verb.i + 2:
        return start
    for mention in times.of_sentence(verb.sentence.index):
        first = start + 1 if tokens[start].tag == "IN" and start + 1 < len(tokens) else start
        if mention.start <= tokens[first].start < mention.end:
            while first < len(tokens) - 1 and tokens[first].start < mention.end:
                first += 1
            return start if tokens[first].tag == "POS" else first
    return start
