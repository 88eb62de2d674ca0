"""The parent's end of one reading process: start it, ask it, end it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from ingest.options import Reading
from ingest.sandboxing.limits import Limits
from ingest.sandboxing.replies import receive, unpickle

_MODULE = "ingest.sandboxing.process"
_START = 60.0  # seconds that a process may take until it is ready
_GRACE = 2.0  # seconds for a reply that may have been ready before anybody looked
_LEAVING = 2.0  # seconds that a process may take to end after its pipe did
_KEPT = ("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Child:
    """Answers come in the order of the questions; ``asked`` counts those."""

    def __init__(self, limits: Limits, reading: Reading, reader: str) -> None:
        self._seconds = limits.seconds
        self._process = subprocess.Popen(
            [sys.executable, "-m", _MODULE, json.dumps(asdict(limits)), json.dumps(asdict(reading)), reader],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # an interrupt at the terminal is for the parent alone
        )
        assert self._process.stdin is not None  # pipes, as ordered
        assert self._process.stdout is not None
        self._requests, self._replies = self._process.stdin, self._process.stdout
        self._ready = False
        self._since = 0.0
        self.asked = 0

    def ask(self, path: Path) -> None:
        self.asked += 1
        self._since = time.monotonic()
        try:
            self._requests.write(json.dumps(str(path)).encode() + b"\n")
            self._requests.flush()
        except BrokenPipeError:
            return  # the process is gone; asking for the answer tells

    def answer(self) -> tuple[str, object]:
        """(outcome, value) of the oldest question; raises Overdue, Ended."""
        if not self._ready:
            self._frame(time.monotonic() + _START)
            self._ready, self._since = True, time.monotonic()
        grace = min(_GRACE, self._seconds)
        return unpickle(self._frame(max(self._since + self._seconds, time.monotonic() + grace)))

    def how_it_ended(self) -> str:
        """Of a process whose pipe has closed: the signal's name, or the exit code."""
        try:
            code = self._process.wait(_LEAVING)
        except subprocess.TimeoutExpired:
            return "no answer"
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def end(self) -> None:
        """Kill the process, if it still runs, and release what it took."""
        self._process.kill()
        self._process.wait()
        self._replies.close()
        try:
            self._requests.close()
        except BrokenPipeError:
            return  # a question was left that nobody read

    def _frame(self, until: float) -> bytes:
        return receive(self._replies.fileno(), until)


def _environment() -> dict[str, str]:
    """Nothing secret; importable from where this process imports; one thread, since each maps memory."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    path = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**kept, **dict.fromkeys(_ONE_THREAD, "1"), **path, "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1"}
