"""The demo page and the source viewer as a person uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def ask(page: Page, question: str, as_of: str = "2024-05-15") -> None:
    page.goto("/")
    page.get_by_label("Answer as of").fill(as_of)
    page.get_by_label("Your question").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)


def test_a_question_gives_cards_and_a_citation_opens_its_source_highlighted(page: Page) -> None:
    ask(page, "which calls fit a water-tech SME")
    card = page.locator(".cards > .card").first
    expect(card).to_contain_text("CirInWater")
    expect(card).to_contain_text("Open")
    expect(card).to_contain_text("2 October 2024")
    card.locator("a.cite").first.click()
    expect(page).to_have_url(re.compile(r"/sources/"))
    expect(page.locator("mark")).to_contain_text(re.compile("water", re.IGNORECASE))


def test_closed_calls_are_folded_away_and_marked(page: Page) -> None:
    ask(page, "which calls fit a water-tech SME", as_of="2025-12-01")
    closed = page.get_by_text(re.compile("Closed calls that match"))
    expect(page.locator(".badge.closed").first).to_be_hidden()
    closed.click()
    expect(page.locator(".badge.closed").first).to_be_visible()


def test_an_abstention_looks_different(page: Page) -> None:
    ask(page, "What is the e-mail address of Marek Przeor?")
    expect(page.locator(".abstained")).to_be_visible()


def test_markup_in_a_question_is_shown_as_text(page: Page) -> None:
    ask(page, "<img src=x onerror=alert(1)> water calls")
    expect(page.locator(".turn h2")).to_have_text("<img src=x onerror=alert(1)> water calls")
    assert page.locator(".turn img").count() == 0


def test_a_lost_server_is_said_politely(page: Page) -> None:
    page.goto("/")
    page.route("**/api/chat", lambda route: route.abort())
    page.get_by_label("Your question").fill("water")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")


def test_nothing_is_asked_of_third_parties_and_no_error_is_logged(page: Page, address: str) -> None:
    requested: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    ask(page, "which calls fit a water-tech SME")
    assert all(url.startswith(address) for url in requested)
    assert problems == []


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    ask(page, "which calls fit a water-tech SME")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
