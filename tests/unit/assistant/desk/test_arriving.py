"""Imports into a session, once and again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assistant.desk.desk import WebinarDesk
from assistant.desk.errors import ImportRunning, UnknownSession
from assistant.desk.importing import When, read
from assistant.desk.records import Session
from assistant.desk.working import Hand
from tests.desks import DAY, Wall, ask


def test_an_import_updates_what_nobody_has_touched_and_overwrites_no_edit(desk: WebinarDesk, session: Session) -> None:
    touched, untouched = ask(desk, session, "Who may apply for GEMSTONE?", "Which calls close in June 2024?")
    desk.work.edit(touched.question_id, Hand("Ann", touched.version), "Ann's words")
    report = (
        "#,Question,Asker Name,Asker Email,Answer(s),Question Time\n"
        "1,Who may apply for GEMSTONE?,Max,max@example.com,Zoom's words,10:01:00\n"
        '2,"which calls close in June 2024",Max,max@example.com,SILEO does.,10:02:00\n'
        "3,What is cascade funding?,Max,max@example.com,live answered,10:03:00\n"
    )
    incoming = read(report, "report.csv", When(DAY)).questions
    arrived = desk.take(session.session_id, incoming)
    assert (arrived.created, arrived.updated, arrived.unchanged) == (1, 2, 0)
    first, second, third = desk.questions.queue(session.session_id)
    assert (first.answer, first.status) == ("Ann's words", "drafted")
    assert first.asked_at == datetime(2024, 5, 15, 8, 1, tzinfo=UTC)
    assert (second.question_id, second.answer, second.status) == (untouched.question_id, "SILEO does.", "approved")
    assert third.status == "live"
    again = desk.take(session.session_id, incoming)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)


def test_the_same_question_of_two_people_is_two_rows_on_every_import(desk: WebinarDesk, session: Session) -> None:
    report = "Question,Asker Name\nWho may apply for GEMSTONE?,A\nWho may apply for GEMSTONE?,B\n"
    incoming = read(report, "r.csv", When(DAY)).questions
    assert desk.take(session.session_id, incoming).created == 2
    assert desk.take(session.session_id, incoming).created == 0


def test_only_one_import_at_a_time_and_a_crashed_one_ends(desk: WebinarDesk, session: Session, wall: Wall) -> None:
    with desk.sessions.importing(session.session_id), pytest.raises(ImportRunning):
        desk.sessions._lease(session.session_id)
    desk.sessions._lease(session.session_id)
    wall.move(minutes=3)
    with desk.sessions.importing(session.session_id):
        pass
    with pytest.raises(UnknownSession), desk.sessions.importing("none"):
        pass
