"""Any embedding model of sentence-transformers, on whatever device it finds."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vectorstore.encoders.model_folder import ModelFolder
from vectorstore.errors import EmbedderUnavailable, one_line

SPECIAL_TOKENS = 2
BATCH = 32
PROMPTED = "st-2"  # changes whenever the same model would be given other words for a text
_AS_ROWS: dict[str, Any] = {"normalize_embeddings": True, "show_progress_bar": False, "convert_to_numpy": True}


def unloadable() -> tuple[type[Exception], ...]:
    """What loading a model raises where its files are missing, broken, or of a kind that this installation lacks."""
    from safetensors import SafetensorError

    return (OSError, ValueError, KeyError, RuntimeError, ImportError, SafetensorError)


@dataclass
class SentenceTransformersEmbedder:
    """Any model of sentence-transformers, on whatever device it finds; loaded when first asked for anything.

    It is told which texts are questions and which are passages, where its folder has a prompt for either. One thread
    at a time may use it: its tokenizer is set anew for every use.
    """

    name: str
    _lock: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @cached_property
    def _loaded(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.name)
        except unloadable() as error:
            raise EmbedderUnavailable(
                f"The embedding model {self.name!r} cannot be loaded: {one_line(error)}. Give a folder that holds a "
                "sentence-transformers model, or a hub name that is in the local cache."
            ) from error

    @contextmanager
    def _model(self) -> Iterator[Any]:
        with self._lock:
            yield self._loaded

    @cached_property
    def digest(self) -> str:
        folder = Path(self.name)
        of_model = (
            ModelFolder(folder).digest if folder.is_dir() else hashlib.sha256(self.name.encode()).hexdigest()[:16]
        )
        return f"{of_model}-{PROMPTED}"

    @cached_property
    def dimension(self) -> int:
        with self._model() as model:
            return int(model.get_embedding_dimension())

    @cached_property
    def max_tokens(self) -> int:
        with self._model() as model:
            return int(model.max_seq_length) - SPECIAL_TOKENS

    def count_tokens(self, text: str) -> int:
        with self._model() as model:
            return len(model.tokenizer.encode(text, add_special_tokens=False, verbose=False))

    def encode(self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None) -> NDArray[np.float32]:
        with self._model() as model:
            vectors: NDArray[np.float32] = model.encode_document(list(texts), batch_size=BATCH, **_AS_ROWS)
        if progress:
            progress(len(texts), len(texts))
        return vectors.reshape(len(texts), self.dimension)

    def encode_question(self, text: str) -> NDArray[np.float32]:
        with self._model() as model:
            vector: NDArray[np.float32] = model.encode_query(text, **_AS_ROWS)
        return vector
