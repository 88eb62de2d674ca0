"""Two people at one queue: claims, versions, deeds."""

from __future__ import annotations

import pytest

from assistant.desk.desk import WebinarDesk
from assistant.desk.errors import Claimed, NotPossible, OutOfDate
from assistant.desk.records import Session
from assistant.desk.working import Hand
from tests.desks import Wall, ask


def test_of_two_edits_of_the_same_version_the_second_is_refused_with_the_first(
    desk: WebinarDesk, session: Session
) -> None:
    (question,) = ask(desk, session, "Who may apply for GEMSTONE?")
    desk.work.edit(question.question_id, Hand("Ann", question.version), "Ann's words")
    with pytest.raises(OutOfDate) as error:
        desk.work.edit(question.question_id, Hand("Ann", question.version), "Bob's words")
    assert error.value.current.answer == "Ann's words"
    assert desk.questions.get(question.question_id).answer == "Ann's words"


def test_a_claim_keeps_others_out_until_it_ends(desk: WebinarDesk, session: Session, wall: Wall) -> None:
    (question,) = ask(desk, session, "Who may apply for GEMSTONE?")
    desk.work.claim(question.question_id, "Ann")
    with pytest.raises(Claimed, match="Ann is working"):
        desk.work.claim(question.question_id, "Bob")
    with pytest.raises(Claimed):
        desk.work.approve(question.question_id, Hand("Bob", question.version), "Bob's words")
    desk.work.release(question.question_id, "Bob")
    with pytest.raises(Claimed):
        desk.work.claim(question.question_id, "Bob")
    wall.move(seconds=121)
    assert desk.work.claim(question.question_id, "Bob").claimed_by == "Bob"


def test_nothing_is_answered_twice(desk: WebinarDesk, session: Session) -> None:
    (question,) = ask(desk, session, "Who may apply for GEMSTONE?")
    approved = desk.work.approve(question.question_id, Hand("Ann", question.version), None)
    assert (approved.status, approved.answered_by, approved.edited) == ("approved", "Ann", False)
    with pytest.raises(OutOfDate):
        desk.work.approve(question.question_id, Hand("Bob", question.version), "Mine")
    with pytest.raises(NotPossible, match="reopen"):
        desk.work.edit(question.question_id, Hand("Bob", approved.version), "Mine")
    reopened = desk.work.reopen(question.question_id, Hand("Bob", approved.version))
    assert (reopened.status, reopened.said) == ("drafted", approved.said)


def test_own_words_take_the_place_of_a_promise_to_follow_up(desk: WebinarDesk, session: Session) -> None:
    (question,) = ask(desk, session, "What is the e-mail of Marek Przeor?")
    approved = desk.work.approve(question.question_id, Hand("Ann", question.version), "Ask the organisers.")
    assert (approved.follow_up, approved.edited) == (False, True)


def test_changes_after_a_sequence_number_are_told(desk: WebinarDesk, session: Session) -> None:
    first, _ = ask(desk, session, "Who may apply for GEMSTONE?", "Which calls close in June 2024?")
    sequence = desk.sessions.get(session.session_id).sequence
    assert desk.questions.queue(session.session_id, sequence) == ()
    desk.work.claim(first.question_id, "Ann")
    assert [q.question_id for q in desk.questions.queue(session.session_id, sequence)] == [first.question_id]
