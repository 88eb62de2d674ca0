"""Asking the widget: streaming, citations, cards, closed calls, abstentions, follow-ups, feedback, copying."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.widget import AS_OF, FITTING, HOLD_BACK_DONE, UNKNOWN, below, embedded, launched

pytestmark = pytest.mark.browser


def test_the_notice_stands_before_the_first_message_and_starters_ask(page: Page) -> None:
    widget = embedded(page)
    expect(widget.box.get_by_text("You are talking to an AI assistant")).to_be_visible()
    widget.box.get_by_role("button", name="Which calls fit a water-tech SME?").click()
    expect(widget.turns.first).to_contain_text("CirInWater")


def test_a_citation_opens_the_viewer_with_the_highlight_in_view(page: Page) -> None:
    turn = embedded(page).ask(FITTING)
    link = turn.locator(".said a.cite").first
    expect(link).to_have_accessible_name(
        re.compile(r"Source 1: Green, digital and resilient .*slide 10 \(opens in a new")
    )
    with page.expect_popup() as opened:
        link.click()
    viewer = opened.value
    expect(viewer).to_have_url(re.compile(r"/sources/.*start=\d+&end=\d+&lang=en#quote"))
    expect(viewer.locator("mark")).to_contain_text("CirInWater")
    expect(viewer.locator("mark")).to_be_in_viewport()


def test_statements_come_in_before_the_answer_is_whole(page: Page) -> None:
    """The stream is read as it comes: a statement is shown while the last event is held back."""
    page.add_init_script(HOLD_BACK_DONE)
    widget = embedded(page)
    widget.send(FITTING)
    expect(widget.box.locator(".draft .said")).to_contain_text("CirInWater")
    expect(widget.box.locator(".draft a.cite").first).to_be_visible()
    expect(widget.box.get_by_role("button", name="Send")).to_have_attribute("aria-disabled", "true")
    page.evaluate("release()")
    expect(widget.turns.first.locator(".cards")).to_be_visible()


def test_a_card_says_status_days_deadline_applicants_support_and_why_it_fits(page: Page) -> None:
    card = embedded(page).ask(FITTING).locator(".cards > .card").first
    expect(card).to_contain_text("Open")
    expect(card).to_contain_text("140 days left")
    expect(card.locator("time")).to_have_text("2 October 2024")
    expect(card.locator("dl").nth(1)).to_contain_text("Who may applySME")
    expect(card.locator("dl").nth(1)).to_contain_text("What it supportsTraining, Consultancy")
    expect(card.locator(".checks")).to_contain_text("Sector: Water")
    assert card.locator(".checks a.cite").count() >= 2
    expect(card.get_by_role("link", name="Official page")).to_have_attribute("rel", "noopener")


def test_a_card_says_where_the_source_is_silent_and_of_which_kind_a_deadline_is(page: Page) -> None:
    card = embedded(page).ask(FITTING).locator(".cards > .card").nth(1)
    expect(card.locator("dd").first).to_have_text(re.compile(r"^8 April 2027 \(two-stage\)$"))
    card.get_by_text("Details").click()
    expect(card.locator(".more dl")).to_contain_text("Who may applyNot stated in the source")
    expect(card.locator(".more dl")).to_contain_text("Budget€5,500,000 per project")


def test_of_many_cards_the_first_are_shown_and_the_rest_folded_away(page: Page) -> None:
    turn = embedded(page).ask("Which calls are open now?")
    expect(turn.locator(".calls > .cards > .card")).to_have_count(5)
    expect(turn.locator(".rest .card").first).to_be_hidden()
    turn.get_by_text(re.compile(r"^More calls \(\d+\)$")).click()
    expect(turn.locator(".rest .card").first).to_be_visible()
    assert turn.locator(".card").count() > 10


def test_the_box_grows_with_a_long_question_and_stops_growing(page: Page) -> None:
    widget = embedded(page)
    low = widget.question.bounding_box()
    widget.question.fill("water " * 60)
    high = widget.question.bounding_box()
    widget.question.fill("water " * 330)
    assert low
    assert high
    assert high["height"] > 1.5 * low["height"]
    assert (widget.question.bounding_box() or high)["height"] < 4 * low["height"]


def test_the_calendar_file_of_a_call_holds_its_deadline(page: Page) -> None:
    card = embedded(page).ask(FITTING).locator(".cards > .card").first
    with page.expect_download() as saved:
        card.get_by_role("link", name="Add to calendar").click()
    assert saved.value.suggested_filename.endswith(".ics")
    assert "20241002" in saved.value.path().read_text("utf-8")


def test_closed_calls_are_folded_away_and_marked(page: Page) -> None:
    turn = embedded(page, "as_of=2025-12-01&lang=en").ask(FITTING)
    badge = turn.locator(".closed .badge.closed").first
    expect(badge).to_be_hidden()
    turn.get_by_text(re.compile("Closed calls that would match")).click()
    expect(badge).to_be_visible()
    assert turn.locator(".calls .badge.closed").count() == 0
    assert turn.locator(".closed .verdict").count() == 0  # a closed call fits no one any more


def test_an_abstention_looks_different_and_says_so(page: Page) -> None:
    turn = embedded(page).ask(UNKNOWN)
    expect(turn.locator(".abstained .status")).to_have_text("Not found in the sources")


def test_the_sources_are_listed_with_title_place_date_and_quote(page: Page) -> None:
    turn = embedded(page).ask(FITTING)
    turn.get_by_text(re.compile(r"^Sources \(\d+\)")).click()
    first = turn.locator(".sources > ul > li").first
    expect(first).to_contain_text("Green, digital and resilient through clusters · 15 May 2024")
    expect(first).to_contain_text("slide 10: ")
    expect(first.locator("q")).to_contain_text("CirInWater: external training")


def test_a_suggestion_is_a_follow_up_in_the_same_conversation(page: Page) -> None:
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request.post_data_json) if request.method == "POST" else None)
    widget = embedded(page)
    widget.ask(FITTING)
    widget.box.locator(".next .offer").first.click()
    expect(widget.box.locator(".made")).to_have_count(2)
    assert asked[0]["conversation_id"] is None
    assert asked[1]["conversation_id"]


def test_turns_outlive_a_reload_and_end_with_a_new_conversation(page: Page) -> None:
    widget = embedded(page)
    widget.ask(FITTING)
    page.reload()
    expect(widget.turns).to_have_count(1)
    expect(widget.turns.first.locator(".cards")).to_be_visible()
    widget.box.get_by_role("button", name="New conversation").click()
    expect(widget.turns).to_have_count(0)
    expect(widget.question).to_be_focused()
    expect(widget.status).to_be_empty()
    page.reload()
    expect(widget.box.locator(".greeting")).to_be_visible()
    expect(widget.turns).to_have_count(0)


@pytest.mark.parametrize("launcher", [False, True])
def test_after_a_reload_the_last_turn_is_in_view(page: Page, launcher: bool) -> None:
    page.set_viewport_size({"width": 480, "height": 640})
    widget = launched(page) if launcher else embedded(page)
    widget.ask(FITTING)
    widget.ask(UNKNOWN)
    page.reload()
    if launcher:
        below(page).box.get_by_role("button", name="Ask the assistant").click()
    expect(widget.turns).to_have_count(2)
    expect(widget.turns.last.locator(".question")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_printed_it_is_the_whole_conversation_with_its_sources_dark_on_white(page: Page, theme: str) -> None:
    widget = embedded(page, f"as_of={AS_OF}&lang=en&theme={theme}")
    widget.ask(FITTING)
    expect(widget.turns.last.locator("q").last).to_be_hidden()
    page.emulate_media(media="print", color_scheme="dark")
    expect(widget.question).to_be_hidden()
    official = widget.turns.last.locator(".card .action:not([download])").first
    assert (
        official.evaluate("(link) => getComputedStyle(link, '::after').content")
        == f'"{official.get_attribute("href")}"'
    )
    expect(widget.turns.last.locator("q").last).to_be_visible()
    expect(widget.box.locator(".root")).to_have_css("color", "rgb(31, 42, 68)")
    height = "(node) => [node.scrollHeight, node.clientHeight]"
    whole, shown = widget.box.locator(".scroll").evaluate(height)
    assert whole == shown > 900


@pytest.mark.parametrize(
    ("least", "most", "said"),
    [
        (None, 60_000, "up to €60,000 per project"),
        (20_000, None, "from €20,000 per project"),
        (20_000, 60_000, "€20,000 – €60,000 per project"),
        (5_000, 5_000, "€5,000 per project"),
    ],
)
def test_a_bound_of_a_budget_is_called_one(page: Page, least: int | None, most: int | None, said: str) -> None:
    budget = json.dumps({"total_eur": None, "min_eur": least, "max_eur": most, "grants": None})

    def with_budget(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=re.sub(r'"budget": ?\{[^}]*\}', f'"budget":{budget}', response.text()))

    page.route("**/api/chat/stream", with_budget)
    card = embedded(page).ask(FITTING).locator(".cards > .card").first
    expect(card.locator(".more dd").nth(2)).to_have_text(re.compile(f"^{re.escape(said)}$"))


def test_feedback_that_was_sent_again_shows_its_thumb(page: Page) -> None:
    turn = embedded(page).ask(FITTING)
    down = turn.get_by_role("button", name="No, not helpful")
    page.route("**/api/feedback", lambda route: route.abort())
    down.click()
    turn.get_by_role("button", name="Send feedback").click()
    expect(down).to_have_attribute("aria-pressed", "false")
    page.unroute("**/api/feedback")
    turn.get_by_role("button", name="Send feedback").click()
    expect(down).to_have_attribute("aria-pressed", "true")


def test_feedback_with_reason_and_comment_is_kept(page: Page) -> None:
    turn = embedded(page).ask(FITTING)
    turn.get_by_role("button", name="No, not helpful").click()
    turn.get_by_label("It is out of date").check()
    turn.get_by_label("Comment (optional)").fill("There is a newer call.")
    with page.expect_request("**/api/feedback") as sent:
        turn.get_by_role("button", name="Send feedback").click()
    given = sent.value.post_data_json
    assert (given["rating"], given["reason"], given["comment"]) == ("down", "outdated", "There is a newer call.")
    expect(turn.get_by_text("Thank you for your feedback.")).to_be_focused()
    expect(turn.get_by_role("button", name="No, not helpful")).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize(
    "found", ["no JSON", "null", '{"turns": [null, {}, {"question": 1}, {"question": "q", "answer": {}}]}']
)
def test_what_another_wrote_into_the_history_does_not_keep_the_widget_away(page: Page, found: str) -> None:
    widget = embedded(page)
    widget.ask(UNKNOWN)
    page.evaluate("(found) => Object.keys(sessionStorage).forEach((key) => sessionStorage.setItem(key, found))", found)
    page.reload()
    expect(widget.question).to_be_visible()
    expect(widget.turns).to_have_count(0)


def test_an_answer_is_copied_with_its_sources(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = embedded(page).ask(FITTING)
    turn.get_by_role("button", name="Copy").click()
    expect(turn.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1] Green, digital and resilient through clusters, slide 10" in copied
    assert "/sources/" in copied


def test_markup_in_a_question_is_shown_as_text(page: Page) -> None:
    widget = embedded(page)
    widget.ask("<img src=x onerror=alert(1)> water calls")
    expect(widget.turns.first.locator(".question")).to_contain_text("<img src=x onerror=alert(1)> water calls")
    assert widget.turns.locator("img").count() == 0


def test_what_is_typed_outlives_a_change_of_language(page: Page) -> None:
    widget = embedded(page)
    widget.question.fill("half a question")
    page.locator("euclusters-assistant").evaluate("(tag) => tag.setAttribute('lang', 'de')")
    expect(widget.box.get_by_role("button", name="Senden")).to_be_visible()
    expect(widget.question).to_have_value("half a question")


def test_events_tell_the_page_what_happens(page: Page) -> None:
    page.add_init_script("""
      window.heard = [];
      for (const name of ["open", "close", "answer", "feedback", "error"])
        document.addEventListener(`euclusters:${name}`, (event) => heard.push([name, event.detail.status ?? null]));
    """)
    widget = launched(page)
    widget.ask(UNKNOWN)
    widget.turns.first.get_by_role("button", name="Yes, helpful").click()
    expect(widget.turns.first.get_by_text("Thank you for your feedback.")).to_be_visible()
    page.keyboard.press("Escape")
    heard = json.loads(page.evaluate("JSON.stringify(heard)"))
    assert heard == [["open", None], ["answer", "no_evidence"], ["feedback", None], ["close", None]]


def test_attributes_set_heading_greeting_starters_and_links(page: Page) -> None:
    widget = embedded(page)
    page.evaluate("""() => {
      const widget = document.querySelector("euclusters-assistant");
      widget.setAttribute("heading", "Water desk");
      widget.setAttribute("greeting", "Welcome to the water desk.");
      widget.setAttribute("suggestions", '["Which calls close in 2027?"]');
      widget.setAttribute("privacy-url", "https://example.org/privacy");
      widget.setAttribute("contact-url", "javascript:alert(1)");
    }""")
    expect(widget.box.get_by_role("heading", name="Water desk")).to_be_visible()
    expect(widget.box.get_by_text("Welcome to the water desk.")).to_be_visible()
    expect(widget.box.locator(".offer")).to_have_text(["Which calls close in 2027?"])
    expect(widget.box.get_by_role("link", name="Privacy")).to_have_attribute("href", "https://example.org/privacy")
    expect(widget.box.get_by_text("Contact")).to_have_count(0)


def test_colours_and_shape_follow_the_custom_properties_of_the_page(page: Page) -> None:
    launched(page)
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("body { --euclusters-brand: rgb(10, 80, 40); --euclusters-radius: 0px; }");
      document.adoptedStyleSheets = [sheet];
    }""")
    expect(page.locator("#launcher .bar")).to_have_css("background-color", "rgb(10, 80, 40)")
    expect(page.locator("#launcher .panel")).to_have_css("border-radius", "0px")
