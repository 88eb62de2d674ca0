"""What a reading process gives up before it sees its first file: memory, network, other programs, writing much.

A limit that the platform does not know (macOS refuses one on address space) is left out there; the limit on time
holds everywhere.
"""

from __future__ import annotations

import contextlib
import resource
import signal
import sys

from ingest.sandboxing.limits import Limits

_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.sendto",
    "socket.sendmsg",
    "socket.getaddrinfo",
    "socket.gethostbyname",
    "socket.gethostbyaddr",
    "subprocess.Popen",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.system",
    "urllib.Request",
)
_SLACK = 5  # seconds after the parent should have ended this process: by then there is no parent


def confine(limits: Limits) -> None:
    """Cannot be undone in this process."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, limits.inflated)
    _limit(resource.RLIMIT_AS, limits.memory)
    sys.addaudithook(_refuse)


def start_alarm(limits: Limits) -> None:
    """The system ends this process if a file takes too long and nobody else does, even inside native code."""
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _SLACK)


def stop_alarm() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)


def _limit(kind: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def _refuse(event: str, _arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"reading a file must not use {event}")
