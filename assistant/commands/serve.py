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
def serve(store: Path | None, host: str | None, port: int | None) -> None:
    """Serve the API and the demo page over the index."""
    from assistant.bootstrap import build
    from assistant.web.app import create_app
    from assistant.web.server import serve as run

    with reported():
        settings = read_settings(store=store, host=host, port=port)
        run(create_app(build(settings)), settings.host, settings.port)
