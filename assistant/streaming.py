"""A turn as it unfolds: what is known of an answer, in the order of the contract's stream, as soon as it is known."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.answers import Answer, CallCard, Citation, Statement


@dataclass(frozen=True, slots=True)
class Begun:
    """The question is understood and an answer is under way."""

    answer_id: str
    conversation_id: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Cited:
    """Every citation that the statements and calls to come may use."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement; what came from a model has been verified."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Shown:
    """The calls of the answer."""

    calls: tuple[CallCard, ...]
    closed_calls: tuple[CallCard, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """The whole answer; always the last event."""

    answer: Answer


Event = Begun | Cited | Said | Shown | Done


class Stop:
    """A request, from any thread, to leave the rest of a turn undone; what was registered is called then, once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requested = False
        self._callbacks: list[Callable[[], None]] = []

    @property
    def requested(self) -> bool:
        return self._requested

    def request(self) -> None:
        with self._lock:
            self._requested, callbacks, self._callbacks = True, self._callbacks, []
        for callback in callbacks:
            callback()

    def on_request(self, callback: Callable[[], None]) -> None:
        """Call this when the stop is requested; at once when it has been already."""
        with self._lock:
            if not self._requested:
                self._callbacks.append(callback)
                return
        callback()
