"""What the widget does when things go wrong: slow, busy, broken, lost, stopped."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.widget import FITTING, embedded, never

pytestmark = pytest.mark.browser
STREAM = "**/api/chat/stream"
WHOLE = "**/api/chat"


def problem(route: Route, status: int, detail: str = "", **headers: str) -> None:
    body = json.dumps({"type": "about:blank", "status": status, "title": "…", "detail": detail})
    route.fulfill(status=status, content_type="application/problem+json", headers=headers, body=body)


def test_too_many_requests_says_how_long_to_wait_and_holds_the_retry_back(page: Page) -> None:
    page.clock.install()
    widget = embedded(page)
    page.route(STREAM, lambda route: problem(route, 429, **{"Retry-After": "7"}))
    widget.send(FITTING)
    expect(widget.turns.last.locator(".error-note")).to_contain_text("wait 7 seconds")
    retry = widget.turns.last.get_by_role("button", name="Try again")
    expect(retry).to_have_attribute("aria-disabled", "true")
    page.unroute(STREAM)
    page.clock.fast_forward(8000)
    retry.click()
    expect(widget.turns.last.locator(".cards")).to_be_visible()
    expect(widget.turns).to_have_count(1)


def test_a_failing_server_is_told_as_a_technical_problem(page: Page) -> None:
    widget = embedded(page)
    page.route(STREAM, lambda route: problem(route, 500, "Traceback: secret"))
    widget.send(FITTING)
    expect(widget.alert).to_contain_text("technical problem")
    expect(widget.turns.last).not_to_contain_text("Traceback")


def test_what_went_wrong_is_in_view_below_a_long_answer(page: Page) -> None:
    page.set_viewport_size({"width": 480, "height": 640})
    widget = embedded(page)
    widget.ask(FITTING)
    page.route(STREAM, lambda route: problem(route, 500, "Broken."))
    widget.send("And in Poland?")
    expect(widget.turns.last.get_by_role("button", name="Try again")).to_be_in_viewport(ratio=1)
    page.unroute(STREAM)
    page.route(STREAM, never)
    widget.turns.last.get_by_role("button", name="Try again").click()
    widget.box.get_by_role("button", name="Stop").click()
    expect(widget.turns.last.get_by_role("button", name="Try again")).to_be_in_viewport(ratio=1)


def test_an_error_within_the_stream_is_told_like_any_other(page: Page) -> None:
    widget = embedded(page)
    body = 'event: error\ndata: {"status": 503, "title": "…", "detail": "…", "retry_after": 3}\nid: 0\n\n'
    page.route(STREAM, lambda route: route.fulfill(status=200, content_type="text/event-stream", body=body))
    widget.send(FITTING)
    expect(widget.alert).to_contain_text("wait 3 seconds")


def test_a_question_that_is_refused_says_why(page: Page) -> None:
    widget = embedded(page)
    page.route(STREAM, lambda route: problem(route, 422, "question: too long."))
    widget.send(FITTING)
    expect(widget.turns.last.locator(".error-note")).to_contain_text("question: too long.")


@pytest.mark.parametrize("status", [404, 405, 501])
def test_where_streams_do_not_come_through_the_whole_answer_is_asked_for(page: Page, status: int) -> None:
    widget = embedded(page)
    page.route(STREAM, lambda route: route.fulfill(status=status, content_type="text/html", body="<h1>proxy</h1>"))
    expect(widget.ask(FITTING).locator(".cards")).to_be_visible()


def test_a_stream_that_breaks_off_is_completed(page: Page) -> None:
    widget = embedded(page)
    page.route(STREAM, break_off)
    turn = widget.ask(FITTING)
    expect(turn.locator(".cards")).to_be_visible()
    expect(turn.locator(".said")).not_to_contain_text("half a statement")


def break_off(route: Route) -> None:
    events = [
        ("meta", {"answer_id": "gone", "conversation_id": "gone", "as_of": "2024-05-15"}),
        ("citations", []),
        ("statement", {"text": "This is half a statement", "citations": []}),
    ]
    body = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    route.fulfill(status=200, content_type="text/event-stream", body=body)


def test_a_connection_that_is_cut_within_a_statement_is_completed_and_said_meanwhile(page: Page) -> None:
    page.add_init_script(CUT_OFF)
    widget = embedded(page)
    widget.send(FITTING)
    expect(widget.status).to_have_text("The connection was lost. Trying to get the rest of the answer.")
    expect(widget.turns.last.locator(".waiting")).to_contain_text("The connection was lost")
    page.evaluate("release()")
    expect(widget.turns.last.locator(".cards")).to_be_visible()


# The stream fails in the middle of an event; what is asked for after that waits for release().
CUT_OFF = """
const held = new Promise((resolve) => { window.release = resolve; });
const original = window.fetch;
window.fetch = async (...given) => {
  if (String(given[0]).endsWith("/api/chat")) await held;
  if (!String(given[0]).endsWith("/stream")) return original(...given);
  const body = new ReadableStream({ start(controller) {
    controller.enqueue(new TextEncoder().encode('event: statement\\ndata: {"text": "Half a'));
    setTimeout(() => controller.error(new TypeError("network error")), 50);
  } });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
};
"""


def test_an_answer_that_the_server_finished_is_fetched_and_not_made_again(page: Page) -> None:
    """The last event is lost on the way: the conversation holds the answer."""
    widget = embedded(page)
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    page.route(STREAM, lose_the_end)
    expect(widget.ask(FITTING).locator(".cards")).to_be_visible()
    assert [url.rsplit("/api/", 1)[1] for url in posted] == ["chat/stream"]


def lose_the_end(route: Route) -> None:
    response = route.fetch()
    route.fulfill(response=response, body=response.text().split("event: done")[0])


def test_a_lost_connection_is_said_and_can_be_tried_again(page: Page) -> None:
    widget = embedded(page)
    page.route(STREAM, lambda route: route.abort())
    page.route(WHOLE, lambda route: route.abort())
    widget.send(FITTING)
    expect(widget.alert).to_contain_text("The connection was lost")
    page.unroute_all()
    widget.turns.last.get_by_role("button", name="Try again").click()
    expect(widget.turns.last.locator(".cards")).to_be_visible()
    expect(widget.turns).to_have_count(1)


def test_a_silent_stream_counts_as_lost(page: Page) -> None:
    page.clock.install()
    page.add_init_script("""
      const original = window.fetch;
      window.fetch = (...given) => String(given[0]).endsWith("/stream")
        ? Promise.resolve(new Response(new ReadableStream(), { headers: { "content-type": "text/event-stream" } }))
        : original(...given);
    """)
    widget = embedded(page)
    widget.send(FITTING)
    expect(widget.box.locator(".waiting")).to_be_visible()
    page.clock.fast_forward(46_000)
    expect(widget.turns.last.locator(".cards")).to_be_visible()


def test_an_answer_can_be_stopped_and_asked_for_again(page: Page) -> None:
    widget = embedded(page)
    page.route(STREAM, never)
    widget.send(FITTING)
    widget.box.get_by_role("button", name="Stop").click()
    expect(widget.turns.last.locator(".stopped-note")).to_contain_text("Stopped")
    expect(widget.status).to_contain_text("Stopped")
    page.unroute(STREAM)
    widget.turns.last.get_by_role("button", name="Try again").click()
    expect(widget.turns.last.locator(".cards")).to_be_visible()


def test_a_forgotten_conversation_is_begun_anew_and_said(page: Page) -> None:
    widget = embedded(page)
    widget.ask(FITTING)
    asked: list[Any] = []

    def forget(route: Route) -> None:
        asked.append(route.request.post_data_json["conversation_id"])
        if asked[-1]:
            problem(route, 404, "There is no such conversation.")
        else:
            route.continue_()

    page.route(STREAM, forget)
    turn = widget.ask("Who may apply for GEMSTONE?")
    expect(turn).to_contain_text("This answer starts a new one")
    assert asked[0]
    assert asked[1] is None


def test_feedback_that_fails_is_said(page: Page) -> None:
    turn = embedded(page).ask(FITTING)
    page.route("**/api/feedback", lambda route: problem(route, 500))
    turn.get_by_role("button", name="Yes, helpful").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("could not be sent"))
    expect(turn.locator(".problem")).to_have_text("The feedback could not be sent. Please try again.")
    expect(turn.get_by_role("button", name="Yes, helpful")).to_have_attribute("aria-pressed", "false")
    page.unroute("**/api/feedback")
    turn.get_by_role("button", name="Yes, helpful").click()
    expect(turn.get_by_text("Thank you for your feedback.")).to_be_visible()
    expect(turn.locator(".problem")).to_be_hidden()


def test_copying_that_is_not_allowed_is_said(page: Page) -> None:
    turn = embedded(page).ask(FITTING)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    turn.get_by_role("button", name="Copy").click()
    expect(turn.locator(".problem")).to_have_text(re.compile("^Copying is not allowed here"))


def test_without_the_words_the_tag_shows_what_stands_in_it(page: Page) -> None:
    page.route("**/widget/words/*", lambda route: route.abort())
    page.goto("/")
    expect(page.locator("#inline").get_by_text("The assistant needs JavaScript.")).to_be_visible()
    expect(page.locator("#calls").get_by_text("The list needs JavaScript.")).to_be_visible()


def test_it_comes_when_the_connection_does(page: Page) -> None:
    page.route("**/widget/words/*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto("/embed?lang=en")
    page.unroute("**/widget/words/*")
    page.context.set_offline(True)
    page.context.set_offline(False)
    expect(page.get_by_role("button", name="Send")).to_be_visible()
