"""The dense index in Chroma, embedded; the only file that imports chromadb.

One record for each distinct text, its id the text's digest: many equal vectors would crowd each other out of the
neighbour graph, and some of them could then not be found. A collection is written once and never changed. Nothing is
filtered here, since a filter costs 85 ms at 50,000 records.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import StoreCorrupt
from vectorstore.shadow import Shadow

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

FOLDER = "chroma"
DATABASE = "chroma.sqlite3"  # inside the folder; Chroma writes to it even when it is only read
APART = "apart.npz"
_COLLECTION = "passages"
BATCH = 5000  # records that are added at once
_PAGE = 2000
# Chroma counts its open folders without a lock of its own.
_opening = threading.Lock()

Batch = tuple[Sequence[str], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Graph:
    """Neighbours of a record, and how many candidates a search keeps while building and while answering."""

    neighbours: int
    building: int
    searching: int


# The next is tried where too many vectors cannot be found in one. At 20,000, 16 neighbours take half the time of
# 32, with a recall@10 of 0.997.
GRAPHS: tuple[Graph, ...] = (Graph(16, 100, 300), Graph(32, 200, 300), Graph(64, 500, 500))
_LARGE = 300_000  # vectors; of a million, a graph of 16 neighbours loses more than one in a hundred
_NARROW = 16  # candidates: finds nearly every vector by itself in a sixth of the time


def graphs_for(size: int) -> tuple[Graph, ...]:
    """The graphs to try for so many vectors, the quickest to build first."""
    return GRAPHS if size <= _LARGE else GRAPHS[1:]


class DenseIndex:
    """One Chroma collection; safe for many threads once open. Close it to release its files."""

    def __init__(self, folder: Path) -> None:
        from chromadb.errors import ChromaError

        if not (folder / DATABASE).is_file():  # Chroma would create an empty one
            raise StoreCorrupt(folder.parent.name, f"{DATABASE} is missing")
        self._shadow = Shadow(folder, DATABASE)
        try:
            self._client = _client(self._shadow.folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._size = self._collection.count()
            self._apart = _apart(folder / APART)
        except (ChromaError, ValueError) as error:
            raise StoreCorrupt(folder.parent.name, f"Chroma cannot open it ({error})") from error

    @staticmethod
    def create(folder: Path, size: int, batches: Iterable[Batch], graph: Graph = GRAPHS[0]) -> None:
        """Write a new collection of ``size`` records: ids with their vectors (n, dimension), at most BATCH at a time.

        It searches narrowly until it is widened.
        """
        client = _client(folder)
        try:
            configuration: Any = {"hnsw": _hnsw(size, graph)}
            collection = client.create_collection(_COLLECTION, configuration=configuration, embedding_function=None)
            for ids, vectors in batches:
                collection.add(ids=list(ids), embeddings=vectors)
                if size == 1:  # Chroma writes its graph out after two additions at the least
                    collection.update(ids=list(ids), embeddings=vectors)
        finally:
            _close(client)

    @staticmethod
    def set_apart(folder: Path, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
        """Have every search look at some vectors one by one: those few that the graph does not lead to."""
        np.savez(folder / APART, ids=np.array(ids, dtype=str), vectors=vectors)

    def widen(self, graph: Graph) -> None:
        """Have everyone who opens this index from now on search as widely as the graph says."""
        with warnings.catch_warnings():  # Chroma deplores that there is no embedding function
            warnings.simplefilter("ignore", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"ef_search": graph.searching}})

    def close(self) -> None:
        _close(self._client)
        self._shadow.close()

    def __len__(self) -> int:
        return self._size

    def search(self, vector: NDArray[np.float32], limit: int) -> dict[str, float]:
        """The nearest texts and their cosine similarity, best first."""
        if not self._size:
            return {}
        found = self._nearest(vector[np.newaxis], min(limit, self._size))[0]
        return {digest: 1.0 - distance for digest, distance in found.items()}

    def unfound(self, vectors: Mapping[str, NDArray[np.float32]], tolerance: float = 1e-4) -> list[str]:
        """The ids whose vector does not find itself, or its equal, at distance zero."""
        ids = list(vectors)
        lost = []
        for start in range(0, len(ids), _PAGE):
            part = ids[start : start + _PAGE]
            nearest = self._nearest(np.stack([vectors[i] for i in part]), 1)
            lost += [i for i, found in zip(part, nearest, strict=True) if min(found.values(), default=2.0) > tolerance]
        return lost

    def stored(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors that Chroma holds for some ids, those that it lacks left out; not too many at a time."""
        page = self._collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(page["ids"], np.asarray(page["embeddings"], dtype=np.float32), strict=True))

    def _nearest(self, vectors: NDArray[np.float32], limit: int) -> list[dict[str, float]]:
        found = self._collection.query(query_embeddings=vectors, n_results=limit, include=["distances"])
        near = [
            dict(zip(ids, distances, strict=True))
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]
        return near if self._apart is None else self._with_apart(vectors, near, limit, *self._apart)

    @staticmethod
    def _with_apart(
        vectors: NDArray[np.float32],
        near: Sequence[dict[str, float]],
        limit: int,
        ids: Sequence[str],
        apart: NDArray[np.float32],
    ) -> list[dict[str, float]]:
        distances = 1.0 - vectors @ apart.T
        most = min(limit, len(ids))
        nearest = np.argpartition(distances, most - 1, axis=1)[:, :most]  # sorted where they are merged
        merged = (
            each | {ids[at]: float(row[at]) for at in order}
            for each, row, order in zip(near, distances, nearest, strict=True)
        )
        return [dict(sorted(each.items(), key=lambda item: item[1])[:limit]) for each in merged]


def _apart(file: Path) -> tuple[list[str], NDArray[np.float32]] | None:
    """The vectors that the graph does not lead to, with their ids; None where it leads to all."""
    if not file.is_file():
        return None
    with np.load(file) as held:
        return held["ids"].tolist(), held["vectors"].astype(np.float32)


def load() -> None:
    """Import what opening takes, about a second, before it is needed."""
    import chromadb  # noqa: F401


def _hnsw(size: int, graph: Graph) -> dict[str, Any]:
    return {
        "space": "cosine",
        "max_neighbors": graph.neighbours,
        "ef_construction": graph.building,
        "ef_search": _NARROW,
        # Written out once, by the last addition: nothing is left for whoever opens it to finish.
        "sync_threshold": max(2, size),
        "batch_size": max(2, min(size, 100)),
    }


def _client(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    with _opening:
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _close(client: ClientAPI) -> None:
    with _opening:
        client.close()  # type: ignore[attr-defined]
