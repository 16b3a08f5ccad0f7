"""`dragoman evaluate`: the reader held against a sample coded by hand."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman.cli.outcome import plain_outcome
from dragoman.cli.read import Debug, Lexicon, Model

GoldFile = Annotated[
    str, typer.Argument(metavar="GOLD", help="PLOVER JSON Lines, or a CSV of text, actor, event, recipient, date.")
]
TextField = Annotated[
    str | None, typer.Option(metavar="NAME", help="The field that holds the text, like text or text_info.text.")
]
Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table (for people) or json.")]
Worst = Annotated[int, typer.Option(metavar="NUMBER", help="How many of the texts with the most errors to show.")]


def evaluate(
    gold: GoldFile,
    text_field: TextField = None,
    format: Format = "table",
    worst: Worst = 10,
    lexicon: Lexicon = None,
    model: Model = None,
    debug: Debug = False,
) -> None:
    """Read the texts of a sample coded by hand, and score the events against it."""
    with plain_outcome(debug):
        import msgspec

        from dragoman.cli.options import one_of
        from dragoman.cli.output import echo, set_encoding
        from dragoman.cli.read import new_reader
        from dragoman.evaluation.coding import Coding
        from dragoman.evaluation.gold import read_gold
        from dragoman.evaluation.score import evaluate as score
        from dragoman.evaluation.types import coded
        from dragoman.knowledge.files import Library
        from dragoman.text.load import document_of
        from dragoman.views.plover import plover
        from dragoman.views.scores import print_evaluation

        one_of("--format", format, ("table", "json"))
        set_encoding(sys.stdout, format)
        sample = read_gold(gold, Coding(Library(lexicon)), text_field)
        documents = [document_of(t.text, name=t.source, id=t.source, date=t.published) for t in sample.texts]
        readings = new_reader(model, lexicon).read_many(documents)
        reasons = ((reading, {event.id: event.why for event in reading.events}) for reading in readings)
        read = ([coded(row, why[row["id"]]) for row in plover(reading, "dragoman")] for reading, why in reasons)
        found = score(sample.texts, read, levels=sample.levels, worst=max(worst, 0), notes=sample.notes)
        echo(format, lambda: msgspec.to_builtins(found), lambda console: print_evaluation(found, console))
