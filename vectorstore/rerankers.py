"""A second look at the best passages by a model that reads question and passage together; off unless one is named."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from vectorstore.encoders.any_model import unloadable
from vectorstore.errors import RerankerUnavailable, one_line
from vectorstore.records import Hit

RERANKED = 24  # passages; each costs a pass through the model


class Reranker(Protocol):
    """What judges how well texts answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One number for each text, larger for a better answer, on any scale."""
        ...


@dataclass
class CrossEncoderReranker:
    """Any CrossEncoder of sentence-transformers: a folder, or a hub name in the local cache; loaded when first used.

    One thread at a time may use it: its tokenizer is set anew for every use.
    """

    name: str
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        if not texts:
            return []
        with self._lock:
            judged = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(each) for each in judged]

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import CrossEncoder

        try:
            model = CrossEncoder(self.name)
        except unloadable() as error:
            raise self._unavailable(f"cannot be loaded: {one_line(error)}") from error
        if model.num_labels != 1:
            raise self._unavailable(f"gives {model.num_labels} numbers for a text instead of one")
        return model

    def _unavailable(self, reason: str) -> RerankerUnavailable:
        return RerankerUnavailable(
            f"The reranker {self.name!r} {reason}. Give a folder that holds a CrossEncoder of sentence-transformers "
            "that ranks, or a hub name that is in the local cache, or leave EUCLUSTERS_RERANKER empty."
        )


def open_reranker(name: str) -> Reranker | None:
    """The reranker of a name; none of an empty one."""
    return CrossEncoderReranker(name) if name else None


def reordered(hits: Sequence[Hit], scores: Sequence[float]) -> list[Hit]:
    """Hits in the order of a reranker's scores; the fused scores stay with the places, and keep their meaning."""
    order = sorted(range(len(hits)), key=lambda place: -scores[place])
    return [hits[chosen].scored(hits[place].score) for place, chosen in enumerate(order)]
