"""Who did what to what is not theirs: every change that staff or an administrator makes, and every refused attempt.

A line has the instant, the actor, the action, what it was done to and what came of it. It holds no question, no answer
and no address; kept for ``EUCLUSTERS_AUDIT_DAYS``. Nothing fails because it could not be written: the log says so.
"""

from __future__ import annotations

import getpass
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, DateTime, Engine, Integer, String, Table, delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from assistant.clock import Clock
from assistant.database import METADATA

log = logging.getLogger(__name__)

LINES = Table(
    "audit",
    METADATA,
    Column("line", Integer, primary_key=True, autoincrement=True),
    Column("at", DateTime(timezone=True), nullable=False, index=True),
    Column("actor", String(100), nullable=False),
    Column("action", String(200), nullable=False),
    Column("target", String(200), nullable=False),
    Column("outcome", String(100), nullable=False),
    Column("request_id", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One action: ``staff (token)``, ``POST /api/staff/sessions/{session_id}/…``, its ids, ``200``."""

    at: datetime
    actor: str
    action: str
    target: str = ""
    outcome: str = "done"
    request_id: str = ""


@dataclass(frozen=True)
class AuditLog:
    """The lines, oldest first."""

    engine: Engine
    clock: Clock
    retention: timedelta

    def add(self, actor: str, action: str, target: str = "", outcome: str = "done", request_id: str = "") -> None:
        line = Line(self.clock(), actor[:100], action[:200], target[:200], outcome[:100], request_id[:64])
        told = {name: value for name, value in asdict(line).items() if name != "at" and value}
        log.info("audit", extra=told)
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(LINES).values(asdict(line)))
        except SQLAlchemyError as error:
            log.error("a line of the audit log could not be kept: %s", type(error).__name__)

    def lines(self, since: datetime | None = None) -> tuple[Line, ...]:
        query = select(LINES).order_by(LINES.c.line)
        if since is not None:
            query = query.where(LINES.c.at >= since)
        with self.engine.connect() as connection:
            return tuple(
                Line(_aware(row.at), row.actor, row.action, row.target, row.outcome, row.request_id)
                for row in connection.execute(query)
            )

    def purge(self) -> int:
        """Delete the lines past their retention; how many there were."""
        with self.engine.begin() as connection:
            return connection.execute(delete(LINES).where(LINES.c.at < self.clock() - self.retention)).rowcount


def administrator() -> str:
    """Who works on the command line, by the name that the system knows."""
    try:
        return f"administrator ({getpass.getuser()})"
    except (KeyError, OSError, ImportError):
        return f"administrator ({os.getuid()})"


def _aware(instant: datetime) -> datetime:
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
