"""Gold of single sentences: plv (relation between marked actors), plover_gsr, petrarch_validation (coded events)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.reader import Reader
from dragoman.records import Event
from dragoman.text.document import Document
from dragoman.what.relation import Relation
from predict import read_jsonl

# plover_gsr names types as the draft of 2016 does (its README), and knows the UN, the EU and the Red Cross as IGO.
TO_2016 = {"REQUEST": "DEMAND", "ACCUSE": "DISAPPROVE"}
AS_IGO = {"UNO": "IGO", "EUR": "IGO"}
PROMISED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"))
THREATENED = frozenset(("ASSAULT", "COERCE", "SANCTION", "PROTEST", "MOBILIZE", "REJECT"))
# PLV's pentaclass follows CAMEO's roots: 08 (YIELD) is material cooperation whatever its mode; 0 does not occur.
PENTACLASS = {
    "AGREE": "1", "CONSULT": "1", "SUPPORT": "1", "YIELD": "2", "COOPERATE": "2", "AID": "2", "REQUEST": "3",
    "ACCUSE": "3", "REJECT": "3", "THREATEN": "3", "PROTEST": "4", "SANCTION": "4", "MOBILIZE": "4", "COERCE": "4",
    "ASSAULT": "4",
}  # fmt: skip

# PLV's roots are of a draft before PLOVER 2.0, which filed verdicts and attacks on computers elsewhere.
OLDER = {("SANCTION", "convict"): "ACCUSE", ("COERCE", "cyber"): "ASSAULT"}


def exported(event: str, status: str) -> str:
    """The event in a scheme without status, as CAMEO is: an intended kindness is AGREE, an intended blow THREATEN."""
    if status == "planned" and event in PROMISED:
        return "AGREE"
    return "THREATEN" if status == "planned" and event in THREATENED else event


def predict_relations(path: str) -> Iterator[dict[str, Any]]:
    """plv: the relation between the marked source and target, as root and pentaclass."""
    reader = Reader()
    for row in read_jsonl(path):
        sentence = row["sentence"]
        source, target = bounds(row)
        found: Relation | None = reader.relation(sentence, source, target)
        if found is None:
            yield {"id": row["id"], "plover_root": None, "pentaclass": None}
            continue
        root = exported(found.event, found.status)
        root = OLDER.get((root, found.mode), root)
        root = "YIELD" if root in ("CONCEDE", "RETREAT") else root
        yield {"id": row["id"], "plover_root": root, "pentaclass": PENTACLASS[root], "why": list(found.why)}


def bounds(row: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Offsets of source and target in the sentence without its marks; where a mark is lost, of the actor's text."""
    marked, sentence = row["marked_sentence"], row["sentence"]
    found: dict[str, int] = {}
    plain = position = 0
    while position < len(marked):
        tag = next((t for t in ("<s>", "</s>", "<t>", "</t>") if marked.startswith(t, position)), None)
        if tag is not None:
            found.setdefault(tag, plain)
            position += len(tag)
        else:
            plain, position = plain + 1, position + 1
    out = []
    for letter, field in (("s", "source_text"), ("t", "target_text")):
        start = found.get(f"<{letter}>", max(sentence.find(row[field]), 0))
        out.append((start, found.get(f"</{letter}>", start + len(row[field]))))
    return out[0], out[1]


def _events(path: str) -> Iterator[tuple[str, list[Event]]]:
    gold = read_jsonl(path)
    documents = [Document(id=str(n), text=r["text"], date=None) for n, r in enumerate(gold)]
    for row, reading in zip(gold, Reader().read_many(documents), strict=True):
        yield row["id"], reading.events


def predict_coded_events(path: str) -> Iterator[dict[str, Any]]:
    """plover_gsr: events with the type names of 2016; what is negated or hypothetical is no event of that scheme."""
    for ident, events in _events(path):
        out = []
        for event in events:
            if event.status in ("negated", "hypothetical"):
                continue
            kind = exported(event.event, event.status)
            if kind == "ACCUSE" and event.mode == "investigate":
                kind = "INVESTIGATE"
            elif kind == "ASSAULT" and not (event.cameo or "").startswith("18"):
                kind = "FIGHT"
            out.append({
                "event_type": TO_2016.get(kind, kind),
                "source": [{"code": AS_IGO.get(a.code or "", a.code), "sector": a.sector} for a in event.actor],
                "target": [{"code": AS_IGO.get(a.code or "", a.code), "sector": a.sector} for a in event.recipient],
            })  # fmt: skip
        yield {"id": ident, "events": out}


def predict_cameo_events(path: str) -> Iterator[dict[str, Any]]:
    """petrarch_validation: events with CAMEO codes."""
    for ident, events in _events(path):
        yield {"id": ident, "events": [
            {"cameo_code": e.cameo, "source": [(a.code or "") + (a.sector or "") for a in e.actor],
             "target": [(a.code or "") + (a.sector or "") for a in e.recipient]}
            for e in events if e.cameo and e.status != "negated"
        ]}  # fmt: skip
