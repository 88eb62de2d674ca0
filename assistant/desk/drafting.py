"""Questions put to the assistant exactly as the chat puts them, their answers made into replies, in bounded time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from assistant.answers import Answer, Question
from assistant.assistant import Assistant
from assistant.conversations import Conversations, Turn
from assistant.desk.confidence import confidence
from assistant.desk.likeness import folded_names
from assistant.desk.records import Reply
from assistant.desk.replying import reply
from assistant.streaming import Done, Stop
from vectorstore.embedders import Embedder
from vectorstore.errors import StoreError
from vectorstore.generation import Generation
from vectorstore.records import Audience

# The chat takes no longer question.
MOST_ASKED = 2000


class Unrecorded(Conversations):
    """Attendees' questions stay at the desk: nothing of them is kept among the conversations."""

    def remember(self, asked: str, turn: Turn, answer: Answer) -> None:
        """Keeps nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the day it is answered for (None: as of this moment) and whose documents may answer it."""

    question: str
    language: str
    day: date | None
    scope: Audience


@dataclass
class Drafter:
    """Safe for many threads; ``seconds`` is the most that a model gets, the extractive answer takes its place then."""

    assistant: Callable[[Audience], Assistant]
    embedder: Embedder
    max_chars: int
    seconds: float
    _names: tuple[str, frozenset[str]] | None = field(default=None, repr=False)

    def close(self) -> None:
        """Release the index; the next draft opens it again."""
        for scope in get_args(Audience):
            self.assistant(scope).reader.close()

    def draft(self, asked: Asked) -> Reply:
        """The reply to one question; raises StoreError where the index cannot be read."""
        question = asked.question[:MOST_ASKED]
        answer = self._answer(Question(question, as_of=asked.day, language=asked.language), asked.scope)
        sure = confidence(question, answer, self._similarities)
        return reply(answer, sure, self.max_chars, self._is_public if asked.scope == "staff" else _always)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embedder.encode(list(texts))

    def names(self, scope: Audience) -> frozenset[str]:
        """The words that name the calls of the index, folded; none while it cannot be read: questions come first."""
        try:
            with self.assistant(scope).reader.reading() as generation:
                return self._names_of(scope, generation)
        except StoreError:
            return frozenset()

    def _names_of(self, scope: Audience, generation: Generation) -> frozenset[str]:
        """Read once for each generation."""
        key = f"{scope} {generation.id}"
        if self._names is None or self._names[0] != key:
            calls = generation.catalogue.calls()
            self._names = (key, folded_names([name for c in calls for name in (c.acronym, c.topic_id)]))
        return self._names[1]

    def _answer(self, question: Question, scope: Audience) -> Answer:
        stop = Stop()
        timer = threading.Timer(self.seconds, stop.request)
        timer.start()
        try:
            *_, last = self.assistant(scope).stream(question, stop)
        finally:
            timer.cancel()
        assert isinstance(last, Done)
        return last.answer

    def _is_public(self, passage_id: str) -> bool:
        with self.assistant("public").reader.reading() as generation:
            return generation.catalogue.passage(passage_id) is not None

    def _similarities(self, text: str, others: Sequence[str]) -> Sequence[float]:
        vectors = self.embedder.encode([text, *others])
        return [float(vectors[0] @ other) for other in vectors[1:]]


def _always(_: str) -> bool:
    return True
