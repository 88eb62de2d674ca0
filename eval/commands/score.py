"""``euclusters eval score``: stored answers judged again."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.ending import end, report
from eval.commands.options import fail_under, run_argument

__all__ = ["score"]


@click.command("score")
@run_argument
@click.option("--set", "set_file", type=click.Path(path_type=Path), help="Judge by this version of the set instead.")
@fail_under
def score(run_folder: Path, set_file: Path | None, fail_under: float | None) -> None:
    """Judge the stored answers of RUN again and rewrite its reports; nothing is asked.

    An interrupted run is scored as far as it came.
    """
    from eval.sets import load
    from eval.stored import read_run, scored

    judged = scored(read_run(run_folder), load(set_file) if set_file else None)
    end(report(judged, run_folder, fail_under))
