"""Kill ingests at random moments and look at what is left:  python -m tests.faults.killing [TIMES] [SEED]

Each ingest changes every text of a small folder. Afterwards the index must open, pass its verification, and hold
wholly the old or wholly the new texts.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Literal

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
FILES = 12
INGEST = """
import sys
from pathlib import Path
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

sync([Path(sys.argv[1])], Store(Path(sys.argv[2]), FakeEmbedder(), lambda: NOON))
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

    def killed_after(self, seconds: float) -> Left:
        """What the index holds when the next ingest was killed so long after its start; raises Mixture."""
        self._write(self._version + 1)
        with self._started() as process:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        left = self._left()
        self._version += left == "new"
        return left

    def _complete(self) -> float:
        """Seconds that an ingest takes that nobody kills."""
        self._version += 1
        self._write(self._version)
        begun = time.monotonic()
        with self._started() as process:
            process.wait()
        return time.monotonic() - begun

    def _started(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", INGEST, str(self._folder), str(self._root)]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

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


def kill(times: int, seed: int, root: Path) -> Counter[Left]:
    """How often the old and the new index was left; raises Mixture for anything else."""
    victim, moments = Victim(root), random.Random(seed)
    return Counter(victim.killed_after(moments.uniform(0.2, 1.05) * victim.seconds) for _ in range(times))


if __name__ == "__main__":
    times, seed = (int(given) for given in (sys.argv[1:] + ["50", "20261123"][len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        found = kill(times, seed, Path(folder))
    print(f"{times} kills, seed {seed}: the old index {found['old']} times, the new one {found['new']} times")
