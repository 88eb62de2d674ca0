"""``euclusters eval export``: a run for another tool."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.options import run_argument, written

__all__ = ["export"]


@click.command("export")
@run_argument
@click.option("--format", "form", required=True, type=click.Choice(["ragas", "langsmith"]), help="Whose format.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def export(run_folder: Path, form: str, output: Path) -> None:
    """Write the questions and answers of RUN as JSON lines for another tool; nothing is sent anywhere."""
    from eval.exporting import exported
    from eval.stored import read_run

    output.write_text("".join(exported(read_run(run_folder), form)), "utf-8")
    written(output)
