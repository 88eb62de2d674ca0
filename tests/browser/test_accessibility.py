"""The widget and the pages for everyone: axe, keyboard, announcements, zoom, contrast modes, motion."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.widget import AS_OF, FITTING, HOLD_BACK_DONE, UNKNOWN, Widget, below, embedded, launched, never

pytestmark = pytest.mark.browser
BUSY = '{"status": 429, "title": "Too Many Requests", "detail": "Wait."}'


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state_of_the_widget(page: Page, theme: str) -> None:
    widget = embedded(page, f"as_of={AS_OF}&lang=en&theme={theme}")
    assert violations(page) == []  # before the first message
    turn = widget.ask(FITTING)
    turn.locator("details").evaluate_all("(folds) => folds.forEach((fold) => (fold.open = true))")
    turn.get_by_role("button", name="No, not helpful").click()
    assert violations(page) == []  # an answer with cards, sources and feedback unfolded
    widget.ask(UNKNOWN)
    assert violations(page) == []  # an abstention
    page.route("**/api/chat/stream", never)
    widget.send("held back")
    expect(widget.box.locator(".waiting")).to_be_visible()
    assert violations(page) == []  # while the answer is prepared
    widget.box.get_by_role("button", name="Stop").click()
    assert violations(page) == []  # stopped
    fail_with_429(page)
    widget.send("too many")
    expect(widget.box.locator(".error-note")).to_be_visible()
    assert violations(page) == []  # an error


def test_axe_finds_nothing_while_statements_come_in_nor_in_what_unfolds(page: Page) -> None:
    page.add_init_script(HOLD_BACK_DONE)
    widget = embedded(page)
    widget.send(FITTING)
    expect(widget.box.locator(".draft a.cite").first).to_be_visible()
    assert violations(page) == []  # half an answer
    page.evaluate("release()")
    expect(widget.turns.first.locator(".cards").first).to_be_visible()
    widget.turns.first.get_by_role("button", name="Yes, helpful").click()
    expect(widget.turns.first.get_by_text("Thank you for your feedback.")).to_be_visible()
    many = widget.ask("Which calls are open now?")
    many.locator("details").evaluate_all("(folds) => folds.forEach((fold) => (fold.open = true))")
    widget.question.fill("water " * 320)
    assert violations(page) == []  # rated; more calls than are shown at once; almost no room left


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_closed_calls_and_on_the_smaller_pages(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    turn = embedded(page, "as_of=2025-12-01&lang=fr").ask(FITTING)
    turn.locator("details").evaluate_all("(folds) => folds.forEach((fold) => (fold.open = true))")
    assert violations(page) == []
    for path in ("/sources/nothing", "/docs"):
        page.goto(path)
        assert violations(page) == []


def fail_with_429(page: Page) -> None:
    page.unroute("**/api/chat/stream")
    page.route(
        "**/api/chat/stream",
        lambda route: route.fulfill(
            status=429, content_type="application/problem+json", headers={"Retry-After": "60"}, body=BUSY
        ),
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_demo_page_with_the_launcher_open(page: Page, theme: str) -> None:
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto("/")
    expect(page.locator("#calls-table tbody tr").first).to_be_visible()
    assert violations(page) == []
    launched(page).ask(FITTING)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_viewer(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(source_of(embedded(page)))
    assert violations(page) == []


def source_of(widget: Widget) -> str:
    href = widget.ask(FITTING).locator("a.cite").first.get_attribute("href")
    assert href
    return href


def test_everything_can_be_done_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Answer as of").fill(AS_OF)
    widget = below(page)
    button = widget.box.get_by_role("button", name="Ask the assistant")
    button.focus()
    page.keyboard.press("Enter")
    expect(widget.box.get_by_role("dialog", name="EU Clusters assistant")).to_be_visible()
    expect(widget.question).to_be_focused()
    page.keyboard.type(FITTING)
    page.keyboard.press("Enter")
    expect(widget.box.locator(".made")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    assert focused(page) == "button offer"
    page.keyboard.press("Escape")
    expect(widget.box.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_focus_stays_in_the_conversation_when_a_chosen_question_goes(page: Page) -> None:
    widget = embedded(page)
    for offers in (".welcome .offer", ".next .offer"):
        before = widget.box.locator(".made").count()
        widget.box.locator(offers).first.focus()
        page.keyboard.press("Enter")
        expect(widget.box.locator(".made")).to_have_count(before + 1)
        assert focused(page) == "div scroll"


def focused(page: Page) -> str:
    """Tag and class of what has the focus, in the shadow tree too."""
    found: str = page.evaluate("""() => {
      let node = document.activeElement;
      while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
      return `${node.localName} ${node.className}`;
    }""")
    return found


def test_the_dialog_is_no_trap(page: Page) -> None:
    widget = launched(page)
    seen = []
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.localName"))
    assert "launcher" in seen[:3]
    assert any(each != "launcher" for each in seen)
    expect(widget.box.get_by_role("dialog")).to_be_visible()


def test_on_a_phone_the_dialog_closes_when_the_focus_leaves_it(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    widget = launched(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.skip, .brand')"):
            break
    expect(widget.box.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.skip, .brand')")


def test_the_wait_and_then_the_finished_answer_are_announced_once_each(page: Page) -> None:
    page.add_init_script("window.announced = [];")
    widget = embedded(page)
    page.evaluate("""() => new MutationObserver(() => announced.push(region.textContent)).observe(
      window.region = document.querySelector("euclusters-assistant").shadowRoot.querySelector("[role=status]"),
      { childList: true, characterData: true, subtree: true })""")
    widget.ask(FITTING)
    announced = page.evaluate("announced")
    assert announced[0] == "The answer is being prepared."
    assert announced[1].startswith("Answer: 3 calls fit, the best first.")
    assert announced[1].endswith("Calls shown: 3.")
    assert "[1]" not in announced[1]
    assert len(announced) == 2
    live = "[aria-live], [role=log], [role=status], [role=alert]"
    assert page.locator("euclusters-assistant").locator(live).locator(".turn").count() == 0


def test_an_error_is_announced_at_once_and_what_is_pending_is_marked_as_disabled(page: Page) -> None:
    widget = embedded(page)
    page.route("**/api/chat/stream", never)
    widget.send("held back")
    send = widget.box.get_by_role("button", name="Send")
    expect(send).to_have_attribute("aria-disabled", "true")
    expect(widget.question).to_be_focused()
    widget.send("not sent")
    expect(widget.turns).to_have_count(1)
    widget.box.get_by_role("button", name="Stop").click()
    expect(send).to_have_attribute("aria-disabled", "false")
    fail_with_429(page)
    widget.send("too many")
    expect(widget.alert).to_have_text(re.compile("wait 60 seconds"))
    expect(widget.alert).to_have_attribute("aria-live", "assertive")


@pytest.mark.parametrize("size", [(320, 256), (320, 640), (1280, 800)])
def test_nothing_is_cut_off_at_320_pixels_or_400_percent(page: Page, size: tuple[int, int]) -> None:
    """1280 × 1024 pixels at 400 % are 320 × 256."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    widget = launched(page)
    widget.ask(FITTING)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    wide = "(nodes, most) => nodes.filter((n) => n.getBoundingClientRect().right > most + 1).map((n) => n.className)"
    assert widget.box.locator(".frame *:not(.unseen, .unseen *)").evaluate_all(wide, size[0]) == []
    widget.question.scroll_into_view_if_needed()
    expect(widget.question).to_be_in_viewport(ratio=0.9)
    widget.turns.first.locator(".question").scroll_into_view_if_needed()
    expect(widget.turns.first.locator(".question")).to_be_in_viewport(ratio=0.9)


def test_with_reduced_motion_nothing_moves(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    widget = embedded(page)
    page.route("**/api/chat/stream", never)
    widget.send("held back")
    expect(widget.box.locator(".dots")).to_have_css("animation-name", "none")


def test_forced_colours_keep_borders_and_states(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, forced_colors="active", locale="en-GB")
    widget = embedded(context.new_page())
    turn = widget.ask(FITTING)
    expect(turn.locator(".badge").first).to_have_css("border-top-style", "solid")
    sign = turn.locator(".checks .pass .icon").first
    expect(sign).to_have_css("color", "rgb(0, 0, 0)")  # of the system, which may have any background
    up = turn.get_by_role("button", name="Yes, helpful")
    before = up.evaluate("(node) => getComputedStyle(node).backgroundColor")
    up.click()
    widget.question.hover()
    assert up.evaluate("(node) => getComputedStyle(node).backgroundColor") != before
    context.close()


def test_text_can_be_enlarged_by_the_readers_own_size(page: Page) -> None:
    """The widget takes the browser's text size, whatever the page makes of its root."""
    widget = embedded(page)
    page.evaluate("document.adoptedStyleSheets = [Object.assign(new CSSStyleSheet())]")
    page.evaluate("document.adoptedStyleSheets[0].replaceSync('html { font-size: 6px !important }')")
    expect(widget.question).to_have_css("font-size", "16px")
