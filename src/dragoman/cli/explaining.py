"""`dragoman explain ID`: from an id back to the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.asking import Debug, StoreAt
from dragoman.cli.outcome import plain_outcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from dragoman.questions.explain import Explained, Passage


def explain(
    ident: Annotated[str, typer.Argument(metavar="ID", help="Of a record, or in a row of an export.")],
    store: StoreAt,
    format: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="table or json.")] = "table",
    debug: Debug = False,
) -> None:
    """The sentence with the words marked, the document, and why."""
    with plain_outcome(debug):
        from dragoman.cli.options import one_of
        from dragoman.cli.output import echo
        from dragoman.questions.archive import Archive

        one_of("--format", format, ("table", "json"))
        with Archive(store) as archive:
            found = archive.explain(ident)
            echo(format, lambda: [_plain(item) for item in found], lambda console: _print(found, console))


def _plain(item: Explained) -> Any:
    import msgspec

    return msgspec.to_builtins(item)


def _print(found: list[Explained], console: Console) -> None:
    from rich.text import Text

    for item in found:
        for passage in item.passages:
            console.print(_marked(passage, in_colour=console.is_terminal), soft_wrap=True)
        console.print()
        for name, value in item.record.items():
            if name not in ("why", "text", "mentions", "start", "end", "doc"):
                console.print(Text(f"{name:<10} {_shown(value)}"), soft_wrap=True)
        for number, reason in enumerate(item.why):
            console.print(Text(f"{'why' if number == 0 else '':<10} {reason}"), soft_wrap=True)
        for name, value in item.document.items():
            console.print(Text(f"{name:<10} {_shown(value)}", style="dim"), soft_wrap=True)
        versions = ", ".join(f"{name} {version}" for name, version in item.versions.items())
        console.print(Text(f"{'read by':<10} {versions or 'unknown'}, run {item.run}\n", style="dim"), soft_wrap=True)


def _marked(passage: Passage, *, in_colour: bool) -> Text:
    """The sentence with the words marked: in reverse, or in brackets where there is no colour."""
    from rich.text import Text

    if in_colour:
        text = Text(passage.text)
        for start, end in passage.spans:
            text.stylize("reverse", start, end)
        return text
    marks = sorted(
        [(start, "[") for start, _ in passage.spans] + [(end, "]") for _, end in passage.spans], reverse=True
    )
    plain = passage.text
    for at, mark in marks:
        plain = plain[:at] + mark + plain[at:]
    return Text(plain)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    if isinstance(value, tuple):
        return " ".join(map(_shown, value))
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if v not in (None, [], {}) and k not in ("start", "end", "text")}
        if "name" in kept:
            beside = ", ".join(
                str(v) for k, v in kept.items() if k not in ("name", "lat", "lon") and not isinstance(v, list)
            )
            return f"{kept['name']} ({beside})" if beside else str(kept["name"])
        return ", ".join(f"{k} {_shown(v)}" for k, v in (kept or value).items() if v is not None)
    return str(value)
