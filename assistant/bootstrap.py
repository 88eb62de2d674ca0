"""The only wiring: settings in, a working assistant or store out."""

from __future__ import annotations

from vectorstore.reader import Reader
from vectorstore.store import Store

from assistant.assistant import Assistant
from assistant.clock import Clock, utc_now
from assistant.conversations import open_conversations
from assistant.settings import Settings
from vectorstore.embedders import open_embedder

__all__ = ["build", "build_store"]


def build_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """The store of these settings, for ingesting and for looking after generations."""
    return Store(settings.store, open_embedder(settings.embedder, settings.cache), clock)


def build(settings: Settings, clock: Clock = utc_now) -> Assistant:
    """The assistant of these settings; nothing is loaded until the first question."""
    return Assistant(
        reader=Reader(build_store(settings, clock)),
        conversations=open_conversations(settings.store / "conversations.sqlite", clock),
        clock=clock,
        base_url=settings.base_url,
    )
