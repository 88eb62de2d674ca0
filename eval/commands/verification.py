"""``euclusters eval verification``: the benchmark of the verifier."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.ending import end
from eval.commands.options import figures_option, settings_of, written

__all__ = ["verification"]


@click.command("verification")
@click.option("--store", type=click.Path(path_type=Path), help="Index to make the sentences from.")
@figures_option
def verification(store: Path | None, output: Path | None) -> None:
    """Measure how well faithful sentences are told from corrupted ones, made from the index by rule.

    Exit code 1 means that the aim is missed.
    """
    from assistant.bootstrap import build_store
    from assistant.commands.failures import reported
    from eval.verification import as_table, measure, write

    with reported():
        generation = build_store(settings_of(store)).open()
    try:
        found = measure(generation.catalogue)
    finally:
        generation.close()
    click.echo(as_table(found))
    if output:
        written(write(found, output))
    end(found.is_met)
