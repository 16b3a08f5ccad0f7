"""Predictions for the gold sets of the `where` room: toponyms with coordinates, for score_geo.py.

All mark places inside the names of public bodies; all but GeoVirus also adjectives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.knowledge.files import Library
from dragoman.parse.parser import Parser
from dragoman.text.document import Document
from dragoman.where.find import PlaceFinder
from dragoman.where.types import PlaceMention
from predict import read_jsonl

Row = dict[str, Any]


def predict_places(path: str) -> Iterator[Row]:
    """The toponyms of the documents of a gold file."""
    rows = read_jsonl(path)
    finder = PlaceFinder(Library(), adjectives="geovirus" not in path, parts=True)
    documents = (Document(id=row["id"], text=row["text"]) for row in rows)
    for row, parsed in zip(rows, Parser().parse_many(documents), strict=True):
        yield {"id": row["id"], "toponyms": [_toponym(m) for m in finder.find(parsed).mentions]}


def _toponym(mention: PlaceMention) -> Row:
    place = mention.place
    return {
        "start": mention.start,
        "end": mention.end,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geonames_id": place.geonameid if place else None,
    }
