"""The webinar desk as two people use it at once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import count
from statistics import median, quantiles
from time import perf_counter

import pytest
from playwright.sync_api import Browser, expect

from assistant.settings import Settings
from tests.browser.axe import violations
from tests.browser.staff_desk import START, TOKEN, Served, Window, served

pytestmark = pytest.mark.browser
titles = count(1)
Two = tuple[Window, Window]


@pytest.fixture(scope="module")
def desk(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(settings.store, f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite'}") as found:
        yield found


@pytest.fixture
def windows(browser: Browser, desk: Served) -> Iterator[Two]:
    """Two people in a new session."""
    desk.wall.now = START
    ann, bob = Window(browser, desk, "Ann"), Window(browser, desk, "Bob")
    for window in (ann, bob):
        window.page.clock.set_system_time(desk.wall.now)
    ann.sign_in()
    ann.create(f"Talk {next(titles)}", speakers="Anna Kowalska")
    bob.sign_in(ann.session)
    yield ann, bob
    assert ann.problems + bob.problems == []
    ann.context.close()
    bob.context.close()


def test_a_question_goes_from_paste_to_clipboard(windows: Two) -> None:
    ann, bob = windows
    ann.ask("which calls fit a water-tech SME", "no sound", "hello everyone")
    ann.choose("water-tech")
    expect(ann.answer).to_have_value(re.compile("CirInWater"))
    expect(ann.page.locator("#sources")).to_contain_text("Green, digital and resilient")
    expect(ann.page.locator("#calls")).to_contain_text("open")
    ann.deed("Approve and copy")
    expect(ann.page.get_by_role("status")).to_contain_text("clipboard")
    assert "CirInWater" in ann.clipboard()
    assert "[1]" not in ann.clipboard()
    bob.page.get_by_role("button", name="Answered (1)").click()
    bob.choose("water-tech")
    expect(bob.page.locator("#facts")).to_contain_text("approved by Ann")
    bob.page.get_by_role("button", name="Set apart (2)").click()
    expect(bob.page.locator("#queue")).to_contain_text("technical")


def test_who_asks_again_after_the_answer_gets_the_same_one_with_one_key(windows: Two) -> None:
    ann, bob = windows
    ann.ask("Will the slides be shared?")
    ann.choose("slides")
    ann.answer.fill("Yes, tomorrow by mail.")
    ann.deed("Approve and copy")
    bob.ask("Can we get the slides?", "Are the slides going to be available?")
    expect(bob.page.locator("#queue")).to_contain_text("answered already")
    expect(bob.page.locator("#queue")).to_contain_text("asked 2×")
    bob.choose("Can we get")
    expect(bob.page.locator("#earlier")).to_contain_text("question 1, approved by Ann")
    bob.page.keyboard.press("s")
    expect(bob.page.get_by_role("status")).to_contain_text("on the clipboard")
    assert bob.clipboard() == "Yes, tomorrow by mail."
    ann.page.get_by_role("button", name="Answered (1)").click()
    expect(ann.page.locator("#queue")).to_contain_text("asked 3×")
    expect(ann.page.get_by_role("button", name="Open (0)")).to_be_visible()


def test_the_parts_of_a_long_answer_are_copied_one_after_the_other(windows: Two) -> None:
    ann, _ = windows
    ann.ask("Will the slides be shared?")
    ann.choose("slides")
    ann.answer.fill("They are shared with everyone who registered. " * 14)
    ann.deed("Approve and copy")
    expect(ann.page.get_by_role("status")).to_contain_text("Part 1 of 2")
    assert ann.clipboard().startswith("(1/2) ")
    ann.deed("Copy")
    expect(ann.page.get_by_role("status")).to_contain_text("Part 2 of 2")
    assert ann.clipboard().startswith("(2/2) ")


def test_two_questions_are_merged_by_hand(windows: Two) -> None:
    ann, bob = windows
    ann.ask("Will the slides be shared?", "Where can we find what was shown on the screen?")
    ann.choose("screen")
    ann.page.get_by_text("Sort this question differently").click()
    ann.page.get_by_label("It repeats").select_option(index=0)
    ann.page.get_by_role("button", name="Merge").click()
    expect(bob.page.locator("#queue li")).to_have_count(1)
    expect(bob.page.locator("#queue")).to_contain_text("asked 2×")


def test_a_wrong_token_is_said(browser: Browser, desk: Served) -> None:
    ann = Window(browser, desk, "Ann")
    ann.page.goto("/staff")
    ann.page.get_by_label("Your name").fill("Ann")
    ann.page.get_by_label("Staff token").fill("wrong")
    ann.page.get_by_role("button", name="Sign in").click()
    expect(ann.page.get_by_role("alert")).to_contain_text("staff token")
    expect(ann.page.locator("#desk")).to_be_hidden()
    ann.context.close()


def test_what_a_colleague_writes_is_claimed_and_shown(windows: Two) -> None:
    ann, bob = windows
    ann.ask("Who may apply for GEMSTONE?")
    ann.choose("GEMSTONE")
    bob.choose("GEMSTONE")
    ann.answer.fill("Ann's words, which are longer than the draft. " * 12)
    expect(ann.page.locator("#counter")).to_have_class(re.compile("over"))
    expect(bob.page.locator("#claim")).to_have_text("Ann is working on this question.")
    expect(bob.answer).to_have_value(re.compile("Ann's words"))
    expect(bob.answer).not_to_be_editable()
    expect(bob.page.locator("#parts")).to_contain_text("(1/2)")
    ann.page.keyboard.press("Escape")
    expect(bob.answer).to_be_editable()


def test_of_two_texts_for_one_version_both_are_shown(windows: Two, desk: Served) -> None:
    ann, bob = windows
    ann.ask("Who may apply for GEMSTONE?")
    ann.choose("GEMSTONE")
    bob.choose("GEMSTONE")
    bob.page.route("**/answer", lambda route: route.abort())
    bob.answer.fill("Bob's words")
    expect(bob.page.locator("#saved")).to_contain_text("connection is lost")
    desk.wall.move(seconds=200)  # Bob's claim ends
    ann.page.clock.set_system_time(desk.wall.now)
    ann.page.reload()
    ann.choose("GEMSTONE")
    ann.answer.fill("Ann's words")
    ann.page.keyboard.press("Escape")
    expect(ann.page.locator("#saved")).to_have_text("")
    bob.page.unroute("**/answer")
    expect(bob.page.locator("#conflict")).to_contain_text("Ann's words", timeout=10_000)
    expect(bob.answer).to_have_value("Bob's words")
    bob.page.get_by_role("button", name="Save mine over it").click()
    expect(bob.page.locator("#conflict")).to_be_hidden()
    expect(ann.answer).to_have_value("Bob's words")


def test_a_lost_connection_in_the_middle_of_an_edit_loses_nothing(windows: Two) -> None:
    ann, bob = windows
    ann.ask("Who may apply for GEMSTONE?")
    ann.choose("GEMSTONE")
    ann.answer.fill("Half a sen")
    expect(ann.page.locator("#saved")).to_have_text("")
    ann.context.set_offline(True)
    ann.answer.fill("Half a sentence, and the rest.")
    expect(ann.page.locator("#saved")).to_contain_text("kept in this browser")
    ann.deed("Approve and copy")
    expect(ann.page.locator("#alert")).to_contain_text("kept in this browser")
    ann.context.set_offline(False)
    expect(ann.page.locator("#saved")).to_have_text("", timeout=10_000)
    bob.choose("GEMSTONE")
    expect(bob.answer).to_have_value("Half a sentence, and the rest.")


def test_a_text_survives_a_closed_window(windows: Two) -> None:
    ann, _ = windows
    ann.ask("Who may apply for GEMSTONE?")
    ann.choose("GEMSTONE")
    ann.page.route("**/answer", lambda route: route.abort())
    ann.answer.fill("Not yet saved")
    expect(ann.page.locator("#saved")).to_contain_text("kept in this browser")
    ann.page.on("dialog", lambda dialog: dialog.accept())
    ann.page.unroute("**/answer")
    ann.page.reload()
    ann.choose("GEMSTONE")
    expect(ann.answer).to_have_value("Not yet saved")


def test_the_whole_work_by_keyboard(windows: Two) -> None:
    ann, _ = windows
    ann.ask("Who may apply for GEMSTONE?", "Which calls close in June 2024?", "barriers to resilience")
    expect(ann.page.locator("#queue")).to_contain_text("draft ready")
    ann.page.locator("#asked").evaluate("document.activeElement.blur()")
    keyboard = ann.page.keyboard
    keyboard.press("j")
    expect(ann.page.locator("#asked")).to_contain_text("GEMSTONE")
    keyboard.press("e")
    expect(ann.answer).to_be_focused()
    keyboard.type("Short: ")
    keyboard.press("Control+Enter")
    expect(ann.page.locator("#asked")).to_contain_text("June")
    expect(ann.page.get_by_role("button", name="Answered (1)")).to_be_visible()
    keyboard.press("l")
    expect(ann.page.locator("#asked")).to_contain_text("barriers")
    keyboard.press("f")
    expect(ann.page.get_by_role("button", name="Answered (3)")).to_be_visible()
    ann.page.get_by_text("Keyboard shortcuts").click()
    ann.page.get_by_label("Use single-key shortcuts").uncheck()
    ann.page.get_by_role("button", name="Answered (3)").focus()
    keyboard.press("j")
    expect(ann.page.locator("#queue button[aria-current=true]")).to_have_count(0)


ATTACKS = (
    "<script>window.attacked = 1</script> may I?",
    "<img src=x onerror='window.attacked = 1'> may I?",
    "![x](http://127.0.0.1:9/p.png) [y](javascript:window.attacked=1) may I?",
    '=HYPERLINK("http://127.0.0.1:9","x") may I?',
    "who may \u202eylppa\u200b?",
)


def test_a_stored_attack_does_nothing_in_page_and_clipboard(windows: Two) -> None:
    ann, bob = windows
    requested: list[str] = []
    bob.page.on("request", lambda request: requested.append(request.url))
    ann.ask(*ATTACKS)
    expect(bob.page.locator("#queue li")).to_have_count(len(ATTACKS))
    for attack in ATTACKS:
        bob.choose(attack.translate({0x202E: None, 0x200B: None}))
        bob.answer.fill(f"{attack} <b>x</b>")
        bob.deed("Approve and copy")
        expect(bob.page.get_by_role("button", name=f"Answered ({ATTACKS.index(attack) + 1})")).to_be_visible()
        assert not {"\u202e", "\u200b"} & set(bob.clipboard())
    assert bob.page.evaluate("window.attacked") is None
    assert bob.page.locator("#desk img, #desk script, #desk b").count() == 0
    assert not [url for url in requested if ":9" in url]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, desk: Served, theme: str) -> None:
    desk.wall.now = START
    ann = Window(browser, desk, "Ann", color_scheme=theme)
    ann.page.goto("/staff")
    assert violations(ann.page) == []
    ann.sign_in()
    ann.create(f"Axe, {theme}")
    ann.ask("which calls fit a water-tech SME", "What is the e-mail of Marek Przeor?", "no sound", "Quels appels ?")
    expect(ann.page.locator("#queue li")).to_have_count(3)
    expect(ann.page.locator("#queue")).not_to_contain_text("drafting")
    assert violations(ann.page) == []
    desk.wall.move(minutes=2)
    ann.choose("water-tech")
    ann.answer.fill("Changed. " * 80)
    expect(ann.page.locator("#saved")).to_have_text("")
    ann.page.get_by_text("Keyboard shortcuts").click()
    assert violations(ann.page) == []
    for opener in ("New session", "Add questions"):
        ann.page.get_by_role("button", name=opener).click()
        assert violations(ann.page) == []
        ann.page.keyboard.press("Escape")
    ann.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_at_any_width(windows: Two, width: int) -> None:
    ann, _ = windows
    ann.page.set_viewport_size({"width": width, "height": 800})
    ann.create(f"At {width}: {'a talk with a very long title ' * 5}".strip())
    ann.ask("which calls fit a water-tech SME", "x" * 300)
    ann.choose("water-tech")
    expect(ann.page.locator("#parts")).to_contain_text("CirInWater")
    assert ann.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_file_without_a_question_column_is_asked_about(windows: Two) -> None:
    ann, _ = windows
    ann.page.get_by_role("button", name="Add questions").click()
    content = b"Company,Ask us\nAcme,Who may apply for GEMSTONE?\n"
    ann.page.get_by_label("or a file").set_input_files({"name": "q.csv", "mimeType": "text/csv", "buffer": content})
    ann.page.get_by_role("button", name="Add", exact=True).click()
    expect(ann.page.locator("#add-problem")).to_contain_text("Company, Ask us")
    ann.page.get_by_label("Which column").select_option("Ask us")
    ann.page.get_by_role("button", name="Add", exact=True).click()
    expect(ann.page.locator("#queue li")).to_have_count(1)


NAMES = """
GEMSTONE CirInWater POLREC IKAT SILEO INGENIOUS RESIST AIBC ELBE E-BOOST RE-CENTRE tourism textile health AI
"""
WORDINGS = ("What is the deadline of {}?", "Who may apply for {}?", "Tell me about {}", "Which fairs are about {}?")
FLOOD = [wording.format(name) for wording in WORDINGS for name in NAMES.split()]


def test_sixty_questions_in_half_an_hour_are_all_answered_once(windows: Two, desk: Served) -> None:
    ann, bob = windows
    ready: list[float] = []
    for step in range(0, len(FLOOD), 2):
        desk.wall.move(seconds=60)
        for window in windows:
            window.page.clock.set_system_time(desk.wall.now)
        for window, other, question in ((ann, bob, FLOOD[step]), (bob, ann, FLOOD[step + 1])):
            began = perf_counter()
            window.ask(question)
            other.page.wait_for_function(DRAFTED, arg=question)
            ready.append(perf_counter() - began)
        _answered_by_whoever_is_first(ann, bob)
    rows = list(csv.DictReader(io.StringIO(_exported(ann))))
    assert sorted(row["question"] for row in rows) == sorted(FLOOD)
    assert len(FLOOD) == 60
    assert {row["status"] for row in rows} == {"approved"}
    assert all(row["answer"] for row in rows)
    assert {row["answered_by"] for row in rows} <= {"Ann", "Bob"}
    assert median(ready) < 2
    questions = desk.app.state.desk.questions.queue(ann.session)
    assert {question.version for question in questions} == {2}  # arrived and approved, each once
    assert quantiles([question.draft.milliseconds for question in questions], n=20)[-1] < 1000


DRAFTED = """(question) => [...document.querySelectorAll("#queue button")].some((row) =>
  row.querySelector(".words").textContent === question && row.textContent.includes("draft ready"))"""


def _answered_by_whoever_is_first(ann: Window, bob: Window) -> None:
    """Both approve the oldest question at the same moment, until none is left."""
    while ann.page.locator("#queue li").count():
        for window in (ann, bob):
            window.page.locator("#queue button").first.click()
        before = ann.page.locator("#queue li").count()
        for window in (ann, bob):
            window.page.evaluate("document.querySelector('[data-deed=approve]')?.click()")
        for window in (ann, bob):
            expect(window.page.locator("#queue li")).to_have_count(before - 1)


def _exported(window: Window) -> str:
    path = f"/api/staff/sessions/{window.session}/export.csv"
    return str(window.context.request.get(path, headers={"Authorization": f"Bearer {TOKEN}"}).text())
