"""Which records of two stores differ, and why: the same reports read by two versions, models or lexicons."""

from __future__ import annotations

from typing import Any

import duckdb
import pyarrow as pa

from dragoman.columns import OWN
from dragoman.store.opened import OFFLINE, Answer, Opened

KINDS = {"events": "event", "statements": "statement", "figures": "figure", "facts": "fact"}
# What follows from other fields, or names other records, is not compared.
_LEFT_OUT = frozenset(("statement", "events", "part_of", "score", "quad", "confidence"))
_SCHEMA = pa.schema(
    [("change", pa.string()), ("table", pa.string()), ("doc", pa.string()), ("start", pa.int64()),
     ("text", pa.string()),
     ("fields", pa.list_(pa.string())), ("before", pa.list_(pa.string())), ("after", pa.list_(pa.string())),
     ("why_before", pa.list_(pa.string())), ("why_after", pa.list_(pa.string())), ("id_before", pa.string()),
     ("id_after", pa.string())]
)  # fmt: skip


def diff(before: Opened, after: Opened) -> Answer:
    """The records of reports in both that differ: `added`, `removed`, `changed` in some fields.

    Two records are the same if they rest on the same words; of several on the same words, the first on the first.
    """
    rows: list[dict[str, Any]] = []
    with duckdb.connect(":memory:", config=OFFLINE) as db:
        docs = [opened.rows_from("documents") for opened in (before, after)]
        if all(docs):
            db.execute(f"CREATE TABLE both_have AS SELECT doc FROM {docs[0]} INTERSECT SELECT doc FROM {docs[1]}")
            for table, kind in KINDS.items():
                rows += _differences(db, table, kind, before.rows_from(table), after.rows_from(table))
    rows.sort(key=lambda row: (row["doc"], row["start"], row["table"], row["change"]))
    return Answer(pa.Table.from_pylist(rows, schema=_SCHEMA), after.store.tables.versions())


def _differences(db: Any, table: str, kind: str, before: str, after: str) -> list[dict[str, Any]]:
    fields = [name for name, _ in OWN[kind] if name not in _LEFT_OUT]
    for side, source in (("a", before), ("b", after)):
        chosen = ", ".join(f'CAST("{name}" AS VARCHAR) AS f{n}' for n, name in enumerate(fields))
        nothing = ", ".join(f"NULL::VARCHAR AS f{n}" for n in range(len(fields)))
        nth = 'row_number() OVER (PARTITION BY doc, start, "end" ORDER BY id) AS nth'
        shared = f'id, doc, start, "end", text, why, {nth}'
        empty = "NULL::VARCHAR AS id, '' AS doc, 0 AS start, 0 AS \"end\", '' AS text, []::VARCHAR[] AS why, 0 AS nth"
        db.execute(
            f"CREATE OR REPLACE VIEW {side} AS SELECT {shared}, {chosen} FROM {source} WHERE doc IN (FROM both_have)"
            if source
            else f"CREATE OR REPLACE VIEW {side} AS SELECT {empty}, {nothing} WHERE false"
        )
    same = " AND ".join(f"a.f{n} IS NOT DISTINCT FROM b.f{n}" for n in range(len(fields)))
    one, two = (", ".join(f"{side}.f{n}" for n in range(len(fields))) for side in "ab")
    found = db.execute(
        f"""
        SELECT coalesce(a.doc, b.doc), coalesce(a.start, b.start), coalesce(a.text, b.text), a.id, b.id, a.why, b.why,
          [{one}], [{two}]
        FROM a FULL JOIN b ON a.doc = b.doc AND a.start = b.start AND a."end" = b."end" AND a.nth = b.nth
        WHERE a.id IS NULL OR b.id IS NULL OR NOT ({same})
        """
    ).fetchall()
    return [_row(table, fields, row) for row in found]


def _row(table: str, fields: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    doc, start, text, id_before, id_after, why_before, why_after, one, two = row
    change = "added" if id_before is None else "removed" if id_after is None else "changed"
    pairs = zip(fields, one, two, strict=True)
    differ = [(name, a, b) for name, a, b in pairs if change == "changed" and a != b]
    return {
        "change": change, "table": table, "doc": doc, "start": start, "text": text,
        "fields": [name for name, _, _ in differ], "before": [a or "" for _, a, _ in differ],
        "after": [b or "" for _, _, b in differ], "why_before": why_before, "why_after": why_after,
        "id_before": id_before, "id_after": id_after,
    }  # fmt: skip
