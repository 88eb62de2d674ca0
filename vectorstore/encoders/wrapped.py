"""What embedders that pass for another have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedders import Embedder

__all__ = ["WrappedEmbedder"]


@dataclass
class WrappedEmbedder:
    """Is the embedder that it wraps in all but the encoding: its vectors must do for the other's."""

    embedder: Embedder

    @property
    def name(self) -> str:
        return self.embedder.name

    @property
    def digest(self) -> str:
        return self.embedder.digest

    @property
    def dimension(self) -> int:
        return self.embedder.dimension

    @property
    def max_tokens(self) -> int:
        return self.embedder.max_tokens

    def count_tokens(self, text: str) -> int:
        return self.embedder.count_tokens(text)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        return self.embedder.encode_question(text)
