"""The server deletes by itself what is past its retention, again and again, whatever goes wrong in between."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from assistant.answers import Answer
from assistant.conversations import Turn, new_id, open_conversations
from assistant.database import sqlite_url
from assistant.web.running.housekeeping import keep_purging

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Rounds:
    """A job that is the last of its round, and tells when it has been called so often."""

    def __init__(self, wanted: int) -> None:
        self.left, self.done, self._loop = wanted, asyncio.Event(), asyncio.get_running_loop()

    def __call__(self) -> int:
        self.left -= 1
        if self.left == 0:
            self._loop.call_soon_threadsafe(self.done.set)
        return 0


async def test_turns_past_their_retention_are_deleted_by_the_job(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "c.sqlite")
    for days in (40, 1):
        then = NOON - timedelta(days=days)
        answer = Answer(new_id(), f"{days} days", then, then.date(), "en", "answered", "Yes.", ())
        kept = open_conversations(url, lambda then=then: then)  # type: ignore[misc]
        kept.remember("xylophone", Turn("xylophone", ()), answer)
    conversations, rounds = open_conversations(url, lambda: NOON, timedelta(days=30)), Rounds(1)
    job = asyncio.create_task(keep_purging((conversations.purge, rounds)))
    await asyncio.wait_for(rounds.done.wait(), 30)
    job.cancel()
    assert conversations.purge() == 0
    assert len(conversations.recorded("1 days")) == 1


async def test_a_job_that_fails_is_tried_again_and_stops_no_other() -> None:
    attempts, rounds = list[int](), Rounds(3)

    def failing() -> int:
        attempts.append(1)
        raise OperationalError("DELETE", {}, Exception("locked"))

    job = asyncio.create_task(keep_purging((failing, rounds), interval=0))
    await asyncio.wait_for(rounds.done.wait(), 30)
    job.cancel()
    assert len(attempts) >= 3
