"""Complete answers over HTTP: how soon the server is ready, how long one takes, how many at once."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from eval.bench.texts import Asked
from eval.errors import BenchmarkError
from eval.percentiles import percentile

__all__ = ["HOST", "Served", "children", "measure_serving", "rss_mb", "running_server"]

HOST = "127.0.0.1"
CLIENTS = 16
STARTING_S = 120
_COMMAND = "from assistant.cli import main; main()"
_UNLIMITED = {"EUCLUSTERS_LIMITS__WAITING": "1000"}


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds to ready, milliseconds of single requests, and complete answers a second with many clients."""

    workers: int
    ready_s: float
    rss_mb: float
    query_ms: tuple[float, ...]
    clients: int
    requests: int
    errors: int
    answers_per_s: float
    under_load_p50_ms: float
    under_load_p95_ms: float


def measure_serving(store: Path, asked: Sequence[Asked], workers: int, requests: int = 800) -> Served:
    """Start a server on the store, ask one at a time, then with many clients; the load shares this machine."""
    bodies = [_body(each) for each in asked]
    with running_server(store, workers) as (port, pid, ready_s):
        for _ in range(4 * workers):  # so that every process has answered before anything is timed
            _get(port, "/readyz")
        single, failed = _ask_all(port, bodies, 1)
        begun = time.perf_counter()
        loaded, more = _ask_all(port, [bodies[n % len(bodies)] for n in range(requests)], CLIENTS)
        elapsed = time.perf_counter() - begun
        memory = sum(map(rss_mb, (pid, *children(pid))))
    return Served(
        workers,
        ready_s,
        memory,
        tuple(single),
        CLIENTS,
        requests,
        failed + more,
        len(loaded) / elapsed,
        percentile(loaded, 0.5) or 0.0,
        percentile(loaded, 0.95) or 0.0,
    )


def _body(asked: Asked) -> bytes:
    day = {"as_of": asked.as_of.isoformat()} if asked.as_of else {}
    return json.dumps({"question": asked.question, **day}).encode()


@contextmanager
def running_server(store: Path, workers: int, more: Mapping[str, str] = _UNLIMITED) -> Iterator[tuple[int, int, float]]:
    """A server's port, process id and seconds to ready; ``more`` is added to its environment."""
    port = _free_port()
    command = [sys.executable, "-c", _COMMAND, "serve", "--store", str(store), "--port", str(port)]
    environment = {**os.environ, **more, "PYTHONPYCACHEPREFIX": str(store.parent / "pycache")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--workers", str(workers)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_ready(process, port, begun + STARTING_S)
        yield port, process.pid, time.perf_counter() - begun
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _await_ready(process: subprocess.Popen[bytes], port: int, until: float) -> None:
    while time.perf_counter() < until and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            if _get(port, "/readyz") == 200:
                return
        time.sleep(0.02)
    raise BenchmarkError("The server did not become ready; start it by hand to see why.")


def _get(port: int, path: str) -> int:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def _ask_all(port: int, bodies: Sequence[bytes], clients: int) -> tuple[list[float], int]:
    """Milliseconds of each answer, and how many requests were not answered."""
    left, lock = iter(bodies), threading.Lock()
    times: list[float] = []
    failed: list[int] = []

    def client() -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        while True:
            with lock:
                body = next(left, None)
            if body is None:
                break
            status, milliseconds = _ask(connection, body)
            if status == 200:
                times.append(milliseconds)
            else:
                failed.append(status)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(failed)


def _ask(connection: http.client.HTTPConnection, body: bytes) -> tuple[int, float]:
    begun = time.perf_counter()
    try:
        connection.request("POST", "/api/chat", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
    except (OSError, http.client.HTTPException):
        connection.close()
        return 0, 0.0
    return response.status, 1000 * (time.perf_counter() - begun)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as taken:
        return int(taken.getsockname()[1])


def children(pid: int) -> list[int]:
    """All processes that descend from this one."""
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [each for child in map(int, listed) for each in (child, *children(child))]


def rss_mb(pid: int) -> float:
    """Resident memory of a process, 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
