"""Stand-ins for what is slow: an embedder without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class FakeEmbedder:
    """Directions drawn from a text's digest: the same text gives the same unit vector, others point elsewhere."""

    dimension = 16
    max_tokens = 128

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.digest = hashlib.sha256(name.encode()).hexdigest()
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        self.encoded += texts
        if progress:
            progress(len(texts), len(texts))
        rows = [np.random.default_rng(_seed(text)).normal(size=self.dimension) for text in texts]
        matrix = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        unit: NDArray[np.float32] = matrix / np.linalg.norm(matrix, axis=1, keepdims=True).clip(min=1e-9)
        return unit

    def encode_question(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.encode([text])[0]
        return vector

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
