"""``euclusters settings``: every setting with its meaning, default and present value."""

from __future__ import annotations

import click

from assistant.commands.failures import read_settings
from assistant.settings import PREFIX, Settings


@click.command()
def settings() -> None:
    """List every setting: environment variable, value, default, meaning."""
    present = read_settings()
    for name, field in Settings.model_fields.items():
        click.echo(f"{PREFIX}{name.upper()}={getattr(present, name)}")
        click.echo(f"    {field.description} Default: {field.get_default(call_default_factory=True)!s}")
