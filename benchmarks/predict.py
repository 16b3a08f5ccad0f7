"""Read a gold file, write predictions in the form its scorer takes; the gold's answers are never looked at.

    python benchmarks/predict.py DATASET GOLD OUT

DATASET is the name of a folder of ../shared/gold; GOLD its file (for whole articles, its folder); OUT is written.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

# Each dataset's task: the module below tasks/ and the function in it, which takes the path of the gold.
TASKS = {
    "seed_article": ("articles", "predict_articles"),
    "readings": ("articles", "predict_articles"),
    "plv": ("events", "predict_relations"),
    "plover_gsr": ("events", "predict_coded_events"),
    "petrarch_validation": ("events", "predict_cameo_events"),
    "aw_wikievents": ("labels", "predict_directed"),
    "cameo_class": ("labels", "predict_classes"),
    "india_police_events": ("police", "predict_police"),
    "isaf_press_releases": ("releases", "predict_releases"),
    "meantime/factuality": ("happenings", "predict_factuality"),
    "meantime/event_dates": ("happenings", "predict_event_dates"),
    "meantime": ("when", "predict_timex"),
    "gum": ("when", "predict_timex"),
    "recognizers_datetime": ("datetime_cases", "predict_datetime_cases"),
    "recognizers_numbers": ("howmuch", "predict_number_cases"),
    "quantulum3": ("howmuch", "predict_quantulum"),
    "measeval": ("howmuch", "predict_measurements"),
    "polnear": ("said", "predict_attributions"),
    "gum/quotations": ("said", "predict_quotations"),
    "country_names": ("who", "predict_countries"),
    "reign_leaders": ("who", "predict_leaders"),
    "phoenix_actors": ("who", "predict_actors"),
    "geo_trnews": ("where", "predict_places"),
    "geo_geowebnews": ("where", "predict_places"),
    "geo_geovirus": ("where", "predict_places"),
    "geo_lgl": ("where", "predict_places"),
    "giveme5w1h_news_clusters": ("clusters", "predict_stories"),
    "ecbplus": ("clusters", "predict_stories"),
    "ecbplus/mentions": ("clusters", "predict_mentions"),
}


def read_jsonl(path: str | Path) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file, gzipped or not."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as handle:
        return [json.loads(line) for line in handle if line.strip()]


def main(arguments: list[str]) -> int:
    if len(arguments) != 3 or arguments[0] not in TASKS:
        print(__doc__, file=sys.stderr)
        print("datasets: " + ", ".join(sorted(TASKS)), file=sys.stderr)
        return 2
    dataset, gold, out = arguments
    module, name = TASKS[dataset]
    predict: Callable[[str], Iterable[dict[str, Any]]] = getattr(importlib.import_module(f"tasks.{module}"), name)
    count = 0
    with open(out, "w", encoding="utf-8") as handle:
        for row in predict(gold):
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} rows written to {out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
