"""The six languages of the widget and the viewer."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from prompts import LANGUAGES, interface
from tests.browser.serving import served
from tests.browser.widget import AS_OF, FITTING, at, embedded
from tests.conftest import now

pytestmark = pytest.mark.browser
TALK = """---
title: La résilience des grappes
published: 2024-05-15
---
# Obstacles à la résilience

Les principaux obstacles à la résilience des petites entreprises sont le manque de compétences numériques et le coût
élevé de l'énergie, selon les participants de la conférence de Graz.
"""


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
    expect(page.locator(".brand")).to_have_text(say("heading"))
    expect(page.locator("article dt").first).to_have_text(say("where"))


def test_without_javascript_the_framed_page_says_so_in_every_language(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    for language in LANGUAGES:
        page.goto(f"/embed?lang={language}")
        expect(page.get_by_text(interface(language)("without"))).to_be_visible()
    context.close()


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


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over one talk, which is in French."""
    folder = tmp_path_factory.mktemp("talk")
    (folder / "talk.md").write_text(TALK)
    settings = Settings(store=tmp_path_factory.mktemp("talk-store"))
    sync([folder], build_store(settings, now))
    with served(create_app(build(settings, now))) as found:
        yield found


def test_the_words_of_a_source_are_marked_with_its_language(browser: Browser, french: str) -> None:
    page = browser.new_page(base_url=french, locale="en-GB")
    turn = embedded(page, "lang=en").ask("What are the barriers to résilience des grappes?")
    expect(turn.locator(".said p").first).to_have_attribute("lang", "fr")
    turn.locator(".sources summary").click()
    expect(turn.locator(".sources .title [lang]")).to_have_attribute("lang", "fr")
    expect(turn.locator("q").first).to_have_attribute("lang", "fr")
    page.goto(turn.locator("a.cite").first.get_attribute("href") or "")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for words in ("h1", ".cited .passage", ".path"):
        expect(page.locator(words)).to_have_attribute("lang", "fr")
    assert page.locator(".cited").get_attribute("lang") is None  # its name is in the language of the page
    page.goto("/")
    expect(page.locator("#documents-list a").first).to_have_attribute("lang", "fr")
    page.close()


def test_calls_are_marked_with_the_language_of_their_source_wherever_they_are_named(page: Page) -> None:
    turn = embedded(page, f"as_of={AS_OF}&lang=fr").ask("Quels appels conviennent à une PME de l'eau ?")
    expect(turn.locator(".question span[lang]")).to_have_attribute("lang", "fr")
    expect(turn.locator(".said > div")).to_have_attribute("lang", "fr")
    card = turn.locator(".card").first
    expect(turn.locator(".summary").first).to_have_attribute("lang", "en")
    expect(card.locator("h5")).to_have_attribute("lang", "en")
    expect(card.locator(".why [lang]").first).to_have_attribute("lang", "fr")
    named = turn.locator(".said span[lang=en]").first.text_content()
    assert named
    assert named in (card.locator("h5").text_content() or "")
    page.goto("/")
    expect(page.locator("#calls-table th span[lang]").first).to_have_attribute("lang", "en")


def test_an_answer_is_read_out_in_its_own_language(page: Page) -> None:
    widget = embedded(page, f"as_of={AS_OF}&lang=en")
    widget.ask("Quels appels conviennent à une PME de l'eau ?")
    expect(widget.status).to_have_attribute("lang", "fr")
    widget.box.get_by_role("button", name="Yes, helpful").click()
    expect(widget.status).to_have_attribute("lang", "en")
