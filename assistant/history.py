"""Conversations as a turn uses them: a database that is locked, full or gone takes the history, never the answer."""

from __future__ import annotations

import logging
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from assistant.answers import Answer, Statement
from assistant.conversations import Conversations, Turn
from assistant.wording import Wording

log = logging.getLogger(__name__)


def turns_before(conversations: Conversations, conversation_id: str | None) -> tuple[Turn, ...]:
    """The last turns that asked something, none while they cannot be read.

    A turn of nothing but instructions to the assistant is stored without words, and nothing leans on it.
    UnknownConversation as the conversations raise it.
    """
    if conversation_id is None or not conversations.are_kept():
        return ()
    try:
        turns = conversations.last_turns(conversation_id)
    except SQLAlchemyError as error:
        _lost(conversations, error)
        return ()
    return tuple(turn for turn in turns if turn.question.strip())


def keep(conversations: Conversations, asked: str, turn: Turn, answer: Answer) -> bool:
    """Was the turn kept? During an outage nobody waits: one answer in a while tries."""
    if not conversations.outage.allows():
        return False
    try:
        conversations.heal()
        conversations.remember(asked, turn, answer)
    except SQLAlchemyError as error:
        _lost(conversations, error)
        return False
    conversations.outage.succeeded()
    return True


def with_notice(answer: Answer, wording: Wording) -> Answer:
    """The answer with one more statement: that a follow-up will not know of it."""
    notice = Statement(wording.say("not_kept"), ())
    return replace(answer, statements=(*answer.statements, notice), text=f"{answer.text}\n{notice.text}")


def _lost(conversations: Conversations, error: SQLAlchemyError) -> None:
    conversations.outage.failed()
    log.error("conversations cannot be kept, answers go on without history: %s", type(error).__name__)
