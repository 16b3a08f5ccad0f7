"""What the cues of a document report: verbs, nouns and "according to"."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Token
from dragoman.said.clauses import right_end, speaker_of, speaks_again, strip_end, strip_start
from dragoman.said.cues import Cues
from dragoman.said.direct import Direct
from dragoman.said.indirect import Reported
from dragoman.said.quotes import Quotes
from dragoman.said.types import Cue, Quote, Saying
from dragoman.when.types import Times


class Search:
    """One pass over the cues of one document."""

    def __init__(self, parsed: Parsed, quotes: Quotes, times: Times, cues: Cues) -> None:
        self.parsed, self.quotes, self.cues = parsed, quotes, cues
        self.direct = Direct(parsed, quotes, cues.verbs)
        self.found: list[Saying] = []
        self.by_sentence: dict[int, list[Saying]] = {}
        self._times, self._reported = times, Reported(cues)

    def run(self) -> None:
        """Find what verbs, nouns and "according to" report."""
        verbs, nouns = self.cues.verbs, self.cues.nouns
        for sentence in self.parsed.sentences:
            for token in sentence.tokens:
                if token.lower == "according":
                    self._according(token)
                elif token.tag[0] == "V":
                    cue = verbs.get(token.lemma)
                    if cue is not None and not self.quotes.around(token.start):
                        self._verb(token, cue)
                elif token.lower in _VIEWS and not self.quotes.around(token.start):
                    self._in_view(token)
                elif token.lemma in nouns and token.tag[0] == "N" and not self.quotes.around(token.start):
                    self._noun(token, nouns[token.lemma])

    # -- verbs

    def _verb(self, verb: Token, cue: Cue) -> None:
        speaker = self.speaker(verb)
        if speaker is None or self.quotes.around(speaker.start):
            speaker = self._after_quote(verb) or (self._subject_before(verb) if speaker is not None else None)
        if speaker is None or (speaker.lower, verb.lower) in _IDIOMS:
            return
        if "quote" in cue.frames and (quotes := self.direct.of(verb, speaker)):
            self.add_direct(verb, cue.kind, speaker, quotes)
            return
        found = self._reported.pieces(verb, cue, speaker, self._times)
        if found is None or _unreal(verb, found[1]):
            return
        pieces, frame = found
        spoken_to = frame == "object" or (frame == "clause" and "addressee" in cue.frames)
        addressee = verb.child("dobj", "dative") if spoken_to else None
        self.add(verb, cue.kind, speaker, pieces, f"said.{frame}: {verb.lemma}", addressee)

    def speaker(self, verb: Token) -> Token | None:
        """A participle or joined verb that goes on after reported speech has the speaker of that speech."""
        for saying in reversed(self.found[-4:]):
            outer = saying.head
            inside = outer.sentence is verb.sentence and outer is not verb and outer in verb.ancestors()
            if inside and speaks_again(verb, outer, self.cues.verbs):
                return saying.speaker
        return speaker_of(verb, self.cues.documents)

    def _subject_before(self, verb: Token) -> Token | None:
        """The subject outside the quotations, where the parser hangs the cue on a word inside one."""
        for token in verb.sentence.tokens[: verb.i]:
            if token.dep in ("nsubj", "nsubjpass") and token.tag[0] in "NP" and not self.quotes.around(token.start):
                return token
        return None

    def _after_quote(self, verb: Token) -> Token | None:
        """ "...," said Costa, where the parser missed the subject: the noun phrase after the verb."""
        quote = self.quotes.last_before(verb.start)
        if quote is None or self.parsed.text[quote.end : verb.start].strip(" ,"):
            return None
        last = None
        for token in verb.sentence.tokens[verb.i + 1 :]:
            if token.is_noun or token.tag in ("PRP", "WP"):
                last = token
            elif token.tag not in ("DT", "JJ", "PRP$", "POS", "CD", "HYPH", "VBG", "VBN") and token.text != "-":
                break
        return last

    def add_direct(self, verb: Token, kind: str, speaker: Token, quotes: list[Quote]) -> None:
        pieces = [(q.inner_start, q.inner_end) for q in quotes]
        last, sentence = quotes[-1], verb.sentence
        if quotes[0].end <= verb.start:
            pieces[0] = (self._led_in(quotes[0], verb), pieces[0][1])
        goes_on = last.closed and self.parsed.text[last.inner_end - 1] not in ",.?!…-—"
        if last.start > verb.end and goes_on and last.end < sentence.end - 1:
            begin = next((t for t in sentence.tokens if t.start >= last.inner_start), None)
            if begin is not None:
                end = right_end(verb, begin, self.cues.verbs, self.cues.documents, clause=True)
                pieces[-1] = (last.inner_start, max(last.inner_end, strip_end(sentence.tokens, end.i)))
        addressee = verb.child("dobj", "dative")
        self.add(verb, kind, speaker, pieces, f"said.quote: {verb.lemma}", addressee, quotes)

    def _led_in(self, quote: Quote, verb: Token) -> int:
        """Where the content begins if words of the sentence lead to the quotation: In Geneva "...", she said."""
        tokens = [t for t in verb.sentence.tokens if t.start < quote.start]
        words = [t for t in tokens if t.tag[0].isalpha()]
        if not words or self.direct.is_utterance(quote) or self._is_taken(words[0]):
            return quote.inner_start
        if any(self.quotes.around(t.start) or (t.lemma in self.cues.verbs and t.is_verb) for t in words):
            return quote.inner_start
        return words[0].start

    def _is_taken(self, word: Token) -> bool:
        """Whether the word is part of what another saying of its sentence has."""
        sayings = self.by_sentence.get(word.sentence.index, ())
        return any(start <= word.start < end for saying in sayings for start, end in saying.pieces)

    def add(
        self,
        head: Token,
        kind: str,
        speaker: Token,
        pieces: list[tuple[int, int]],
        why: str,
        addressee: Token | None = None,
        quotes: list[Quote] | None = None,
    ) -> None:
        """Note a saying; `quotes` are the quotations it consists of."""
        inside = addressee is not None and any(s <= addressee.start < e for s, e in pieces)
        if addressee is None or addressee.is_verb or (inside and not why.startswith("said.object")):
            addressee = _to_whom(head, pieces)
        self._keep(Saying(head, head.start, head.end, head.text, kind, speaker, pieces, [why], addressee, quotes or []))

    def _keep(self, saying: Saying) -> None:
        self.found.append(saying)
        self.by_sentence.setdefault(saying.head.sentence.index, []).append(saying)

    # -- according to, and nouns

    def _according(self, token: Token) -> None:
        to = token.child("prep")
        source = to.child("pobj") if to else None
        if source is None or source.lemma in _NOT_SOURCES or self.quotes.around(token.start):
            return
        end = (to or token).end
        if (quote := self._after_colon(source)) is not None:
            self.direct.claimed.add(quote.start)
            inner = [(quote.inner_start, quote.inner_end)]
            why = ["said.according to"]
            self._keep(Saying(token, token.start, end, "according to", "say", source, inner, why, None, [quote]))
            return
        last = _end_of_source(source)
        if pieces := _around(token, token.i, last):
            self._keep(Saying(token, token.start, end, "according to", "say", source, pieces, ["said.according to"]))

    def _in_view(self, noun: Token) -> None:
        """ "In Kyiv's view", "in the words of the minister": what stands around it."""
        link = noun.head
        if noun.dep != "pobj" or link.lower != "in":
            return
        source = noun.child("poss")
        of = next((c for c in noun.children if c.lower == "of" and c.dep == "prep"), None)
        source = source or (of.child("pobj") if of is not None else None)
        if source is None or source.tag == "PRP$":
            return
        last = max(noun.i, _end_of_source(source))
        if pieces := _around(link, link.i, last):
            why = [f"said.in view: {noun.lower}"]
            self._keep(Saying(noun, noun.start, noun.end, noun.text, "say", source, pieces, why))

    def _after_colon(self, source: Token) -> Quote | None:
        """The quotation in "according to X: ..."."""
        quote = self.quotes.first_from(source.end)
        near = quote is not None and self.parsed.text[source.end : min(quote.start, source.end + 20)].strip() == ":"
        return quote if near else None

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
            self.add(noun, kind, owner, [(tokens[first].start, strip_end(tokens, last))], f"said.noun: {noun.lemma}")

    def unnested(self) -> list[Saying]:
        """Without things said ("underlined the call by saying ...") that hold another saying of the same speaker."""
        kept = []
        for saying in self.found:
            loose = saying.why[0].startswith(("said.thing", "said.preposition", "said.naming"))
            holds = loose and any(
                o is not saying
                and o.speaker is saying.speaker
                and saying.content_start <= o.cue_start < saying.content_end
                for o in self.by_sentence[saying.head.sentence.index]
            )
            if not holds:
                kept.append(saying)
        return kept


_IDIOMS = frozenset({("that", "said"), ("all", "told")})
_VIEWS = frozenset({"estimation", "opinion", "telling", "view", "words"})
_NOT_SOURCES = frozenset(
    {"plan", "schedule", "need", "law", "rule", "size", "age", "ability", "custom", "tradition", "taste"}
)


def _around(token: Token, first: int, last: int) -> list[tuple[int, int]]:
    """The clause around the words `first` to `last`, which say whose it is; not past a semicolon."""
    tokens = token.sentence.tokens
    around = _clause_of(token)
    stops = [t.i for t in tokens if t.text == ";"]
    after_stop = max((i for i in stops if i < first), default=-1)
    before_stop = min((i for i in stops if i > last), default=len(tokens))
    left = [t.i for t in around if after_stop < t.i < first]
    right = [t.i for t in around if last < t.i < before_stop]
    pieces: list[tuple[int, int]] = []
    for side in (left, right):
        words = [i for i in side if tokens[i].dep != "punct"]
        if words:
            start = strip_start(tokens, words[0])
            pieces.append((tokens[start].start, strip_end(tokens, words[-1])))
    return [p for p in pieces if p[0] < p[1]]


def _clause_of(token: Token) -> list[Token]:
    """The words of the clause that "according to" qualifies."""
    head = token.head
    while head.head is not head and not (head.is_verb and head.dep in ("ROOT", "ccomp", "conj", "advcl", "relcl")):
        head = head.head
    if head.head is head or (head.dep == "conj" and token is head.sentence.tokens[0]):
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
    return (
        verb.tag == "VB"
        and any(c.dep == "aux" and c.lower in ("to", "could", "would", "should", "might", "may") for c in verb.children)
        and verb.dep != "conj"
    )


def _to_whom(head: Token, pieces: list[tuple[int, int]]) -> Token | None:
    """ "said to reporters"."""
    for child in head.children:
        if child.dep in ("prep", "dative") and child.lower == "to":
            whom = child.child("pobj")
            if whom is not None and not any(s <= whom.start < e for s, e in pieces):
                return whom
    return None
