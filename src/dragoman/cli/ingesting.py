"""The verbs that extend a store: ingest, watch, link, compact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.outcome import UNREAD, plain_outcome, say
from dragoman.cli.read import Lexicon, MaxChars, Model

if TYPE_CHECKING:
    from dragoman.archive.run import Plan
    from dragoman.sources.options import SourceOptions
    from dragoman.sources.types import Found
    from dragoman.store.store import Run, Store

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Folders, files (text, HTML, JSON Lines, CSV, Parquet, WARC, feeds; .gz too), addresses; "
        "- is JSON Lines on standard input.",
    ),
]
StoreAt = Annotated[
    str, typer.Option("--store", "-s", metavar="FOLDER", envvar="DRAGOMAN_STORE", help="The store; made if new.")
]
Config = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="How sources are read, in TOML (docs/sources.md); options overrule it."),
]
FieldNames = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="ROLE=NAME", help="The field of rows with the text, title, date, url, publisher or "
                 "language, like text=body. Default: guessed from usual names."),
]  # fmt: skip
Urls = Annotated[bool, typer.Option("--urls", help="Files of text are lists of addresses.")]
Follow = Annotated[bool, typer.Option("--follow", help="Fetch what a feed has no text of.")]
Private = Annotated[bool, typer.Option("--allow-private", help="Fetch from this machine's own network too.")]
Date = Annotated[str | None, typer.Option(metavar="DAY", help="The date of reports that say none.")]
Workers = Annotated[int, typer.Option(metavar="NUMBER", min=0, help="Processes that read; 0: one a core.")]
Scheduler = Annotated[str | None, typer.Option(metavar="ADDRESS", help="Read on this Dask cluster.")]
Seconds = Annotated[float, typer.Option(metavar="NUMBER", min=0.1, help="The time that one report may take.")]
Megabytes = Annotated[int, typer.Option(metavar="NUMBER", min=10, help="The memory that one report may take.")]
Retry = Annotated[bool, typer.Option("--retry", help="Try again what is in quarantine.")]
NoLink = Annotated[bool, typer.Option("--no-link", help="Don't link reports into stories and happenings now.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an internal error.", hidden=True)]


def ingest(
    sources: Sources, store: StoreAt, config: Config = None, field: FieldNames = None, urls: Urls = False,
    follow: Follow = False, allow_private: Private = False, date: Date = None, workers: Workers = 0,
    scheduler: Scheduler = None, model: Model = None, lexicon: Lexicon = None, max_chars: MaxChars = 1_000_000,
    seconds: Seconds = 120.0, megabytes: Megabytes = 2_000, retry: Retry = False, no_link: NoLink = False,
    debug: Debug = False,
) -> None:  # fmt: skip
    """Take reports into a store: each once, whenever and however often it is given. Safe to stop at any moment."""
    with plain_outcome(debug):
        from dragoman.sources.find import pieces

        _check_there(sources)
        options = _options(config, field, urls=urls, follow=follow, allow_private=allow_private, date=date)
        plan = _plan(model, lexicon, date, max_chars, seconds, megabytes, workers, scheduler, retry)
        with _opened(store) as opened:
            run = _take(opened, lambda: pieces(sources, options), plan, _countable(sources))
            _tell(run)
            if not no_link and run.counts["read"]:
                _link(opened)
        if run.counts["fault"] and not run.counts["read"] and not run.counts["known"]:
            raise typer.Exit(UNREAD)


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.")],
    store: StoreAt,
    every: Annotated[float, typer.Option(metavar="MINUTES", min=0.1, help="How often a feed is asked.")] = 15.0,
    rounds: Annotated[int | None, typer.Option(metavar="NUMBER", min=1, help="Stop after so many rounds.")] = None,
    config: Config = None, follow: Follow = False, allow_private: Private = False, date: Date = None,
    model: Model = None, lexicon: Lexicon = None, max_chars: MaxChars = 1_000_000, debug: Debug = False,
) -> None:  # fmt: skip
    """Ask feeds politely, again and again, and take in what is new. Control-C ends it."""
    with plain_outcome(debug):
        from dragoman.archive.watching import take_news

        options = _options(config, None, follow=follow, allow_private=allow_private, date=date)
        plan = _plan(model, lexicon, date, max_chars, 120.0, 2_000, 1, None)
        with _opened(store) as opened:
            for run in take_news(opened, feeds, options, plan, every=60 * every, rounds=rounds):
                _tell(run)
            _link(opened)


def reread(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The store whose reports are read again.")],
    store: StoreAt, workers: Workers = 0, scheduler: Scheduler = None, model: Model = None, lexicon: Lexicon = None,
    seconds: Seconds = 120.0, megabytes: Megabytes = 2_000, no_link: NoLink = False, debug: Debug = False,
) -> None:  # fmt: skip
    """Read the reports of a store again into a new one; `dragoman diff` shows what came out otherwise."""
    with plain_outcome(debug):
        from dragoman.archive.reread import documents_of
        from dragoman.errors import OptionError
        from dragoman.store.opened import Opened

        plan = _plan(model, lexicon, None, 10_000_000, seconds, megabytes, workers, scheduler)
        with Opened(old) as asked, _opened(store) as opened:
            if asked.store.mark["id"] == opened.mark["id"]:
                raise OptionError(f"--store {store}: is the store that is read; name a new folder")
            _tell(_take(opened, lambda: documents_of(asked), plan, countable=False))
            if not no_link:
                _link(opened)


def link(store: StoreAt, debug: Debug = False) -> None:
    """Link all reports of a store anew: near-duplicates, stories, happenings, figures side by side."""
    with plain_outcome(debug), _opened(store, new=False) as opened:
        _link(opened)


def compact(
    store: StoreAt,
    keep: Annotated[int, typer.Option(metavar="HOURS", min=0, help="Keep what earlier runs saw for so long.")] = 168,
    debug: Debug = False,
) -> None:
    """Make many small files few, sorted for questions, and remove what nobody can ask for any longer."""
    with plain_outcome(debug), _opened(store, new=False) as opened:
        files = opened.compact(keep)
        before, after = (sum(counts) for counts in zip(*files.values(), strict=True))
        typer.echo(f"{before:,} files, now {after:,}")


@contextmanager
def _opened(store: str, *, new: bool = True) -> Iterator[Store]:
    from dragoman.store.store import Store

    with Store.create(store) if new else Store.open(store, writable=True) as opened:
        yield opened


def _options(config: str | None, fields: list[str] | None, **given: Any) -> SourceOptions:
    """What the file says, overruled by the options."""
    import msgspec

    from dragoman.cli.options import day_of, one_of
    from dragoman.errors import OptionError
    from dragoman.sources.options import Fields, SourceOptions, options_from

    options = options_from(config) if config else SourceOptions()
    given["date"] = day_of(given["date"])
    options = msgspec.structs.replace(options, **{name: value for name, value in given.items() if value})
    named = {}
    for pair in fields or ():
        role, found, name = pair.partition("=")
        if not found or not name:
            raise OptionError(f"--field {pair}: write it like text=body")
        named[one_of("--field", role, Fields.__struct_fields__)] = name
    return msgspec.structs.replace(options, fields=msgspec.structs.replace(options.fields, **named))


def _plan(
    model: str | None, lexicon: str | None, date: str | None, max_chars: int, seconds: float, megabytes: int,
    workers: int, scheduler: str | None, retry: bool = False,
) -> Plan:  # fmt: skip
    from dragoman.archive.run import Plan
    from dragoman.cli.options import day_of, limit_of
    from dragoman.engine.desk import Settings
    from dragoman.parse.parser import DEFAULT_MODEL

    settings = Settings(
        model=model or DEFAULT_MODEL, lexicon=lexicon, date=day_of(date), max_characters=limit_of(max_chars),
        seconds=seconds, megabytes=megabytes,
    )  # fmt: skip
    return Plan(settings=settings, workers=workers, scheduler=scheduler, retry=retry)


def _take(store: Store, found: Callable[[], Iterable[Found]], plan: Plan, countable: bool) -> Run:
    from dragoman.archive.run import ingest as take_in
    from dragoman.cli.progress import Counting

    with Counting(lambda: sum(1 for _ in found()) if countable else None) as counting:
        return take_in(store, found(), plan, tell=counting.advance)


def _check_there(sources: list[str]) -> None:
    """A name that was misspelt is told before anything is made."""
    from os.path import exists

    from dragoman.errors import InputError

    for source in sources:
        if source != "-" and "://" not in source and not exists(source):
            raise InputError(source, "no such file or folder", "check the name")


def _countable(sources: list[str]) -> bool:
    """Sources that can be gone through a second time, to know how many reports there are."""
    return not any(source == "-" or "://" in source for source in sources)


def _tell(run: Run) -> None:
    counts = run.counts
    told = f"{counts['read']:,} read, {counts['known']:,} known already"
    told += f", {counts['skipped']:,} skipped, {counts['fault']:,} quarantined"
    say(f"run {run.id}: {told}")
    for reason, number in sorted(run.reasons.items(), key=lambda item: (-item[1], item[0]))[:10]:
        say(f"  {number:,} {reason}")


def _link(store: Store) -> None:
    from dragoman.archive.link import link as link_all
    from dragoman.cli.progress import Saying

    with suppress(KeyboardInterrupt), Saying("linking") as saying:
        link_all(store, saying.now)
