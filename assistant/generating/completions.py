"""A completion: messages to a language model, its words as they come, within time limits that nothing can stretch.

LangChain is imported when the first completion is asked for. Completions run on one event loop in a thread of their
own, so that a limit or a closed connection can end them while they wait for the network.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
from collections.abc import AsyncIterator, Generator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic
from typing import Any, Protocol

from assistant.answers import Usage
from assistant.generating.providers import named, options, require_installed
from assistant.settings import ModelSettings
from assistant.streaming import Stop

log = logging.getLogger(__name__)

GRACE = 0.25  # seconds after which a limit that should have ended a completion is enforced by who waits for it
PAUSE = 0.25  # seconds before the first further attempt, doubled for each after it


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to a model: ``system`` or ``user``."""

    role: str
    text: str


class CompletionFailed(Exception):
    """The model gave no answer, or not all of it; the message says why, for the log."""


class Completer(Protocol):
    """A language model as a turn sees it."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message], stop: Stop) -> Generator[str, None, Usage | None]:
        """The pieces of the answer as they come; returns what the model says it used. Raises CompletionFailed."""
        ...


@dataclass(frozen=True, slots=True)
class _End:
    """The last item of a completion: how it ended."""

    error: str | None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class _Work:
    """One completion under way, on both sides of the threads.

    Its limits are looked at here too: before Python 3.12 a cancellation that meets an arriving chunk may get lost.
    """

    messages: list[tuple[str, str]]
    deadline: float
    items: queue.SimpleQueue[str | _End] = field(default_factory=queue.SimpleQueue)
    left: threading.Event = field(default_factory=threading.Event)

    def next(self) -> str | _End:
        """What comes next; what waits to be read when the time is over is left unread."""
        left = self.deadline + GRACE - monotonic()
        try:
            return self.items.get(timeout=left) if left > 0 else _End("not in time")
        except queue.Empty:
            return _End("not in time")

    def check(self) -> None:
        """Raise when nobody listens any more, or for too long."""
        if self.left.is_set():
            raise asyncio.CancelledError
        if monotonic() > self.deadline:
            raise TimeoutError


class Background:
    """An event loop in a thread of its own, started when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def run(self, work: Any) -> Future[None]:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="completions", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(work, self._loop)


@dataclass
class LangChainCompleter:
    """Any chat model that LangChain knows, through ``init_chat_model``."""

    settings: ModelSettings
    """Of a provider whose integration is installed: InvalidSetting otherwise."""
    _background: Background = field(default_factory=Background, repr=False)

    def __post_init__(self) -> None:
        require_installed(self.settings)

    @property
    def name(self) -> str:
        return self.settings.name

    def stream(self, messages: Sequence[Message], stop: Stop) -> Generator[str, None, Usage | None]:
        work = _Work([(message.role, message.text) for message in messages], monotonic() + self.settings.total_s)
        running = self._background.run(self._complete(work))

        def leave() -> None:
            work.left.set()
            running.cancel()

        stop.on_request(leave)
        try:
            while isinstance(item := work.next(), str):
                yield item
        finally:
            leave()
        if item.error is not None:
            raise CompletionFailed(item.error)
        return item.usage

    async def _complete(self, work: _Work) -> None:
        end = _End("cancelled")
        try:
            async with asyncio.timeout(self.settings.total_s):
                end = _End(None, await self._attempts(work))
        except TimeoutError:
            end = _End(f"not in time ({self.settings.first_token_s:g} s, {self.settings.total_s:g} s)")
        except CompletionFailed as error:
            end = _End(str(error))
        finally:
            work.items.put(end)

    async def _attempts(self, work: _Work) -> Usage | None:
        """Again after a failure, as long as nothing has been given out yet."""
        for attempt in range(self.settings.retries + 1):
            given = False
            try:
                usage = Usage()
                async for piece, used in self._pieces(work.messages):
                    work.check()
                    usage = used or usage
                    if piece:
                        given = True
                        work.items.put(piece)
                return usage if usage.input_tokens else None
            except CompletionFailed as error:
                if given or attempt == self.settings.retries:
                    raise
                log.info("a completion failed (%s), another attempt follows", error)
                await asyncio.sleep(PAUSE * 2**attempt)
        raise AssertionError("unreachable")

    async def _pieces(self, messages: list[tuple[str, str]]) -> AsyncIterator[tuple[str, Usage | None]]:
        """The text of each chunk with the usage it reports; TimeoutError when the first words do not come in time.

        CompletionFailed for all that a provider raises: they share no root of errors, and any may raise anything.
        """
        try:
            async for piece in self._provided(messages):
                yield piece
        except (CompletionFailed, TimeoutError):
            raise
        except Exception as error:
            raise CompletionFailed(_told(error)) from error

    async def _provided(self, messages: list[tuple[str, str]]) -> AsyncIterator[tuple[str, Usage | None]]:
        chunks = (await asyncio.to_thread(lambda: self._model)).astream(messages)
        text, chunk, ended = "", None, False
        async with asyncio.timeout(self.settings.first_token_s):
            while not text and (chunk := await anext(chunks, None)) is not None:
                text, ended = _text(chunk), ended or _is_last(chunk)
        yield text, _usage(chunk)
        async for chunk in chunks:
            ended = ended or _is_last(chunk)
            yield _text(chunk), _usage(chunk)
        if not ended:
            raise CompletionFailed("the stream broke off")

    @cached_property
    def _model(self) -> Any:
        from langchain.chat_models import init_chat_model

        provider, model = named(self.settings)
        return init_chat_model(model, model_provider=provider, **options(self.settings, provider))


def _text(chunk: Any) -> str:
    """The words of a chunk; parts that are no text (thinking, tools) are none."""
    content = chunk.content
    if isinstance(content, str):
        return content
    parts = [part if isinstance(part, str) else part.get("text", "") for part in content]
    return "".join(part for part in parts if isinstance(part, str))


def _is_last(chunk: Any) -> bool:
    """Does the provider say that the model has come to its end? A connection that breaks looks like an end too."""
    return any(chunk.response_metadata.get(key) for key in ("finish_reason", "stop_reason", "done_reason"))


def _usage(chunk: Any) -> Usage | None:
    found = getattr(chunk, "usage_metadata", None)
    return Usage(found.get("input_tokens", 0), found.get("output_tokens", 0)) if found else None


def _told(error: Exception) -> str:
    """What failed, without the provider's words: they may repeat the prompt."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} {status}" if status else type(error).__name__
