"""The demo page: the widget in both modes, the table of calls, the documents, how to embed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.widget import AS_OF, FITTING, at, below, launched

pytestmark = pytest.mark.browser


def test_the_launcher_comes_when_the_widget_on_the_page_has_been_scrolled_away(page: Page) -> None:
    page.goto("/")
    launcher = at(page, "#launcher").box.get_by_role("button", name="Ask the assistant")
    expect(launcher).to_be_hidden()
    expect(below(page).box.get_by_role("button", name="Ask the assistant")).to_be_visible()
    page.locator("#ask h1").scroll_into_view_if_needed()
    expect(launcher).to_be_hidden()


def test_nothing_is_asked_of_third_parties_and_no_error_is_logged(page: Page, address: str) -> None:
    requested: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    widget = launched(page)
    widget.ask(FITTING)
    widget.turns.first.get_by_role("button", name="Yes, helpful").click()
    expect(widget.turns.first.get_by_text("Thank you for your feedback.")).to_be_visible()
    page.goto(widget.turns.first.locator("a.cite").first.get_attribute("href") or "")
    assert len(requested) > 20
    assert [url for url in requested if not url.startswith(f"{address}/")] == []
    assert problems == []


def test_both_widgets_answer_apart_from_each_other(page: Page) -> None:
    launched(page).ask(FITTING)
    page.keyboard.press("Escape")
    inline = at(page, "#inline")
    expect(inline.turns).to_have_count(0)
    inline.ask("What is cascade funding?")
    expect(inline.turns).to_have_count(1)


def test_the_table_of_calls_is_filtered_by_words_status_and_day(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Answer as of").fill(AS_OF)
    rows = page.locator("#calls-table tbody tr")
    page.get_by_label("Words").fill("water")
    expect(page.locator("#calls-status")).to_have_text(re.compile(r"^[12] calls?$"))
    expect(rows.first).to_contain_text("CirInWater")
    expect(rows.first).to_contain_text("2 October 2024")
    page.get_by_label("Status").select_option("closed")
    expect(page.locator("#calls-status")).to_contain_text("No call meets this filter.")
    expect(page.locator("#feed")).to_have_attribute("href", re.compile("q=water&status=closed&.*as_of=2024-05-15"))
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.locator("#calls-status")).to_have_text(re.compile(r"^12 of \d+ calls$"))


def test_the_table_is_narrowed_by_support_and_ordered_by_title_and_says_what_is_not_stated(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Answer as of").fill(AS_OF)
    rows = page.locator("#calls-table tbody tr")
    expect(rows.first).to_contain_text("Last day today")
    expect(rows.first).to_contain_text("Not stated")
    page.get_by_label("What it supports").select_option("training")
    page.get_by_label("Order").select_option("title")
    expect(page.locator("#calls-status")).not_to_contain_text(" of ")
    titles = rows.locator("th a").all_text_contents()
    assert len(titles) > 2
    assert all("Training" in row for row in rows.all_text_contents())
    expect(rows.first).not_to_contain_text("Last day today")


def test_more_calls_are_added_below_and_reached(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Status").select_option("")
    expect(page.locator("#calls-status")).to_have_text(re.compile("^12 of "))
    page.get_by_role("button", name="Show more calls").click()
    expect(page.locator("#calls-status")).to_have_text(re.compile("^24 of "))


def test_the_documents_are_listed_and_open_in_the_viewer(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#documents-list li")).to_have_count(12)
    page.get_by_label("Filter by title").fill("takeaways")
    expect(page.locator("#documents-list li")).to_have_count(1)
    page.get_by_role("link", name="Takeaways from the European Cluster Conference 2024").click()
    expect(page).to_have_url(re.compile("/sources/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Takeaways from the European Cluster Conference 2024")


def test_without_javascript_each_list_says_where_else_it_is(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    for part in ("#calls", "#documents"):
        expect(page.locator(part).get_by_text("The list needs JavaScript.")).to_be_visible()
    context.close()


def test_what_cannot_be_loaded_is_said(page: Page) -> None:
    page.route("**/api/documents", lambda route: route.abort())
    page.route("**/api/calls?*", lambda route: route.fulfill(status=502, body="<html>Bad gateway</html>"))
    page.goto("/")
    expect(page.locator("#documents-status")).to_have_text("The documents cannot be loaded at the moment.")
    expect(page.locator("#calls-status")).to_have_text("The calls cannot be loaded at the moment.")


def test_language_and_colours_of_the_widgets_can_be_tried(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Language").select_option("fr")
    page.get_by_label("Colours").select_option("dark")
    expect(at(page, "#inline").box.get_by_role("button", name="Envoyer")).to_be_visible()
    expect(page.locator("#inline .root")).to_have_attribute("data-theme", "dark")


def test_how_to_embed_names_this_server(page: Page, address: str) -> None:
    page.goto("/")
    expect(page.locator("#embed pre").first).to_contain_text(f'src="{address}/widget.js"')
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#embed").get_by_role("button", name="Copy").first.click()
    expect(page.locator("#embed").get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f'<script type="module" src="{address}')
