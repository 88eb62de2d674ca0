"""Vectors set down as soon as they are computed, so that an ingest that was interrupted is not computed again.

One file of fixed-size records that is only appended to: what was being written when the process ended is not counted.
It holds no text. It goes when an ingest is done.
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vectorstore.catalogue import text_digest
from vectorstore.embedders import Progress
from vectorstore.encoders.wrapped import WrappedEmbedder

Vector = NDArray[np.float32]

_KEY = 16  # bytes of a text's digest
_CHECK = 4  # bytes of a checksum


@dataclass
class Journal:
    """The vectors of one embedder; of another's journal, or a damaged one, only what is whole counts."""

    path: Path
    embedder_digest: str
    dimension: int

    def read(self) -> dict[str, Vector]:
        """Every vector set down, by text digest."""
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return {}
        return dict(self._records(content)) if content.startswith(self._head) else {}

    def append(self, vectors: Mapping[str, Vector]) -> None:
        """Safe against the end of this process; not against the end of the power, which the checksums notice."""
        records = b"".join(_record(digest, vector) for digest, vector in vectors.items())
        with self.path.open("ab") as file:
            file.write(records)

    def start(self) -> dict[str, Vector]:
        """What is known already; a file that is not ours, or whose end is broken, begins anew with what is whole."""
        known = self.read()
        self.path.write_bytes(self._head)
        self.append(known)
        return known

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    @property
    def _head(self) -> bytes:
        return f"vectors {self.embedder_digest} {self.dimension}\n".encode()

    def _records(self, content: bytes) -> Iterator[tuple[str, Vector]]:
        size = _KEY + 4 * self.dimension + _CHECK
        for start in range(len(self._head), len(content) - size + 1, size):
            record = content[start : start + size]
            if zlib.crc32(record[:-_CHECK]).to_bytes(_CHECK, "big") == record[-_CHECK:]:
                yield record[:_KEY].hex(), np.frombuffer(record[_KEY:-_CHECK], dtype="<f4")


def _record(digest: str, vector: Vector) -> bytes:
    content = bytes.fromhex(digest) + vector.astype("<f4").tobytes()
    return content + zlib.crc32(content).to_bytes(_CHECK, "big")


@dataclass
class JournalledEmbedder(WrappedEmbedder):
    """An embedder that sets down each vector, and computes none that an interrupted ingest has set down."""

    path: Path
    _known: dict[str, Vector] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vector:
        if not texts:
            return self.embedder.encode(texts)
        with self._lock:
            digests = [text_digest(text) for text in texts]
            known = self._opened()
            missing = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
            new = self._computed(missing, progress)
            return np.stack([new[digest] if digest in new else known[digest] for digest in digests])

    def forget(self) -> None:
        """All is stored elsewhere now."""
        with self._lock:
            self._known = None
            self._journal.remove()

    def _computed(self, missing: Mapping[str, str], progress: Progress | None) -> dict[str, Vector]:
        if not missing:
            return {}
        vectors = dict(zip(missing, self.embedder.encode(list(missing.values()), progress), strict=True))
        self._journal.append(vectors)
        return vectors

    def _opened(self) -> dict[str, Vector]:
        if self._known is None:
            self._known = self._journal.start()
        return self._known

    @property
    def _journal(self) -> Journal:
        return Journal(self.path, self.embedder.digest, self.embedder.dimension)
