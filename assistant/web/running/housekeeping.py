"""What a server does beside answering: it warms up, deletes hourly what is past its retention, and ends in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from assistant.assistant import Assistant
from assistant.audit import AuditLog
from assistant.web.guarding.limits import Limiter
from assistant.web.running.stopping import Stopping
from assistant.web.staff.upkeep import at_work
from assistant.web.watching.tracing import Tracing
from vectorstore.errors import StoreError

log = logging.getLogger(__name__)

HOUR = 3600.0
SPARE_THREADS = 8  # beside those that answer: staff, what the server does for itself


def lifespan(
    assistant: Assistant, limiter: Limiter, stopping: Stopping, audit: AuditLog, tracing: Tracing
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """From the first to the last moment of a server."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        threads = limiter.gates["question"].at_once + SPARE_THREADS
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads, "answering"))
        warming = asyncio.create_task(asyncio.to_thread(_warm_up, assistant))
        purging = asyncio.create_task(keep_purging((assistant.conversations.purge, audit.purge)))
        with stopping.on_signals():
            async with at_work(app):
                yield
        purging.cancel()
        await warming
        await asyncio.to_thread(tracing.close)
        await asyncio.to_thread(assistant.close)

    return living


async def keep_purging(purges: Sequence[Callable[[], int]], interval: float = HOUR) -> None:
    """Call each now and after every interval (seconds), until cancelled."""
    while True:
        for purge in purges:
            await asyncio.to_thread(_purge, purge)
        await asyncio.sleep(interval)


def _warm_up(assistant: Assistant) -> None:
    """Open the index and load the embedder before the first question; what is wrong then /readyz goes on saying."""
    try:
        assistant.canary()
    except StoreError as error:
        log.warning("no question can be answered yet: %s", error)


def _purge(purge: Callable[[], int]) -> None:
    try:
        deleted = purge()
    except SQLAlchemyError as error:
        log.warning("what is past its retention was not deleted, another attempt in an hour: %s", type(error).__name__)
        return
    if deleted:
        log.info("deleted %d records past their retention", deleted)
