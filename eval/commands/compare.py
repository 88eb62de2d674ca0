"""``euclusters eval compare``: what changed between two runs."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.ending import end, tell_breaches
from eval.commands.options import fail_under, written

__all__ = ["compare_runs"]


@click.command("compare")
@click.argument("run_a", metavar="RUN_A", type=click.Path(path_type=Path))
@click.argument("run_b", metavar="RUN_B", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it to this file as well: a page with the answers side by side (.html), or Markdown.",
)
@fail_under
def compare_runs(run_a: Path, run_b: Path, output: Path | None, fail_under: float | None) -> None:
    """Tell what changed from RUN_A to RUN_B, what got worse first, and whether it is more than chance.

    The stored answers of both are judged again, each by the set of its run. Exit code 1 means that RUN_B misses a
    threshold of its set, or --fail-under.
    """
    from eval.comparing import compare
    from eval.reporting.comparison import comparison_text
    from eval.reporting.side_by_side import comparison_page
    from eval.stored import read_run, scored
    from eval.summary import summarise

    before, after = scored(read_run(run_a)), scored(read_run(run_b))
    comparison = compare(before, after)
    text = comparison_text(comparison)
    click.echo(text)
    if output:
        output.write_text(comparison_page(comparison) if output.suffix == ".html" else text, "utf-8")
        written(output)
    end(tell_breaches(summarise(after, fail_under)))
