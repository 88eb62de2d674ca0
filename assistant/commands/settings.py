"""``euclusters settings``: every setting with its meaning, default and present value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from assistant.commands.failures import read_settings
from assistant.settings import PREFIX

if TYPE_CHECKING:
    from pydantic import BaseModel


@click.command()
def settings() -> None:
    """List every setting: environment variable, value, default, meaning."""
    for line in _lines(read_settings(), PREFIX):
        click.echo(line)


def _lines(present: BaseModel, prefix: str) -> Iterator[str]:
    """Two lines for each setting; those of a group follow with the group's name before theirs."""
    from pydantic import BaseModel

    for name, field in type(present).model_fields.items():
        value = getattr(present, name)
        if isinstance(value, BaseModel):
            yield from _lines(value, f"{prefix}{name.upper()}__")
        else:
            yield f"{prefix}{name.upper()}={value}"
            yield f"    {field.description} Default: {field.get_default(call_default_factory=True)!s}"
