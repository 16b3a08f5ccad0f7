"""Direct speech: which quotations a cue introduces or follows, and which go on with the speaker before."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Token
from dragoman.said.clauses import FINITE, cluster_start, core
from dragoman.said.quotes import Quotes
from dragoman.said.types import Quote

_GAP = " \n,-"


class Direct:
    """The quotations of one document, and whose they are."""

    __slots__ = ("_parsed", "_text", "claimed", "quotes")

    def __init__(self, parsed: Parsed, quotes: Quotes) -> None:
        self._parsed, self._text, self.quotes = parsed, parsed.text, quotes
        self.claimed: set[int] = set()

    def of(self, verb: Token, speaker: Token, only_colon: bool = False) -> list[Quote]:
        """The quotations that stand right before or after this cue, in order; they count as claimed."""
        found = [q for q in (None if only_colon else self._left(verb, speaker), self._right(verb, speaker, only_colon)) if q]
        self.claimed.update(q.start for q in found)
        return found

    def is_utterance(self, quote: Quote) -> bool:
        """Whether a quotation is a sentence of its own, not a phrase inside another's."""
        inner = self._text[quote.inner_start : quote.inner_end].strip(" .…[('")
        before = self._text[: quote.start].rstrip()[-1:] if quote.start else ""
        return bool(inner) and (inner[0].isupper() or inner[0].isdigit()) and " " in inner and before in ("", *".!?:,;\"-)—…")

    def _left(self, verb: Token, speaker: Token) -> Quote | None:
        begin = cluster_start(verb, speaker)
        quote = self.quotes.last_before(min(begin, verb.start))
        sentence = verb.sentence
        if quote is None or quote.paragraph != sentence.paragraph or quote.start in self.claimed:
            return None
        text = self._text
        last = text[quote.inner_end - 1]
        after = text[quote.end : begin].strip()
        if quote.end < sentence.start:
            if text[quote.end : sentence.start].strip() or last == ".":
                return None
        between = [t for t in sentence.tokens if quote.end <= t.start < verb.start]
        own = set(core(speaker)) if speaker.sentence is sentence else set()
        if any(t.tag in FINITE and t.head is not verb and t not in own for t in between):
            return None
        if last not in ",?!-…—" and after[:1] not in (",", "-", "—"):
            direct = text[quote.end :].lstrip(_GAP)[:1].islower() or between == [speaker]
            if not direct or (last != "." and not self.is_utterance(quote)):
                return None
        if last not in "," and not self.is_utterance(quote) and after[:1] != ",":
            return None
        return quote

    def _right(self, verb: Token, speaker: Token, only_colon: bool) -> Quote | None:
        quote = self.quotes.first_from(verb.end)
        sentence = verb.sentence
        if quote is None:
            return None
        gap = self._text[verb.end : quote.start]
        closing = gap.rstrip()[-1:]
        if quote.paragraph != sentence.paragraph or quote.start > sentence.end + 2:
            if not (closing == ":" and self._text[sentence.end :].lstrip()[:1] == self._text[quote.start] and "\n" in gap
                    and not self._text[sentence.end : quote.start].strip()):  # fmt: skip
                return None
            return quote
        if only_colon and closing != ":":
            return None
        between = [t for t in sentence.tokens if verb.end <= t.start < quote.start]
        own = set(core(speaker)) if speaker.sentence is sentence else set()
        if any(t.tag in FINITE and t not in own and t.dep not in ("relcl", "aux") for t in between):
            return None
        words = [t for t in between if t not in own and t.text not in ',:"' and t.lower != "that"]
        if not words:
            return quote
        if closing not in (",", ":") or not self.is_utterance(quote):
            return None
        return quote
