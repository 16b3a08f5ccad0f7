"""Direct speech: which quotations a cue introduces or follows, and which go on with the speaker before."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.said.clauses import FINITE, cluster_start, core
from dragoman.said.quotes import Quotes
from dragoman.said.types import Cue, Quote

_GAP = " \n,-"


class Direct:
    """The quotations of one document, and whose they are."""

    __slots__ = ("_text", "_verbs", "claimed", "quotes")

    def __init__(self, parsed: Parsed, quotes: Quotes, verbs: Mapping[str, Cue]) -> None:
        self._text, self._verbs, self.quotes = parsed.text, verbs, quotes
        self.claimed: set[int] = set()

    def of(self, verb: Token, speaker: Token) -> list[Quote]:
        """The quotations that stand right before or after this cue, in order; they count as claimed."""
        left = self._left(verb, speaker)
        right = self._right(verb, speaker, broken=left is not None)
        found = [q for q in (left, right) if q]
        self.claimed.update(q.start for q in found)
        return found

    def is_utterance(self, quote: Quote) -> bool:
        """Whether a quotation is a sentence of its own, not a phrase inside another's."""
        inner = self._text[quote.inner_start : quote.inner_end].strip(" .…[('")
        before = self.mark_before(quote)
        if not inner or not (inner[0].isupper() or inner[0].isdigit()) or before not in ("", *'.!?:,;"-)—…'):
            return False
        return " " in inner or inner[-1] in "?!"

    def _is_title(self, quote: Quote) -> bool:
        """ "On "Meet the Press," the senator said": a name in the sentence, not what is said."""
        words = self._text[quote.inner_start : quote.inner_end].rstrip(" ,").split(" ")
        named = len(words) <= 6 and all(w[:1].isupper() or len(w) < 4 for w in words)
        return named and self.mark_before(quote).isalnum()

    def mark_before(self, quote: Quote) -> str:
        """The last character before a quotation that is no space."""
        return self._text[max(0, quote.start - 40) : quote.start].rstrip()[-1:]

    def _left(self, verb: Token, speaker: Token) -> Quote | None:
        begin = cluster_start(verb, speaker)
        quote = self.quotes.last_before(min(begin, verb.start))
        sentence = verb.sentence
        if quote is None or quote.paragraph != sentence.paragraph or quote.start in self.claimed:
            return None
        if self._is_title(quote):
            return None
        text = self._text
        last = text[quote.inner_start : quote.inner_end].rstrip("'")[-1:]
        after = text[quote.end : begin].strip()
        if quote.end < sentence.start and (
            text[quote.end : sentence.start].strip() or (last == "." and not _is_bare(verb, speaker))
        ):
            return None
        between = [t for t in sentence.tokens if quote.end <= t.start < verb.start]
        own = set(core(speaker)) if speaker.sentence is sentence else set()
        if between and between[0].tag == "CC":
            return None
        if any(t.tag in FINITE and t.head is not verb and t not in own for t in between):
            return None
        if last not in ",?!-…—" and after[:1] not in (",", "-", "—"):
            direct = text[quote.end : quote.end + 20].lstrip(_GAP)[:1].islower() or _is_bare(verb, speaker)
            if not direct or (last != "." and not self.is_utterance(quote)):
                return None
        if last not in "," and not self.is_utterance(quote) and after[:1] != ",":
            return None
        return quote

    def _has_cue_of_its_own(self, quote: Quote, sentence: Sentence) -> bool:
        """ "He had doubts: "It will not last," Costa predicted": the cue after the quotation is nearer."""
        if self._text[quote.inner_end - 1] != ",":
            return False
        after = [t for t in sentence.tokens if t.start >= quote.end][:6]
        return any(t.is_verb and t.lemma in self._verbs for t in after)

    def _right(self, verb: Token, speaker: Token, broken: bool) -> Quote | None:
        quote = self.quotes.first_from(verb.end)
        sentence = verb.sentence
        if quote is None or quote.start in self.claimed:
            return None
        closing = self.mark_before(quote)
        if quote.paragraph != sentence.paragraph or quote.start > sentence.end + 2:
            next_paragraph = quote.paragraph == sentence.paragraph + 1 and closing == ":"
            return quote if next_paragraph and quote.start - sentence.end < 40 else None
        between = [t for t in sentence.tokens if verb.end <= t.start < quote.start]
        own = set(core(speaker)) if speaker.sentence is sentence else set()
        if any(t.tag in FINITE and t not in own and t.dep not in ("relcl", "aux") for t in between):
            return None
        goes_on = broken and self._text[quote.inner_start].islower()
        if not goes_on and any(
            t.is_verb and t.lemma in self._verbs and "quote" in self._verbs[t.lemma].frames for t in between
        ):
            return None  # the nearer cue has it
        if between and closing == ":" and name_at_colon(sentence.tokens, between[-1].i) not in (None, speaker):
            return None
        if closing == ":" and self._has_cue_of_its_own(quote, sentence):
            return None
        words = [t for t in between if t not in own and t.text not in ',:"' and t.lower != "that"]
        if not words or (goes_on and all(t.tag in ("CC", "RB") for t in words)):
            return quote
        if closing not in (",", ":") or not (broken or self.is_utterance(quote)):
            return None
        return quote


def _is_bare(verb: Token, speaker: Token) -> bool:
    """A sentence of speaker and cue alone, after a quotation that ends in a full stop: "..." Costa said."""
    if verb.head is not verb or any(
        c.dep in ("ccomp", "dobj", "xcomp", "conj", "attr") and c is not speaker for c in verb.children
    ):
        return False
    return len(verb.sentence.tokens) < len(speaker.subtree()) + 8


def name_at_colon(tokens: list[Token], colon: int) -> Token | None:
    """The speaker in "Name: ..." or "... - Name: ...", which has no verb."""
    if not 0 <= colon < len(tokens) or tokens[colon].text != ":":
        return None
    i = colon - 1
    while i >= 0 and (tokens[i].is_noun or tokens[i].tag == "DT"):
        i -= 1
    if i == colon - 1 or (i >= 0 and (tokens[i].text not in ("-", "--", "—") or tokens[colon - 1].tag == "NN")):
        return None
    return tokens[colon - 1]
