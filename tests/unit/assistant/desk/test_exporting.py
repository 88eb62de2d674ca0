"""The session given out as a table, a FAQ and a question set."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from markdown_it import MarkdownIt

from assistant.desk.desk import WebinarDesk
from assistant.desk.exporting.faq import faq
from assistant.desk.exporting.question_set import question_set
from assistant.desk.exporting.rows import exported
from assistant.desk.exporting.table import COLUMNS, table
from assistant.desk.records import Session
from assistant.desk.working import Hand
from assistant.settings import Settings
from eval.inside import Inside
from eval.running import run
from eval.sets import load
from tests.desks import DAY, ask

ATTACKS = (
    '=HYPERLINK("http://evil.example","x") who may apply?',
    "![x](http://evil.example/p.png) who may apply?",
    "<script>alert(1)</script> who may apply?",
    "# heading [link](javascript:alert(1)) who may apply?",
    "who may \u202eapply\u200b?" + "x" * 50_000,
)


def exported_session(desk: WebinarDesk, session: Session) -> str:
    for question in ask(desk, session, *ATTACKS, "Who may apply for CirInWater?", "deadline of the GEMSTONE call"):
        if question.kind == "question":
            fresh = desk.questions.get(question.question_id)
            if fresh.merged_into is None:
                words = None if "=" not in fresh.question else "=1+1 <b>bold</b> ![x](http://evil.example)"
                desk.work.approve(fresh.question_id, Hand("=Ann", fresh.version), words)
    return table(exported(desk.questions.queue(session.session_id)))


def test_no_cell_of_the_table_is_a_formula_or_invisible(desk: WebinarDesk, session: Session) -> None:
    text = exported_session(desk, session)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 7
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert not set("\u202e\u200b\ufeff") & set(text)
    assert max(len(row["question"]) for row in rows) <= 5000


def test_no_word_of_a_stranger_is_markup_in_the_faq(desk: WebinarDesk, session: Session) -> None:
    exported_session(desk, session)
    session = replace(session, title="# <i>Talk</i> ![t](http://evil.example)")
    html = MarkdownIt("commonmark", {"html": True, "linkify": False}).render(
        faq(session, exported(desk.questions.queue(session.session_id)))
    )
    assert not any(
        tag in html for tag in ("<script", "<img", "<b>", "<i>", 'href="http://evil', 'javascript:alert(1)"')
    )
    assert "<h2>" in html
    assert "CirInWater" in html


def test_a_faq_holds_answers_by_chapter_and_no_mere_promise(desk: WebinarDesk, session: Session) -> None:
    asked = ask(desk, session, "What is the e-mail of Marek Przeor?", "Anna, who may apply for CirInWater?")
    for question in asked:
        desk.work.approve(question.question_id, Hand("Ann", question.version), None)
    text = faq(session, exported(desk.questions.queue(session.session_id)))
    assert "## CirInWater\n\n### who may apply for CirInWater?" in text
    assert "Przeor" not in text


QUESTIONS = (
    "deadline of the GEMSTONE call",
    "Which calls are open?",
    "which calls fit a water-tech SME",
    "Question for Anna: what are the barriers to resilience?",
    "Welche Aufrufe schließen im Juni 2024?",
    "What is the e-mail of Marek Przeor?",
)


def test_a_run_over_the_exported_set_finds_every_approved_draft_again(
    desk: WebinarDesk, session: Session, settings: Settings, tmp_path: Path
) -> None:
    for question in ask(desk, session, *QUESTIONS):
        desk.work.approve(question.question_id, Hand("Ann", question.version), None)
    file = tmp_path / "set.yaml"
    file.write_text(question_set(session, exported(desk.questions.queue(session.session_id))), "utf-8")
    done = run(load(file), Inside(settings).source())
    assert [(result.question.question, result.complaints) for result in done.results if result.complaints] == []
    assert len(done.results) == len(QUESTIONS)


def test_approved_answers_are_a_question_set_that_loads(desk: WebinarDesk, session: Session, tmp_path: Path) -> None:
    first, second, third = ask(
        desk, session, "deadline of the GEMSTONE call", "What is the e-mail of Marek Przeor?", "Which calls are open?"
    )
    desk.work.approve(first.question_id, Hand("Ann", first.version), None)
    desk.work.approve(second.question_id, Hand("Ann", second.version), None)
    desk.work.settle(third.question_id, Hand("Ann", third.version), "dismissed")
    file = tmp_path / "set.yaml"
    file.write_text(question_set(session, exported(desk.questions.queue(session.session_id))), "utf-8")
    loaded = load(file)
    assert [(q.id, q.expect) for q in loaded.questions] == [("Q001", "answer"), ("Q002", "abstain")]
    assert loaded.as_of == DAY
    assert any("December" in pattern for pattern in loaded.questions[0].say)
