"""``euclusters eval run``: question sets asked and judged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.ending import end, report
from eval.commands.options import fail_under, settings_of, tell

if TYPE_CHECKING:
    from eval.asking import Source
    from eval.folder import RunFolder
    from eval.running import Result, Run
    from eval.sets import QuestionSet

__all__ = ["run_sets"]

RUNS = Path(".runs")
AT_ONCE = 4  # of a server; in this process questions take turns, so that their times say something


@click.command("run")
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
    "--jobs", type=click.IntRange(1, 64), help="Questions at a time.  [default: 4 with --url, 1 in this process]"
)
@fail_under
def run_sets(
    sets: tuple[Path, ...],
    output: Path | None,
    url: str | None,
    store: Path | None,
    resume: bool,
    jobs: int | None,
    fail_under: float | None,
) -> None:
    """Ask every question of each SET and judge the answers.

    A run is a folder with the answers, what was wrong with them, figures and reports.
    Exit code 1 means that a threshold of a set, or --fail-under, was missed.
    """
    if url and store:
        raise click.UsageError("Give --url or --store, not both.")
    if resume and not output:
        raise click.UsageError("--resume needs -o, the folder of the run to go on with.")
    loaded = _loaded(sets)
    source, told = _source(url, store)
    places = zip(_folders(sets, output), sets, loaded, strict=True)
    opened = [_open(folder, file, question_set, told, resume) for folder, file, question_set in places]
    kept = []
    for (into, known), question_set in zip(opened, loaded, strict=True):
        finished = _run_into(into, known, question_set, source, jobs or (AT_ONCE if url else 1))
        kept.append(report(finished, into.path, fail_under))
    end(all(kept))


def _loaded(files: tuple[Path, ...]) -> list[QuestionSet]:
    """All sets before anything is asked, since a typo in the last must not cost a run; doubtful names are told."""
    from eval.sets import load

    loaded = [load(file) for file in files]
    for file, question_set in zip(files, loaded, strict=True):
        for question, name in question_set.doubtful_names():
            tell(f"{file}, question {question}: {name} is not among the aliases and is searched for as it stands.")
    return loaded


def _source(url: str | None, store: Path | None) -> tuple[Source, dict[str, object]]:
    """How to ask, and which index that is, for the manifest."""
    from eval.asking import in_process, over_http
    from eval.manifest import index_fingerprint

    if url:
        return over_http(url), {"url": url}
    settings = settings_of(store)
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
    """A new run folder, or the one of an interrupted run with the answers that it has; errors are asked again."""
    from eval.folder import RunFolder
    from eval.manifest import manifest
    from eval.resuming import interrupted

    made_with = manifest(file, told, datetime.now(UTC))
    if resume:
        unfinished = interrupted(folder, made_with)
        answered = [each for each in unfinished.results if each.outcome != "error"]
        return RunFolder.reopen(folder, unfinished), {each.question.id: each for each in answered}
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
