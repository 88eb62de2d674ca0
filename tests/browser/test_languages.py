"""The six languages of the widget and the viewer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from prompts import LANGUAGES, interface
from tests.browser.widget import AS_OF, FITTING, at, embedded

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_said_in_the_language_of_the_tag(page: Page, language: str) -> None:
    say = interface(language)
    widget = embedded(page, f"as_of={AS_OF}&lang={language}")
    expect(widget.box.locator(".notice")).to_have_text(say("notice"))
    expect(widget.box.locator(".root")).to_have_attribute("lang", language)
    card = widget.ask(FITTING).locator(".card").first
    expect(card.locator(".badge")).to_have_text(say("call_open"))
    expect(card.locator(".left")).to_have_text(say("days_left_many", count=140))
    expect(card).to_contain_text(say("add_to_calendar"))
    href = widget.turns.first.locator("a.cite").first.get_attribute("href")
    page.goto(href or "")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("article dt").first).to_have_text(say("where"))


def test_auto_takes_the_language_of_the_page_then_the_browsers(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, locale="it-IT")
    page = context.new_page()
    page.goto("/embed")
    expect(page.locator("html")).to_have_attribute("lang", "it")
    page.evaluate("document.documentElement.lang = 'pl-PL'")
    page.evaluate("document.querySelector('euclusters-assistant').setAttribute('lang', 'auto')")
    expect(at(page).box.get_by_role("button", name="Wyślij")).to_be_visible()
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('euclusters-assistant').setAttribute('lang', 'sv')")
    expect(at(page).box.get_by_role("button", name="Send")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("left", "said"), [(1, "został 1 dzień"), (3, "zostały 3 dni"), (12, "zostało 12 dni")])
def test_numbers_take_the_form_that_the_language_has_for_them(page: Page, left: int, said: str) -> None:
    day = f"2024-{'10-01' if left == 1 else '09-29' if left == 3 else '09-20'}"
    card = embedded(page, f"as_of={day}&lang=pl").ask(FITTING).locator(".card").first
    expect(card.locator(".left")).to_have_text(re.compile(said))
