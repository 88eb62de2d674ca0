"""``euclusters eval``: question sets, retrieval and speed. What each command needs is imported when it is called."""

from __future__ import annotations

import click

from eval.commands.bench import bench, growth
from eval.commands.collections import convert_cranfield, retrieval
from eval.commands.compare import compare_runs
from eval.commands.export import export
from eval.commands.judge import judge
from eval.commands.load import load
from eval.commands.overview import overview
from eval.commands.run import run_sets
from eval.commands.score import score
from eval.commands.verification import verification

__all__ = ["evaluate"]


@click.group("eval")
def evaluate() -> None:
    """Run question sets and benchmarks."""


_JUDGED = (run_sets, score, compare_runs, judge, overview, export)
_MEASURED = (retrieval, convert_cranfield, bench, growth, load, verification)
for _command in _JUDGED + _MEASURED:
    evaluate.add_command(_command)
