"""The end of a server: what is under way is told at once, so that it ends by itself and in good order."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopping:
    """Whether the server ends, and whom to tell; safe for threads."""

    def __init__(self) -> None:
        self._told: dict[object, Callable[[], None]] = {}
        self.begun = False

    def on_stop(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call this, on the event loop, when the server ends; what is given back takes it off again."""
        key = object()
        self._told[key] = tell
        if self.begun:
            tell()
        return lambda: self._take_off(key)

    def begin(self) -> None:
        self.begun = True
        for tell in list(self._told.values()):
            tell()

    def _take_off(self, key: object) -> None:
        self._told.pop(key, None)

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """While this runs, the signals that end a server begin it, before what they did until now."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in SIGNALS}
        for number, handler in before.items():
            signal.signal(number, self._then(handler, loop))
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _then(self, handler: Any, loop: asyncio.AbstractEventLoop) -> Callable[[int, FrameType | None], None]:
        def handle(number: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(self.begin)  # a handler may interrupt who holds a lock
            if callable(handler):
                handler(number, frame)

        return handle
