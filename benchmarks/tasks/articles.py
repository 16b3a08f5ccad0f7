"""Whole articles read by hand: seed_article, readings (score_facts.py)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.reader import Reader
from dragoman.text.document import Document

# The seed article carries no metadata; its README gives the document date.
SEED_DATE = "2024-05-14"


def predict_articles(folder: str) -> Iterator[dict[str, Any]]:
    """The records of every article of a folder, or of the one article in it. Only text and date are read."""
    root = Path(folder).resolve()
    places = [root] if (root / "article.txt").exists() else sorted(p.parent for p in root.glob("*/article.txt"))
    documents = []
    for place in places:
        meta = place / "meta.json"
        date = json.loads(meta.read_text(encoding="utf-8"))["publication_date"] if meta.exists() else SEED_DATE
        with open(place / "article.txt", encoding="utf-8", newline="") as handle:
            documents.append(Document(id=place.name, text=handle.read(), date=date, date_source="given"))
    for reading in Reader().read_many(documents):
        yield from reading.to_dicts()
