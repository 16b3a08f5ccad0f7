"""The verbs of the command, put together. Nothing heavy is imported before a verb runs."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import asking, compare, evaluate, examples, explaining, ingesting, lexicon, read

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("read")(read.read)
app.command("examples")(examples.examples)
app.command("evaluate")(evaluate.evaluate)
app.command("compare")(compare.compare)
for verb in ("ingest", "watch"):
    app.command(verb)(getattr(ingesting, verb))
for verb in (
    "events",
    "timeline",
    "dyad",
    "dyads",
    "happenings",
    "agenda",
    "figures",
    "search",
    "sql",
    "export",
    "diff",
    "runs",
    "quarantine",
):
    app.command(verb)(getattr(asking, verb))
app.command("explain")(explaining.explain)
for verb in ("link", "reread", "compact"):
    app.command(verb)(getattr(ingesting, verb))
app.add_typer(lexicon.app, name="lexicon")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"dragoman {version('dragoman')}")
        raise typer.Exit


@app.callback()
def dragoman(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Reads news reports on relations between states and turns them into records that can be checked:
    events, statements, figures, facts and checks."""
