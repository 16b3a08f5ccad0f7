"""The lines of an old dictionary: decoded, numbered, with comments taken off."""

from __future__ import annotations

import re

import msgspec

from dragoman.errors import InputError
from dragoman.text.encoding import decode
from dragoman.text.load import read_file

_END = re.compile(r"\r\n|\r|\n")
_COMMENT = re.compile(r"[#;].*")
_REMARK = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


class Line(msgspec.Struct, frozen=True):
    """A line with something on it. `text` is without comments, ends stripped; `number` counts from 1."""

    file: str
    number: int
    text: str

    @property
    def codes(self) -> list[str]:
        """What stands in square brackets, in order."""
        return [" ".join(found.split()) for found in _BRACKETED.findall(self.text)]

    @property
    def head(self) -> str:
        """What stands before the first bracket."""
        return self.text.partition("[")[0].strip()


def read_lines(file: str) -> list[Line]:
    """The lines of a file. Raises InputError where it cannot be read, or is no text."""
    data = read_file(file, "give a dictionary file")
    if not data.strip():
        raise InputError(file, "is empty", "give a dictionary file")
    return lines_of(decode(data, file)[0], file)


def lines_of(text: str, file: str) -> list[Line]:
    """The lines of a text. Remarks in XML's form count their line ends, so that numbers stay those of the file."""
    bare = _REMARK.sub(lambda m: "\n" * len(_END.findall(m.group())), text.removeprefix("\ufeff"))
    stripped = ((number, _COMMENT.sub("", line).strip()) for number, line in enumerate(_END.split(bare), 1))
    return [Line(file, number, line) for number, line in stripped if line]
