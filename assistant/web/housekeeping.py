"""What a server does beside answering: every hour it deletes what is past its retention."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from assistant.conversations import Conversations

log = logging.getLogger(__name__)

HOUR = 3600.0


async def keep_purging(conversations: Conversations, interval: float = HOUR) -> None:
    """Purge now and after every interval (seconds), until cancelled."""
    while True:
        await asyncio.to_thread(_purge, conversations.purge)
        await asyncio.sleep(interval)


def _purge(purge: Callable[[], int]) -> None:
    try:
        deleted = purge()
    except SQLAlchemyError as error:
        log.warning("old conversations could not be deleted, the next attempt is in an hour: %s", error)
        return
    if deleted:
        log.info("deleted %d turns of conversations past their retention", deleted)
