"""Haystack: word splitter, MiniLM by sentence-transformers, the in-memory store saved to disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench_protocol import main

WORDS = 150


class Haystack:
    packages = ("haystack-ai",)
    note = f"pieces of {WORDS} words, embedding retriever; again: duplicates skipped on writing, embedded all the same"

    def __init__(self, model: str, folder: Path) -> None:
        embedders = _embedders()
        self._file = folder / "store.json"
        self._documents = embedders[0](model=model, progress_bar=False)
        self._texts = embedders[1](model=model, progress_bar=False)
        for each in (self._documents, self._texts):
            each.warm_up()
        self._texts.run(text="one text, so that the weights are loaded")
        self._use(None)

    def open(self) -> None:
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._use(InMemoryDocumentStore.load_from_disk(str(self._file)))

    def ingest(self, texts: Sequence[str]) -> int:
        from haystack import Document
        from haystack.components.preprocessors import DocumentSplitter
        from haystack.document_stores.types import DuplicatePolicy

        splitter = DocumentSplitter(split_by="word", split_length=WORDS)
        splitter.warm_up()
        pieces = splitter.run(documents=[Document(content=text) for text in texts])["documents"]
        embedded = self._documents.run(documents=pieces)["documents"]
        self._store.write_documents(embedded, policy=DuplicatePolicy.SKIP)
        self._store.save_to_disk(str(self._file))
        return len(pieces)

    def ingest_again(self, texts: Sequence[str]) -> None:
        self.ingest(texts)

    def retrieve(self, question: str, limit: int) -> list[str]:
        vector = self._texts.run(text=question)["embedding"]
        return [each.content for each in self._retriever.run(query_embedding=vector, top_k=limit)["documents"]]

    def _use(self, store: object) -> None:
        from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore

        self._store = store or InMemoryDocumentStore(embedding_similarity_function="cosine")
        self._retriever = InMemoryEmbeddingRetriever(self._store)


def _embedders() -> tuple:
    """They moved into a package of their own in later versions."""
    try:
        from haystack_integrations.components.embedders.sentence_transformers import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )
    except ImportError:
        from haystack.components.embedders import (
            SentenceTransformersDocumentEmbedder,
            SentenceTransformersTextEmbedder,
        )
    return SentenceTransformersDocumentEmbedder, SentenceTransformersTextEmbedder


if __name__ == "__main__":
    main(Haystack)
