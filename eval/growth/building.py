"""A store of many passages, built as an ingest builds one; kept in a folder, it is built once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.growth.perturbing import Perturbing
from eval.growth.texts import real_contents, recombined
from eval.stock.bench_protocol import peak_mb, size_mb

if TYPE_CHECKING:
    from vectorstore.embedders import Embedder
    from vectorstore.store import Store

__all__ = ["ENCODED", "Built", "build", "store_in"]

ENCODED = 10_000  # texts whose vectors are real, in every size
FILE = "built.json"
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What building took; seconds, and MB of memory and disk."""

    passages: int
    encoded: int
    build_s: float
    phases_s: dict[str, float]
    build_peak_mb: float
    disk_mb: float


def store_in(folder: Path, embedder: Embedder) -> Store:
    """The store below a folder, whether or not it is built."""
    from assistant.clock import utc_now
    from vectorstore.store import Store

    return Store(folder / "store", embedder, utc_now)


def build(corpus: Path, size: int, folder: Path, embedder: Embedder, tell: Tell) -> Built:
    """Build ``folder/store``, unless it was finished before; the figures are then those of that time."""
    finished = folder / FILE
    if finished.is_file():
        return Built(**json.loads(finished.read_text("utf-8")))
    folder.mkdir(parents=True, exist_ok=True)
    phases = _Phases(tell, size)
    begun = time.perf_counter()
    _fill(store_in(folder, _perturbing(embedder, folder.parent)), corpus, size, embedder, phases)
    taken = time.perf_counter() - begun
    tell(f"{size} passages: built in {taken:.0f} s")
    built = Built(size, min(size, ENCODED), taken, phases.seconds, peak_mb(), size_mb(folder / "store"))
    finished.write_text(json.dumps(asdict(built), indent=2) + "\n", "utf-8")
    return built


def _perturbing(embedder: Embedder, folder: Path) -> Perturbing:
    """The real vectors are the same in every size, so they are encoded for the first alone."""
    from vectorstore.drafts.journal import JournalledEmbedder

    return Perturbing(JournalledEmbedder(embedder, folder / "encoded.journal"), ENCODED)


class _Phases:
    """A progress that adds up the seconds of each phase."""

    def __init__(self, tell: Tell, size: int) -> None:
        self.seconds: dict[str, float] = {}
        self._tell, self._size = tell, size
        self._phase, self._since = "put", time.perf_counter()

    def __call__(self, phase: str, _done: int, _total: int) -> None:
        now = time.perf_counter()
        self.seconds[self._phase] = self.seconds.get(self._phase, 0.0) + now - self._since
        if phase != self._phase:
            self._tell(f"{self._size} passages: {self._phase} took {self.seconds[self._phase]:.1f} s")
        self._phase, self._since = phase, now


def _fill(store: Store, corpus: Path, size: int, embedder: Embedder, phases: _Phases) -> None:
    from ingest.syncing import merged

    contents = real_contents(corpus, embedder)
    passages = [passage for source in contents for item in source.documents for passage in item.passages]
    with store.writing() as writing:
        for source in contents:
            writing.put(source)
        for source in recombined(passages, max(0, size - len(passages))):
            writing.put(source)
        writing.publish(merged, phases)
