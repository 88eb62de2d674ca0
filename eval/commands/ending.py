"""How a command that judges a run ends: reports written, what did not pass named, an exit code for thresholds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.options import tell

if TYPE_CHECKING:
    from eval.running import Run
    from eval.summary import Summary

__all__ = ["end", "report", "tell_breaches"]


def report(run: Run, folder: Path, fail_under: float | None) -> bool:
    """Write the reports and name what did not pass; tells whether every threshold holds."""
    from eval.reporting import share, write_reports
    from eval.summary import summarise

    for result in run.results:
        if result.outcome != "passed":
            click.echo(f"{result.question.id} | {' → '.join(result.question.asked)} | {'; '.join(result.complaints)}")
    summary = summarise(run, fail_under)
    write_reports(folder, run, summary)
    kept = tell_breaches(summary)
    click.echo(f"{summary.name}: passed {share(summary.overall)}; {folder / 'report.html'}")
    return kept


def tell_breaches(summary: Summary) -> bool:
    """Name the thresholds that were missed; tells whether there was none."""
    for breach in summary.breaches:
        tell(f"Threshold missed: {breach.words}")
    return not summary.breaches


def end(kept: bool) -> None:
    """Exit code 1 where a threshold was missed."""
    if not kept:
        click.get_current_context().exit(1)
