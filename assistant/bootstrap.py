"""The only wiring: settings in, a working assistant or store out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from assistant.assistant import Assistant
from assistant.audit import AuditLog
from assistant.breaker import Breaker
from assistant.clock import Clock, utc_now
from assistant.conversations import Conversations, open_conversations
from assistant.database import open_engine, sqlite_url
from assistant.desk.desk import Keeping, WebinarDesk
from assistant.desk.drafting import Drafter, Unrecorded
from assistant.desk.questions import QuestionBook
from assistant.desk.sessions import SessionBook
from assistant.desk.transcripts import Transcripts
from assistant.desk.working import Workbench
from assistant.errors import InvalidSetting
from assistant.feedback import FeedbackBook
from assistant.generating.allowance import Allowance
from assistant.generating.budget import counter
from assistant.generating.completions import LangChainCompleter
from assistant.generating.extracting import FieldAsker
from assistant.generating.telling import Writer
from assistant.settings import Settings
from ingest.adding import Adding
from ingest.options import Reading
from ingest.reporting import SyncReport
from ingest.sandboxing.limits import MIB, Limits
from vectorstore.embedders import open_embedder
from vectorstore.reader import Reader
from vectorstore.records import Audience
from vectorstore.rerankers import open_reranker
from vectorstore.store import Store

if TYPE_CHECKING:
    from ingest.portal.running import PortalFolder
    from ingest.portal.sources import LivePortal

__all__ = [
    "build",
    "build_adding",
    "build_audit",
    "build_conversations",
    "build_desk",
    "build_drafter",
    "build_limits",
    "build_portal_folder",
    "build_reading",
    "build_store",
    "open_portal",
]
CHARACTERS_PER_TOKEN = 3  # at the least
ASKING = 6000  # characters of a question for fields beside the text it is about
PORTAL_S = 60.0  # seconds that one answer of the portal may take


def build_reading(settings: Settings) -> Reading:
    """How these settings want files to be read."""
    given = settings.reading
    added_by = settings.model.name if given.add_fields else ""
    return Reading(participant_names=given.participant_names, ocr=given.ocr, pictures=given.pictures, added_by=added_by)


def build_adding(settings: Settings) -> Adding | None:
    """The language model that adds fields of calls, None where it is not wanted."""
    if not settings.reading.add_fields:
        return None
    if not settings.model.name:
        raise InvalidSetting("EUCLUSTERS_READING__ADD_FIELDS asks a language model: name one by EUCLUSTERS_MODEL.")
    room = CHARACTERS_PER_TOKEN * (settings.model.context_tokens - settings.model.answer_tokens) - ASKING
    return Adding(FieldAsker(LangChainCompleter(settings.model)), max(room, ASKING))


def build_limits(settings: Settings) -> Limits:
    """What reading one file may take by these settings."""
    given = settings.reading
    return Limits(
        seconds=given.seconds,
        memory=given.memory_mb * MIB,
        inflated=given.inflated_mb * 1_000_000,
        export=given.export_seconds,
    )


def build_portal_folder(settings: Settings) -> PortalFolder:
    """What these settings keep of the portal, beside the index."""
    from ingest.portal.running import PortalFolder

    return PortalFolder(settings.store / "portal")


@contextmanager
def open_portal(base_url: str) -> Iterator[LivePortal]:
    """The portal's search API at an address; nothing is asked before the first search."""
    import httpx

    from ingest.portal.http import PortalHttp
    from ingest.portal.sources import LivePortal

    try:
        with httpx.Client(timeout=PORTAL_S, follow_redirects=True, headers={"User-Agent": "euclusters"}) as client:
            yield LivePortal(PortalHttp(client, time.sleep, utc_now), base_url)
    except httpx.InvalidURL as error:
        raise InvalidSetting(f"--base-url {base_url!r} is no address: {error}.") from None


def build_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """The store of these settings, for ingesting and for looking after generations."""
    embedder = open_embedder(settings.embedder, settings.cache)
    return Store(settings.store, embedder, clock, open_reranker(settings.reranker))


def build_conversations(settings: Settings, clock: Clock = utc_now) -> Conversations:
    """What was asked and answered, where and for as long as these settings say."""
    return open_conversations(_database(settings), clock, timedelta(days=settings.retention_days))


def _database(settings: Settings) -> str:
    return settings.conversations.url.get_secret_value() or sqlite_url(settings.store / "conversations.sqlite")


def build_audit(settings: Settings, clock: Clock = utc_now) -> AuditLog:
    """What staff and administrators did, in the database of the conversations."""
    return AuditLog(open_engine(_database(settings)), clock, timedelta(days=settings.audit_days))


def build_writer(settings: Settings, engine: Engine, clock: Clock) -> Writer | None:
    """The language model of these settings, None without one; the engine keeps what it has done in a day."""
    model = settings.model
    if not model.name:
        return None
    embedder = open_embedder(settings.embedder, settings.cache)
    breaker = Breaker(model.breaker_failures, model.breaker_s)
    limits = settings.limits
    allowance = Allowance(engine, clock, limits.completions_per_day, limits.cost_eur_per_day)
    counting = partial(counter, model.vocabulary, embedder.count_tokens)
    return Writer(LangChainCompleter(model), model, breaker, counting, allowance)


def build(settings: Settings, clock: Clock = utc_now) -> Assistant:
    """The assistant of these settings; nothing is loaded until the first question."""
    conversations = build_conversations(settings, clock)
    return Assistant(
        reader=Reader(build_store(settings, clock), "public"),
        conversations=conversations,
        feedback=FeedbackBook(conversations.engine, clock),
        clock=clock,
        base_url=settings.base_url,
        writer=build_writer(settings, conversations.engine, clock),
    )


def build_desk(settings: Settings, assistant: Assistant) -> WebinarDesk:
    """The webinar desk beside an assistant: the same index, model and clock, tables of its own."""
    desk, clock = settings.desk, assistant.clock
    engine = open_engine(_database(settings))
    questions = QuestionBook(engine, clock)
    return WebinarDesk(
        sessions=SessionBook(engine, clock),
        questions=questions,
        drafter=build_drafter(settings, assistant),
        work=Workbench(questions, timedelta(seconds=desk.claim_s)),
        keeping=Keeping(desk.keep_attendees, timedelta(days=desk.attendee_days), timedelta(days=desk.session_days)),
        transcripts=build_transcripts(settings, clock),
        clock=clock,
    )


def build_transcripts(settings: Settings, clock: Clock = utc_now) -> Transcripts:
    """Transcripts of sessions, kept beside the index; attendees are named in it only where the desk keeps names."""

    def ingest(paths: Sequence[Path], erase_others: bool) -> SyncReport:
        from ingest.syncing import sync

        given = build_reading(settings)
        named = given.participant_names and settings.desk.keep_attendees
        reading = replace(given, participant_names=named, added_by="")
        store, limits = build_store(settings, clock), build_limits(settings)
        return sync(paths, store, reading=reading, limits=limits, erase_others=erase_others)

    return Transcripts(settings.store.resolve() / "transcripts", ingest, settings.desk.keep_attendees)


def build_drafter(settings: Settings, assistant: Assistant) -> Drafter:
    """Asks as the chat does, but keeps no conversation; a session may be open to staff documents."""
    embedder = open_embedder(settings.embedder, settings.cache)
    unrecorded = Unrecorded(assistant.conversations.engine, assistant.clock, assistant.conversations.retention)
    public = replace(assistant, conversations=unrecorded)
    whole = replace(public, reader=Reader(build_store(settings, assistant.clock), "staff"))
    by_scope: dict[Audience, Assistant] = {"public": public, "staff": whole}
    return Drafter(by_scope.__getitem__, embedder, settings.desk.max_chars, settings.desk.draft_s)
