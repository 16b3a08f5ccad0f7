"""What can go wrong, each with a message that says where and what to do next."""

from __future__ import annotations


class DragomanError(Exception):
    """Any mistake in what Dragoman was given. The message is for the person who gave it."""


class InputError(DragomanError):
    """A document that cannot be read: missing, empty, binary, too large, wrongly encoded."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(f"{source}: {problem}; {remedy}")


class OptionError(DragomanError):
    """An option with a value that cannot be used: an unknown format, an impossible date."""


class KnowledgeError(DragomanError):
    """A broken lexicon file, named by file, line and field."""

    def __init__(self, file: str, line: int | None, field: str | None, problem: str, remedy: str = "") -> None:
        self.file, self.line, self.field, self.problem, self.remedy = file, line, field, problem, remedy
        where = file + (f":{line}" if line else "") + (f": {field}" if field else "")
        super().__init__(f"{where}: {problem}" + (f"; {remedy}" if remedy else ""))
