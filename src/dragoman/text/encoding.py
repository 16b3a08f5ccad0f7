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


def decode(data: bytes, source: str) -> tuple[str, str]:
    """The text of some bytes, and the encoding it was in. Raises InputError for binary data and unknown encodings."""
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise InputError(source, f"is {what}, not text", "save it as plain text or HTML first")
    text, encoding = _decoded(data, source)
    controls = len(_CONTROL.findall(text))
    if controls * (100 if controls > 10 else 10) > len(text):
        raise InputError(source, "is binary, not text", "give a plain-text or HTML file")
    return text, encoding


def _decoded(data: bytes, source: str) -> tuple[str, str]:
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
    if declared := _declared(data):
        try:
            return data.decode(declared), declared
        except (UnicodeDecodeError, LookupError):
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
    if match is None:
        return None
    name = (match.group(1) or match.group(2)).decode("ascii").lower()
    return None if name.startswith("utf") else name


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
