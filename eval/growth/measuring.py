"""One size after the other: build a store as an ingest does, then read it as a server does."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.bench.serving import Served, measure_serving
from eval.bench.texts import Asked, questions_of
from eval.growth.perturbing import Perturbing
from eval.growth.texts import real_contents, recombined
from eval.percentiles import percentile
from eval.stock.bench_protocol import peak_mb, size_mb

if TYPE_CHECKING:
    from vectorstore.embedders import Embedder
    from vectorstore.store import Store

__all__ = ["Grown", "grow"]

ENCODED = 10_000  # texts whose vectors are real, in every size
NEAREST = 10
DEPTH = 100  # asked of the dense index, as a question does


@dataclass(frozen=True, slots=True)
class Grown:
    """The figures of one size; times in seconds, a question's in milliseconds."""

    passages: int
    encoded: int
    build_s: float
    phases_s: dict[str, float]
    build_peak_mb: float
    disk_mb: float
    recall_at_10: float
    dense_p50_ms: float
    served: Served

    @property
    def p50_ms(self) -> float:
        return percentile(self.served.query_ms, 0.5) or 0.0

    @property
    def p95_ms(self) -> float:
        return percentile(self.served.query_ms, 0.95) or 0.0

    @property
    def p99_ms(self) -> float:
        return percentile(self.served.query_ms, 0.99) or 0.0


def grow(corpus: Path, sizes: Sequence[int], tell: Callable[[str], None] = print) -> tuple[Grown, ...]:
    """Measure every size, the smallest first; each in a temporary folder."""
    from assistant.settings import Settings
    from eval.bench.measuring import DEVELOPMENT
    from vectorstore.embedders import open_embedder

    settings = Settings()
    embedder = open_embedder(settings.embedder, settings.cache)
    asked = questions_of(DEVELOPMENT)
    return tuple(_grown(corpus, size, embedder, asked, tell) for size in sorted(sizes))


def _grown(corpus: Path, size: int, embedder: Embedder, asked: Sequence[Asked], tell: Callable[[str], None]) -> Grown:
    from assistant.clock import utc_now
    from vectorstore.store import Store

    with tempfile.TemporaryDirectory(prefix="euclusters-growth-", ignore_cleanup_errors=True) as place:
        root = Path(place) / "store"
        store = Store(root, Perturbing(embedder, ENCODED), utc_now)
        phases = _Phases(tell, size)
        begun = time.perf_counter()
        _build(store, corpus, size, embedder, phases)
        build_s = time.perf_counter() - begun
        peak, disk = peak_mb(), size_mb(root)
        tell(f"{size} passages: built in {build_s:.0f} s")
        recall, dense_ms = _recall(root, store, embedder, asked)
        served = measure_serving(root, asked, 1, requests=400)
    return Grown(size, min(size, ENCODED), build_s, phases.seconds, peak, disk, recall, dense_ms, served)


class _Phases:
    """A progress that adds up the seconds of each phase."""

    def __init__(self, tell: Callable[[str], None], size: int) -> None:
        self.seconds: dict[str, float] = {}
        self._tell, self._size = tell, size
        self._phase, self._since = "put", time.perf_counter()

    def __call__(self, phase: str, _done: int, _total: int) -> None:
        now = time.perf_counter()
        self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + now - self._since
        if phase != self._phase:
            self._tell(f"{self._size} passages: {self._phase} took {self.seconds[self._phase]:.1f} s")
        self._phase, self._since = phase, now


def _build(store: Store, corpus: Path, size: int, embedder: Embedder, phases: _Phases) -> None:
    from ingest.syncing import merged

    contents = real_contents(corpus, embedder)
    passages = [passage for source in contents for item in source.documents for passage in item.passages]
    with store.writing() as writing:
        for source in contents:
            writing.put(source)
        for source in recombined(passages, max(0, size - len(passages))):
            writing.put(source)
        writing.publish(merged, phases)


def _recall(root: Path, store: Store, embedder: Embedder, asked: Sequence[Asked]) -> tuple[float, float]:
    """The share of the ten nearest by exact search that the index finds, and its median milliseconds."""
    from vectorstore import chroma
    from vectorstore.chroma import DenseIndex

    queries = embedder.encode([each.question for each in asked])
    generation = store.open()
    digests = sorted(set(generation.catalogue.texts().values()))
    exact = _exact(generation.catalogue.vectors, digests, embedder.digest, queries)
    folder = root / "generations" / generation.id / chroma.FOLDER
    generation.close()
    index = DenseIndex(folder)
    times, shares = [], []
    for query, nearest in zip(queries, exact, strict=True):
        begun = time.perf_counter()
        found = list(index.search(query, DEPTH))[:NEAREST]
        times.append(1000 * (time.perf_counter() - begun))
        shares.append(len(nearest.intersection(found)) / NEAREST)
    index.close()
    return float(np.mean(shares)), percentile(times, 0.5) or 0.0


def _exact(
    vectors: Callable[..., dict[str, np.ndarray]], digests: list[str], embedder: str, queries: np.ndarray
) -> list[set[str]]:
    """The ten nearest of each query, some vectors at a time so that a million of them need little memory."""
    best: list[list[tuple[float, str]]] = [[] for _ in queries]
    for start in range(0, len(digests), 20_000):
        held = vectors(digests[start : start + 20_000], embedder)
        names, rows = list(held), np.stack(list(held.values()))
        scores = queries @ rows.T
        for n, row in enumerate(scores):
            top = np.argpartition(-row, min(NEAREST, len(row) - 1))[:NEAREST]
            best[n] = sorted([*best[n], *((float(row[i]), names[i]) for i in top)], reverse=True)[:NEAREST]
    return [{name for _, name in each} for each in best]
