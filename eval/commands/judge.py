"""``euclusters eval judge``: a language model's opinion of a run, beside the verdicts by rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.options import run_argument, settings_of, written

if TYPE_CHECKING:
    from eval.model_judge import Opinions
    from eval.running import Run

__all__ = ["judge"]


@click.command("judge")
@run_argument
@click.option("--repeats", default=3, show_default=True, type=click.IntRange(3, 25), help="Votes on each answer.")
@click.option("--jobs", default=4, show_default=True, type=click.IntRange(1, 64), help="Answers at a time.")
def judge(run_folder: Path, repeats: int, jobs: int) -> None:
    """Ask the configured model what it thinks of the answers of RUN, several times each.

    Changes no verdict; tells how far the model agrees with itself and with the rules. The answers and their passages
    are sent to the model of EUCLUSTERS_MODEL__NAME, and to nobody where none is configured.
    """
    from eval.model_judge import as_table, write
    from eval.stored import read_run

    opinions = _asked(read_run(run_folder), repeats, jobs)
    click.echo(as_table(opinions))
    written(write(opinions, run_folder))


def _asked(run: Run, repeats: int, jobs: int) -> Opinions:
    from tqdm import tqdm

    from assistant.generating.completions import LangChainCompleter
    from eval.errors import NoOpinion
    from eval.model_judge import CRITERIA, ask_opinions

    model = settings_of(None).model
    if not model.name:
        raise NoOpinion("no model is configured: name one in EUCLUSTERS_MODEL__NAME")
    with tqdm(total=sum(bool(result.shown) for result in run.results), unit="answer", disable=None) as bar:
        opinions = ask_opinions(run, LangChainCompleter(model), repeats, jobs, bar.update)
    if all(vote is None for each in opinions.opinions for name in CRITERIA for vote in each.votes[name]):
        raise NoOpinion(f"{model.name} cast no vote: look whether it can be reached")
    return opinions
