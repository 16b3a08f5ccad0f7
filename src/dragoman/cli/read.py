"""`dragoman read`: reports in, records out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.outcome import UNREAD, plain_outcome, say, say_internal

if TYPE_CHECKING:
    from dragoman.cli.output import Output
    from dragoman.reader import Reader
    from dragoman.text.document import Document

Files = Annotated[list[str] | None, typer.Argument(metavar="FILE", help="Plain text or HTML; - is standard input.")]
Date = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="The date of the reports, like 2024-05-14. Default: what each one says."),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="table (for people), jsonl (one record a line), plover (events as the PLOVER standard writes them), "
        "polecat, icews, gdelt, phoenix (events as rows of those data sets) or html (a page with the words marked).",
    ),
]
Kinds = Annotated[
    str | None, typer.Option(metavar="KIND,...", help="Only some of events, statements, figures, facts, checks.")
]
Why = Annotated[bool, typer.Option("--why", help="Show the reasons for every record, in the table.")]
Lexicon = Annotated[
    str | None, typer.Option(metavar="FOLDER", help="Lexicon files of your own, laid over the packaged ones.")
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy pipeline for English.")]
Out = Annotated[str | None, typer.Option("--out", "-o", metavar="FILE", help="Write to a file.")]
Example = Annotated[
    bool, typer.Option("--example", help="Read a bundled report; FILE is its name, from `dragoman examples`.")
]
MaxChars = Annotated[int, typer.Option(metavar="NUMBER", help="Refuse longer texts.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.")]


def read(
    files: Files = None,
    date: Date = None,
    format: Format = "table",
    kinds: Kinds = None,
    why: Why = False,
    lexicon: Lexicon = None,
    model: Model = None,
    out: Out = None,
    example: Example = False,
    max_chars: MaxChars = 1_000_000,
    debug: Debug = False,
) -> None:
    """Read reports and show their records: who did what to whom, who said what, figures, facts and checks."""
    with plain_outcome(debug):
        from dragoman.cli.options import day_of, format_of, kinds_of, limit_of, sources_of
        from dragoman.cli.output import opened

        sources = sources_of(files or [], example)
        chosen, day, limit = kinds_of(kinds, format_of(format)), day_of(date), limit_of(max_chars)
        with opened(out, format, [] if example else sources, why=why, lexicon=lexicon) as output:
            run = _Run(new_reader(model, lexicon), output, chosen, day, limit, example, debug)
            run.read(sources)
        if run.failed:
            raise typer.Exit(UNREAD)


def new_reader(model: str | None, lexicon: str | None) -> Reader:
    """The reader that the options ask for; it loads its model and knowledge at the first document."""
    from dragoman.parse.parser import DEFAULT_MODEL
    from dragoman.reader import Reader

    return Reader(model=model or DEFAULT_MODEL, lexicon=lexicon)


class _Run:
    """One run over some sources: a bad one is told and passed over."""

    def __init__(
        self,
        reader: Reader,
        output: Output,
        kinds: tuple[str, ...],
        day: str | None,
        limit: int,
        example: bool,
        debug: bool,
    ) -> None:
        self.reader, self.output, self.kinds, self.day = reader, output, kinds, day
        self.limit, self.example, self.debug = limit, example, debug
        self.failed = 0
        self.undated: list[str] = []

    def read(self, sources: list[str]) -> None:
        from dragoman.cli.progress import Progress

        progress = Progress(len(sources))
        for source in progress.over(sources):
            text = self._rendered(source)
            if text:
                with progress.aside(self.output.on_terminal):
                    self.output.write(text)
        self.output.finish()
        self._tell_undated()
        self._tell_left_out()
        if self.failed and len(sources) > 1:
            say(f"{self.failed} of {len(sources)} were not read")

    def _rendered(self, source: str) -> str:
        """What a source adds to the output; nothing if it could not be read, which is told."""
        from dragoman.errors import DragomanError, InputError
        from dragoman.views.select import only

        try:
            document = self._document(source)
            return self.output.render(only(self.reader.read_document(document), self.kinds))
        except InputError as error:
            say(str(error))
        except DragomanError:
            raise
        except Exception as error:
            say_internal(source, error, self.debug)
        self.failed += 1
        return ""

    def _document(self, source: str) -> Document:
        from dragoman.text.examples import example
        from dragoman.text.load import load, load_bytes

        if self.example:
            document = load_bytes(example(source), source, date=self.day, max_characters=self.limit)
        else:
            document = load(source, date=self.day, max_characters=self.limit)
        for note in document.notes:
            say(f"{document.id}: {note}")
        if document.date is None:
            self.undated.append(document.id)
        return document

    def _tell_left_out(self) -> None:
        if left := self.output.left_out():
            reasons = ", ".join(f"{number:,} {reason}" for reason, number in left.items())
            say(f"events without a row in {self.output.format}: {reasons}")

    def _tell_undated(self) -> None:
        if self.undated:
            which = self.undated[0] if len(self.undated) == 1 else f"{len(self.undated)} reports"
            say(f"{which}: no date, so relative dates stay unresolved; --date gives one")
