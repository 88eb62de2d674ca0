"""What the benchmark measures: something that ingests a corpus and answers questions. This project's is here."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.answers import Question
from eval.errors import BenchmarkError

if TYPE_CHECKING:
    from assistant.assistant import Assistant

__all__ = ["Contender", "Ours"]


class Contender(Protocol):
    """One pipeline; its model is loaded before anything is measured."""

    name: str
    asked_for: str  # what one question gives, in words

    def ingest(self, folder: Path) -> int:
        """Build an index in an empty folder and use it from now on; returns the number of passages."""

    def ask(self, question: str, as_of: date | None) -> None:
        """One question against the newest index, to its end."""


class Ours:
    """Everything that ``euclusters ingest`` and a chat request do, in this process."""

    name = "this project"
    asked_for = "complete answer"

    def __init__(self, corpus: Path) -> None:
        from assistant.settings import Settings
        from vectorstore.embedders import open_embedder

        self._corpus = corpus
        settings = Settings()
        self._embedder = open_embedder(settings.embedder, settings.cache)
        self._embedder.encode(["one text, so that the weights are loaded"])
        self._assistant: Assistant | None = None

    def ingest(self, folder: Path) -> int:
        from assistant.bootstrap import build
        from assistant.clock import utc_now
        from assistant.settings import Settings
        from ingest.errors import IngestError
        from ingest.syncing import sync
        from vectorstore.store import Store

        try:
            sync([self._corpus], Store(folder, self._embedder, utc_now))
        except IngestError as error:
            raise BenchmarkError(str(error)) from error
        self._assistant = build(Settings(store=folder))
        with self._assistant.reader.reading() as generation:
            return generation.catalogue.counts().passages

    def ask(self, question: str, as_of: date | None) -> None:
        if self._assistant is None:
            raise BenchmarkError("Nothing is ingested yet.")
        self._assistant.answer(Question(question, as_of=as_of))
