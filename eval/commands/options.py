"""What several commands share: options, and how they tell what they did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.settings import Settings

__all__ = [
    "corpus_option",
    "fail_under",
    "figures_option",
    "questions_option",
    "run_argument",
    "settings_of",
    "tell",
    "written",
]

fail_under = click.option(
    "--fail-under", type=click.FloatRange(0, 1), help="Exit with code 1 where a smaller share of the questions passes."
)
run_argument = click.argument("run_folder", metavar="RUN", type=click.Path(path_type=Path))
corpus_option = click.option(
    "--corpus",
    default=Path("corpus"),
    show_default=True,
    type=click.Path(path_type=Path),
    help="File or folder whose texts are taken.",
)
questions_option = click.option(
    "--questions",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Question set to ask; several times for several.  [default: the sets of the sample corpus]",
)
figures_option = click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for figures and plots."
)


def settings_of(store: Path | None) -> Settings:
    """The settings of the environment, with another store where one is given."""
    from assistant.commands.failures import read_settings

    return read_settings(store=store)


def tell(words: str) -> None:
    """Progress, on standard error."""
    click.echo(words, err=True)


def written(file: Path) -> None:
    """The last word of a command that wrote something."""
    click.echo(f"written to {file}")
