"""Dragoman reads news reports on relations between states and turns them into records that can be checked.

import dragoman

reading = dragoman.read("France expelled two Russian diplomats on Monday.", date="2024-05-14")
for event in reading.events:
    print(event.event, event.status, event.text)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.errors import DragomanError, InputError, KnowledgeError, OptionError
    from dragoman.howmuch.types import Quantity
    from dragoman.parts import (
        find_actors,
        find_figures,
        find_numbers,
        find_opinions,
        find_places,
        find_statements,
        find_times,
        read,
        resolve_name,
    )
    from dragoman.questions.archive import Archive
    from dragoman.reader import Reader
    from dragoman.reading import Reading
    from dragoman.records import Actor, Change, Check, Event, Fact, Figure, Place, Span, Statement, When
    from dragoman.said.types import Opinion
    from dragoman.store.opened import Answer
    from dragoman.text.document import Document
    from dragoman.text.load import load
    from dragoman.when.types import TimeMention
    from dragoman.where.types import PlaceMention
    from dragoman.who.types import Mention

__all__ = [
    "Actor",
    "Answer",
    "Archive",
    "Change",
    "Check",
    "Document",
    "DragomanError",
    "Event",
    "Fact",
    "Figure",
    "InputError",
    "KnowledgeError",
    "Mention",
    "Opinion",
    "OptionError",
    "Place",
    "PlaceMention",
    "Quantity",
    "Reader",
    "Reading",
    "Span",
    "Statement",
    "TimeMention",
    "When",
    "find_actors",
    "find_figures",
    "find_numbers",
    "find_opinions",
    "find_places",
    "find_statements",
    "find_times",
    "load",
    "read",
    "resolve_name",
]

# The public names are fetched when first asked for, so that `import dragoman` costs nothing.
_HOMES = {
    "dragoman.errors": ("DragomanError", "InputError", "KnowledgeError", "OptionError"),
    "dragoman.howmuch.types": ("Quantity",),
    "dragoman.parts": (
        "find_actors",
        "find_figures",
        "find_numbers",
        "find_opinions",
        "find_places",
        "find_statements",
        "find_times",
        "read",
        "resolve_name",
    ),
    "dragoman.questions.archive": ("Archive",),
    "dragoman.store.opened": ("Answer",),
    "dragoman.reader": ("Reader",),
    "dragoman.reading": ("Reading",),
    "dragoman.records": ("Actor", "Change", "Check", "Event", "Fact", "Figure", "Place", "Span", "Statement", "When"),
    "dragoman.said.types": ("Opinion",),
    "dragoman.text.document": ("Document",),
    "dragoman.text.load": ("load",),
    "dragoman.when.types": ("TimeMention",),
    "dragoman.where.types": ("PlaceMention",),
    "dragoman.who.types": ("Mention",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
