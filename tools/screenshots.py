"""The pictures of docs/images: the sample corpus served on loopback, looked at with Chromium. Run: make screenshots."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.browser.serving import served
from tools import desk_pictures

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
AS_OF = "2024-05-15"
QUESTION = "which calls fit a water-tech SME"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}


def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def printed(browser: Browser, folder: Path) -> Path:
    """Two slides as a PDF file, so that the viewer has a picture to show beside the text."""
    page = browser.new_page()
    page.goto((ROOT / "tools" / "slide.html").as_uri())
    page.pdf(path=folder / "water-days.pdf", prefer_css_page_size=True, print_background=True)
    page.close()
    return folder / "water-days.pdf"


def demo(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Answer as of").fill(AS_OF)
    page.locator("#calls-table tbody tr").first.wait_for()


def ask(widget: Locator, question: str = QUESTION) -> None:
    answers = widget.locator(".made").count()
    widget.locator("textarea#question").fill(question)
    widget.locator("textarea#question").press("Enter")
    widget.locator(".made").nth(answers).wait_for()


def launched(page: Page) -> Locator:
    demo(page)
    page.locator("#calls").evaluate("(section) => section.scrollIntoView()")
    widget = page.locator("#launcher")
    widget.get_by_role("button", name="Ask the assistant").click()
    return widget


def show_demo(page: Page) -> None:
    demo(page)
    ask(page.locator("#inline"))
    page.evaluate("scrollTo(0, 0)")


def show_launcher(page: Page) -> None:
    launched(page)


def show_cards(page: Page) -> None:
    widget = launched(page)
    ask(widget)
    widget.locator(".calls").evaluate("(cards) => cards.closest('.scroll').scrollTo(0, cards.offsetTop - 8)")


def show_abstention(page: Page) -> None:
    ask(launched(page), "What is the e-mail address of Marek Przeor?")


def show_viewer(page: Page) -> None:
    demo(page)
    ask(page.locator("#inline"))
    page.goto(page.locator("#inline a.cite").first.get_attribute("href") or "")


def show_picture(page: Page) -> None:
    listed = page.request.get("/api/documents").json()["items"]
    slides = next(item["document_id"] for item in listed if item["media_type"] == "application/pdf")
    last = page.request.get(f"/api/documents/{slides}").json()["outline"][-1]["passages"][-1]
    text = page.request.get(f"/api/passages/{last}").json()["text"]
    start = text.index("Vouchers")
    end = text.index("\n", start)
    page.goto(f"/sources/{last}?start={start}&end={end}&lang=en#quote")


PICTURES: tuple[tuple[str, dict[str, int], str, Callable[[Page], None]], ...] = (
    ("demo", DESKTOP, "light", show_demo),
    ("launcher", DESKTOP, "light", show_launcher),
    ("answer", DESKTOP, "light", show_cards),
    ("dark", DESKTOP, "dark", show_cards),
    ("abstention", PHONE, "light", show_abstention),
    ("phone", PHONE, "light", show_cards),
    ("viewer", DESKTOP, "light", show_viewer),
    ("viewer-picture", DESKTOP, "light", show_picture),
    ("viewer-phone", PHONE, "dark", show_viewer),
)


def take(browser: Browser, address: str) -> None:
    for name, size, scheme, show in PICTURES:
        page = browser.new_page(base_url=address, viewport=size, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
        show(page)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / f"{name}.png")
        page.close()


def chromium() -> str:
    """Where the browser is; ends the program where there is none."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or sys.exit("Chromium is needed: apt-get install chromium fonts-liberation")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        settings = Settings(store=Path(folder) / "store")
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        sync([ROOT / "corpus", printed(browser, Path(folder))], build_store(settings, now))
        with served(create_app(build(settings, now))) as address:
            take(browser, address)
        desk_pictures.take(browser, settings.store, IMAGES)


if __name__ == "__main__":
    main()
