"""Dragoman reads news reports on relations between states and turns them into records that can be checked.

import dragoman

reading = dragoman.read("France expelled two Russian diplomats on Monday.", date="2024-05-14")
for event in reading.events:
    print(event.event, event.status, event.text)
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.errors import DragomanError, InputError, KnowledgeError, OptionError
    from dragoman.reader import Reader
    from dragoman.reading import Reading
    from dragoman.records import Actor, Change, Check, Event, Fact, Figure, Place, Span, Statement, When
    from dragoman.text.document import Document
    from dragoman.text.load import load

__all__ = [
    "Actor",
    "Change",
    "Check",
    "Document",
    "DragomanError",
    "Event",
    "Fact",
    "Figure",
    "InputError",
    "KnowledgeError",
    "OptionError",
    "Place",
    "Reader",
    "Reading",
    "Span",
    "Statement",
    "When",
    "load",
    "read",
]

# The public names are fetched when first asked for, so that `import dragoman` costs nothing.
_HOMES = {
    "dragoman.errors": ("DragomanError", "InputError", "KnowledgeError", "OptionError"),
    "dragoman.reader": ("Reader",),
    "dragoman.reading": ("Reading",),
    "dragoman.records": ("Actor", "Change", "Check", "Event", "Fact", "Figure", "Place", "Span", "Statement", "When"),
    "dragoman.text.document": ("Document",),
    "dragoman.text.load": ("load",),
}


def read(text: str, *, date: str | None = None) -> Reading:
    """Read one report. `date` is its ISO day; without one it is taken from the dateline, if there is one.

    The first call loads everything (about a second). For many documents, other models or a lexicon of your own, keep
    a `Reader`. Raises InputError for a text without words, OptionError for an impossible date.
    """
    return _reader().read(text, date=date)


@cache
def _reader() -> Reader:
    from dragoman.reader import Reader

    return Reader()


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
