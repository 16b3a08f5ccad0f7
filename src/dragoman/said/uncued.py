"""Quotations without a cue of their own: they go on from the sentence before, or a colon or any verb brings them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, takewhile

from dragoman.parse.types import Sentence, Token
from dragoman.said.clauses import speaker_of
from dragoman.said.direct import name_at_colon
from dragoman.said.search import Search
from dragoman.said.types import Quote, Saying

# How many words before a quotation its verb may stand.
_REACH = 60


def give_to_speakers(search: Search) -> None:
    """Give every quotation that is a sentence and that nobody has said yet to its speaker, where one is at hand."""
    rest = _Rest(search)
    for quote in search.quotes.all:
        if not rest.is_taken(quote) and not rest.signed(quote) and search.direct.is_utterance(quote):
            rest.give(quote)


class _Rest:
    """The sayings found so far, seen from the quotations that are left."""

    def __init__(self, search: Search) -> None:
        self._search, self._text = search, search.parsed.text
        pieces = sorted(piece for saying in search.found for piece in saying.pieces)
        self._starts = [start for start, _ in pieces]
        self._ends = list(accumulate((end for _, end in pieces), max))
        self._sentences = search.parsed.sentences
        self._sentence_starts = [s.start for s in self._sentences]
        self._direct = sorted((s for s in search.found if s.quotes), key=lambda s: s.content_start)
        self._next = 0
        self._last: Saying | None = None

    def is_taken(self, quote: Quote) -> bool:
        """Whether the quotation, or a part of it, belongs to a saying."""
        if quote.start in self._search.direct.claimed:
            return True
        number = bisect_left(self._starts, quote.end) - 1
        return number >= 0 and self._ends[number] > quote.start

    def give(self, quote: Quote) -> None:
        """Find the speaker of a quotation that is not taken."""
        while self._next < len(self._direct) and self._direct[self._next].content_start < quote.start:
            self._last = self._direct[self._next]
            self._next += 1
        if self._by_manner(quote):
            return
        before = self._sentence_before(quote)
        if before is not None and not self._continued(quote, before):
            self._introduced(quote, before)

    def _by_manner(self, quote: Quote) -> bool:
        """ "...," the crowd yelled: whatever verb stands there, it reports the quotation."""
        number = bisect_right(self._sentence_starts, quote.end) - 1
        while number < len(self._sentences) and self._sentences[number].end <= quote.end:
            number += 1
        if number >= len(self._sentences) or self._text[quote.inner_end - 1] not in ",?!":
            return False
        following = self._sentences[number]
        if following.paragraph != quote.paragraph:
            return False
        for verb in following.tokens:
            if verb.start < quote.end or verb.tag not in ("VBD", "VBZ", "VBP"):
                continue
            speaker = self._search.speaker(verb)
            if (
                verb.child("dobj")
                or speaker is None
                or speaker.start < quote.end
                or quote not in self._search.direct.of(verb, speaker)
            ):
                return False
            self._search.add_direct(verb, "say", speaker, [quote])
            self._last = self._search.found[-1]
            return True
        return False

    def signed(self, quote: Quote) -> bool:
        """ "..." - Maria Costa: the name after a dash, of two words at least."""
        number = bisect_right(self._sentence_starts, quote.end + 1) - 1
        tokens = [t for s in self._sentences[max(0, number) : number + 2] for t in s.tokens if t.start >= quote.end]
        if len(tokens) < 3 or tokens[0].text not in ("-", "--", "–", "—", "―", "~") or tokens[0].start > quote.end + 1:
            return False
        names = list(takewhile(lambda t: t.tag in ("NNP", "NNPS") and t.text[0].isupper(), tokens[1:6]))
        if len(names) < 2 or self._text[quote.inner_end - 1] not in ".?!":
            return False
        head = names[-1]
        self._search.direct.claimed.add(quote.start)
        self._search.add(tokens[0], "say", head, [(quote.inner_start, quote.inner_end)], "said.signed", None, [quote])
        self._last = self._search.found[-1]
        return True

    def _continued(self, quote: Quote, before: Sentence) -> bool:
        """The speaker of the sentence before goes on."""
        sayings = [s for s in self._search.by_sentence.get(before.index, ()) if s.content_start < quote.start]
        last = self._last
        if last is not None and last.quotes[-1].end > before.start and last not in sayings:
            sayings.append(last)
        if not sayings:
            return False
        saying = max(sayings, key=lambda s: s.content_end)
        if saying.quotes and saying.content_end <= quote.start:
            self._search.direct.claimed.add(quote.start)
            saying.pieces.append((quote.inner_start, quote.inner_end))
            saying.quotes.append(quote)
            self._last = saying
        else:
            self._say(
                quote, saying.head, saying.kind, saying.speaker, "said.continued: the speaker of the sentence before"
            )
        return True

    def _introduced(self, quote: Quote, before: Sentence) -> None:
        """The sentence before has a verb of speech without content, or ends in a colon."""
        colon = self._search.direct.mark_before(quote) == ":"
        if quote.paragraph != before.paragraph and not colon:
            return
        around = self._search.quotes.around
        last = bisect_left(before.tokens, quote.start, key=lambda t: t.start)
        if colon and (name := name_at_colon(before.tokens, last - 1)) is not None:
            self._say(quote, name, "say", name, "said.colon")
            mark, saying = before.tokens[last - 1], self._search.found[-1]
            saying.cue, saying.cue_start, saying.cue_end = mark.text, mark.start, mark.end
            return
        verbs = [t for t in before.tokens[max(0, last - _REACH) : last] if t.is_verb and not around(t.start)]
        for verb in sorted(verbs, key=lambda t: (t.head is not t, t.i)):
            cue = self._search.cues.verbs.get(verb.lemma)
            if (cue is None or "quote" not in cue.frames) and not (colon and verb.head is verb):
                continue
            speaker = speaker_of(verb, self._search.cues.documents)
            if speaker is not None and not around(speaker.start):
                kind = cue.kind if cue else "say"
                self._say(quote, verb, kind, speaker, "said.quote: introduced by the sentence before")
                return

    def _say(self, quote: Quote, head: Token, kind: str, speaker: Token, why: str) -> None:
        self._search.direct.claimed.add(quote.start)
        self._search.add(head, kind, speaker, [(quote.inner_start, quote.inner_end)], why, None, [quote])
        self._last = self._search.found[-1]

    def _sentence_before(self, quote: Quote) -> Sentence | None:
        """The sentence whose end (or colon) the quotation follows directly."""
        number = bisect_left(self._sentence_starts, quote.start) - 1
        if number < 0:
            return None
        sentence = self._sentences[number]
        if self._text[min(sentence.end, quote.start) : quote.start].strip(' \n"'):
            return None
        return sentence
