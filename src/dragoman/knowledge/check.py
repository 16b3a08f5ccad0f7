"""Whether the knowledge is in order: every file loads, every file is read by a room, every rule reads its examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.errors import KnowledgeError
from dragoman.exchange.tables import Tables
from dragoman.facts.find import FactFinder
from dragoman.howmuch.find import FigureFinder
from dragoman.knowledge.files import PACKAGE, Library
from dragoman.reader import Reader
from dragoman.records import Event
from dragoman.said.find import StatementFinder
from dragoman.text.document import Document
from dragoman.what.cases import CASE_DATE, load_cases, rules_without_cases, run_cases
from dragoman.what.find import EventFinder
from dragoman.when.find import TimeFinder
from dragoman.where.find import PlaceFinder
from dragoman.who.find import CastFinder


def _events(library: Library) -> None:
    EventFinder(library).lexicon.check()


_LOADED: tuple[Callable[[Library], object], ...] = (
    TimeFinder, PlaceFinder, CastFinder, _events, StatementFinder, FigureFinder, FactFinder, Tables,
    load_cases,
)  # fmt: skip
_OPEN_FOLDERS = ("what/rules", "what/cases", "who/data", "who")  # every file in them is read, whatever its name


def check_library(library: Library) -> list[KnowledgeError]:
    """What is wrong with the files: of each room its first mistake, and files of the user's that no room reads."""
    problems = _unread_files(library)
    for load in _LOADED:
        try:
            load(library)
        except KnowledgeError as error:
            problems.append(error)
    return list({str(problem): problem for problem in problems}.values())


def check_rules(library: Library) -> list[str]:
    """The event rules that lack examples, and the examples that are not read as they say. The files must load.

    Rules that `dragoman lexicon import` took from old dictionaries have no examples.
    """
    reader = Reader(lexicon=library.user_folder)

    def events_of(texts: list[str]) -> Iterator[list[Event]]:
        documents = (Document(id=str(n), text=t, date=CASE_DATE, date_source="given") for n, t in enumerate(texts))
        return (reading.events for reading in reader.read_many(documents))

    rules: dict[str, object] = {
        k: r for k, r in reader.rooms.what.lexicon.rules.items() if not k.startswith("imported.")
    }
    return [
        *rules_without_cases(rules, load_cases(library)),
        *run_cases(library, events_of),
    ]


def _unread_files(library: Library) -> list[KnowledgeError]:
    """Files of the user's folder that have no packaged one of their name, so that no room ever looks at them."""
    folder = library.user_folder
    if folder is None:
        return []
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix in (".toml", ".tsv"))
    remedy = "name it like the packaged file that it adds to, as said/cues.tsv"
    return [
        KnowledgeError(str(p), None, None, "no room reads this file", remedy) for p in files if not _is_read(p, folder)
    ]


def _is_read(path: Path, folder: Path) -> bool:
    name = path.relative_to(folder)
    packaged = (PACKAGE / name, PACKAGE / name.parent / "data" / name.name)
    return name.parent.as_posix() in _OPEN_FOLDERS or any(p.is_file() for p in packaged)
