"""An embedder for texts too many to encode: beyond a number of real vectors, mixtures of two of them with noise."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedders import Progress
from vectorstore.encoders.wrapped import WrappedEmbedder

__all__ = ["Perturbing"]

NOISE = 0.35  # length of the noise beside a vector of length 1


@dataclass
class Perturbing(WrappedEmbedder):
    """Passes for the embedder that it wraps; ``real`` texts are encoded, the vectors of all others are made up.

    A recombined text is a mixture of others, and so is its vector: a point between two real ones, moved a little.
    """

    real: int
    _base: list[NDArray[np.float32]] = field(default_factory=list)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        missing = max(0, self.real - len(self._base))
        encoded = self.embedder.encode(texts[:missing], progress)
        self._base.extend(encoded)
        made = [self._made(text) for text in texts[missing:]]
        return np.concatenate([encoded, np.asarray(made, dtype=np.float32).reshape(-1, self.dimension)])

    def _made(self, text: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
        chance = np.random.default_rng(seed)
        one, other = chance.integers(0, len(self._base), 2)
        share = chance.uniform(0.5, 0.9)
        noise = chance.standard_normal(self.dimension) * (NOISE / np.sqrt(self.dimension))
        mixed = share * self._base[one] + (1 - share) * self._base[other] + noise
        unit: NDArray[np.float32] = (mixed / np.linalg.norm(mixed)).astype(np.float32)
        return unit
