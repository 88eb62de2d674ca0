"""What the model may do and cost in a day (UTC), over all processes that share the database, restarts included.

The most that a completion can cost is put aside before it is asked for, and what it did cost is put in its place after,
so that many at once do not exceed the limit together. What cannot be counted is not asked for.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Engine, Integer, String, Table, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from assistant.clock import Clock
from assistant.database import METADATA

log = logging.getLogger(__name__)

SPENDING = Table(
    "spending",
    METADATA,
    Column("day", String(10), primary_key=True),
    Column("completions", Integer, nullable=False),
    Column("cost_microeur", BigInteger, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Reserved:
    """A completion that may be asked for, and what was put aside for it."""

    day: str
    microeur: int


@dataclass(frozen=True)
class Allowance:
    """A limit on completions and one on their cost; None for a limit that is not set."""

    engine: Engine
    clock: Clock
    completions: int | None = None
    cost_eur: float | None = None

    def reserve(self, cost_eur: float) -> Reserved | None:
        """Leave for one completion that costs at most this, None when the day's limits leave no room for it."""
        reserved = Reserved(self._today(), _micro(cost_eur))
        if self._is_unlimited:
            return reserved
        try:
            return reserved if self._taken(reserved) else None
        except SQLAlchemyError as error:
            log.error("no model is asked, because its use cannot be counted: %s", type(error).__name__)
            return None

    def settle(self, reserved: Reserved, cost_eur: float) -> None:
        """Put what it did cost in place of what was put aside."""
        if self._is_unlimited:
            return
        spent = SPENDING.c.cost_microeur + (_micro(cost_eur) - reserved.microeur)
        try:
            with self.engine.begin() as connection:
                connection.execute(update(SPENDING).where(SPENDING.c.day == reserved.day).values(cost_microeur=spent))
        except SQLAlchemyError as error:
            log.warning("what a completion cost stays at the most it could: %s", type(error).__name__)

    def is_left(self) -> bool:
        """Is there room for anything more today? Reads only."""
        if self._is_unlimited:
            return True
        try:
            with self.engine.connect() as connection:
                row = connection.execute(select(SPENDING).where(SPENDING.c.day == self._today())).first()
        except SQLAlchemyError:
            return False
        completions, spent = (row.completions, row.cost_microeur) if row else (0, 0)
        within = self.completions is None or completions < self.completions
        return within and (self.cost_eur is None or spent < _micro(self.cost_eur))

    @property
    def _is_unlimited(self) -> bool:
        return self.completions is None and self.cost_eur is None

    def _today(self) -> str:
        return self.clock().date().isoformat()

    def _taken(self, reserved: Reserved) -> bool:
        self._begin_day(reserved.day)
        count, spent = SPENDING.c.completions, SPENDING.c.cost_microeur
        room = [SPENDING.c.day == reserved.day]
        if self.completions is not None:
            room.append(count < self.completions)
        if self.cost_eur is not None:
            room.append(spent + reserved.microeur <= _micro(self.cost_eur))
        taken = update(SPENDING).where(*room).values(completions=count + 1, cost_microeur=spent + reserved.microeur)
        with self.engine.begin() as connection:
            return connection.execute(taken).rowcount == 1

    def _begin_day(self, day: str) -> None:
        with self.engine.connect() as connection:
            if connection.execute(select(SPENDING.c.day).where(SPENDING.c.day == day)).first():
                return
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(SPENDING).values(day=day, completions=0, cost_microeur=0))
        except IntegrityError:
            return  # another process began it


def _micro(eur: float) -> int:
    return round(eur * 1_000_000)
