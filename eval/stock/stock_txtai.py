"""txtai: hybrid index (BM25 and MiniLM with Faiss) over pieces of the usual size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench_protocol import CHUNK_SIZE, OVERLAP, main


class Txtai:
    packages = ("txtai",)
    note = f"hybrid, pieces {CHUNK_SIZE}/{OVERLAP}; again: it has no way to skip, all is indexed anew"

    def __init__(self, model: str, folder: Path) -> None:
        from txtai import Embeddings

        self._folder = str(folder / "index")
        self._make = lambda: Embeddings(path=model, content=True, hybrid=True)
        self._embeddings = self._make()
        self._embeddings.batchtransform(["one text, so that the weights are loaded"])

    def open(self) -> None:
        self._embeddings.load(self._folder)

    def ingest(self, texts: Sequence[str]) -> int:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=OVERLAP)
        pieces = [piece for text in texts for piece in splitter.split_text(text)]
        self._embeddings.index(pieces)
        self._embeddings.save(self._folder)
        return len(pieces)

    def ingest_again(self, texts: Sequence[str]) -> None:
        self.ingest(texts)

    def retrieve(self, question: str, limit: int) -> list[str]:
        return [found["text"] for found in self._embeddings.search(question, limit)]


if __name__ == "__main__":
    main(Txtai)
