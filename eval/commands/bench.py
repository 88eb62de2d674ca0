"""``euclusters eval bench`` and ``growth``: speed, memory and size."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.options import corpus_option, figures_option, questions_option, tell, written

__all__ = ["bench", "growth"]


@click.command("bench")
@corpus_option
@questions_option
@click.option("--peers", is_flag=True, help="Measure LangChain, LlamaIndex, Haystack and txtai on the same texts too.")
@click.option(
    "--peers-python",
    default=Path(".venv-peers/bin/python"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Python whose environment has them.",
)
@click.option("--passages", type=click.IntRange(100), help="Measure growth with this many passages instead.")
@click.option("--stages", is_flag=True, help="Measure the stages of an ingest by format instead.")
@click.option("--repeats", default=3, show_default=True, type=click.IntRange(1), help="Rounds; medians are shown.")
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(0, 64), help="Server processes; 0: no server."
)
@figures_option
def bench(
    corpus: Path,
    questions: tuple[Path, ...],
    peers: bool,
    peers_python: Path,
    passages: int | None,
    stages: bool,
    repeats: int,
    workers: int,
    output: Path | None,
) -> None:
    """Measure how fast the corpus is ingested and questions are answered."""
    from eval.bench.measuring import DEVELOPMENT
    from eval.bench.measuring import bench as measure
    from eval.bench.processes import contenders
    from eval.bench.report import as_table, write

    if stages:
        _tell_stages(corpus)
        return
    if passages:
        _grow((passages,), corpus, output)
        return
    beside = contenders(peers_python if peers else None)
    figures = measure(corpus, questions or DEVELOPMENT, beside, rounds=repeats, workers=workers, tell=tell)
    click.echo(as_table(figures))
    if output:
        written(write(figures, output))


def _tell_stages(corpus: Path) -> None:
    from assistant.commands.failures import reported
    from assistant.settings import Settings
    from eval.bench.stages import stages
    from vectorstore.embedders import open_embedder

    settings = Settings()
    with reported():
        for stage in stages(corpus, open_embedder(settings.embedder, settings.cache)):
            click.echo(stage.line())


@click.command("growth")
@click.option(
    "--passages", multiple=True, type=click.IntRange(100), help="Size; several times for several.  [default: 10000]"
)
@click.option("--calls", type=click.IntRange(30), help="Measure answers with this many calls in the catalogue instead.")
@corpus_option
@click.option(
    "--keep",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder in which the stores are kept; one that stands there is measured without building it again.",
)
@figures_option
def growth(passages: tuple[int, ...], calls: int | None, corpus: Path, output: Path | None, keep: Path | None) -> None:
    """Measure an index of many passages, recombined from real texts: building, size, speed, recall."""
    if calls:
        _grow_calls(calls, corpus, keep)
        return
    _grow(passages or (10_000,), corpus, output, keep)


def _grow(sizes: tuple[int, ...], corpus: Path, output: Path | None, keep: Path | None = None) -> None:
    from assistant.commands.failures import reported
    from eval.growth import as_table, grow, write

    with reported():
        figures = grow(corpus, sizes, tell, keep)
    click.echo(as_table(figures))
    if output:
        written(write(figures, output))


def _grow_calls(size: int, corpus: Path, keep: Path | None) -> None:
    from assistant.commands.failures import reported
    from eval.growth.calls import as_table, measure_calls

    with reported():
        click.echo(as_table(measure_calls(corpus, size, tell, keep)))
