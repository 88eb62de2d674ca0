"""Conversations are kept for a time, and no longer."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant.answers import Answer
from assistant.cli import main
from assistant.conversations import Conversations, Turn, new_id, open_conversations
from assistant.database import METADATA, sqlite_url
from assistant.errors import InvalidSetting, UnknownAnswer, UnknownConversation
from assistant.feedback import Feedback, FeedbackBook

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def answer(conversation_id: str, text: str = "It closes on 2 October 2024.") -> Answer:
    return Answer(new_id(), conversation_id, NOW, NOW.date(), "en", "answered", text, ())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def conversations(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Conversations]:
    """PostgreSQL only where ``TEST_POSTGRESQL_URL`` names an empty database that tests may fill and empty."""
    url = sqlite_url(tmp_path / "c.sqlite") if request.param == "sqlite" else os.environ.get("TEST_POSTGRESQL_URL")
    if not url:
        pytest.skip("TEST_POSTGRESQL_URL is not set")
    opened = open_conversations(url, clock, timedelta(days=30))
    yield opened
    METADATA.drop_all(opened.engine)
    opened.engine.dispose()


def remember(conversations: Conversations, conversation_id: str, *questions: str) -> Answer:
    for question in questions:
        last = answer(conversation_id)
        conversations.remember(question, Turn(f"{question} (self-contained)", ("one", "two")), last)
    return last


def test_the_last_turns_come_oldest_first(conversations: Conversations) -> None:
    remember(conversations, "a", *(f"question {n}" for n in range(7)))
    turns = conversations.last_turns("a")
    assert [turn.question for turn in turns] == [f"question {n} (self-contained)" for n in range(2, 7)]
    assert turns[0].call_ids == ("one", "two")
    assert [turn.question for turn in conversations.recorded("a")] == [f"question {n}" for n in range(7)]


def test_what_is_past_its_retention_is_not_given_out_even_before_it_is_purged(
    conversations: Conversations, clock: Clock
) -> None:
    remember(conversations, "a", "old")
    clock.now += timedelta(days=29)
    assert conversations.last_turns("a")
    clock.now += timedelta(days=2)
    with pytest.raises(UnknownConversation):
        conversations.last_turns("a")
    with pytest.raises(UnknownConversation):
        conversations.recorded("a")


def test_purging_deletes_the_old_turns_and_their_feedback_only(conversations: Conversations, clock: Clock) -> None:
    old = remember(conversations, "a", "old")
    book = FeedbackBook(conversations.engine, clock)
    book.add(Feedback(old.answer_id, "down"))
    clock.now += timedelta(days=20)
    new = remember(conversations, "a", "new")
    book.add(Feedback(new.answer_id, "up"))
    clock.now += timedelta(days=15)
    assert conversations.purge() == 1
    assert [turn.question for turn in conversations.recorded("a")] == ["new"]
    assert book.counts() == {"up": 1}
    assert conversations.purge() == 0


def test_what_is_purged_leaves_no_bytes(tmp_path: Path, clock: Clock) -> None:
    conversations = open_conversations(sqlite_url(tmp_path / "c.sqlite"), clock, timedelta(days=30))
    remember(conversations, "a", *(f"a purple xylophone {n}" for n in range(50)))
    clock.now += timedelta(days=31)
    conversations.purge()
    assert b"xylophone" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_the_last_word_on_an_answer_counts(conversations: Conversations, clock: Clock) -> None:
    last = remember(conversations, "a", "question")
    book = FeedbackBook(conversations.engine, clock)
    book.add(Feedback(last.answer_id, "up"))
    book.add(Feedback(last.answer_id, "down", "outdated", "It is closed."))
    assert book.counts() == {"down": 1}
    with pytest.raises(UnknownAnswer):
        book.add(Feedback("never-given-out", "up"))


def test_any_character_is_kept_or_left_out_and_stops_nothing(conversations: Conversations) -> None:
    remember(conversations, "a", "what is a voucher\0?", "zażółć 漢字 😊")
    last = [turn.question.replace("\0", "") for turn in conversations.recorded("a")]
    assert last == ["what is a voucher?", "zażółć 漢字 😊"]


def test_erasing_a_conversation_and_forgetting_a_document_leave_the_others(conversations: Conversations) -> None:
    remember(conversations, "a", "one")
    remember(conversations, "b", "two")
    conversations.erase("a")
    assert conversations.forget_document("d") == 0
    assert [turn.question for turn in conversations.recorded("b")] == ["two"]
    with pytest.raises(UnknownConversation):
        conversations.recorded("a")


def test_ids_cannot_be_guessed() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert min(map(len, ids)) >= 22


@pytest.mark.parametrize("url", ["nonsense", "martian://there/x", "sqlite:////no/such/folder/c.sqlite"])
def test_a_database_that_cannot_be_used_is_named(url: str, clock: Clock) -> None:
    with pytest.raises(InvalidSetting, match="EUCLUSTERS_CONVERSATIONS__URL"):
        open_conversations(url, clock)


def test_a_missing_driver_is_named_with_what_to_install(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InvalidSetting, match=re.escape("pip install -c constraints.txt -e '.[postgresql]'")):
        open_conversations("postgresql+psycopg://user@127.0.0.1:1/name", clock)


def test_the_command_line_purges_and_erases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = Clock()
    long_ago.now = datetime(2020, 1, 1, tzinfo=UTC)
    database = sqlite_url(tmp_path / "conversations.sqlite")
    remember(open_conversations(database, long_ago), "old", "one", "two")
    erased = CliRunner().invoke(main, ["conversations", "erase", "missing", "--store", str(tmp_path)])
    assert erased.exit_code == 2
    monkeypatch.setenv("EUCLUSTERS_RETENTION_DAYS", "1")
    purged = CliRunner().invoke(main, ["conversations", "purge", "--store", str(tmp_path)])
    assert (purged.exit_code, purged.output) == (0, "deleted 2\n")
