"""What comes out of reading one report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.records import AnyRecord, Check, Event, Fact, Figure, Statement
from dragoman.text.document import Document

if TYPE_CHECKING:
    import pandas
    import pyarrow


class Reading:
    """The records of one document, by kind, each in the order of the text. `sentences`: where its sentences begin."""

    __slots__ = ("checks", "document", "events", "facts", "figures", "sentences", "statements")

    def __init__(
        self,
        document: Document,
        events: Sequence[Event],
        statements: Sequence[Statement],
        figures: Sequence[Figure],
        facts: Sequence[Fact],
        checks: Sequence[Check],
        sentences: Sequence[int] = (),
    ) -> None:
        self.document, self.sentences = document, tuple(sentences)
        self.events, self.statements = list(events), list(statements)
        self.figures, self.facts, self.checks = list(figures), list(facts), list(checks)

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(getattr(self, n))} {n}" for n in ("events", "statements", "figures", "facts", "checks")
        )
        return f"<Reading of {self.document.id}: {counts}>"

    @property
    def records(self) -> list[AnyRecord]:
        """All records: events, statements, figures, facts, checks."""
        return [*self.events, *self.statements, *self.figures, *self.facts, *self.checks]

    def to_dicts(self) -> list[dict[str, Any]]:
        """The records as plain dictionaries, in the form of the wire."""
        return [msgspec.to_builtins(record) for record in self.records]

    def to_jsonl(self) -> str:
        """The records as JSON Lines, each line with its newline."""
        return "".join(json_line(record) for record in self.records)

    def to_arrow(self) -> pyarrow.Table:
        """One row a record: `kind`, `id`, `doc`, `start`, `end`, `text`, and all other fields as nested columns.

        The columns are the same for every reading.
        """
        import pyarrow as pa

        from dragoman.columns import all_columns, as_mixed_row

        return pa.Table.from_pylist([as_mixed_row(r) for r in self.records], schema=all_columns())

    def to_pandas(self) -> pandas.DataFrame:
        """The same as a pandas frame. Raises ImportError without pandas (`pip install dragoman[pandas]`)."""
        return self.to_arrow().to_pandas()


def json_line(row: AnyRecord | dict[str, Any]) -> str:
    """A row as one line of JSON, with its newline. A lone surrogate, which UTF-8 cannot carry, is escaped."""
    try:
        return msgspec.json.encode(row).decode("utf-8") + "\n"
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(row)) + "\n"
