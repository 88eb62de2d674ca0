"""Drafts at the desk: short, sourced, in time, kept nowhere else."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from time import perf_counter

import pytest

from assistant.bootstrap import build, build_desk
from assistant.desk.desk import WebinarDesk
from assistant.desk.records import Session
from assistant.desk.sessions import NewSession
from assistant.settings import DeskSettings, ModelSettings, Settings
from tests.desks import DAY, Wall, ask
from tests.openai_server import OpenAiServer, Reply, serving

server = pytest.fixture(serving)


@pytest.fixture
def silent(server: OpenAiServer) -> OpenAiServer:
    """A model's server that never says a word."""
    server.script = Reply.be_silent
    return server


def test_a_question_becomes_a_short_sourced_draft(desk: WebinarDesk, session: Session) -> None:
    (question,) = ask(desk, session, "which calls fit a water-tech SME")
    assert question.status == "drafted"
    assert question.draft is not None
    assert "CirInWater" in question.said.split(";")[0]
    assert "[1]" not in question.said
    assert "140 days left" in question.said
    assert question.draft.level in ("high", "medium")
    assert question.draft.calls[0].name == "CirInWater"
    assert question.draft.sources[0].link.startswith("/sources/")
    assert all(len(part) <= 500 for part in desk.parts(question))


def test_an_abstention_can_be_said_in_public_and_asks_for_a_follow_up(desk: WebinarDesk, session: Session) -> None:
    english, german = ask(desk, session, "What is the e-mail of Marek Przeor?", "Wie wird das Wetter morgen in Graz?")
    assert english.follow_up
    assert "come back to you" in english.said
    assert english.sources == ()
    assert german.language == "de"
    assert "Veranstaltung" in german.said


def test_nothing_of_it_is_kept_among_the_conversations(desk: WebinarDesk, session: Session) -> None:
    ask(desk, session, "Who may apply for GEMSTONE?")
    with desk.questions.engine.connect() as connection:
        from sqlalchemy import text

        assert connection.execute(text("select count(*) from conversation_turns")).scalar() == 0


def test_a_model_that_keeps_silent_is_left_at_the_limit_and_the_draft_is_extractive(
    settings: Settings, database: str, wall: Wall, silent: OpenAiServer
) -> None:
    model = ModelSettings(name="openai:m", base_url=silent.url, retries=0, first_token_s=20, total_s=20)
    given = Settings(
        store=settings.store,
        conversations={"url": database},  # type: ignore[arg-type]
        model=model,
        desk=DeskSettings(draft_s=5),
    )
    import_module("langchain_openai")  # on a busy machine loading it alone takes longer than the limit
    desk = build_desk(given, build(given, wall))
    session = desk.sessions.create(NewSession("Talk", DAY))
    began = perf_counter()
    (question,) = ask(desk, session, "Who may apply for GEMSTONE?")
    assert perf_counter() - began < 12
    assert silent.requests
    assert question.draft is not None
    assert question.draft.generator == "extractive"
    assert question.draft.answer_status == "answered"


def test_an_index_that_cannot_be_read_leaves_the_question_waiting_with_the_reason(
    tmp_path: Path, database: str, wall: Wall
) -> None:
    given = Settings(store=tmp_path / "empty", conversations={"url": database})  # type: ignore[arg-type]
    desk = build_desk(given, build(given, wall))
    session = desk.sessions.create(NewSession("Talk", DAY))
    (question,) = ask(desk, session, "Who may apply for GEMSTONE?")
    assert question.status == "waiting"
    assert "ingest" in (question.draft_problem or "")
