"""The pictures of an evaluation in docs/images: a run over the sample corpus and what changed since another one.

Run: make screenshots.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from assistant.bootstrap import build_store
from assistant.settings import Settings
from eval.asking import in_process
from eval.comparing import compare
from eval.reporting.html import page as report_page
from eval.reporting.side_by_side import comparison_page
from eval.running import Result, Run, run
from eval.sets import load
from eval.stored import scored
from eval.summary import summarise
from ingest.syncing import sync
from tools.screenshots import IMAGES, ROOT, chromium, now

SET = ROOT / "eval" / "questions" / "limits.yaml"
DESKTOP = {"width": 1280, "height": 860}


def pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Name, what to bring into view (nothing: the top), and the page."""
    settings = Settings(store=folder / "store")
    sync([ROOT / "corpus"], build_store(settings, now))
    finished = run(load(SET), in_process(settings))
    report = report_page(finished, summarise(finished))
    yield "report", "", report
    yield "report-plots", "h2:has-text('Plots')", report
    yield "comparison", "details.regression", comparison_page(compare(finished, _worse(finished)))


def _worse(finished: Run) -> Run:
    """The same run with one answer changed by hand."""
    broken = next(each for each in finished.results if each.question.id == "W02")
    return scored(replace(finished, results=tuple(_changed(each, broken) for each in finished.results)))


def _changed(each: Result, broken: Result) -> Result:
    if each is not broken:
        return each
    text = str(each.shown["text"])
    return replace(each, answers=({**each.shown, "text": text.replace("56", "100")},))


def take(page: Page, name: str, place: str, html: str, folder: Path) -> None:
    file = folder / f"{name}.html"
    file.write_text(html, "utf-8")
    page.goto(file.as_uri())
    if place:
        page.locator(place).first.evaluate("(element) => element.scrollIntoView()")
    page.screenshot(path=IMAGES / f"{name}.png")


def main() -> None:
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport=DESKTOP, locale="en-GB")  # type: ignore[arg-type]
        for name, place, html in pages(Path(made)):
            take(page, name, place, html, Path(made))


if __name__ == "__main__":
    sys.exit(main())
