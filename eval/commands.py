"""``euclusters eval``: run question sets, measure speed. What each needs is imported when it is called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eval.asking import Source
    from eval.running import Run
    from eval.sets import QuestionSet

__all__ = ["evaluate"]

RUNS = Path(".runs")


@click.group("eval")
def evaluate() -> None:
    """Run question sets and benchmarks."""


@evaluate.command("run")
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SET.yaml...")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Run folder; with several sets, the folder of their run folders.  [default: a new one in .runs/]",
)
@click.option("--url", help="Ask the server at this address instead of answering in this process.")
@click.option("--store", type=click.Path(path_type=Path), help="Index to answer from, in this process.")
def run_sets(sets: tuple[Path, ...], output: Path | None, url: str | None, store: Path | None) -> None:
    """Ask every question of each SET and judge the answers.

    A run is a folder with the answers, what was wrong with them, figures and reports.
    """
    from eval.sets import load

    if url and store:
        raise click.UsageError("Give --url or --store, not both.")
    loaded = [load(file) for file in sets]  # all of them first: a typo in the last must not cost a run
    source, told = _source(url, store)
    for file, question_set, folder in zip(sets, loaded, _folders(sets, output), strict=True):
        _report(_run_into(folder, file, question_set, source, told), folder)


@evaluate.command("bench")
@click.option(
    "--corpus",
    default=Path("corpus"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="File or folder to ingest.",
)
@click.option("--questions", type=click.Path(path_type=Path), help="Question set to ask.  [default: the sample set]")
@click.option("--peers", is_flag=True, help="Measure a stock pipeline (LangChain, Chroma) on the same texts as well.")
@click.option("--repeats", default=3, show_default=True, type=click.IntRange(1), help="Rounds; medians are shown.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for bench.json.")
def bench(corpus: Path, questions: Path | None, peers: bool, repeats: int, output: Path | None) -> None:
    """Measure how fast the corpus is ingested and questions are answered."""
    from eval.benchmark import as_table, benchmark, write

    figures = benchmark(corpus, questions, repeats=repeats, with_peers=peers)
    click.echo(as_table(figures))
    if output:
        click.echo(f"written to {write(figures, output)}")


def _source(url: str | None, store: Path | None) -> tuple[Source, dict[str, object]]:
    """How to ask, and which index that is, for the manifest."""
    from eval.asking import in_process, over_http

    if url:
        return over_http(url), {"url": url}
    from assistant.settings import Settings
    from eval.manifest import index_fingerprint

    settings = Settings(store=store) if store else Settings()
    return in_process(settings), {"store": str(settings.store), **index_fingerprint(settings.store)}


def _folders(sets: tuple[Path, ...], output: Path | None) -> list[Path]:
    """A folder for each set: as asked for, or numbered by the instant so that nothing is overwritten."""
    if output and len(sets) == 1:
        return [output]
    parent = output or RUNS / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = [file.stem for file in sets]
    return [parent / (name if names.count(name) == 1 else f"{n}-{name}") for n, name in enumerate(names, 1)]


def _run_into(folder: Path, file: Path, question_set: QuestionSet, source: Source, told: dict[str, object]) -> Run:
    from eval.folder import RunFolder
    from eval.manifest import manifest
    from eval.running import run

    config = {"set": str(file), "name": question_set.name, "as_of": question_set.as_of, **told}
    into = RunFolder.create(folder, config, manifest(file, told, datetime.now(UTC)))
    finished = run(question_set, source, into.add)
    into.finish(finished)
    return finished


def _report(run: Run, folder: Path) -> None:
    from eval.report import share
    from eval.summary import summarise

    for result in run.results:
        if result.outcome != "passed":
            click.echo(f"{result.question.id} | {' → '.join(result.question.asked)} | {'; '.join(result.complaints)}")
    summary = summarise(run)
    click.echo(f"{summary.name}: passed {share(summary.overall)}; {folder / 'report.md'}")
