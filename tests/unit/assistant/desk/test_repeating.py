"""Questions asked again: merged while open, pointed at the answer afterwards."""

from __future__ import annotations

from datetime import date

from assistant.desk.desk import WebinarDesk
from assistant.desk.exporting.rows import exported
from assistant.desk.records import Incoming, Session
from assistant.desk.sessions import NewSession
from assistant.desk.working import Hand
from tests.desks import ask


def test_repetitions_are_merged_and_counted_and_different_questions_are_not(
    desk: WebinarDesk, session: Session
) -> None:
    found = ask(
        desk,
        session,
        "Who may apply for CirInWater?",
        "Who can apply to CirInWater",
        "Who may apply for GEMSTONE?",
        "Deadline of GEMSTONE?",
        "When does GEMSTONE close?",
        "Which calls close in June 2024?",
        "Which calls close in July 2024?",
    )
    merged = {question.number: question.merged_into for question in found}
    ids = {question.number: question.question_id for question in found}
    assert merged == {1: None, 2: ids[1], 3: None, 4: None, 5: ids[4], 6: None, 7: None}
    assert [item.times_asked for item in exported(found)] == [2, 2, 1, 2, 2, 1, 1]


def test_a_merged_question_has_the_answer_of_its_head_until_it_is_split(desk: WebinarDesk, session: Session) -> None:
    head, other = ask(desk, session, "Who may apply for CirInWater?", "Who can apply to CirInWater")
    desk.work.approve(head.question_id, Hand("Ann", head.version), "SMEs.")
    items = exported(desk.questions.queue(session.session_id))
    assert [(item.status, item.answer) for item in items] == [("approved", "SMEs.")] * 2
    desk.work.split(other.question_id, Hand("Ann", other.version))
    desk.draft_waiting(session.session_id)
    assert desk.questions.get(other.question_id).status == "drafted"


def test_what_is_no_question_is_set_apart_and_can_be_put_back(desk: WebinarDesk, session: Session) -> None:
    sound, hello = ask(desk, session, "No sound!", "hello everyone")
    assert (sound.kind, hello.kind) == ("technical", "greeting")
    assert sound.draft is None
    assert [item.status for item in exported([sound, hello])] == ["technical", "greeting"]
    desk.work.sort_as(sound.question_id, Hand("Ann", sound.version), "question")
    desk.draft_waiting(session.session_id)
    assert desk.questions.get(sound.question_id).status == "drafted"


def test_language_and_named_speaker_are_shown(desk: WebinarDesk, session: Session) -> None:
    (question,) = ask(desk, session, "Question for Anna: which calls are open?")
    assert (question.language, question.speaker) == ("en", "Anna Kowalska")


def test_an_answer_approved_in_an_earlier_session_is_offered_again(desk: WebinarDesk, session: Session) -> None:
    (first,) = ask(desk, session, "Who may apply for CirInWater?")
    desk.work.approve(first.question_id, Hand("Ann", first.version), "Single SMEs.")
    later = desk.sessions.create(NewSession("Next talk", date(2024, 6, 1)))
    (again,) = ask(desk, later, "Who can apply to CirInWater")
    assert again.earlier == first.question_id
    assert again.status == "drafted"


def test_who_asks_again_after_the_answer_waits_for_it_too(desk: WebinarDesk, session: Session) -> None:
    (first,) = ask(desk, session, "Will the slides be shared?")
    approved = desk.work.approve(first.question_id, Hand("Ann", first.version), "Yes, tomorrow.")
    *_, again = ask(desk, session, "will you share the slides after the webinar?")
    assert (again.merged_into, again.earlier, again.status) == (None, first.question_id, "drafted")
    told = desk.work.merge(again.question_id, Hand("Bob", again.version), first.question_id)
    assert told.status == "approved"
    rows = exported(desk.questions.queue(session.session_id))
    assert [(row.answer, row.answered_by) for row in rows] == [("Yes, tomorrow.", "Ann"), ("Yes, tomorrow.", "Bob")]
    assert rows[0].times_asked == 2
    assert desk.work.split(told.question_id, Hand("Bob", told.version)).status == "drafted"
    assert approved.version == desk.questions.get(first.question_id).version


def test_a_draft_that_was_given_already_is_pointed_at_too(desk: WebinarDesk, session: Session) -> None:
    (first,) = ask(desk, session, "Deadline of GEMSTONE?")
    desk.work.settle(first.question_id, Hand("Ann", first.version), "live")
    *_, again = ask(desk, session, "By when must one apply for GEMSTONE?")
    assert again.draft is not None
    assert (again.merged_into, again.earlier) == (None, first.question_id)


def test_what_zoom_has_answered_keeps_its_answer_beside_an_open_repetition(desk: WebinarDesk, session: Session) -> None:
    asked = [Incoming("Will the slides be shared?"), Incoming("Can we get the slides?", answer="Yes, by mail.")]
    desk.take(session.session_id, asked)
    rows = exported(desk.questions.queue(session.session_id))
    assert [(row.status, row.answer) for row in rows] == [("waiting", ""), ("approved", "Yes, by mail.")]
