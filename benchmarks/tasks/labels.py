"""Gold of sentences with labels: aw_wikievents, cameo_class, india_police_events (score_labels.py)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from dragoman.reader import Reader
from dragoman.records import Event
from dragoman.text.document import Document
from predict import read_jsonl
from tasks.events import bounds, exported

# --- aw_wikievents


def predict_directed(path: str) -> Iterator[dict[str, Any]]:
    """Whether the marked source acts on the marked target: whether a coded predication joins them."""
    reader = Reader()
    for row in read_jsonl(path):
        texts = {f"{side}_text": row[f"{side}_role_and_text"].partition(":")[2] for side in ("source", "target")}
        source, target = bounds({**row, **texts})
        found = reader.relation(row["sentence"], source, target)
        yield {"id": row["id"], "source_acts_on_target": int(found is not None)}


# --- cameo_class

# CAMEO's roots by class, as those who made the set divide them (Parolin et al.): sanctions are verbal, intent is kind.
NEUTRAL, VERBAL_COOPERATION, MATERIAL_COOPERATION, VERBAL_CONFLICT, MATERIAL_CONFLICT = range(5)
_ROOT_CLASSES = {
    NEUTRAL: ("01", "02"), VERBAL_COOPERATION: ("03", "04", "05"), MATERIAL_COOPERATION: ("06", "07", "08"),
    VERBAL_CONFLICT: ("09", "10", "11", "12", "13", "16"), MATERIAL_CONFLICT: ("14", "15", "17", "18", "19", "20"),
}  # fmt: skip
CLASS_OF_ROOT = {root: number for number, roots in _ROOT_CLASSES.items() for root in roots}
_INTENT = {"AGREE": VERBAL_COOPERATION, "THREATEN": VERBAL_CONFLICT}
# PLOVER knows no appeals (02) beside demands (10), no denials (016) beside refusals, no condolences (018).
_DEMANDING = re.compile(r"\b(?:demand|insist|order|press|must|ultimatum|pressur)", re.I)
_COMMENTS = ("reject.accusation", "support.solidarity")


def predict_classes(path: str) -> Iterator[dict[str, Any]]:
    """The class of a sentence is that of its first event of a code; neutral where it has none."""
    gold = read_jsonl(path)
    documents = [Document(id=str(n), text=r["sentence"], date=None) for n, r in enumerate(gold)]
    for row, reading in zip(gold, Reader().read_many(documents), strict=True):
        yield {"id": row["id"], "class_id": class_of(reading.events)}


def class_of(events: Sequence[Event]) -> int:
    """The class of the first event that is not denied."""
    for event in events:
        if event.status == "negated" or event.cameo is None:
            continue
        intent = exported(event.event, event.status)
        if intent != event.event:
            return _INTENT[intent]
        comment = event.event == "REQUEST" and not _DEMANDING.search(event.text)
        if comment or event.why[0].startswith(_COMMENTS):
            return NEUTRAL
        return CLASS_OF_ROOT[event.cameo[:2]]
    return NEUTRAL
