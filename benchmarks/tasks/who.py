"""Predictions for the gold sets of names: country_names, reign_leaders, phoenix_actors (score_names.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.who.find import CastFinder
from predict import read_jsonl

Row = dict[str, Any]
# The gold says XKX for Kosovo; PLOVER says KOS.
_KOSOVO = {"KOS": "XKX"}
# Behind a name: "(2nd time)", "(f)"; of a pair either name will do.
_REMARK = re.compile(r"\([^)]*\)?")
# The gold gives all of a state's leaders one code: the Soviet Union's Russia's, Serbia's Yugoslavia's.
_SUCCESSION = {"SUN": "RUS", "SRB": "YUG"}
# Phoenix is older than PLOVER: UN and EU bodies are IGO, companies MNC, historical states keep their codes of then.
_PHOENIX = {"UNO": "IGO", "EUR": "IGO"}


def predict_countries(path: str) -> Iterator[Row]:
    """Spellings of country names: the ISO code, or null."""
    finder = CastFinder(Library())
    for row in read_jsonl(path):
        code = finder.country(row["name"])
        yield {"id": row["id"], "iso3": _KOSOVO.get(code or "", code)}


def predict_leaders(path: str) -> Iterator[Row]:
    """Leaders by name and the middle of their term: their country."""
    finder = CastFinder(Library())
    for row in read_jsonl(path):
        day = _middle(row["term_start"], row["term_end"] or "2021-03")
        found = [finder.resolve_name(name, day) for name in _REMARK.sub("", row["leader"]).strip().split(" and ")]
        code = next((actor.code for actor in found if actor is not None and actor.code), None)
        yield {"id": row["id"], "iso3": _SUCCESSION.get(code or "", code)}


def _middle(start: str, end: str) -> str:
    first = date.fromisoformat(start)
    last = max(first, date.fromisoformat(end[:7] + "-01"))
    return date.fromordinal((first.toordinal() + last.toordinal()) // 2).isoformat()


def predict_actors(path: str) -> Iterator[Row]:
    """Names of actors: the country or group; for agents (role nouns) the sector."""
    finder = CastFinder(Library())
    for row in read_jsonl(path):
        codes: list[str] = []
        for name in row["names"]:
            actor = finder.resolve_name(name)
            code = actor.code if actor else None
            if code is None and actor is not None and row["id"].startswith("Phoenix.agents"):
                code = actor.sector
            if code is not None:
                codes = [_PHOENIX.get(code, code)]
                break
        yield {"id": row["id"], "codes": codes}
