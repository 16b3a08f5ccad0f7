"""What the packaged tables know already, and in which file."""

from __future__ import annotations

from dragoman.dictionaries.codes import WORLD, Party
from dragoman.knowledge.files import Library
from dragoman.who.lexicon import Lexicon, Name, Role, names_by_file
from dragoman.who.people import all_terms, surname

NEW_NAMES = "names_imported.tsv"


class KnownNames:
    """The packaged names, officials and roles."""

    def __init__(self, library: Library, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._file_of: dict[str, str] = {}
        self._officials: set[tuple[str, str]] = set()
        for file, row in names_by_file(library):
            self._file_of.setdefault(row.alias, file)
        for term in all_terms(library):
            names = [term.name, surname(term.name, term.country), *(term.aliases or "").split(";")]
            self._officials.update((term.country, name) for name in names)

    def country_name(self, code: str | None) -> str | None:
        return self._lexicon.country_names.get(code or "")

    def name(self, alias: str) -> Name | None:
        return self._lexicon.names.get(alias)

    def file_to_write(self, alias: str, party: Party) -> str | None:
        """The file for a name; None where it is known with that code. To replace a row, a file has the same name.

        Of bodies of the world, whose fields of work CAMEO writes like sectors, the code is enough.
        """
        row = self.name(alias)
        if row is not None and row.code == party.code and (party.sector in (None, row.sector) or party.code in WORLD):
            return None
        return self._file_of.get(alias, NEW_NAMES)

    def has_official(self, names: list[str], country: str) -> bool:
        """Whether the tables have this person of this state, under one of the full names, or under all if none is."""
        full = [name for name in names if " " in name] or names
        return any((country, name) in self._officials for name in full)

    def role(self, words: str) -> Role | None:
        return self._lexicon.roles.get(tuple(words.split(" ")))

    def like(self, words: str) -> Role | None:
        """The role that the longest end of the words is: "riot police" is a group because "police" is."""
        parts = words.split(" ")
        return next((found for i in range(len(parts)) if (found := self.role(" ".join(parts[i:])))), None)
