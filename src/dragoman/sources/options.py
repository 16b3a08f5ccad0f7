"""How sources are read: which fields hold what, limits, and manners on the network; given by hand or in a TOML file."""

from __future__ import annotations

import tomllib
from typing import Any

import msgspec

from dragoman.errors import OptionError
from dragoman.text.dateline import iso_day
from dragoman.text.load import read_file


class Fields(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The names of the fields of rows (JSON, CSV, Parquet) by role; a field left out is guessed from usual names.

    A dot reaches into nested JSON: `fields.bodyText`.
    """

    text: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None


class SourceOptions(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How sources are read.

    `urls`: .txt files are lists of addresses. `follow`: an item of a feed that has no text of its own is fetched by its
    link. `max_bytes`: the most that one report may have. `date`: the ISO day of what has no date at all.
    `timeout`, `pause` (between two requests to one host) and `patience` (the longest wait that a host may ask for) are
    in seconds; `tries` counts the first one. `allow_private`: addresses of one's own machine and network may be
    fetched. Raises OptionError for a number that is too small.
    """

    fields: Fields = Fields()
    urls: bool = False
    follow: bool = False
    max_bytes: int = 10_000_000
    date: str | None = None
    allow_private: bool = False
    robots: bool = True
    timeout: float = 30.0
    pause: float = 1.0
    patience: float = 120.0
    tries: int = 4
    user_agent: str = "Dragoman/0.1 (reader of news archives)"
    proxy: str | None = None

    def __post_init__(self) -> None:
        for name, least in (("max_bytes", 1), ("tries", 1), ("timeout", 0.001), ("pause", 0), ("patience", 0)):
            if getattr(self, name) < least:
                raise OptionError(f"{name} {getattr(self, name)}: must be {least} or more")


def options_from(file: str) -> SourceOptions:
    """The options in a TOML file. Raises InputError where it cannot be read, OptionError for what is in it."""
    content = _content(file)
    try:
        options = msgspec.convert(content, SourceOptions)
    except msgspec.ValidationError as error:
        known = ", ".join(SourceOptions.__struct_fields__)
        raise OptionError(f"{file}: {error}; the options are {known}") from error
    except OptionError as error:
        raise OptionError(f"{file}: {error}") from error
    day = options.date and iso_day(options.date, f"{file}: date")
    return msgspec.structs.replace(options, date=day)


def _content(file: str) -> dict[str, Any]:
    data = read_file(file, "check its permissions")
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OptionError(f"{file}: not TOML ({error})") from error
    if "date" in content:
        content["date"] = str(content["date"])
    return content
