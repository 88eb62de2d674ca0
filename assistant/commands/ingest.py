"""``euclusters ingest``: files and folders become a new generation of the index."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from assistant.commands.failures import SOME_REJECTED, read_settings, reported
from assistant.commands.options import store_option
from assistant.commands.progress import Bars


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--replace", is_flag=True, help="Forget everything else that is in the store.")
def ingest(paths: tuple[Path, ...], store: Path | None, replace: bool) -> None:
    """Make the index mirror the given files and folders.

    Exit codes: 0 done; 3 done, but some files were rejected; 4 nothing usable, the index is as it was.
    """
    from ingest.syncing import sync

    from assistant.bootstrap import build_store

    with reported(), Bars(sys.stderr) as bars:
        report = sync(paths, build_store(read_settings(store=store)), replace=replace, progress=bars)
    for rejection in report.rejected:
        click.echo(f"rejected {rejection.path}: {rejection.reason}", err=True)
    click.echo(report.line())
    if report.rejected:
        raise SystemExit(SOME_REJECTED)
