"""LangChain: recursive splitter, MiniLM by sentence-transformers, Chroma in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bench_protocol import CHUNK_SIZE, OVERLAP, main


class LangChain:
    packages = ("langchain-core", "langchain-chroma", "langchain-huggingface", "langchain-text-splitters")
    note = f"splitter {CHUNK_SIZE}/{OVERLAP}; again: the indexing API with a record manager"

    def __init__(self, model: str, folder: Path) -> None:
        from langchain_core.indexing import InMemoryRecordManager
        from langchain_huggingface import HuggingFaceEmbeddings

        self._folder = str(folder)
        self._embeddings = HuggingFaceEmbeddings(model_name=model)
        self._embeddings.embed_query("one text, so that the weights are loaded")
        self._records = InMemoryRecordManager(namespace="bench")
        self._records.create_schema()
        self.open()

    def open(self) -> None:
        from langchain_chroma import Chroma

        self._chroma = Chroma(persist_directory=self._folder, embedding_function=self._embeddings)

    def ingest(self, texts: Sequence[str]) -> int:
        from langchain_core.documents import Document
        from langchain_core.indexing import index
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_SIZE, chunk_overlap=OVERLAP)
        whole = [Document(text, metadata={"source": str(n)}) for n, text in enumerate(texts)]
        pieces = splitter.split_documents(whole)
        index(pieces, self._records, self._chroma, cleanup=None, batch_size=len(pieces), key_encoder="sha256")
        return len(pieces)

    def ingest_again(self, texts: Sequence[str]) -> None:
        self.ingest(texts)

    def encode(self, texts: Sequence[str]) -> object:
        return self._embeddings.embed_documents(list(texts))

    def retrieve(self, question: str, limit: int) -> list[str]:
        return [piece.page_content for piece in self._chroma.similarity_search(question, k=limit)]


if __name__ == "__main__":
    main(LangChain)
