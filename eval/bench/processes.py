"""Contenders as processes: started with a job, timed, and read for their last line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import BenchmarkError

__all__ = ["Contender", "contenders", "run"]

STOCK = Path(__file__).parent.parent / "stock"
PEERS = {
    "LangChain": "stock_langchain.py",
    "LlamaIndex": "stock_llamaindex.py",
    "Haystack": "stock_haystack.py",
    "txtai": "stock_txtai.py",
}
OURS = "this project"
LIMIT_S = 1800


@dataclass(frozen=True, slots=True)
class Contender:
    """A name, and the command that takes a job file and a mode."""

    name: str
    command: tuple[str, ...]


def contenders(peers_python: Path | None) -> tuple[Contender, ...]:
    """This project first; the stock pipelines in the environment of another Python, none without it."""
    ours = Contender(OURS, (sys.executable, "-m", "eval.bench.ours"))
    if peers_python is None:
        return (ours,)
    if not peers_python.exists():
        raise BenchmarkError(
            f"{peers_python} does not exist: 'make bench' makes the environment of the stock pipelines, or give "
            "another Python that has them with --peers-python."
        )
    return (ours, *(Contender(name, (str(peers_python), str(STOCK / file))) for name, file in PEERS.items()))


def run(
    contender: Contender, job: Mapping[str, Any], file: Path, mode: str, limit_s: float = LIMIT_S
) -> dict[str, Any]:
    """What a contender tells of a job, with ``wall_s`` from its start to its word; BenchmarkError where it fails."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Path(job["folder"]).mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(job), "utf-8")
    begun = time.perf_counter()
    try:
        done = subprocess.run(
            [*contender.command, str(file), mode],
            capture_output=True,
            text=True,
            env=_environment(file.parent),
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BenchmarkError(f"{contender.name} was not done after {limit_s:g} s.") from None
    wall_s = time.perf_counter() - begun
    if done.returncode:
        raise BenchmarkError(f"{contender.name} fails: {_last(done.stderr.splitlines())}")
    return {**_told(contender, done.stdout), "wall_s": wall_s}


def _told(contender: Contender, output: str) -> dict[str, Any]:
    last = _last(output.splitlines())
    try:
        told: dict[str, Any] = json.loads(last)
    except ValueError:
        raise BenchmarkError(f"{contender.name} does not tell its figures in the last line: {last}") from None
    return told


def _environment(folder: Path) -> dict[str, str]:
    """That of this process; compiled modules are kept, as an installation would have them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "pycache")}


def _last(lines: Sequence[str]) -> str:
    return next((line for line in reversed(lines) if line.strip()), "it says nothing")
