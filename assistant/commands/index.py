"""``euclusters index``: look after the generations of the index."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.commands.failures import NOTHING_DONE, read_settings, reported
from assistant.commands.options import store_option
from vectorstore.store import Store


@click.group()
def index() -> None:
    """List, verify and roll back the generations of the index."""


def _store(folder: Path | None) -> Store:
    from assistant.bootstrap import build_store

    return build_store(read_settings(store=folder))


@index.command("list")
@store_option
def list_generations(store: Path | None) -> None:
    """The generations in the store, the current one marked."""
    with reported():
        opened = _store(store)
        current = opened.current_id()
        for manifest in opened.generations():
            counts = manifest.counts
            mark = "*" if manifest.generation_id == current else " "
            click.echo(
                f"{mark} {manifest.generation_id}  {manifest.created_at:%Y-%m-%d %H:%M}  documents {counts.documents}, "
                f"passages {counts.passages}, calls {counts.calls}  embedder {manifest.embedder}"
            )


@index.command()
@click.argument("generation_id", required=False)
@store_option
def verify(generation_id: str | None, store: Path | None) -> None:
    """Check every passage and vector of a generation in all its stores."""
    with reported():
        report = _store(store).verify(generation_id)
    for problem in report.problems:
        click.echo(problem, err=True)
    click.echo(report.line())
    if not report.ok:
        raise SystemExit(NOTHING_DONE)


@index.command()
@click.argument("generation_id", required=False)
@store_option
def rollback(generation_id: str | None, store: Path | None) -> None:
    """Make an earlier generation the current one; the previous when none is named."""
    with reported():
        current = _store(store).rollback(generation_id)
    click.echo(f"current generation: {current}")
