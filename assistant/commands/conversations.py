"""``euclusters conversations``: delete what people asked, by age or one conversation at a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.commands.audit import noted
from assistant.commands.failures import read_settings, reported
from assistant.commands.options import store_option

if TYPE_CHECKING:
    from assistant.conversations import Conversations


@click.group()
def conversations() -> None:
    """Delete what people asked: what is too old, or one conversation."""


@conversations.command()
@store_option
def purge(store: Path | None) -> None:
    """Delete every turn and its feedback past EUCLUSTERS_RETENTION_DAYS; a server does so hourly."""
    with reported():
        deleted = _conversations(store).purge()
        noted(read_settings(store=store), "conversations purge", outcome=f"deleted {deleted}")
    click.echo(f"deleted {deleted}")


@conversations.command()
@click.argument("conversation_id")
@store_option
def erase(conversation_id: str, store: Path | None) -> None:
    """Delete one conversation and the feedback on it."""
    with reported():
        _conversations(store).erase(conversation_id)
        noted(read_settings(store=store), "conversations erase")
    click.echo("erased")


def _conversations(store: Path | None) -> Conversations:
    from assistant.bootstrap import build_conversations

    return build_conversations(read_settings(store=store))
