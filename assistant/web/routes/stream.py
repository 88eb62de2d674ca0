"""POST /api/chat/stream: the same answer as server-sent events, statement by statement."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from enum import Enum, auto
from itertools import takewhile
from typing import Any, Literal

from fastapi import APIRouter, Request, Response
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic import TypeAdapter

from assistant.answers import Question
from assistant.assistant import Assistant
from assistant.streaming import Begun, Cited, Done, Event, Said, Shown, Stop
from assistant.web.errors import ServerStopping, problem_of
from assistant.web.guarding.gate import Slot, kept_slot
from assistant.web.routes.chat import UNKNOWN
from assistant.web.running.stopping import Stopping
from assistant.web.schemas import QuestionIn

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
# Proxies close what is silent for a minute; a comment is ignored by every reader of events.
PING_SECONDS = 15.0

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


class _Ping(Enum):
    PING = auto()


PING = _Ping.PING
Item = Event | Exception | None | Literal[_Ping.PING]


def routes(assistant: Assistant, stopping: Stopping) -> APIRouter:
    router = APIRouter(prefix="/api", tags=["chat"])

    @router.post(
        "/chat/stream", response_class=Response, responses={200: {"content": {"text/event-stream": {}}}, **UNKNOWN}
    )
    async def stream(question: QuestionIn, request: Request) -> EventSourceResponse:
        """Answer as server-sent events: meta, citations, statement (each), calls, then one of done or error."""
        work = Work(assistant, question.asked(), kept_slot(request))
        leave = stopping.on_stop(lambda: work.put(ServerStopping()))
        first = await work.next()
        if isinstance(first, Exception):
            leave()
            raise first
        return EventSourceResponse(_events(work, first, leave), headers=HEADERS)

    return router


class Work:
    """A turn running in a thread of its own, its events read by the event loop."""

    def __init__(self, assistant: Assistant, question: Question, slot: Slot | None = None) -> None:
        self._slot = slot
        self._loop = asyncio.get_running_loop()
        self._items: asyncio.Queue[Item] = asyncio.Queue()
        self.stop = Stop()
        self._thread = asyncio.create_task(asyncio.to_thread(self._run, assistant, question))
        self._thread.add_done_callback(self._ended)

    async def next(self) -> Item:
        """The next event, the error that ended the turn, None after the last one; PING when it takes its time."""
        try:
            return await asyncio.wait_for(self._items.get(), PING_SECONDS)
        except TimeoutError:
            return PING

    def _run(self, assistant: Assistant, question: Question) -> None:
        with closing(assistant.stream(question, self.stop)) as events:
            for event in takewhile(lambda _: not self.stop.requested, events):
                self.put(event)

    def _ended(self, thread: asyncio.Task[None]) -> None:
        """Once a response has begun, no handler sees what went wrong: it is the last event but one."""
        error = None if thread.cancelled() else thread.exception()
        if isinstance(error, Exception):
            self._items.put_nowait(error)
        self._items.put_nowait(None)
        if self._slot:
            self._slot.release()

    def put(self, item: Item) -> None:
        """Add an event, from any thread."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._items.put_nowait, item)


async def _events(work: Work, first: Item, leave: Callable[[], None]) -> AsyncIterator[bytes]:
    """The wire form of all events, numbered from 0; when the connection or the server ends, the work is stopped."""
    item, numbers = first, itertools.count()
    try:
        while item is not None:
            yield _wire(item, numbers)
            if isinstance(item, (Done, Exception)):
                return
            item = await work.next()
    finally:
        leave()
        work.stop.request()


def _wire(item: Item, numbers: Iterator[int]) -> bytes:
    if item is PING:
        return format_sse_event(comment="still working")
    name, content = _named(item)
    return format_sse_event(event=name, data_str=_ANY.dump_json(content).decode(), id=str(next(numbers)))


def _named(item: Item) -> tuple[str, object]:
    """The name and content of an event in the contract."""
    match item:
        case Begun():
            return "meta", item
        case Cited():
            return "citations", item.citations
        case Said():
            return "statement", item.statement
        case Shown():
            return "calls", item
        case Done():
            return "done", item.answer
        case Exception():
            return "error", problem_of(item)
    raise TypeError(f"{type(item).__name__} is no event")
