"""The dense index in Chroma, embedded; the only file that imports chromadb.

One record for each distinct text, its id the text's digest: many equal vectors would crowd each other out of the
neighbour graph, and some of them could then not be found. A collection is written once and never changed. Nothing is
filtered here, since a filter costs 85 ms at 50,000 records.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.errors import StoreCorrupt

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

FOLDER = "chroma"
DATABASE = "chroma.sqlite3"  # inside the folder; Chroma writes to it even when it is only read
_COLLECTION = "passages"
_BATCH = 5000
_PAGE = 2000
# Chroma counts its open folders without a lock of its own.
_opening = threading.Lock()

Graph = tuple[int, int, int]
# Neighbours, width of the search while building, width while searching; the next is tried where one loses vectors.
GRAPHS: tuple[Graph, ...] = ((32, 200, 200), (64, 500, 500))


class DenseIndex:
    """One Chroma collection; safe for many threads once open. Close it to release its files."""

    def __init__(self, folder: Path) -> None:
        from chromadb.errors import ChromaError

        if not (folder / DATABASE).is_file():  # Chroma would create an empty one
            raise StoreCorrupt(folder.parent.name, f"{DATABASE} is missing")
        try:
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
            self._size = self._collection.count()
        except (ChromaError, ValueError) as error:
            raise StoreCorrupt(folder.parent.name, f"Chroma cannot open it ({error})") from error

    @staticmethod
    def create(folder: Path, ids: Sequence[str], vectors: NDArray[np.float32], graph: Graph = GRAPHS[0]) -> None:
        """Write a new collection; ``vectors`` (n, dimension) in the order of ``ids``."""
        client = _client(folder)
        try:
            configuration: Any = {"hnsw": _hnsw(len(ids), graph)}
            collection = client.create_collection(_COLLECTION, configuration=configuration, embedding_function=None)
            for start in range(0, len(ids), _BATCH):
                part = slice(start, start + _BATCH)
                collection.add(ids=list(ids[part]), embeddings=vectors[part])
            if len(ids) == 1:  # Chroma writes its graph out after two additions at the least
                collection.update(ids=list(ids), embeddings=vectors)
        finally:
            _close(client)

    def close(self) -> None:
        _close(self._client)

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

    def stored(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Every id with the vector that Chroma holds for it."""
        for offset in range(0, self._size, _PAGE):
            page = self._collection.get(include=["embeddings"], limit=_PAGE, offset=offset)
            embeddings = page["embeddings"]
            yield from zip(page["ids"], np.asarray(embeddings, dtype=np.float32), strict=True)

    def _nearest(self, vectors: NDArray[np.float32], limit: int) -> list[dict[str, float]]:
        found = self._collection.query(query_embeddings=vectors, n_results=limit, include=["distances"])
        return [
            dict(zip(ids, distances, strict=True))
            for ids, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]


def load() -> None:
    """Import what opening takes, about a second, before it is needed."""
    import chromadb  # noqa: F401


def _hnsw(size: int, graph: Graph) -> dict[str, Any]:
    neighbours, building, searching = graph
    return {
        "space": "cosine",
        "max_neighbors": neighbours,
        "ef_construction": building,
        "ef_search": searching,
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
