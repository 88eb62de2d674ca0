"""``euclusters eval retrieval`` and ``convert-cranfield``: test collections with judgements."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.options import figures_option, written

__all__ = ["convert_cranfield", "retrieval"]


@click.command("retrieval")
@click.argument("folder", type=click.Path(path_type=Path))
@figures_option
def retrieval(folder: Path, output: Path | None) -> None:
    """Rank the test collection in FOLDER (BEIR layout) and compare with its judgements.

    This project's ranking stands beside its two halves, BM25 alone and dense alone. With -o, run.trec is written too.
    """
    from assistant.commands.failures import reported
    from eval.retrieval import evaluate_collection, table, write

    with reported():
        figures = evaluate_collection(folder)
    click.echo(table(figures))
    if output:
        written(write(figures, output))


@click.command("convert-cranfield")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def convert_cranfield(source: Path, folder: Path) -> None:
    """Write the Cranfield files in SOURCE (cran.all.1400, cran.qry, cranqrel) into FOLDER in BEIR layout."""
    from eval.retrieval.cranfield import convert

    documents, queries, judgements = convert(source, folder)
    click.echo(f"{documents} documents, {queries} queries, {judgements} judgements: {folder}")
