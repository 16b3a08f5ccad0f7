"""What the parser gives to the rooms: tokens with their heads, in sentences. No parser's own objects pass this door."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from dragoman.text.document import Document

_place = attrgetter("i")


class Token:
    """A word. `start`/`end` are offsets into the document's text; `tag` is Penn Treebank, `dep` spaCy's English labels.

    `head` is the token itself at the root. `children` are in the order of the text. `lemma` is in lower case.
    """

    __slots__ = ("children", "dep", "end", "head", "i", "lemma", "lower", "sentence", "start", "tag", "text")

    def __init__(self, i: int, start: int, text: str, lemma: str, tag: str, dep: str, sentence: Sentence) -> None:
        self.i, self.start, self.end, self.text, self.lower = i, start, start + len(text), text, text.lower()
        self.lemma, self.tag, self.dep, self.sentence = lemma, tag, dep, sentence
        self.head: Token = self
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}/{self.dep}"

    @property
    def is_verb(self) -> bool:
        return self.tag[0] == "V"

    @property
    def is_noun(self) -> bool:
        return self.tag[0] == "N"

    def ancestors(self) -> Iterator[Token]:
        """The head, its head, and so on to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def subtree(self) -> list[Token]:
        """The token and all that hangs on it, in the order of the text."""
        out, stack = [], [self]
        while stack:
            token = stack.pop()
            out.append(token)
            stack.extend(token.children)
        out.sort(key=_place)
        return out

    def child(self, *deps: str) -> Token | None:
        """The first child with one of the labels."""
        for token in self.children:
            if token.dep in deps:
                return token
        return None

    def conjuncts(self) -> list[Token]:
        """The token and what is joined to it by and, or, commas: from the first member on."""
        out = [self]
        for token in out:
            out.extend(c for c in token.children if c.dep == "conj")
        return out


class Sentence:
    """A sentence: its tokens, and `start`/`end` offsets into the document's text."""

    __slots__ = ("end", "heading", "index", "paragraph", "start", "tokens")

    def __init__(self, index: int, paragraph: int, heading: bool) -> None:
        self.index, self.paragraph, self.heading = index, paragraph, heading
        self.tokens: list[Token] = []
        self.start = self.end = 0

    @property
    def roots(self) -> list[Token]:
        return [t for t in self.tokens if t.head is t]


class Parsed:
    """A document with its sentences. `text` is the plain form (text.document.plain), as long as the document's."""

    __slots__ = ("_starts", "document", "sentences", "text")

    def __init__(self, document: Document, text: str, sentences: list[Sentence]) -> None:
        self.document, self.text, self.sentences = document, text, sentences
        self._starts: dict[int, Token] | None = None

    def token_at(self, start: int) -> Token | None:
        """The token that begins at this offset."""
        if self._starts is None:
            self._starts = {t.start: t for s in self.sentences for t in s.tokens}
        return self._starts.get(start)

    def original(self, start: int, end: int) -> str:
        """The words as the document gives them."""
        return self.document.text[start:end]
