"""`dragoman lexicon`: what the reader knows, checked and explained."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.outcome import UNREAD, UNUSABLE, plain_outcome, say

app = typer.Typer(no_args_is_help=True, help="Check the lexicon, explain a word, or take in old dictionaries.")

Folder = Annotated[
    str | None,
    typer.Option("--lexicon", metavar="FOLDER", help="Lexicon files of your own, laid over the packaged ones."),
]


@app.command()
def check(lexicon: Folder = None) -> None:
    """Check every lexicon file, and that every rule reads its examples as it says."""
    with plain_outcome():
        from dragoman.knowledge.check import check_library, check_rules
        from dragoman.knowledge.files import Library

        library = Library(lexicon)
        problems = [str(p) for p in check_library(library)] or check_rules(library)
        for problem in problems:
            say(problem)
        if problems:
            raise typer.Exit(UNUSABLE)
        typer.echo("The lexicon is in order.")


@app.command()
def explain(word: Annotated[str, typer.Argument(metavar="WORD")], lexicon: Folder = None) -> None:
    """Show what is known of a word: names, roles, office holders, cues, and the event rules that use it."""
    with plain_outcome():
        from dragoman.knowledge.explain import explain_word
        from dragoman.knowledge.files import Library

        lines = explain_word(Library(lexicon), word)
        for line in lines:
            typer.echo(line)
        if not lines:
            say(f"nothing is known of {word!r}")
            raise typer.Exit(UNREAD)


@app.command("import")
def import_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="actors, agents or verbs.")],
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Dictionaries of PETRARCH or TABARI.")],
    to: Annotated[str, typer.Option("--to", metavar="FOLDER", help="Where to write lexicon files, for --lexicon.")],
) -> None:
    """Take dictionaries of PETRARCH or TABARI into a folder that --lexicon loads.

    Standard output has a row for each line that was not taken whole, with the reason; standard error sums up.
    """
    with plain_outcome():
        from dragoman.dictionaries.run import import_dictionaries

        report, written = import_dictionaries(kind, files, to)
        typer.echo(report.to_tsv(), nl=False)
        say(", ".join(f"{number:,} lines {outcome}" for outcome, number in report.counts().items()))
        for path in written:
            say(f"wrote {path}")
        if not written:
            raise typer.Exit(UNREAD)
