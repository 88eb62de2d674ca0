"""One size after the other: build a store as an ingest does, then read it as a server does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.bench.serving import Served, measure_serving
from eval.bench.texts import questions_of
from eval.growth.building import Built, build, store_in
from eval.growth.places import kept_in
from eval.growth.recall import recall
from eval.percentiles import percentile

__all__ = ["Grown", "grow"]

REQUESTS = 400


@dataclass(frozen=True, slots=True)
class Grown:
    """The figures of one size; a question's times in milliseconds."""

    built: Built
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


def grow(
    corpus: Path, sizes: Sequence[int], tell: Callable[[str], None] = print, keep: Path | None = None
) -> tuple[Grown, ...]:
    """Measure every size, the smallest first.

    Stores are built in a temporary folder, or kept in ``keep/SIZE``: one that stands there is read, not built again.
    """
    from assistant.settings import Settings
    from eval.bench.measuring import DEVELOPMENT
    from vectorstore.embedders import open_embedder

    settings = Settings()
    embedder = open_embedder(settings.embedder, settings.cache)
    asked = questions_of(DEVELOPMENT)
    grown = []
    with kept_in(keep) as place:
        for size in sorted(sizes):
            folder = place / str(size)
            built = build(corpus, size, folder, embedder, tell)
            served = measure_serving(folder / "store", asked, 1, requests=REQUESTS)
            found, dense_ms = recall(
                folder / "store", store_in(folder, embedder), embedder, [each.question for each in asked]
            )
            grown.append(Grown(built, found, dense_ms, served))
    return tuple(grown)
