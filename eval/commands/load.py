"""``euclusters eval load``: a server under many clients, during an ingest, and under ten times as many."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.options import corpus_option, figures_option, questions_option, tell, written

__all__ = ["load"]


@click.command("load")
@corpus_option
@questions_option
@click.option("--clients", default=50, show_default=True, type=click.IntRange(1, 1000), help="Clients at once.")
@click.option("--seconds", default=180.0, show_default=True, type=click.FloatRange(6), help="How long they ask.")
@click.option(
    "--overload", default=30.0, show_default=True, type=click.FloatRange(1), help="Seconds of ten times as many."
)
@click.option("--pause", default=0.0, show_default=True, type=click.FloatRange(0), help="Seconds between questions.")
@click.option("--impatient", is_flag=True, help="Who is refused comes back at once, whatever Retry-After says.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@figures_option
def load(
    corpus: Path,
    questions: tuple[Path, ...],
    clients: int,
    seconds: float,
    overload: float,
    pause: float,
    impatient: bool,
    workers: int,
    output: Path | None,
) -> None:
    """Ask a server from many clients while its index is rebuilt and switched, then from ten times as many.

    Exit code 1 means that something that must hold did not.
    """
    from eval.bench.measuring import DEVELOPMENT
    from eval.bench.texts import questions_of
    from eval.load import Manner, Plan, as_text, measure, write

    plan = Plan(clients, seconds, overload, Manner(pause, patient=not impatient), workers)
    figures = measure(corpus, questions_of(questions or DEVELOPMENT), plan, tell)
    click.echo(as_text(figures))
    if output:
        written(write(figures, output))
    if not all(verdict.holds for verdict in figures.verdicts):
        raise SystemExit(1)
