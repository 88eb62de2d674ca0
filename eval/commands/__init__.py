"""``euclusters eval``: question sets, retrieval and speed. What each command needs is imported when it is called."""

from __future__ import annotations

import click

from eval.commands.bench import bench, growth
from eval.commands.collections import convert_cranfield, retrieval
from eval.commands.compare import compare_runs
from eval.commands.export import export
from eval.commands.judge import judge
from eval.commands.run import run_sets
from eval.commands.score import score
from eval.commands.verification import verification

__all__ = ["evaluate"]


@click.group("eval")
def evaluate() -> None:
    """Run question sets and benchmarks."""


for _command in (
    run_sets,
    score,
    compare_runs,
    judge,
    export,
    retrieval,
    convert_cranfield,
    bench,
    growth,
    verification,
):
    evaluate.add_command(_command)
