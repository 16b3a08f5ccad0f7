"""`dragoman examples`: the bundled reports."""

from __future__ import annotations

from dragoman.cli.outcome import plain_outcome


def examples() -> None:
    """List the bundled reports; `dragoman read --example NAME` reads one."""
    with plain_outcome():
        import typer

        from dragoman.text.examples import example, names
        from dragoman.text.load import load_bytes

        for name in names():
            document = load_bytes(example(name), name)
            words = len(document.text.split())
            typer.echo(f"{name:<16} {document.date or 'no date':<10} {words:>6,} words  {document.title or ''}")
