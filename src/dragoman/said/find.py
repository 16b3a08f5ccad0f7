"""Who said what: direct, indirect and mixed speech, by verbs, nouns, "according to" and colons."""

from __future__ import annotations

from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.records import Statement
from dragoman.said.clauses import (
    right_end,
    speaker_of,
    speaks_again,
    strip_end,
    strip_start,
)
from dragoman.said.cues import Cues
from dragoman.said.direct import Direct
from dragoman.said.indirect import Reported
from dragoman.said.quotes import find_quotes
from dragoman.said.resolve import statements_of
from dragoman.said.types import Cue, Quote, Saying
from dragoman.when.types import Times
from dragoman.who.types import Cast


class StatementFinder:
    """Finds the statements of a document."""

    def __init__(self, library: Library) -> None:
        self._cues = Cues(library)
        self._reported = Reported(self._cues)

    def find(self, parsed: Parsed, cast: Cast, times: Times) -> list[Statement]:
        """All statements, in the order of the text."""
        quotes = find_quotes(parsed)
        sayings = self.sayings(parsed, times)
        return statements_of(parsed, sayings, quotes, cast, times, self._cues.documents)

    def sayings(self, parsed: Parsed, times: Times) -> list[Saying]:
        """What is said and by which words, before anybody is looked up."""
        return _Search(parsed, times, self._cues, self._reported).run()


class _Search:
    """One pass over one document."""

    def __init__(self, parsed: Parsed, times: Times, cues: Cues, reported: Reported) -> None:
        self._parsed, self._times, self._cues, self._reported = parsed, times, cues, reported
        self._quotes = find_quotes(parsed)
        self._direct = Direct(parsed, self._quotes)
        self._found: list[Saying] = []

    def run(self) -> list[Saying]:
        verbs, nouns = self._cues.verbs, self._cues.nouns
        for sentence in self._parsed.sentences:
            for token in sentence.tokens:
                if token.lower == "according":
                    self._according(token)
                elif token.tag[0] == "V":
                    cue = verbs.get(token.lemma)
                    if cue is not None and not self._quotes.around(token.start):
                        self._verb(token, cue)
                elif token.lemma in nouns and token.tag[0] == "N" and not self._quotes.around(token.start):
                    self._noun(token, nouns[token.lemma])
        self._rest()
        return sorted(self._unnested(), key=lambda s: (s.content_start, s.cue_start))

    # -- verbs

    def _verb(self, verb: Token, cue: Cue) -> None:
        speaker = self._speaker(verb)
        if speaker is None or self._quotes.around(speaker.start):
            speaker = self._object_after_quote(verb)
        if speaker is None:
            return
        if "quote" in cue.frames and (quotes := self._direct.of(verb, speaker)):
            self._add_direct(verb, cue.kind, speaker, quotes)
            return
        found = self._reported.pieces(verb, cue, speaker, self._times)
        if found is None or _unreal(verb, found[1]):
            return
        pieces, frame = found
        spoken_to = frame == "object" or (frame == "clause" and "addressee" in cue.frames)
        addressee = verb.child("dobj", "dative") if spoken_to else None
        self._add(verb, cue.kind, speaker, pieces, f"said.{frame}: {verb.lemma}", addressee)

    def _speaker(self, verb: Token) -> Token | None:
        """A participle or joined verb that goes on after reported speech has the speaker of that speech."""
        for saying in reversed(self._found[-4:]):
            outer = saying.head
            inside = outer.sentence is verb.sentence and outer is not verb and outer in verb.ancestors()
            if inside and speaks_again(verb, outer, self._cues.verbs):
                return saying.speaker
        return speaker_of(verb, self._cues.documents)

    def _object_after_quote(self, verb: Token) -> Token | None:
        """ "...," said Costa, where the parser has taken the speaker for an object."""
        quote = self._quotes.last_before(verb.start)
        if quote is None or self._parsed.text[quote.end : verb.start].strip(" ,"):
            return None
        return next((c for c in verb.children if c.i > verb.i and c.dep in ("dobj", "attr", "oprd", "npadvmod")), None)

    def _add_direct(self, verb: Token, kind: str, speaker: Token, quotes: list[Quote]) -> None:
        pieces = [(q.inner_start, q.inner_end) for q in quotes]
        last, sentence = quotes[-1], verb.sentence
        if last.start > verb.end and not self._direct.is_utterance(last) and last.end < sentence.end - 1:
            begin = next((t for t in sentence.tokens if t.start >= last.inner_start), None)
            if begin is not None:
                end = right_end(verb, begin, self._cues.verbs, self._cues.documents, clause=True)
                pieces[-1] = (last.inner_start, max(last.inner_end, strip_end(sentence.tokens, end.i, "")))
        addressee = verb.child("dobj", "dative")
        self._add(verb, kind, speaker, pieces, f"said.quote: {verb.lemma}", addressee, quotes)

    def _add(
        self,
        head: Token,
        kind: str,
        speaker: Token,
        pieces: list[tuple[int, int]],
        why: str,
        addressee: Token | None = None,
        quotes: list[Quote] | None = None,
    ) -> None:
        if addressee is None or addressee.is_verb or any(s <= addressee.start < e for s, e in pieces):
            addressee = None if why.split(":")[0] != "said.object" else addressee
        if addressee is None:
            addressee = _to_whom(head, pieces)
        saying = Saying(head, head.start, head.end, head.text, kind, speaker, pieces, [why], addressee, quotes or [])
        self._found.append(saying)

    # -- according to, and nouns

    def _according(self, token: Token) -> None:
        to = token.child("prep")
        source = to.child("pobj") if to else None
        if source is None or source.lemma in _NOT_SOURCES or self._quotes.around(token.start):
            return
        tokens = token.sentence.tokens
        last = _end_of_source(source)
        around = _clause_of(token)
        stops = [t.i for t in tokens if t.text == ";"]
        after_stop = max((i for i in stops if i < token.i), default=-1)
        before_stop = min((i for i in stops if i > last), default=len(tokens))
        left = [t.i for t in around if after_stop < t.i < token.i]
        right = [t.i for t in around if last < t.i < before_stop]
        pieces: list[tuple[int, int]] = []
        for side in (left, right):
            words = [i for i in side if tokens[i].dep != "punct"]
            if words:
                first = strip_start(tokens, words[0])
                pieces.append((tokens[first].start, strip_end(tokens, words[-1], "")))
        pieces = [p for p in pieces if p[0] < p[1]]
        if pieces:
            saying = Saying(token, token.start, (to or token).end, "according to", "say", source, pieces, ["said.according to"])
            self._found.append(saying)

    def _noun(self, noun: Token, kind: str) -> None:
        """ "Kyiv's claim that ...": whose the noun is."""
        clause = next((c for c in noun.children if c.dep in ("acl", "ccomp", "relcl") and c.i > noun.i), None)
        if clause is None or not any(c.lower == "that" and c.dep == "mark" for c in clause.children):
            return
        owner = noun.child("poss")
        if owner is None:
            prep = next((c for c in noun.children if c.dep == "prep" and c.lower in ("by", "from", "of")), None)
            owner = prep.child("pobj") if prep else None
        if owner is None:
            return
        tokens = noun.sentence.tokens
        members = clause.subtree()
        first, last = strip_start(tokens, members[0].i), members[-1].i
        if first < last:
            self._add(noun, kind, owner, [(tokens[first].start, strip_end(tokens, last, ""))], f"said.noun: {noun.lemma}")

    # -- quotations without a cue of their own

    def _rest(self) -> None:
        for quote in self._quotes.all:
            if quote.start in self._direct.claimed or not self._direct.is_utterance(quote):
                continue
            if any(s < quote.end and quote.start < e for x in self._found for s, e in x.pieces):
                continue
            self._continued(quote)

    def _continued(self, quote: Quote) -> None:
        """A quotation that goes on from the sentence before, or that a colon brings."""
        before = self._sentence_before(quote)
        if before is None:
            return
        sayings = [s for s in self._found if s.head.sentence is before or (s.quotes and before.start < s.quotes[-1].end and s.content_start < quote.start)]
        saying = max(sayings, key=lambda s: s.content_end, default=None)
        whole_paragraph = quote.paragraph != before.paragraph
        if saying is not None and saying.content_start < quote.start:
            self._direct.claimed.add(quote.start)
            if saying.quotes and saying.content_end <= quote.start:
                saying.pieces.append((quote.inner_start, quote.inner_end))
                saying.quotes.append(quote)
                return
            self._add(saying.head, saying.kind, saying.speaker, [(quote.inner_start, quote.inner_end)],
                      "said.continued: the speaker of the sentence before", None, [quote])  # fmt: skip
            return
        if whole_paragraph and not self._parsed.text[: quote.start].rstrip().endswith(":"):
            return
        self._introduced(quote, before)

    def _introduced(self, quote: Quote, before: Sentence) -> None:
        """The sentence before has a verb of speech without content, or ends in a colon."""
        colon = self._parsed.text[: quote.start].rstrip().endswith(":")
        verbs = [t for t in before.tokens if t.is_verb and t.start < quote.start and not self._quotes.around(t.start)]
        for verb in sorted(verbs, key=lambda t: (t.head is not t, t.i)):
            cue = self._cues.verbs.get(verb.lemma)
            if (cue is None or "quote" not in cue.frames) and not (colon and verb.head is verb):
                continue
            speaker = speaker_of(verb, self._cues.documents)
            if speaker is not None:
                self._direct.claimed.add(quote.start)
                self._add(verb, cue.kind if cue else "say", speaker, [(quote.inner_start, quote.inner_end)],
                          "said.quote: introduced by the sentence before", None, [quote])  # fmt: skip
                return

    def _sentence_before(self, quote: Quote) -> Sentence | None:
        """The sentence whose end (or colon) the quotation follows directly."""
        text = self._parsed.text
        best = None
        for sentence in self._parsed.sentences:
            if sentence.start >= quote.start:
                break
            best = sentence
        if best is None or text[min(best.end, quote.start) : quote.start].strip(" \n\""):
            return None
        return best

    def _unnested(self) -> list[Saying]:
        """Without things said ("underlined the call by saying ...") that hold another saying of the same speaker."""
        kept = []
        for saying in self._found:
            loose = saying.why[0].startswith(("said.thing", "said.preposition", "said.naming"))
            holds = loose and any(
                o is not saying and o.speaker is saying.speaker and saying.content_start <= o.cue_start < saying.content_end
                for o in self._found
            )
            if not holds:
                kept.append(saying)
        return kept


_NOT_SOURCES = frozenset({"plan", "schedule", "need", "law", "rule", "size", "age", "ability", "custom", "tradition", "taste"})


def _clause_of(token: Token) -> list[Token]:
    """The words of the clause that "according to" qualifies."""
    head = token.head
    while head.head is not head and not (head.is_verb and head.dep in ("ROOT", "ccomp", "conj", "advcl", "relcl")):
        head = head.head
    if head.head is head or head.dep == "conj" and token.i < head.i and token is head.sentence.tokens[0]:
        return list(token.sentence.tokens)
    return head.subtree()


def _end_of_source(source: Token) -> int:
    """The place of the last word of a source: up to a comma, and past a "who ..." after it."""
    tokens = source.sentence.tokens
    last = source.i
    for token in source.subtree():
        if token.i <= last:
            continue
        if token.text == "," and not (token.i + 1 < len(tokens) and tokens[token.i + 1].tag in ("WP", "WDT")):
            break
        last = token.i
    return last


def _unreal(verb: Token, frame: str) -> bool:
    """Not said: "did not say", "will say", a command; a denial of speech is no statement."""
    if any(c.dep == "neg" for c in verb.children):
        return True
    return verb.tag == "VB" and any(c.dep == "aux" and c.lower in ("to", "could", "would", "should", "might", "may") for c in verb.children) and verb.dep != "conj"


def _to_whom(head: Token, pieces: list[tuple[int, int]]) -> Token | None:
    """ "said to reporters"."""
    for child in head.children:
        if child.dep in ("prep", "dative") and child.lower == "to":
            whom = child.child("pobj")
            if whom is not None and not any(s <= whom.start < e for s, e in pieces):
                return whom
    return None
