"""What a file is, by its first bytes and its name; the bytes are believed where the two disagree."""

from __future__ import annotations

import re
from typing import Literal

from dragoman.sources.feeds import is_feed
from dragoman.sources.stream import GZIP
from dragoman.text.encoding import other_format
from dragoman.text.html import is_html

Kind = Literal["text", "html", "lines", "json", "table", "parquet", "warc", "feed", "urls", "gzip", "other"]
HEAD = 8192
_BY_NAME: dict[str, Kind] = {
    ".txt": "text", ".md": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "lines", ".ndjson": "lines", ".json": "json",
    ".csv": "table", ".tsv": "table", ".tab": "table", ".parquet": "parquet", ".warc": "warc", ".urls": "urls",
}  # fmt: skip
# What lies beside saved pages and is not read.
_FURNITURE = frozenset(
    ".png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .avif .css .js .mjs .map .woff .woff2 .ttf .otf .eot"
    " .mp3 .mp4 .m4a .wav .ogg .webm .avi .mov .py .pyc .sh .exe .dll .so".split()
)
_OTHERS = (
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ARROW1", "an Arrow file"),
)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?<(?:\?xml|!DOCTYPE)", re.I)
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def is_furniture(name: str) -> bool:
    """Whether a file of this name is no report but stands beside one: an image, a style, a script."""
    return suffix_of(name) in _FURNITURE


def suffix_of(name: str) -> str:
    """The last suffix in small letters, with its dot; empty without one."""
    found = re.search(r"\.[^./\\]+$", name)
    return found.group().lower() if found else ""


def kind_of(name: str, head: bytes) -> tuple[Kind, str]:
    """What a file holds, and in words what it is where that is `other`. Gzip is told from what is in it by its name."""
    if head.startswith(GZIP):
        return ("warc" if name.lower().endswith((".warc.gz", ".wat.gz", ".wet.gz")) else "gzip"), ""
    if head.startswith(b"WARC/"):
        return "warc", ""
    if head.startswith(b"PAR1"):
        return "parquet", ""
    if what := other_format(head) or next((what for magic, what in _OTHERS if head.startswith(magic)), None):
        return "other", what
    named = _BY_NAME.get(suffix_of(name))
    if named in ("parquet", "warc", "lines", "table", "urls"):
        return named, ""
    if b"\0" in head and not head.startswith(_MARKS):
        return "other", "a binary file"
    return _by_text(named, head), ""


def _by_text(named: Kind | None, head: bytes) -> Kind:
    """The kind of a text, by how it begins; a name that says what it is decides what the bytes leave open."""
    if is_feed(head):
        return "feed"
    text = head.decode("utf-8-sig", "ignore")
    if is_html(text) or named == "html":
        return "html"
    if re.match(r'\s*\{\s*"', text):
        first = text.lstrip().split("\n", 1)[0].rstrip()
        return "lines" if first.endswith("}") or len(first) > HEAD // 2 else "json"
    if re.match(r"\s*\[\s*\{", text):
        return "json"
    if named is not None:
        return named
    return "feed" if _XML.match(head) else "text"
