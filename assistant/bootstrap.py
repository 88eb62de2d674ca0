"""The only wiring: settings in, a working assistant or store out."""

from __future__ import annotations

from datetime import timedelta

from assistant.assistant import Assistant
from assistant.clock import Clock, utc_now
from assistant.conversations import Conversations, open_conversations
from assistant.database import sqlite_url
from assistant.feedback import FeedbackBook
from assistant.generating.breaker import Breaker
from assistant.generating.budget import counter
from assistant.generating.completions import LangChainCompleter
from assistant.generating.telling import Writer
from assistant.settings import Settings
from vectorstore.embedders import open_embedder
from vectorstore.reader import Reader
from vectorstore.store import Store

__all__ = ["build", "build_conversations", "build_store"]


def build_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """The store of these settings, for ingesting and for looking after generations."""
    return Store(settings.store, open_embedder(settings.embedder, settings.cache), clock)


def build_conversations(settings: Settings, clock: Clock = utc_now) -> Conversations:
    """What was asked and answered, where and for as long as these settings say."""
    kept = settings.conversations
    url = kept.url.get_secret_value() or sqlite_url(settings.store / "conversations.sqlite")
    return open_conversations(url, clock, timedelta(days=kept.retention_days))


def build_writer(settings: Settings) -> Writer | None:
    """The language model of these settings, None without one."""
    model = settings.model
    if not model.name:
        return None
    embedder = open_embedder(settings.embedder, settings.cache)
    breaker = Breaker(model.breaker_failures, model.breaker_s)
    return Writer(LangChainCompleter(model), model, breaker, lambda: counter(model.vocabulary, embedder.count_tokens))


def build(settings: Settings, clock: Clock = utc_now) -> Assistant:
    """The assistant of these settings; nothing is loaded until the first question."""
    conversations = build_conversations(settings, clock)
    return Assistant(
        reader=Reader(build_store(settings, clock), "public"),
        conversations=conversations,
        feedback=FeedbackBook(conversations.engine, clock),
        clock=clock,
        base_url=settings.base_url,
        writer=build_writer(settings),
    )
