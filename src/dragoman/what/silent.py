"""Where the lexicon is silent: what two given actors have to do with each other, by a small model of our own.

The model is a softmax regression over hashed words of the sentence, what the lexicon knows of each, and the way from
one actor to the other; tools/train_model.py trains it. It never sees who the actors are, only what kind of words.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from dragoman.knowledge.files import PACKAGE
from dragoman.parse.types import Sentence, Token
from dragoman.what.lexicon import EventLexicon
from dragoman.what.types import spelling
from dragoman.who.types import Cast

MODEL = PACKAGE / "what" / "data" / "silent.msgpack"
# The class of sentences in which the one does nothing to the other.
NONE = "NONE"
_EMPTY = frozenset("a an the this that these those of and or it its he his she her they their be have do 's".split())
_CONTENT = ("N", "V", "J", "R")
_HELD = frozenset(("aux", "auxpass", "neg", "mark", "prt"))
# A word that may name more events than this says little.
_FEW = 3
Bounds = tuple[int, int]


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The model's file: a row of signed bytes for each bucket, one for each class, deflated.

    `scale` makes them weights; `slope` and `shift` make a confidence of the log odds that the softmax gives the best
    class; below the confidence `floor` nothing is said; `training` is a digest of the sentences by hand.
    """

    classes: tuple[str, ...]
    buckets: int
    scale: float
    slope: float
    shift: float
    floor: float
    training: str
    rows: bytes


class Guess(msgspec.Struct, frozen=True):
    """An event, how likely it is (0 to 1), the verb or noun that it hangs on, and the words that spoke for it."""

    event: str
    confidence: float
    anchor: Token
    words: tuple[str, ...]


class Marks:
    """What the lexicon knows of a single word, whatever stands around it: its classes, the events that it may name."""

    def __init__(self, lexicon: EventLexicon) -> None:
        self._lexicon = lexicon

    @cached_property
    def _classes(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for name, words in self._lexicon.class_words.items():
            for word in words:
                out.setdefault(word, []).append(name)
        return out

    def of(self, token: Token, lemma: str, on_the_way: bool) -> Iterator[str]:
        for name in self._classes.get(lemma, ()):
            yield f"k:{name}"
        patterns = self._lexicon.verbs if token.is_verb else self._lexicon.nouns
        events = {p.rule.event for p in patterns.get(lemma)} if token.is_verb or token.is_noun else set()
        for event in events:
            if len(events) <= _FEW:
                yield f"l:{event}"
            if on_the_way:
                yield f"lp:{event}"


class SilentModel:
    """The model, loaded when first asked."""

    def __init__(self, lexicon: EventLexicon, path: Path = MODEL) -> None:
        self._marks, self._path = Marks(lexicon), path

    @cached_property
    def _weights(self) -> Weights:
        return msgspec.msgpack.decode(self._path.read_bytes(), type=Weights)

    @cached_property
    def _rows(self) -> memoryview:
        return memoryview(zlib.decompress(self._weights.rows)).cast("b")

    def guess(self, sentence: Sentence, source: Bounds, target: Bounds, cast: Cast) -> Guess | None:
        """The likeliest event; None where it is less likely than the model's floor, or that there is none."""
        pair = Pair(sentence, source, target, cast, self._marks)
        if pair.anchor is None:
            return None
        weights, rows = self._weights, self._rows
        count = len(weights.classes)
        features = sorted(set(pair.features()))
        starts = [bucket(f, weights.buckets) * count for f in features]
        scale = weights.scale / math.sqrt(len(features))
        logits = [scale * sum(rows[s + k] for s in starts) for k in range(count)]
        top = max(logits)
        best = logits.index(top)
        others = sum(math.exp(x - top) for k, x in enumerate(logits) if k != best)
        confidence = 1 / (1 + math.exp(weights.slope * math.log(others) - weights.shift))
        if weights.classes[best] == NONE or confidence < weights.floor:
            return None
        heard = [(rows[s + best], f.removeprefix("w:")) for f, s in zip(features, starts, strict=True) if f[:2] == "w:"]
        words = tuple(word for weight, word in sorted(heard, key=lambda h: (-h[0], h[1])) if weight > 0)
        return Guess(weights.classes[best], round(confidence, 2), pair.anchor, words[:3])


def bucket(feature: str, buckets: int) -> int:
    """Where a feature's weights lie."""
    return zlib.crc32(feature.encode()) % buckets


class Pair:
    """Two phrases of a sentence, and the words on the way from one to the other. `anchor` is the topmost of these."""

    def __init__(self, sentence: Sentence, source: Bounds, target: Bounds, cast: Cast, marks: Marks) -> None:
        self.source = [t for t in sentence.tokens if source[0] <= t.start < source[1]]
        self.target = [t for t in sentence.tokens if target[0] <= t.start < target[1]]
        self._sentence, self._cast, self._marks = sentence, cast, marks
        self._inside = {t.i for t in (*self.source, *self.target)}
        self.anchor: Token | None = None
        if self.source and self.target:
            self._join(_head(self.source), _head(self.target))

    def _join(self, source: Token, target: Token) -> None:
        up, down = [source, *source.ancestors()], [target, *target.ancestors()]
        meeting = next((t for t in up if t in down), up[-1])
        self._up = up[: up.index(meeting)]
        self._down = down[: down.index(meeting)] if meeting in down else down
        self.anchor = next((t for t in (meeting, *meeting.ancestors()) if t.is_verb), meeting)
        self._meeting = meeting

    def features(self) -> Iterator[str]:
        """What the model sees. `w:` a word, `p:` one on the way, `c:` its beginning, the rest: grammar and kind."""
        anchor = self.anchor
        assert anchor is not None
        yield "bias"
        way = {t.i for t in (self._meeting, anchor, *self._up, *self._down)} - self._inside
        first, last = min(self.source[0].i, self.target[0].i), max(self.source[-1].i, self.target[-1].i)
        for token in self._sentence.tokens:
            lemma = spelling(token.lemma)
            if (
                token.i in self._inside
                or lemma in _EMPTY
                or token.tag[0] not in _CONTENT
                or token.tag.startswith("NNP")
            ):
                continue
            yield f"w:{lemma}"
            yield f"c:{lemma[:5]}"
            if token.i in way:
                yield f"p:{lemma}"
                yield f"pc:{lemma[:5]}"
            if first < token.i < last:
                yield f"b:{lemma}"
            yield from self._marks.of(token, lemma, token.i in way)
        yield from self._grammar(anchor)
        for side, tokens in (("s", self.source), ("t", self.target)):
            yield from self._kind(side, tokens)

    def _grammar(self, anchor: Token) -> Iterator[str]:
        top = spelling(anchor.lemma)
        for child in anchor.children:
            if child.dep in _HELD:
                yield f"{child.dep}:{child.lower}"
                if child.dep == "prt":
                    yield f"v:{top} {child.lower}"
            elif child.dep in ("xcomp", "dobj", "nsubjpass", "attr", "acomp") and child.i not in self._inside:
                yield f"{child.dep}:{spelling(child.lemma)}"
                yield f"v:{top} {spelling(child.lemma)}"
            elif child.dep in ("prep", "agent") and child.lower != "by":
                yield f"v:{top} {child.lower}"
        for token in (anchor, *self._up, *self._down):
            for child in token.children:
                if child.dep == "neg" or child.lower in ("no", "never", "nothing"):
                    yield "not"
                    yield f"not:{top}"
        for side, steps in (("s", self._up), ("t", self._down)):
            yield f"{side}d:{steps[-1].dep if steps else 'self'}"
            for prep in (t for t in steps if t.dep in ("prep", "agent")):
                yield f"{side}p:{prep.lower}"
                yield f"{side}p:{spelling(prep.head.lemma)} {prep.lower}"

    def _kind(self, side: str, tokens: list[Token]) -> Iterator[str]:
        for token in tokens:
            mention = self._cast.at(token)
            for actor in mention.actors if mention is not None else ():
                if actor.sector:
                    yield f"{side}s:{actor.sector}"
            if token.tag in ("NN", "NNS"):
                yield f"{side}w:{spelling(token.lemma)}"
                yield f"w:{spelling(token.lemma)}"
                yield from self._marks.of(token, spelling(token.lemma), False)


def _head(tokens: list[Token]) -> Token:
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head is t or t.head.i not in inside), tokens[0])
