"""LlamaIndex: its default sentence splitter and vector index, MiniLM by sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench_protocol import main


class LlamaIndex:
    packages = ("llama-index-core", "llama-index-embeddings-huggingface")
    note = "default nodes (1024/200 tokens; the model sees the first 256); again: refresh of the documents"

    def __init__(self, model: str, folder: Path) -> None:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._folder = str(folder)
        self._embedding = HuggingFaceEmbedding(model_name=model)
        self._embedding.get_text_embedding("one text, so that the weights are loaded")

    def open(self) -> None:
        from llama_index.core import StorageContext, load_index_from_storage

        stored = StorageContext.from_defaults(persist_dir=self._folder)
        self._index = load_index_from_storage(stored, embed_model=self._embedding)

    def ingest(self, texts: Sequence[str]) -> int:
        from llama_index.core import VectorStoreIndex

        self._index = VectorStoreIndex.from_documents(_documents(texts), embed_model=self._embedding)
        self._index.storage_context.persist(self._folder)
        return len(self._index.docstore.docs)

    def ingest_again(self, texts: Sequence[str]) -> None:
        self._index.refresh_ref_docs(_documents(texts))
        self._index.storage_context.persist(self._folder)

    def retrieve(self, question: str, limit: int) -> list[str]:
        found = self._index.as_retriever(similarity_top_k=limit).retrieve(question)
        return [item.node.get_content() for item in found]


def _documents(texts: Sequence[str]) -> list:
    from llama_index.core import Document

    return [Document(text=text, doc_id=str(n)) for n, text in enumerate(texts)]


if __name__ == "__main__":
    main(LlamaIndex)
