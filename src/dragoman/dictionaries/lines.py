"""The lines of an old dictionary: decoded, numbered, with comments taken off."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from dragoman.errors import InputError
from dragoman.text.encoding import decode

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
    try:
        data = Path(file).read_bytes()
    except FileNotFoundError as error:
        raise InputError(file, "no such file", "check the name") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(file, f"cannot be read ({reason})", "give a dictionary file") from error
    if not data.strip():
        raise InputError(file, "is empty", "give a dictionary file")
    return lines_of(decode(data, file)[0], file)


def lines_of(text: str, file: str) -> list[Line]:
    """The lines of a text. Remarks in XML's form count their line ends, so that numbers stay those of the file."""
    bare = _REMARK.sub(lambda m: "\n" * len(_END.findall(m.group())), text.removeprefix("\ufeff"))
    stripped = ((number, _COMMENT.sub("", line).strip()) for number, line in enumerate(_END.split(bare), 1))
    return [Line(file, number, line) for number, line in stripped if line]
