"""What somebody thinks, wants, fears, supports or opposes, or only seems to: attitudes, which are no statements."""

from __future__ import annotations

from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.said.clauses import Piece, core, is_passive, speaker_of, strip_end, strip_start
from dragoman.said.cues import Cues
from dragoman.said.direct import name_at_colon
from dragoman.said.indirect import Reported
from dragoman.said.quotes import Quotes
from dragoman.said.types import Attitude, Cue, Saying
from dragoman.when.types import Times

# What of an adjunct belongs to the object: "criticised X for Y", "compared X to Y".
_ADJUNCTS = frozenset("about against as for from of on over to with".split())
_COMPLEMENTS = ("xcomp", "oprd", "acomp", "ccomp")
_RELATIVE = frozenset({"WDT", "WP"})


class Attitudes:
    """The attitudes of one document, outside what is said in it."""

    def __init__(self, parsed: Parsed, quotes: Quotes, times: Times, cues: Cues, said: list[Saying]) -> None:
        self._parsed, self._quotes, self._times, self._cues = parsed, quotes, times, cues
        self._reported = Reported(cues)
        self._heads = {saying.head for saying in said}
        self._pieces = sorted(piece for saying in said for piece in saying.pieces)

    def found(self) -> list[Attitude]:
        """All of them, in the order of the text."""
        out: list[Attitude] = []
        for sentence in self._parsed.sentences:
            taken = [p for p in self._pieces if p[0] < sentence.end and p[1] > sentence.start]
            if not taken and (found := self._at_colon(sentence)) is not None:
                out.append(found)
                continue
            for token in sentence.tokens:
                if token.tag[0] not in "VJ" or token in self._heads or self._quotes.around(token.start):
                    continue
                if any(start <= token.start < end for start, end in taken):
                    continue
                attitude = self._of(token)
                if attitude is not None and attitude.pieces:
                    out.append(attitude)
        return out

    def _at_colon(self, sentence: Sentence) -> Attitude | None:
        """ "COSTA: We must act": a headline, or a transcript, where it goes on to the end of the line."""
        tokens = sentence.tokens
        at = next((t.i for t in tokens[1:6] if t.text == ":"), 0)
        name = name_at_colon(tokens, at) if at else None
        if name is None or name.tag != "NNP" or any(t.tag == "CD" for t in tokens[:at]):
            return None
        sentences, text = self._parsed.sentences, self._parsed.text
        last = sentence.index
        if at == len(tokens) - 1:
            while last + 1 < len(sentences) and "\n" not in text[sentence.start : sentences[last + 1].start]:
                last += 1
        words = [t for s in sentences[sentence.index : last + 1] for t in s.tokens if t.start > tokens[at].start]
        if len(words) < 3 or words[0].text == '"':
            return None
        return Attitude(
            tokens[at], name, [(words[0].start, strip_end(sentences[last].tokens, words[-1].i))], "tell", "colon"
        )

    def _of(self, token: Token) -> Attitude | None:
        if token.is_verb and (cue := self._cues.attitudes.get(token.lemma)) is not None:
            return self._verb(token, cue)
        kind = self._cues.adjectives.get(token.lower)
        return self._adjective(token, kind) if kind is not None and token.dep in ("acomp", "oprd", "ROOT") else None

    def _verb(self, verb: Token, cue: Cue) -> Attitude | None:
        if "seem" in cue.frames:
            return self._seeming(verb)
        if is_passive(verb):
            return self._passive(verb, cue)
        holder = self._holder(verb)
        if holder is None:
            return None
        found = self._reported.pieces(verb, _without_thing(cue), holder, self._times)
        if found is not None:
            return Attitude(verb, holder, found[0], cue.kind, found[1])
        if "thing" not in cue.frames:
            return None
        thing = verb.child("dobj")
        if thing is None or thing.tag in _RELATIVE or thing.i < verb.i:
            return None
        return Attitude(verb, holder, [self._thing(verb, thing)], cue.kind, "thing")

    def _holder(self, verb: Token) -> Token | None:
        """The subject; of an infinitive on a noun ("made a bid to win") whose the noun is."""
        noun = verb.head
        if verb.dep == "acl" and verb.tag == "VB" and noun.is_noun:
            governor = noun.head
            if (owner := noun.child("poss")) is not None:
                return owner
            if noun.dep in ("dobj", "attr") and governor.is_verb and not is_passive(governor):
                return speaker_of(governor, self._cues.documents)
        return speaker_of(verb, self._cues.documents)

    def _thing(self, verb: Token, thing: Token) -> Piece:
        members = [t for t in thing.subtree() if t.i > verb.i]
        last = _last_of(thing)
        for child in verb.children:
            if child.dep == "prep" and child.i > thing.i and child.lower in _ADJUNCTS:
                inner = child.subtree()
                if inner[0].i <= last.i + 1 and self._times.covering(inner[-1]) is None:
                    last = inner[-1]
        return _piece(members[0], last)

    def _seeming(self, verb: Token) -> Attitude | None:
        """ "The talks seem to fail": nobody is named to whom."""
        subject = verb.child("nsubj") or (verb.head.child("nsubj") if verb.dep == "conj" else None)
        rest = next((c for c in verb.children if c.i > verb.i and c.dep in _COMPLEMENTS), None)
        if subject is None or rest is None:
            return None
        return Attitude(verb, None, _both(verb, subject, rest), "seem", "seem")

    def _passive(self, verb: Token, cue: Cue) -> Attitude | None:
        """ "Is expected to win", "was condemned by Kyiv", "asked whether ...", "seen as a rival"."""
        agent = verb.child("agent")
        holder = agent.child("pobj") if agent is not None else None
        rest = next((c for c in verb.children if c.i > verb.i and c.dep in _COMPLEMENTS), None)
        if rest is None:
            link = {"about"} if cue.kind == "ask" else {"as"} if "naming" in cue.frames else ()
            rest = next((c for c in verb.children if c.i > verb.i and c.lower in link), None)
        if cue.kind == "ask" and rest is not None:
            return Attitude(verb, holder, _both(verb, None, rest), cue.kind, "passive")
        subject = verb.child("nsubjpass") or (verb.head if verb.dep == "acl" and verb.head.is_noun else None)
        if subject is None or (holder is None and rest is None) or (rest is None and "thing" not in cue.frames):
            return None
        return Attitude(verb, holder, _both(verb, subject, rest), cue.kind, "passive")

    def _adjective(self, adjective: Token, kind: str) -> Attitude | None:
        """ "Is convinced that ...", "are worried about ..."."""
        verb = adjective.head
        holder = speaker_of(verb) if verb.is_verb else None
        after = [c for c in adjective.children if c.i > adjective.i and c.lower != "than"]
        rest = next((c for c in after if c.dep in ("ccomp", "xcomp", "prep")), None)
        if holder is None or rest is None or holder.lower in ("it", "there"):
            return None
        members = [t for t in rest.subtree() if t.i > adjective.i]
        first = members[1] if rest.dep == "prep" and len(members) > 1 else members[0]
        return Attitude(adjective, holder, [_piece(first, members[-1])], kind, "adjective")


def _both(verb: Token, subject: Token | None, rest: Token | None) -> list[Piece]:
    """The subject before the cue, and what follows it."""
    pieces: list[Piece] = []
    if subject is not None and subject.lower not in ("it", "there"):
        words = [t for t in core(subject) if t.i < verb.i]
        pieces.append(_piece(words[0], words[-1]))
    if rest is not None:
        after = [t for t in rest.subtree() if t.i > verb.i]
        pieces.append(_piece(after[0], _last_of(rest)))
    return [p for p in pieces if p[0] < p[1]]


def _last_of(token: Token) -> Token:
    """The last word of a phrase, but for what a comma adds to it: ", which ...", ", the capital"."""
    last = token
    for child in token.children:
        if child.i < token.i:
            continue
        before = child.sentence.tokens[child.subtree()[0].i - 1]
        if child.dep in ("relcl", "appos", "advcl", "acl") and before.text in (",", "-", "--", "("):
            break
        if child.dep != "punct":
            last = max(last, _last_of(child), key=lambda t: t.i)
    return last


def _piece(first: Token, last: Token) -> Piece:
    tokens = first.sentence.tokens
    return tokens[strip_start(tokens, first.i)].start, strip_end(tokens, last.i)


def _without_thing(cue: Cue) -> Cue:
    return Cue(cue.lemma, cue.kind, cue.frames - {"thing"}, cue.prepositions)
