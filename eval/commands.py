"""``euclusters eval``: question sets, retrieval and speed. What each command needs is imported when it is called."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from eval.asking import Source
    from eval.folder import RunFolder
    from eval.running import Result, Run
    from eval.sets import QuestionSet

__all__ = ["evaluate"]

RUNS = Path(".runs")


@click.group("eval")
def evaluate() -> None:
    """Run question sets and benchmarks."""


_fail_under = click.option(
    "--fail-under", type=click.FloatRange(0, 1), help="Exit with code 1 where a smaller share of the questions passes."
)


@evaluate.command("run")
@click.argument("sets", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SET...")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Run folder; with several sets, the folder of their run folders.  [default: a new one in .runs/]",
)
@click.option("--url", help="Ask the server at this address instead of answering in this process.")
@click.option("--store", type=click.Path(path_type=Path), help="Index to answer from, in this process.")
@click.option("--resume", is_flag=True, help="Go on with the interrupted run in the folder of -o.")
@click.option(
    "--jobs", default=4, show_default=True, type=click.IntRange(1, 64), help="Questions at a time, with --url."
)
@_fail_under
def run_sets(
    sets: tuple[Path, ...],
    output: Path | None,
    url: str | None,
    store: Path | None,
    resume: bool,
    jobs: int,
    fail_under: float | None,
) -> None:
    """Ask every question of each SET and judge the answers.

    A run is a folder with the answers, what was wrong with them, figures and reports.
    Exit code 1 means that a threshold of a set, or --fail-under, was missed.
    """
    from eval.sets import load

    if url and store:
        raise click.UsageError("Give --url or --store, not both.")
    if resume and not output:
        raise click.UsageError("--resume needs -o, the folder of the run to go on with.")
    loaded = [load(file) for file in sets]  # all of them first: a typo in the last must not cost a run
    source, told = _source(url, store)
    kept = []
    for file, question_set, folder in zip(sets, loaded, _folders(sets, output), strict=True):
        into, known = _open(folder, file, question_set, told, resume)
        kept.append(_report(_run_into(into, known, question_set, source, jobs), folder, fail_under))
    _end(all(kept))


@evaluate.command("score")
@click.argument("run_folder", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--set", "set_file", type=click.Path(path_type=Path), help="Judge by this version of the set instead.")
@_fail_under
def score(run_folder: Path, set_file: Path | None, fail_under: float | None) -> None:
    """Judge the stored answers of RUN again and rewrite its reports; nothing is asked.

    An interrupted run is scored as far as it came.
    """
    from eval.sets import load
    from eval.stored import read_run, scored

    judged = scored(read_run(run_folder), load(set_file) if set_file else None)
    _end(_report(judged, run_folder, fail_under))


@evaluate.command("compare")
@click.argument("run_a", metavar="RUN_A", type=click.Path(path_type=Path))
@click.argument("run_b", metavar="RUN_B", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file as well.")
@_fail_under
def compare_runs(run_a: Path, run_b: Path, output: Path | None, fail_under: float | None) -> None:
    """Tell what changed from RUN_A to RUN_B, what got worse first, and whether it is more than chance."""
    from eval.comparing import compare
    from eval.reporting.comparison import comparison_text
    from eval.stored import read_run
    from eval.summary import summarise

    before, after = read_run(run_a), read_run(run_b)
    text = comparison_text(compare(before, after))
    click.echo(text)
    if output:
        output.write_text(text, "utf-8")
    missed = summarise(after, fail_under).breaches
    for breach in missed:
        click.echo(f"Threshold missed: {breach.words}", err=True)
    _end(not missed)


@evaluate.command("export")
@click.argument("run_folder", metavar="RUN", type=click.Path(path_type=Path))
@click.option("--format", "form", required=True, type=click.Choice(["ragas", "langsmith"]), help="Whose format.")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def export(run_folder: Path, form: str, output: Path) -> None:
    """Write the questions and answers of RUN as JSON lines for another tool; nothing is sent anywhere."""
    from eval.exporting import exported
    from eval.stored import read_run

    output.write_text("".join(exported(read_run(run_folder), form)), "utf-8")
    click.echo(f"written to {output}")


@evaluate.command("retrieval")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for figures and run.trec."
)
def retrieval(folder: Path, output: Path | None) -> None:
    """Rank the test collection in FOLDER (BEIR layout) and compare with its judgements.

    This project's ranking stands beside its two halves, BM25 alone and dense alone.
    """
    from eval.retrieval import evaluate_collection, table, write

    figures = evaluate_collection(folder)
    click.echo(table(figures))
    if output:
        click.echo(f"written to {write(figures, output)}")


@evaluate.command("convert-cranfield")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def convert_cranfield(source: Path, folder: Path) -> None:
    """Write the Cranfield files in SOURCE (cran.all.1400, cran.qry, cranqrel) into FOLDER in BEIR layout."""
    from eval.retrieval.cranfield import convert

    documents, queries, judgements = convert(source, folder)
    click.echo(f"{documents} documents, {queries} queries, {judgements} judgements: {folder}")


@evaluate.command("bench")
@click.option(
    "--corpus",
    default=Path("corpus"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="File or folder to ingest.",
)
@click.option(
    "--questions",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Question set to ask; several times for several.  [default: the sets of the sample corpus]",
)
@click.option("--peers", is_flag=True, help="Measure LangChain, LlamaIndex, Haystack and txtai on the same texts too.")
@click.option(
    "--peers-python",
    default=Path(".venv-peers/bin/python"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Python whose environment has them.",
)
@click.option("--passages", type=click.IntRange(100), help="Measure growth with this many passages instead.")
@click.option("--repeats", default=3, show_default=True, type=click.IntRange(1), help="Rounds; medians are shown.")
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(0, 64), help="Server processes; 0: no server."
)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for figures and plots.")
def bench(
    corpus: Path,
    questions: tuple[Path, ...],
    peers: bool,
    peers_python: Path,
    passages: int | None,
    repeats: int,
    workers: int,
    output: Path | None,
) -> None:
    """Measure how fast the corpus is ingested and questions are answered."""
    from eval.bench.measuring import DEVELOPMENT
    from eval.bench.measuring import bench as measure
    from eval.bench.processes import contenders
    from eval.bench.report import as_table, write

    if passages:
        _grow((passages,), corpus, output)
        return
    figures = measure(
        corpus,
        questions or DEVELOPMENT,
        contenders(peers_python if peers else None),
        rounds=repeats,
        workers=workers,
        tell=lambda words: click.echo(words, err=True),
    )
    click.echo(as_table(figures))
    if output:
        click.echo(f"written to {write(figures, output)}")


@evaluate.command("growth")
@click.option(
    "--passages", multiple=True, type=click.IntRange(100), help="Size; several times for several.  [default: 10000]"
)
@click.option(
    "--corpus",
    default=Path("corpus"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="Real texts that are recombined.",
)
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for figures and plots.")
def growth(passages: tuple[int, ...], corpus: Path, output: Path | None) -> None:
    """Measure an index of many passages, recombined from real texts: building, size, speed, recall."""
    _grow(passages or (10_000,), corpus, output)


def _grow(sizes: tuple[int, ...], corpus: Path, output: Path | None) -> None:
    from eval.growth import as_table, grow, write

    figures = grow(corpus, sizes, lambda words: click.echo(words, err=True))
    click.echo(as_table(figures))
    if output:
        click.echo(f"written to {write(figures, output)}")


@evaluate.command("verification")
@click.option("--store", type=click.Path(path_type=Path), help="Index to make the sentences from.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for the report.")
def verification(store: Path | None, output: Path | None) -> None:
    """Measure how well faithful sentences are told from corrupted ones, made from the index by rule."""
    from assistant.bootstrap import build_store
    from assistant.settings import Settings
    from eval.verification import as_table, measure, write

    generation = build_store(Settings(store=store) if store else Settings()).open()
    try:
        found = measure(generation.catalogue)
    finally:
        generation.close()
    click.echo(as_table(found))
    if output:
        click.echo(f"written to {write(found, output)}")


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


def _open(
    folder: Path, file: Path, question_set: QuestionSet, told: dict[str, object], resume: bool
) -> tuple[RunFolder, dict[str, Result]]:
    """A new run folder, or the one of an interrupted run with the results that it has."""
    from eval.folder import RunFolder
    from eval.manifest import manifest
    from eval.resuming import interrupted

    made_with = manifest(file, told, datetime.now(UTC))
    if resume:
        unfinished = interrupted(folder, made_with)
        return RunFolder.reopen(folder, unfinished), {each.question.id: each for each in unfinished.results}
    config = {"set": str(file), "name": question_set.name, "as_of": question_set.as_of, **told}
    return RunFolder.create(folder, question_set, config, made_with), {}


def _run_into(into: RunFolder, known: dict[str, Result], question_set: QuestionSet, source: Source, jobs: int) -> Run:
    """Ask what is not known yet; every answer is on disk before the next is waited for."""
    from tqdm import tqdm

    from eval.running import run

    with tqdm(total=len(question_set.questions), initial=len(known), unit="question", disable=None) as bar:

        def on_result(result: Result) -> None:
            into.add(result)
            bar.update()

        return run(question_set, source, on_result, known=known, jobs=jobs)


def _report(run: Run, folder: Path, fail_under: float | None) -> bool:
    """Write the reports and name what did not pass; tells whether every threshold holds."""
    from eval.reporting import share, write_reports
    from eval.summary import summarise

    for result in run.results:
        if result.outcome != "passed":
            click.echo(f"{result.question.id} | {' → '.join(result.question.asked)} | {'; '.join(result.complaints)}")
    summary = summarise(run, fail_under)
    write_reports(folder, run, summary)
    for breach in summary.breaches:
        click.echo(f"Threshold missed: {breach.words}", err=True)
    click.echo(f"{summary.name}: passed {share(summary.overall)}; {folder / 'report.html'}")
    return not summary.breaches


def _end(kept: bool) -> None:
    if not kept:
        click.get_current_context().exit(1)
