"""``euclusters eval overview``: one page over several runs."""

from __future__ import annotations

from pathlib import Path

import click

from eval.commands.options import written

__all__ = ["overview"]


@click.command("overview")
@click.argument("folder", type=click.Path(path_type=Path))
def overview(folder: Path) -> None:
    """Write FOLDER/index.html over the runs in FOLDER, and over FOLDER/verification where it is there."""
    from eval.reporting.overview import overview_page

    page = folder / "index.html"
    page.write_text(overview_page(folder), "utf-8")
    written(page)
