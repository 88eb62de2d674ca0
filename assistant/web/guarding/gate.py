"""A bounded queue before work that takes the processor: so many at once, so many waiting, the rest are turned away."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from starlette.requests import Request


@dataclass
class Slot:
    """A place at work; given back once, by whoever holds it last.

    The middleware that took it gives it back when the response has ended, unless a route has said by ``keep`` that it
    does so itself, because the work lasts longer or ends earlier than the response.
    """

    gate: Gate
    kept: bool = False
    released: bool = False

    def keep(self) -> None:
        self.kept = True

    def release(self) -> None:
        if not self.released:
            self.released = True
            self.gate.leave()


@dataclass
class Gate:
    """``at_once`` places, and ``waiting`` more in the order of their arrival, each for at most ``wait_s`` seconds."""

    at_once: int
    waiting: int
    wait_s: float
    working: int = 0
    _queue: list[asyncio.Future[None]] = field(default_factory=list, repr=False)

    @property
    def queued(self) -> int:
        return len(self._queue)

    @property
    def retry_after(self) -> int:
        """Seconds after which it makes sense to come again."""
        return max(1, round(self.wait_s / 2))

    async def enter(self) -> Slot | None:
        """A place, at once or after a wait; None where there is neither."""
        if self.working < self.at_once and not self._queue:
            self.working += 1
            return Slot(self)
        if len(self._queue) >= self.waiting:
            return None
        return await self._wait()

    def leave(self) -> None:
        """One place is free: the first in the queue takes it."""
        while self._queue:
            turn = self._queue.pop(0)
            if not turn.done():
                turn.set_result(None)
                return
        self.working -= 1

    async def _wait(self) -> Slot | None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        try:
            await asyncio.wait_for(asyncio.shield(turn), self.wait_s)
        except TimeoutError:
            return Slot(self) if self._given(turn) else None
        except asyncio.CancelledError:
            if self._given(turn):
                self.leave()
            raise
        return Slot(self)

    def _given(self, turn: asyncio.Future[None]) -> bool:
        """Was the place handed over in the moment in which the wait ended?"""
        if turn.done():
            return True
        self._queue.remove(turn)
        turn.cancel()
        return False


def kept_slot(request: Request) -> Slot | None:
    """The place of a request, from now on to be given back by the caller; None where it needs none."""
    slot: Slot | None = getattr(request.state, "slot", None)
    if slot is not None:
        slot.keep()
    return slot
