"""The assistant in this process, seen from inside: its answers, and what retrieval finds for a question."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answers import Question
from assistant.database import open_engine, sqlite_url
from assistant.errors import AssistantError
from eval.asking import Source, as_json
from eval.errors import AskFailed, NothingToAsk
from eval.passages import StoredPassage
from eval.received import RawAnswer
from vectorstore.errors import StoreError

if TYPE_CHECKING:
    from assistant.retrieving import Found
    from assistant.settings import Settings

__all__ = ["Inside"]

SEEN = 20  # of the passages found, those an answer may look at


class Inside:
    """One assistant, built as in production; raises NothingToAsk where the store cannot be opened."""

    def __init__(self, settings: Settings) -> None:
        from assistant.bootstrap import build

        try:
            self._assistant = build(settings)
        except (StoreError, AssistantError) as error:
            raise NothingToAsk(str(error)) from error
        # What an evaluation asks is no user's conversation and must not be stored among them.
        folder = tempfile.mkdtemp(prefix="euclusters-eval-")
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._assistant.conversations = replace(
            self._assistant.conversations, engine=open_engine(sqlite_url(Path(folder) / "conversations.sqlite"))
        )

    def source(self) -> Source:
        return Source(self.ask, self.passage, self.found, concurrent=True)

    def ask(self, question: Question) -> RawAnswer:
        """The whole Answer as JSON."""
        try:
            return as_json(asdict(self._assistant.answer(question)))
        except AssistantError as error:
            raise AskFailed(str(error)) from error
        except StoreError as error:
            raise NothingToAsk(str(error)) from error

    def passage(self, passage_id: str) -> StoredPassage | None:
        with self._assistant.reader.reading() as generation:
            found = generation.catalogue.passage(passage_id)
            document = generation.catalogue.document(found.document_id) if found else None
        if found is None or document is None:
            return None
        published = document.published.isoformat() if document.published else None
        return StoredPassage(passage_id, document.title, found.text, found.heading_path, document.source_url, published)

    def found(self, question: Question) -> tuple[str, ...]:
        """The ids of the passages that retrieval ranks first for this turn, before it is asked."""
        try:
            return tuple(item.passage.passage_id for item in self._retrieved(question)[:SEEN])
        except (AssistantError, StoreError):
            return ()  # the question itself fails for the same reason, and says so

    def measured(self, question: str, day: date | None) -> tuple[tuple[float, float], ...]:
        """Coverage and similarity of each passage found, best first."""
        found = self._retrieved(Question(question, as_of=day))
        return tuple((item.coverage, item.hit.similarity) for item in found)

    def _retrieved(self, question: Question) -> tuple[Found, ...]:
        from assistant.answering import Desk, read
        from assistant.calls.callbook import CallBook
        from assistant.retrieving import retrieve
        from assistant.understanding.languages import detect

        as_of = self._assistant.as_of(question.as_of)
        with self._assistant.reader.reading() as generation:
            book = CallBook(generation.catalogue.calls())
            desk = Desk(generation, book, self._assistant.conversations, self._assistant.clock(), "")
            understood = read(question, (), question.language or detect(question.question), as_of, desk)
            return retrieve(understood, generation).found
