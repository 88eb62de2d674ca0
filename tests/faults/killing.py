"""Kill ingests at random moments and look at what is left:  python -m tests.faults.killing [TIMES] [SEED]

Each ingest changes every text of a small folder. The moments are spread evenly over its phases, however short they
are. Afterwards the index must open, pass its verification, and hold wholly the old or wholly the new texts.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Literal

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
FILES = 12
START = "start"  # until the first file is asked for
INGEST = """
import sys
from pathlib import Path
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

def tell(phase, done, total, told=[""]):
    if phase != told[0]:
        told[0] = phase
        print(phase, flush=True)

sync([Path(sys.argv[1])], Store(Path(sys.argv[2]), FakeEmbedder(), lambda: NOON), progress=tell)
"""
Left = Literal["old", "new"]


class Mixture(AssertionError):
    """The index is neither wholly the old nor wholly the new one, or damaged."""


class Victim:
    """A folder, its store, and an ingest of the next version of the folder that can be killed."""

    def __init__(self, root: Path) -> None:
        self._folder, self._root = root / "in", root / "store"
        self._folder.mkdir()
        self._version = 0
        self._write(0)
        sync([self._folder], self.store)
        self.seconds = self._complete()

    @property
    def store(self) -> Store:
        return Store(self._root, FakeEmbedder(), lambda: NOON)

    def killed_in(self, phase: str, share: float) -> tuple[str, Left]:
        """Where the next ingest was when it was killed after this share of the phase's usual time, and what the index
        then holds; raises Mixture."""
        self._write(self._version + 1)
        with self._started() as process:
            assert process.stdout is not None
            reached = START
            while reached != phase:
                reached = process.stdout.readline().strip() or phase
            try:
                process.wait(share * self.seconds[phase])
            except subprocess.TimeoutExpired:
                process.kill()
            reached = [reached, *process.stdout.read().split()][-1]
        left = self._left()
        self._version += left == "new"
        return reached, left

    def _complete(self) -> dict[str, float]:
        """Seconds that each phase takes of an ingest that nobody kills."""
        self._version += 1
        self._write(self._version)
        begun, phase, seconds = time.monotonic(), START, {}
        with self._started() as process:
            assert process.stdout is not None
            for line in process.stdout:
                seconds[phase], begun = time.monotonic() - begun, time.monotonic()
                phase = line.strip()
        return {**seconds, phase: time.monotonic() - begun}

    def _started(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", INGEST, str(self._folder), str(self._root)]
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def _left(self) -> Left:
        report = self.store.verify()
        with closing(self.store.open()) as generation:
            texts = {passage.text for passage in generation.catalogue.all_passages()}
        wholes: dict[Left, set[str]] = {"old": _texts(self._version), "new": _texts(self._version + 1)}
        for name, whole in wholes.items():
            if report.ok and texts == whole:
                return name
        raise Mixture(f"{report.line()}; {len(texts)} texts: {sorted(texts)[:3]}")

    def _write(self, version: int) -> None:
        for number in range(FILES):
            (self._folder / f"{number}.md").write_text(f"# Note {number}\n\n{_text(number, version)}\n")


def _texts(version: int) -> set[str]:
    return {_text(number, version) for number in range(FILES)}


def _text(number: int, version: int) -> str:
    return f"Version {version} of what is written in note {number}."


def kill(times: int, seed: int, root: Path) -> Counter[tuple[str, Left]]:
    """How often an ingest was killed in each phase, and which index that left; raises Mixture for anything else."""
    victim, moments = Victim(root), random.Random(seed)
    phases = list(victim.seconds)
    return Counter(victim.killed_in(phases[n % len(phases)], moments.uniform(0, 1.05)) for n in range(times))


def told(found: Mapping[tuple[str, Left], int]) -> Iterator[str]:
    """A line for each phase in which an ingest was killed."""
    for phase in dict.fromkeys(phase for phase, _ in found):
        yield f"{phase}: the old index {found.get((phase, 'old'), 0)}, the new one {found.get((phase, 'new'), 0)}"


if __name__ == "__main__":
    times, seed = (int(given) for given in (sys.argv[1:] + ["50", "20261123"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        found = kill(times, seed, Path(folder))
    print(f"{times} kills, seed {seed}, by the phase that had begun last", *told(found), sep="\n  ")
