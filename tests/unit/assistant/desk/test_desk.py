"""The desk from arrival to export, over the sample corpus and with a clock of its own."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from time import perf_counter

import pytest
from markdown_it import MarkdownIt

from assistant.bootstrap import build, build_desk
from assistant.desk.desk import WebinarDesk
from assistant.desk.errors import Claimed, ImportRunning, NotPossible, OutOfDate, UnknownQuestion, UnknownSession
from assistant.desk.exporting.faq import faq
from assistant.desk.exporting.question_set import question_set
from assistant.desk.exporting.rows import exported
from assistant.desk.exporting.table import COLUMNS, table
from assistant.desk.importing import When, read
from assistant.desk.records import DeskQuestion, Incoming, Session
from assistant.desk.sessions import NewSession
from assistant.desk.working import Hand
from assistant.settings import DeskSettings, ModelSettings, Settings
from eval.sets import load
from tests.openai_server import OpenAiServer, Reply, serving

DAY = date(2024, 5, 15)
ATTACKS = (
    '=HYPERLINK("http://evil.example","x") who may apply?',
    "![x](http://evil.example/p.png) who may apply?",
    "<script>alert(1)</script> who may apply?",
    "# heading [link](javascript:alert(1)) who may apply?",
    "who may \u202eapply\u200b?" + "x" * 50_000,
)


class Wall:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 15, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


server = pytest.fixture(serving)


@pytest.fixture
def silent(server: OpenAiServer) -> OpenAiServer:
    """A model's server that never says a word."""
    server.script = Reply.be_silent
    return server


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.sqlite'}"


@pytest.fixture
def desk(settings: Settings, database: str, wall: Wall) -> WebinarDesk:
    return opened(settings, database, wall)


def opened(settings: Settings, database: str, wall: Wall, **desk: object) -> WebinarDesk:
    given = Settings(store=settings.store, conversations={"url": database}, desk=DeskSettings(**desk))  # type: ignore[arg-type]
    return build_desk(given, build(given, wall))


@pytest.fixture
def session(desk: WebinarDesk) -> Session:
    return desk.sessions.create(NewSession("Water talk", DAY, speakers=("Anna Kowalska",)))


def ask(desk: WebinarDesk, session: Session, *texts: str) -> list[DeskQuestion]:
    desk.take(session.session_id, map(Incoming, texts))
    desk.draft_waiting(session.session_id)
    return list(desk.questions.queue(session.session_id))


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


def test_names_of_attendees_are_dropped_unless_kept_and_then_purged(
    settings: Settings, database: str, wall: Wall
) -> None:
    incoming = [Incoming("Who may apply for GEMSTONE?", asker="Jane Doe", email="jane@example.com")]
    dropping = opened(settings, database, wall)
    session = dropping.sessions.create(NewSession("Talk", DAY))
    dropping.take(session.session_id, incoming)
    keeping = opened(settings, database, wall, keep_attendees=True, attendee_days=7)
    other = keeping.sessions.create(NewSession("Talk", DAY))
    keeping.take(other.session_id, incoming)
    assert dropping.questions.queue(session.session_id)[0].asker is None
    assert keeping.questions.queue(other.session_id)[0].email == "jane@example.com"
    wall.move(days=8)
    assert keeping.purge() == 1
    assert keeping.questions.queue(other.session_id)[0].asker is None
    wall.move(days=400)
    assert keeping.purge() == 2
    assert keeping.sessions.all() == ()


def test_a_deleted_session_leaves_no_byte(settings: Settings, tmp_path: Path, wall: Wall) -> None:
    desk = opened(settings, f"sqlite:///{tmp_path / 'erased.sqlite'}", wall)
    session = desk.sessions.create(NewSession("Talk", DAY))
    desk.take(session.session_id, [Incoming("Who may grow quokkaberries?")])
    desk.sessions.delete(session.session_id)
    desk.questions.engine.dispose()
    assert all(b"quokkaberries" not in file.read_bytes() for file in tmp_path.glob("erased.sqlite*"))
    with pytest.raises(UnknownSession):
        desk.sessions.get(session.session_id)
    with pytest.raises(UnknownQuestion):
        desk.questions.get("q0")


def test_changes_after_a_sequence_number_are_told(desk: WebinarDesk, session: Session) -> None:
    first, _ = ask(desk, session, "Who may apply for GEMSTONE?", "Which calls close in June 2024?")
    sequence = desk.sessions.get(session.session_id).sequence
    assert desk.questions.queue(session.session_id, sequence) == ()
    desk.work.claim(first.question_id, "Ann")
    assert [q.question_id for q in desk.questions.queue(session.session_id, sequence)] == [first.question_id]


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
