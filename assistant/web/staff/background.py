"""Drafts made behind the requests that asked for them, in threads of their own."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

from assistant.desk.desk import WebinarDesk
from assistant.desk.errors import UnknownSession

log = logging.getLogger(__name__)

# A model is waited for; without one a second thread only takes the first one's time.
AT_ONCE_WITH_MODEL = 4


@dataclass
class Background:
    """Starts no thread before there is work; a request that comes while one is at work is not forgotten."""

    desk: WebinarDesk | None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _running: dict[str, int] = field(default_factory=dict, repr=False)
    _again: set[str] = field(default_factory=set, repr=False)
    _pool: ThreadPoolExecutor | None = field(default=None, repr=False)

    @property
    def at_once(self) -> int:
        has_model = self.desk is not None and self.desk.drafter.assistant("public").writer is not None
        return AT_ONCE_WITH_MODEL if has_model else 1

    def draft(self, session_id: str) -> None:
        """See to it that whatever waits in a session gets its draft."""
        with self._lock:
            self._again.add(session_id)
            free = self.at_once - self._running.get(session_id, 0)
            self._running[session_id] = self._running.get(session_id, 0) + max(0, free)
            self._pool = self._pool or ThreadPoolExecutor(2 * self.at_once, thread_name_prefix="drafting")
            for _ in range(free):
                self._pool.submit(self._work, session_id).add_done_callback(partial(self._ended, session_id))

    def resume(self) -> None:
        """Take up what an earlier process left waiting."""
        if self.desk is not None:
            for session_id in self.desk.questions.sessions_waiting():
                self.draft(session_id)

    def stop(self) -> None:
        """Start nothing new; what is under way comes to its end."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _work(self, session_id: str) -> None:
        while self._has_more(session_id):
            assert self.desk is not None
            with suppress(UnknownSession):  # deleted meanwhile
                self.desk.draft_waiting(session_id)

    def _ended(self, session_id: str, worker: Future[None]) -> None:
        """Say what broke off a worker, which nobody else would hear of; what it left waits for the next request."""
        if not worker.cancelled() and (error := worker.exception()):
            log.error("drafting stopped", exc_info=error)
            with self._lock:
                self._running[session_id] -= 1

    def _has_more(self, session_id: str) -> bool:
        """Has anything been asked for since the last look? If not, this worker ends here and now."""
        with self._lock:
            if session_id in self._again:
                self._again.discard(session_id)
                return True
            self._running[session_id] -= 1
            return False
