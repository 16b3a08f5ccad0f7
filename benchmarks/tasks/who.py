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
# Phoenix is older than PLOVER: UN and EU bodies are IGO, East Timor and Kosovo have older codes, South Vietnam and
# South Yemen the codes of today's states; it gives Mauritania that of Mauritius, and Guinea-Bissau that of Guinea.
_PHOENIX = {
    "UNO": "IGO",
    "EUR": "IGO",
    "TLS": "TMP",
    "KOS": "KSV",
    "VDR": "VNM",
    "YMD": "YEM",
    "MRT": "MUS",
    "GNB": "GIN",
}
_FILE = re.compile(r"[A-Za-z]+")
# Its international file begins with the kind, where PLOVER has the country of a firm or society that is known.
_KINDS = {"BUS": "MNC", "SOC": "NGO"}


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
        codes = (_phoenix_code(finder, name, _FILE.findall(row["id"])[1]) for name in row["names"])
        first = next((code for code in codes if code is not None), None)
        yield {"id": row["id"], "codes": [first] if first else []}


def _phoenix_code(finder: CastFinder, name: str, file: str) -> str | None:
    """The first three letters of Phoenix's code for a name of one of its files."""
    actor = finder.resolve_name(name)
    if actor is None:
        return None
    if file == "agents":
        return actor.code or actor.sector
    if file == "International" and actor.sector in _KINDS:
        return _KINDS[actor.sector]
    code = (finder.country(name) if file == "Countries" else None) or actor.code
    return _PHOENIX.get(code or "", code)
