"""A report as it was given, and the form of its text that the parser reads."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One report. `date` is the document date (ISO day), the anchor of relative dates, or None where unknown.

    `date_source` says where the date comes from: `given`, `dateline`, `metadata` or empty.
    `notes` says what had to be assumed in reading the file, and why it gives no date.
    """

    id: str
    text: str
    date: str | None = None
    date_source: str = ""
    title: str | None = None
    url: str | None = None
    source: str | None = None
    notes: tuple[str, ...] = ()


def document_id(text: str) -> str:
    """A stable id for a text without a name."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


# Every replacement keeps the length, so that offsets into the plain form are offsets into the text as given.
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "ʼ": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "−": "-",
        "\u00a0": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ", "\t": " ",
        "\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
        "\u200b": " ", "\u200c": " ", "\u200d": " ", "\ufeff": " ", "\u00ad": "-",
        "\u200e": " ", "\u200f": " ", "\u2066": " ", "\u2067": " ", "\u2068": " ", "\u2069": " ",
        "\u202a": " ", "\u202b": " ", "\u202c": " ", "\u202d": " ", "\u202e": " ",
    }
)  # fmt: skip
_UNREADABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")


def plain(text: str) -> str:
    """The text as the parser reads it: straight quotes, plain spaces and hyphens, no control marks; same length."""
    return _UNREADABLE.sub(" ", text.replace("\r\n", " \n").translate(_PLAIN))


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph of the plain text: `[start, end)`. A heading is short and has no final punctuation."""

    start: int
    end: int
    heading: bool


_LINE = re.compile(r"[^\n]+")
_ENDS = re.compile(r"""[.!?:;…]["')\]]*\s*$""")
LONGEST_PARAGRAPH = 8_000
# A tokenizer's time grows with the square of what has no space in it, and no word of a report is so long.
_WORD_WITHOUT_END = re.compile(r"(?<!\S)\S{400,}")
_LONGEST_WORD = 400


def paragraphs(text: str) -> list[Paragraph]:
    """Where the paragraphs of a plain text lie.

    Hard-wrapped lines are joined; very long ones are cut at a space, words without end anywhere.
    """
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if not m.group().isspace()]
    blocks: list[tuple[int, int]] = []
    for start, end in lines:
        if blocks and _continues(text, blocks[-1], start, end):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    out: list[Paragraph] = []
    for start, end in blocks:
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        body = text[start:end]
        heading = len(body) < 90 and not _ENDS.search(body) and body.count(" ") < 14
        while end - start > LONGEST_PARAGRAPH:
            cut = text.rfind(". ", start, start + LONGEST_PARAGRAPH) + 1 or text.rfind(
                " ", start, start + LONGEST_PARAGRAPH
            )
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            out.append(Paragraph(start, cut, False))
            start = cut
            while start < end and text[start].isspace():
                start += 1
        if start < end:
            out.append(Paragraph(start, end, heading))
    return [part for block in out for part in _without_endless_words(text, block)]


def _without_endless_words(text: str, block: Paragraph) -> Iterator[Paragraph]:
    start = block.start
    for found in _WORD_WITHOUT_END.finditer(text[block.start : block.end]):
        begin, end = block.start + found.start(), block.start + found.end()
        for cut in (begin, *range(begin + _LONGEST_WORD, end, _LONGEST_WORD)):
            if start < cut:
                yield Paragraph(start, cut, False)
                start = cut
    yield Paragraph(start, block.end, block.heading and start == block.start)


def _continues(text: str, block: tuple[int, int], start: int, end: int) -> bool:
    """A line goes on with the paragraph before it if that was broken by a wrap, not by its author."""
    last_line = text.rfind("\n", 0, block[1]) + 1
    before = text[max(last_line, block[0]) : block[1]].rstrip()
    gap = text[block[1] : start]
    if gap.count("\n") > 1 or not 45 <= len(before) <= 100:
        return False
    return not _ENDS.search(before) or text[start].islower()
