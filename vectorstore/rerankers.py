"""A second look at the best passages by a model that reads question and passage together; off unless one is named."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from vectorstore.errors import RerankerUnavailable
from vectorstore.records import Hit

RERANKED = 24  # passages; each costs a pass through the model


class Reranker(Protocol):
    """What judges how well texts answer a question."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """One number for each text, larger for a better answer, on any scale."""
        ...


@dataclass
class CrossEncoderReranker:
    """Any CrossEncoder of sentence-transformers: a folder, or a hub name in the local cache; loaded when first used."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        judged = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(each) for each in judged]

    @cached_property
    def _model(self) -> Any:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import CrossEncoder

        try:
            return CrossEncoder(self.name)
        except (OSError, ValueError) as error:
            raise RerankerUnavailable(
                f"The reranker {self.name!r} cannot be loaded: {error}. Give a folder that holds a CrossEncoder of "
                "sentence-transformers, or a hub name that is in the local cache, or leave the setting empty."
            ) from error


def open_reranker(name: str) -> Reranker | None:
    """The reranker of a name; none of an empty one."""
    return CrossEncoderReranker(name) if name else None


def reordered(hits: Sequence[Hit], scores: Sequence[float]) -> list[Hit]:
    """Hits in the order of a reranker's scores; the fused scores stay with the places, and keep their meaning."""
    order = sorted(range(len(hits)), key=lambda place: -scores[place])
    return [hits[chosen].scored(hits[place].score) for place, chosen in enumerate(order)]
