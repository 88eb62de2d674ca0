"""What a person does with the widget, for the tests of it."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, Route, expect

AS_OF = "2024-05-15"
FITTING = "which calls fit a water-tech SME"
UNKNOWN = "What is the e-mail address of Marek Przeor?"


@dataclass(frozen=True)
class Widget:
    """One widget on a page; locators pierce its shadow tree."""

    page: Page
    box: Locator

    @property
    def question(self) -> Locator:
        return self.box.locator("textarea#question")

    @property
    def turns(self) -> Locator:
        return self.box.locator(".turn")

    @property
    def status(self) -> Locator:
        return self.box.get_by_role("status")

    @property
    def alert(self) -> Locator:
        return self.box.get_by_role("alert")

    def send(self, question: str) -> None:
        self.question.fill(question)
        self.question.press("Enter")

    def ask(self, question: str) -> Locator:
        """Asks, and waits for the whole answer."""
        before = self.box.locator(".made").count()
        self.send(question)
        expect(self.box.locator(".made")).to_have_count(
            before + 1, timeout=30_000
        )  # the first question loads the index
        return self.turns.last


def at(page: Page, selector: str = "euclusters-assistant") -> Widget:
    return Widget(page, page.locator(selector))


def embedded(page: Page, query: str = f"as_of={AS_OF}&lang=en") -> Widget:
    """The widget alone, as /embed serves it."""
    page.goto(f"/embed?{query}")
    widget = at(page)
    expect(widget.question).to_be_visible()
    return widget


def below(page: Page) -> Widget:
    """The demo page's launcher, which comes when the widget on the page has been scrolled away."""
    expect(page.locator("#calls-table tbody tr").first).to_be_visible()
    page.locator("#documents").scroll_into_view_if_needed()
    page.locator("#embed").scroll_into_view_if_needed()
    return at(page, "#launcher")


def launched(page: Page) -> Widget:
    """The demo page's launcher, opened."""
    page.goto("/")
    page.get_by_label("Answer as of").fill(AS_OF)
    widget = below(page)
    widget.box.get_by_role("button", name="Ask the assistant").click()
    expect(widget.question).to_be_focused()
    return widget


def never(_: Route) -> None:
    """A request that gets no answer."""


# The last event of a stream is held back until the page calls release().
HOLD_BACK_DONE = """
const held = new Promise((resolve) => { window.release = resolve; });
const original = window.fetch;
window.fetch = async (...given) => {
  const response = await original(...given);
  if (!String(given[0]).endsWith("/stream")) return response;
  const text = await response.text();
  const [before, after] = text.split("event: done");
  const body = new ReadableStream({ async start(controller) {
    const encoder = new TextEncoder();
    controller.enqueue(encoder.encode(before));
    await held;
    controller.enqueue(encoder.encode("event: done" + after));
    controller.close();
  } });
  return new Response(body, { headers: response.headers });
};
"""
