"""What the dense index finds of what an exact search finds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.percentiles import percentile

if TYPE_CHECKING:
    from vectorstore.embedders import Embedder
    from vectorstore.store import Store

__all__ = ["exact", "recall"]

NEAREST = 10
DEPTH = 100  # asked of the dense index, as a question does
PAGE = 20_000  # vectors in memory at a time
Vectors = Callable[[list[str], str], dict[str, np.ndarray]]


def recall(root: Path, store: Store, embedder: Embedder, questions: Sequence[str]) -> tuple[float, float]:
    """The share of the ten nearest by exact search that the index finds, and its median milliseconds."""
    from vectorstore import chroma
    from vectorstore.chroma import DenseIndex

    queries = np.stack([embedder.encode_question(question) for question in questions])
    with closing(store.open()) as generation:
        digests = sorted(set(generation.catalogue.texts().values()))
        nearest = exact(generation.catalogue.vectors, digests, embedder.digest, queries)
        folder = root / "generations" / generation.id / chroma.FOLDER
    with closing(DenseIndex(folder)) as index:
        measured = [_one(index.search, query, wanted) for query, wanted in zip(queries, nearest, strict=True)]
    return float(np.mean([share for share, _ in measured])), percentile([ms for _, ms in measured], 0.5) or 0.0


def _one(search: Callable[..., dict[str, float]], query: np.ndarray, wanted: set[str]) -> tuple[float, float]:
    begun = time.perf_counter()
    found = list(search(query, DEPTH))[:NEAREST]
    return len(wanted.intersection(found)) / len(wanted), 1000 * (time.perf_counter() - begun)


def exact(vectors: Vectors, digests: Sequence[str], embedder: str, queries: np.ndarray) -> list[set[str]]:
    """The ten nearest of each query, some vectors at a time so that a million of them need little memory."""
    best: list[list[tuple[float, str]]] = [[] for _ in queries]
    for names, rows in _pages(vectors, digests, embedder):
        for n, row in enumerate(queries @ rows.T):
            top = np.argpartition(-row, min(NEAREST, len(row) - 1))[:NEAREST]
            best[n] = sorted([*best[n], *((float(row[i]), names[i]) for i in top)], reverse=True)[:NEAREST]
    return [{name for _, name in each} for each in best]


def _pages(vectors: Vectors, digests: Sequence[str], embedder: str) -> Iterator[tuple[list[str], np.ndarray]]:
    for start in range(0, len(digests), PAGE):
        held = vectors(list(digests[start : start + PAGE]), embedder)
        yield list(held), np.stack(list(held.values()))
