"""What every stock pipeline is asked to do, and how it tells what that took. Standard library alone.

A pipeline is a script that runs in a process and an environment of its own: ``python SCRIPT JOB.json build|cold``.
``build`` makes an index and measures; ``cold`` opens it and answers one question. The last line printed is JSON.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

NEAREST = 4
DEEP = 24  # pieces from which a context is filled
CHUNK_SIZE, OVERLAP = 1000, 200


class Pipeline(Protocol):
    """One stock pipeline around the given model; ``folder`` is its own."""

    packages: Sequence[str]
    note: str

    def __init__(self, model: str, folder: Path) -> None: ...

    def ingest(self, texts: Sequence[str]) -> int:
        """Split, embed and index all texts, on disk in the end; the number of pieces."""

    def ingest_again(self, texts: Sequence[str]) -> None:
        """The same texts once more, in the way by which this library skips what it knows, if it has one."""

    def open(self) -> None:
        """The index of an earlier process."""

    def retrieve(self, question: str, limit: int) -> list[str]:
        """The nearest pieces, best first."""


def main(make: Callable[[str, Path], Pipeline]) -> None:
    """Do one job; called at the end of each script."""
    begun = time.perf_counter()
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_PROGRESS_BARS"):
        os.environ[name] = "1"
    os.environ["ANONYMIZED_TELEMETRY"] = "False"
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    job = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    pipeline = make(job["model"], Path(job["folder"]))
    done = _cold if sys.argv[2] == "cold" else _build
    told = done(pipeline, job, begun)
    print(json.dumps(told), flush=True)


def _cold(pipeline: Pipeline, job: dict[str, Any], _: float) -> dict[str, Any]:
    pipeline.open()
    pipeline.retrieve(job["questions"][0], NEAREST)
    return {"rss_mb": peak_mb()}


def _build(pipeline: Pipeline, job: dict[str, Any], begun: float) -> dict[str, Any]:
    set_up_s = time.perf_counter() - begun
    pieces, ingest_s = timed(lambda: pipeline.ingest(job["texts"]))
    disk_mb = size_mb(Path(job["folder"]))
    query_ms = query_times(lambda question: pipeline.retrieve(question, NEAREST), job["questions"], job["rounds"])
    contexts = [pipeline.retrieve(question, DEEP) for question in job["judged"]]
    encode_s = _encoding(pipeline, job["encoding"])
    _, again_s = timed(lambda: pipeline.ingest_again(job["texts"]))
    return {
        "versions": {name: version(name) for name in pipeline.packages},
        "note": pipeline.note,
        "set_up_s": set_up_s,
        "pieces": pieces,
        "ingest_s": ingest_s,
        "again_s": again_s,
        "encode_s": encode_s,
        "query_ms": query_ms,
        "contexts": contexts,
        "disk_mb": disk_mb,
        "peak_mb": peak_mb(),
    }


def _encoding(pipeline: Pipeline, texts: Sequence[str]) -> float | None:
    """Seconds to embed texts, where the pipeline says how."""
    encode = getattr(pipeline, "encode", None)
    return timed(lambda: encode(texts))[1] if encode else None


def query_times(ask: Callable[[str], object], questions: Sequence[str], rounds: int) -> list[float]:
    """Milliseconds of every question in every round, after a few to warm up."""
    for question in questions[:3]:
        ask(question)
    return [1000 * timed(partial(ask, question))[1] for _ in range(rounds) for question in questions]


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    done = work()
    return done, time.perf_counter() - begun


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def size_mb(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
