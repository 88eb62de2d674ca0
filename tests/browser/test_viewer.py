"""The source viewer: the quote in its section, neighbours, headings, pictures, phone, print."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.browser.axe import violations
from tests.browser.serving import served
from tests.browser.widget import FITTING, embedded
from tests.conftest import now
from tests.pdf_files import pdf

pytestmark = pytest.mark.browser
BACKGROUND = "(mark) => getComputedStyle(mark).backgroundColor"


def viewed(page: Page) -> Page:
    href = embedded(page).ask(FITTING).locator("a.cite").first.get_attribute("href")
    page.goto(href or "")
    return page


def test_the_quote_is_highlighted_in_its_slide_under_its_headings(page: Page) -> None:
    viewer = viewed(page)
    expect(viewer.get_by_role("heading", level=1)).to_have_text("Green, digital and resilient through clusters")
    expect(viewer.get_by_role("heading", name="Slide 10")).to_be_visible()
    expect(viewer.get_by_role("navigation", name="Heading path")).to_contain_text("Calls of the Euroclusters for SMEs")
    expect(viewer.locator(".facts time")).to_have_text("15 May 2024")
    expect(viewer.locator("mark")).to_have_text(re.compile("^CirInWater: .* 2 October 2024$"))
    assert viewer.locator(".sheet .other").count() >= 3


def test_one_can_read_on_in_both_directions(page: Page) -> None:
    viewer = viewed(page)
    before = viewer.locator("#before + .passage").text_content()
    viewer.get_by_role("link", name="Previous passage").click()
    expect(viewer.locator("mark")).to_have_text(before or "")
    viewer.get_by_role("link", name="Next passage").click()
    expect(viewer.get_by_role("heading", name="Slide 10")).to_be_visible()


def test_without_offsets_that_make_sense_the_passage_is_pointed_at_without_a_highlight(page: Page) -> None:
    address = viewed(page).url.split("?")[0]
    assert page.locator("mark").evaluate(BACKGROUND) != "rgba(0, 0, 0, 0)"
    for query in ("start=9&end=2", "start=-1&end=x", "start=0&end=99999999999999999999", "start=²&end=³", ""):
        page.goto(f"{address}?{query}")
        expect(page.locator("mark")).to_have_text(re.compile("CirInWater"))
        assert page.locator("mark").evaluate(BACKGROUND) == "rgba(0, 0, 0, 0)"


def test_what_does_not_exist_is_said_in_the_readers_language(page: Page) -> None:
    for path in ("/sources/nonsense?lang=fr", "/documents/nonsense?lang=fr"):
        response = page.goto(path)
        assert response
        assert response.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text("Source introuvable")


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_nothing_is_cut_off_and_the_quote_is_in_view(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    viewer = viewed(page)
    assert viewer.evaluate("document.documentElement.scrollWidth") <= width
    expect(viewer.locator("mark")).to_be_in_viewport()


def test_printed_it_is_the_source_and_nothing_else(page: Page) -> None:
    viewer = viewed(page)
    viewer.emulate_media(media="print")
    expect(viewer.locator(".band")).to_be_hidden()
    expect(viewer.locator(".tools")).to_be_hidden()
    expect(viewer.locator("mark")).to_be_visible()
    viewer.emulate_media(media="print", color_scheme="dark")
    expect(viewer.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    assert viewer.pdf()[:4] == b"%PDF"


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A server over a deck of two pages; gives the ids of its passages too."""
    folder = tmp_path_factory.mktemp("deck")
    (folder / "talk.pdf").write_bytes(
        pdf([[(300, 24, "Clusters meet in Graz")], [(300, 24, "Then in Linz")]], 960, 540)
    )
    settings = Settings(store=tmp_path_factory.mktemp("deck-store"))
    sync([folder], build_store(settings, now))
    generation = build_store(settings, now).open()
    ids = tuple(passage.passage_id for passage in generation.catalogue.all_passages())
    generation.close()
    with served(create_app(build(settings, now))) as found:
        yield found, ids


@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_is_shown_as_a_picture_beside_its_text(
    browser: Browser, deck: tuple[str, tuple[str, ...]], width: int
) -> None:
    address, (_, second) = deck
    page = browser.new_page(base_url=address, locale="en-GB", viewport={"width": width, "height": 800})
    page.goto(f"/sources/{second}?start=0&end=4#quote")
    expect(page.locator("mark")).to_be_in_viewport()
    picture = page.get_by_role("img", name=re.compile("^Page 2 of “.*” as a picture"))
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_in_viewport()
    assert page.wait_for_function("document.querySelector('.picture img').naturalWidth === 1280")
    assert picture.evaluate("(img) => [img.getAttribute('width'), img.getAttribute('height'), img.loading]") == [
        "1280",
        "720",
        "lazy",
    ]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(picture).to_be_visible()
    page.close()


def test_where_there_is_no_picture_the_text_stands_alone(page: Page) -> None:
    expect(viewed(page).locator(".picture")).to_have_count(0)
    expect(page.locator(".sheet")).to_be_visible()
