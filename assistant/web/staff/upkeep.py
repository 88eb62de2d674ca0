"""What the desk does beside answering requests: take up what was left waiting, delete what is past its retention."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from assistant.desk.desk import WebinarDesk
from assistant.web.staff.background import Background
from vectorstore.errors import StoreError

log = logging.getLogger(__name__)

HOUR = 3600.0


@asynccontextmanager
async def at_work(app: FastAPI) -> AsyncIterator[None]:
    """For the time that a server runs."""
    desk: WebinarDesk | None = app.state.desk
    drafting: Background = app.state.drafting
    tasks = [asyncio.create_task(_keep_up(desk, drafting))] if desk else []
    yield
    for task in tasks:
        task.cancel()
    drafting.stop()
    if desk:
        await asyncio.to_thread(desk.close)


async def _keep_up(desk: WebinarDesk, drafting: Background) -> None:
    while True:
        await asyncio.to_thread(_once, desk, drafting)
        await asyncio.sleep(HOUR)


def _once(desk: WebinarDesk, drafting: Background) -> None:
    try:
        deleted = desk.purge()
        drafting.resume()
    except (SQLAlchemyError, StoreError) as error:
        log.warning("the desk's upkeep failed, the next attempt is in an hour: %s", error)
        return
    if deleted:
        log.info("deleted %d names and sessions of the desk past their retention", deleted)
