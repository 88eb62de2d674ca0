"""This project in the place of a stock pipeline: ``python -m eval.bench.ours JOB.json build|cold``.

It reads the files itself and gives complete answers, where the others are handed texts and give four pieces.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from eval.stock.bench_protocol import peak_mb, query_times, size_mb, timed


def main(job_file: str, mode: str) -> None:
    begun = time.perf_counter()
    job = json.loads(Path(job_file).read_text("utf-8"))
    print(json.dumps(_cold(job) if mode == "cold" else _build(job, begun)), flush=True)


def _cold(job: dict[str, Any]) -> dict[str, Any]:
    from assistant.answers import Question
    from assistant.bootstrap import build
    from assistant.settings import Settings

    build(Settings(store=Path(job["folder"]))).answer(Question(job["questions"][0]))
    heavy = sorted({"torch", "transformers", "sentence_transformers"} & sys.modules.keys())
    return {"rss_mb": peak_mb(), "heavy_imports": heavy}


def _build(job: dict[str, Any], begun: float) -> dict[str, Any]:
    from assistant.answers import Question
    from assistant.bootstrap import build
    from assistant.clock import utc_now
    from assistant.settings import Settings
    from eval.inside import Inside
    from ingest.syncing import sync
    from vectorstore.embedders import open_embedder
    from vectorstore.store import Store

    settings = Settings(store=Path(job["folder"]))
    embedder = open_embedder(settings.embedder, settings.cache)
    embedder.encode(["one text, so that the weights are loaded"])
    store = Store(settings.store, embedder, utc_now)
    set_up_s = time.perf_counter() - begun
    _, ingest_s = timed(lambda: sync([Path(job["corpus"])], store))
    _, again_s = timed(lambda: sync([Path(job["corpus"])], store))
    disk_mb = size_mb(settings.store)
    days = {question: date.fromisoformat(day) for question, day in job["days"].items()}
    assistant = build(settings)
    query_ms = query_times(
        lambda question: assistant.answer(Question(question, as_of=days.get(question))), job["questions"], job["rounds"]
    )
    inside = Inside(settings)
    contexts = [_context(inside, Question(question, as_of=days.get(question))) for question in job["judged"]]
    _, encode_s = timed(lambda: embedder.encode(job["encoding"]))
    with assistant.reader.reading() as generation:
        passages = generation.catalogue.counts().passages
    return {
        "versions": {},
        "note": "reads the files, extracts calls, indexes twice, verifies; complete answers; again: ingest once more",
        "set_up_s": set_up_s,
        "pieces": passages,
        "ingest_s": ingest_s,
        "again_s": again_s,
        "encode_s": encode_s,
        "query_ms": query_ms,
        "contexts": contexts,
        "disk_mb": disk_mb,
        "peak_mb": peak_mb(),
    }


def _context(inside: Any, question: Any) -> list[str]:
    """Headings and text of the passages found, best first."""
    passages = (inside.passage(name) for name in inside.found(question))
    return [passage.shown for passage in passages if passage]


if __name__ == "__main__":
    main(*sys.argv[1:3])
