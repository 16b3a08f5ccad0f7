"""Gold of what tells of one event: giveme5w1h_news_clusters, ecbplus (score_clusters.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from dragoman.happenings.features import features_of
from dragoman.happenings.stories import stories
from dragoman.happenings.words import terms_of, words_of
from dragoman.reader import Reader
from dragoman.text.document import Document
from dragoman.text.load import document_of
from predict import read_jsonl


def predict_stories(path: str) -> Iterator[dict[str, Any]]:
    """The story of each article. Only text, title, date of publication and publisher are read."""
    found = stories(features_of(_document(row)) for row in read_jsonl(path))
    for doc, story in found.items():
        yield {"id": doc, "cluster": story}


def predict_mentions(path: str) -> Iterator[dict[str, Any]]:
    """Every predication; those of one story that one verb or noun tells are one event. A reference, no more."""
    documents = [_document(row) for row in read_jsonl(path)]
    story = stories(map(features_of, documents))
    reader = Reader()
    for document in documents:
        mentions = []
        for found in reader.predications(document.text, date=document.date):
            term = next(iter(terms_of(words_of(found.text))), None)
            cluster = f"{story[document.id]} {term} {found.status == 'negated'}" if term else None
            mentions.append({"start": found.start, "end": found.end, "cluster": cluster})
        yield {"id": document.id, "mentions": mentions}


def _document(row: dict[str, Any]) -> Document:
    """An article; one without text is its title. A text that gives its date itself is dated by it."""
    text = row["text"] if row["text"].strip() else row["title"]
    document = document_of(text, id=row["id"], date=(row.get("date_published") or "")[:10] or None)
    title = row.get("title") or document.title
    return msgspec.structs.replace(document, title=title, source=row.get("publisher"))
