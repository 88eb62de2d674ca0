"""``euclusters serve``: the HTTP server."""

from __future__ import annotations

from pathlib import Path

import click

from assistant.commands.failures import read_settings, reported
from assistant.commands.options import store_option


@click.command()
@store_option
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on.  [default: 8000]")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer; one for each core.  [default: 1]")
def serve(store: Path | None, host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the API and the demo page over the index."""
    from assistant.web.running.server import serve as run
    from assistant.web.running.workers import application, serve_with

    with reported():
        settings = read_settings(store=store, host=host, port=port, workers=workers)
        if settings.workers > 1:
            serve_with(settings.workers, settings)
        else:
            run(application(settings), settings)
