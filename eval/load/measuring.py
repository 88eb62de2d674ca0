"""The course of a load: a server over the corpus, clients, an ingest and its switch in the middle; then an overload."""

from __future__ import annotations

import asyncio
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from eval.bench.serving import children, rss_mb, running_server
from eval.bench.texts import Asked
from eval.errors import BenchmarkError
from eval.load.clients import Manner, Sample, ask_for
from eval.load.figures import Load, phase_of

__all__ = ["Plan", "measure"]

WARMING_S = 10.0
NOTES = 40  # that the ingest adds
OVERLOAD = 10
LONGEST = 5  # times the planned seconds
POLITELY = ("nice", "-n", "19")  # as docs/operations.md says of an ingest beside a server
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much load, for how long at least: it goes on until the ingest has ended and a third of the time after."""

    clients: int = 50
    seconds: float = 180.0
    overload_s: float = 30.0
    manner: Manner = field(default_factory=Manner)
    workers: int = 1


def measure(corpus: Path, asked: Sequence[Asked], plan: Plan, tell: Tell) -> Load:
    """Run it all in a temporary folder; BenchmarkError where the corpus cannot be ingested."""
    with tempfile.TemporaryDirectory(prefix="euclusters-load-", ignore_cleanup_errors=True) as place:
        store, notes = Path(place) / "store", Path(place) / "notes"
        tell("ingesting")
        _ingest(store, corpus).wait()
        _write_notes(notes, asked)
        with running_server(store, plan.workers, {}) as (port, pid, _):
            course = _Course(plan, port, pid, store, asked, tell)
            return asyncio.run(course.run(lambda: _ingest(store, corpus, notes)))


def _ingest(store: Path, *paths: Path) -> subprocess.Popen[bytes]:
    command = [*POLITELY, sys.executable, "-c", "from assistant.cli import main; main()", "ingest", *map(str, paths)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*command, "--store", str(store)], **quiet)  # type: ignore[call-overload, no-any-return]


def _write_notes(folder: Path, asked: Sequence[Asked]) -> None:
    """Files to ingest, about what is asked: none of them says anything that would change an answer for the worse."""
    folder.mkdir()
    for number in range(NOTES):
        about = "\n\n".join(f"Note {number} on: {each.question}" for each in asked[number % 7 :: 7][:12])
        (folder / f"note-{number}.md").write_text(f"# Minutes {number}\n\n{about}\n", encoding="utf-8")


@dataclass
class _Course:
    plan: Plan
    port: int
    pid: int
    store: Path
    asked: Sequence[Asked]
    tell: Tell
    ends: float = 0.0

    async def run(self, begin_ingest: Callable[[], subprocess.Popen[bytes]]) -> Load:
        self.tell("warming up")
        await self._ask(self.plan.clients, time.perf_counter() + WARMING_S)
        before, began = self._generation(), time.perf_counter()
        self.tell(f"{self.plan.clients} clients for {self.plan.seconds:.0f} s, an ingest after a third of it")
        self.ends = began + LONGEST * self.plan.seconds
        memory: list[float] = []
        watching = asyncio.create_task(self._watch(memory))
        ingesting = asyncio.create_task(self._ingest(began, begin_ingest))
        samples = await ask_for(self.port, self.asked, self.plan.clients, self._goes_on, self.plan.manner)
        ingest_began, ingest_ended = await ingesting
        watching.cancel()
        self.tell(f"{OVERLOAD * self.plan.clients} clients for {self.plan.overload_s:.0f} s")
        over_began = time.perf_counter()
        crowd = await self._ask(OVERLOAD * self.plan.clients, over_began + self.plan.overload_s)
        clients = self.plan.clients
        return Load(
            phase_of("before the ingest", clients, samples, began, ingest_began),
            phase_of("during the ingest", clients, samples, ingest_began, min(ingest_ended, self.ends)),
            phase_of("after the ingest", clients, samples, ingest_ended, self.ends),
            phase_of("overload", OVERLOAD * clients, crowd, over_began, over_began + self.plan.overload_s),
            switched=self._generation() != before and ingest_ended < self.ends,
            memory_mb=tuple(memory),
            machine={"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.system()},
        )

    async def _ask(self, clients: int, until: float) -> list[Sample]:
        return await ask_for(self.port, self.asked, clients, lambda: time.perf_counter() < until, self.plan.manner)

    def _goes_on(self) -> bool:
        return time.perf_counter() < self.ends

    async def _ingest(self, loaded: float, begin: Callable[[], subprocess.Popen[bytes]]) -> tuple[float, float]:
        """When it began and ended, a third of the time into the load; the load goes on for as long after it."""
        await asyncio.sleep(self.plan.seconds / 3)
        began = time.perf_counter()
        process = begin()
        while process.poll() is None:
            await asyncio.sleep(0.1)
        if process.returncode:
            raise BenchmarkError(f"The ingest under load ended with exit code {process.returncode}.")
        ended = time.perf_counter()
        self.ends = min(self.ends, max(loaded + self.plan.seconds, ended + self.plan.seconds / 3))
        return began, ended

    async def _watch(self, memory: list[float]) -> None:
        with suppress(asyncio.CancelledError):
            while True:
                memory.append(sum(map(rss_mb, (self.pid, *children(self.pid)))))
                await asyncio.sleep(1)

    def _generation(self) -> str:
        return (self.store / "current").read_text("utf-8")
