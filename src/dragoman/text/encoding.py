"""Bytes to text: UTF-8, what a byte-order mark or an HTML page declares, or Windows-1252 where it reads like that."""

from __future__ import annotations

import codecs
import re

from dragoman.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (a word-processor file is one)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset=["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,100}encoding=["']([\w.-]{2,40})""", re.I
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_TYPOGRAPHY = "‘’‚“”„–—…•€£§°«»·©®™½¼¾×±´\u00a0\u00ad"


# What a page calls its encoding, and the larger one that its author had (as browsers read it).
_MEANT = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
# Python has codecs for more than text; some of these take time that grows with the square of what they are given.
_NO_CHARSETS = ("punycode", "idna", "undefined", "unicode_escape", "raw_unicode_escape")
_MOST_UNREADABLE = 0.002  # of a text's characters


def other_format(head: bytes) -> str | None:
    """What a file is by its first bytes, if a well-known format that is not text."""
    return next((what for magic, what in _FORMATS if head.startswith(magic)), None)


def decode_loosely(data: bytes, source: str, charset: str | None = None) -> tuple[str, str]:
    """As `decode`, with the charset that a server gave, but a few bytes that cannot be read become U+FFFD.

    Raises InputError where they are more than two in a thousand.
    """
    try:
        return decode(data, source, charset)
    except InputError as error:
        if other_format(data) or b"\0" in data:
            raise
        text = data.decode(_codec(charset) or _declared(data) or "utf-8", "replace")
        if text.count("\ufffd") > max(1, len(text) * _MOST_UNREADABLE):
            raise error
        return text, "broken"


def decode(data: bytes, source: str, charset: str | None = None) -> tuple[str, str]:
    """The text of some bytes, and the encoding it was in; `charset` is what their server calls it.

    Raises InputError for binary data and unknown encodings.
    """
    if what := other_format(data):
        raise InputError(source, f"is {what}, not text", "save it as plain text or HTML first")
    text, encoding = _decoded(data, source, charset)
    controls = len(_CONTROL.findall(text))
    if controls * (100 if controls > 10 else 10) > len(text):
        raise InputError(source, "is binary, not text", "give a plain-text or HTML file")
    return text, encoding


def _decoded(data: bytes, source: str, charset: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(
                    source, f"starts as {encoding} and breaks off at byte {error.start}", "save it anew as UTF-8"
                ) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken = error
    for declared in (_codec(charset), _declared(data)):
        if declared is not None:
            try:
                return data.decode(declared), declared
            except UnicodeError:
                pass
    if b"\0" in data:
        raise InputError(source, "is binary, not text", "give a plain-text or HTML file")
    if (text := _windows_1252(data)) is not None:
        return text, "windows-1252"
    line = data.count(b"\n", 0, broken.start) + 1
    raise InputError(
        source, f"is not UTF-8 (byte 0x{data[broken.start]:02x} in line {line})", "convert it, or save it as UTF-8"
    )


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    return None if match is None else _codec((match.group(1) or match.group(2)).decode("ascii"))


def _codec(name: str | None) -> str | None:
    """The codec of a charset, the larger one where it is a part; None for what is none, and for the forms of Unicode,
    of which the bytes themselves are the better witness."""
    try:
        known = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    known = _MEANT.get(known, known)
    if known.startswith("utf") or known in _NO_CHARSETS or not codecs.lookup(known)._is_text_encoding:
        return None
    return known


def _windows_1252(data: bytes) -> str | None:
    """The text, if it reads like English in Windows-1252: typographic marks, and accented letters few at a time.

    Broken UTF-8 (whole sequences, or capitals after small letters) and other code pages (letters in runs) do not.
    """
    if any(ord(c) > 127 and c != "\ufffd" for c in data.decode("utf-8", "replace")):
        return None
    if b"\xe2\x80" in data:  # the first two bytes of a dash or quotation mark in UTF-8
        return None
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return None
    for match in re.finditer("[a-z]?[^\x00-\x7f]+", text):
        letters = match.group().strip(_TYPOGRAPHY)
        high = letters.lstrip("abcdefghijklmnopqrstuvwxyz")
        if len(high) > 2 or not (high == "" or high.isalpha()) or (high and high != letters and not high.islower()):
            return None
    return text
