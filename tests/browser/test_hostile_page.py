"""The widget on pages that do not wish it well: strict policy, reset with !important, <base>, other widgets."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hosts import host
from tests.browser.widget import AS_OF, FITTING, at, below

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Stadt</title>
<base href="/elsewhere/">
<style nonce="n0nce">
  *, *::before, *::after {{ all: unset !important; color: rgb(255, 0, 0) !important; font: 7px/1 cursive !important;
    float: left !important;
    text-transform: uppercase !important; outline: 0 !important; letter-spacing: 9px !important; }}
  script, style, head, title {{ display: none !important; }}
  html {{ font-size: 62.5% !important; direction: rtl !important; }}
  body {{ transform: translate(3px) scale(.9) !important; filter: grayscale(1) !important; }}
  #other {{ display: block !important; position: fixed !important; right: 0 !important; bottom: 0 !important;
    width: 400px !important; height: 400px !important; z-index: 2147483647 !important; background: #fc0 !important; }}
</style>
<script nonce="n0nce">
  window.violations = []; window.shortcuts = 0;
  addEventListener("securitypolicyviolation", (event) => violations.push(event.violatedDirective));
  document.addEventListener("keydown", (event) => {{ shortcuts += !event.target.matches("input, textarea"); }});
  Array.prototype.extra = () => "enumerable";
  window.h = window.say = window.Chat = "taken";
</script>
<script nonce="n0nce" type="module" src="{address}/widget.js"></script>
<script nonce="n0nce" type="module" src="{address}/widget.js?again"></script>
</head><body><h1>Stadtwerke</h1>
<euclusters-assistant api-base="{address}" as-of="{as_of}"></euclusters-assistant>
<div id="other">another widget</div></body></html>"""

POLICY = (
    "default-src 'none'; script-src 'nonce-n0nce'; style-src 'nonce-n0nce'; connect-src {address}; "
    "base-uri 'self'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@pytest.fixture
def hostile(address: str) -> Iterator[str]:
    with host(PAGE.format(address=address, as_of=AS_OF), POLICY.format(address=address)) as served:
        yield served


def test_it_looks_and_works_as_anywhere(page: Page, hostile: str, address: str) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(hostile)
    widget = at(page)
    button = widget.box.get_by_role("button", name="Assistenten fragen")
    expect(button).to_have_css("background-color", "rgb(0, 68, 148)")
    button.click()  # above the other widget, or the click would not reach it
    turn = widget.ask(FITTING)
    expect(turn.locator(".cards")).to_be_visible()
    expect(turn.locator(".badge").first).to_have_text("Offen")
    expect(turn.locator("h5").first).to_have_css("text-transform", "none")
    expect(turn.locator("h5").first).to_have_css("font-size", "17px")
    expect(turn.locator(".said p").first).to_have_css("direction", "ltr")
    assert (turn.locator("a.cite").first.get_attribute("href") or "").startswith(f"{address}/sources/")
    assert page.evaluate("violations") == []
    assert problems == []


def test_what_is_typed_is_no_shortcut_of_the_page(page: Page, hostile: str) -> None:
    page.goto(hostile)
    widget = at(page)
    widget.box.get_by_role("button", name="Assistenten fragen").click()
    page.keyboard.type("s/?")
    expect(widget.question).to_have_value("s/?")
    assert page.evaluate("shortcuts") == 0
    page.keyboard.press("Escape")
    expect(widget.box.get_by_role("dialog")).to_have_count(0)


def test_a_citation_on_another_site_opens_the_viewer_of_this_one(page: Page, hostile: str, address: str) -> None:
    page.goto(hostile)
    widget = at(page)
    widget.box.get_by_role("button", name="Assistenten fragen").click()
    turn = widget.ask(FITTING)
    with page.expect_popup() as opened:
        turn.locator("a.cite").first.click()
    expect(opened.value).to_have_url(re.compile(re.escape(address) + "/sources/.*lang=de#quote"))
    expect(opened.value.locator("mark")).to_be_in_viewport()


def test_a_site_that_allows_only_frames_frames_it(page: Page, address: str) -> None:
    html = f'<!doctype html><title>F</title><iframe src="{address}/embed?lang=pl" width="400" height="600"></iframe>'
    with host(html, f"default-src 'none'; frame-src {address}") as framing:
        page.goto(framing)
        inside = page.frame_locator("iframe").locator("euclusters-assistant")
        expect(inside.get_by_role("button", name="Wyślij")).to_be_visible()
        inside.locator("textarea#question").fill("Which calls are open now?")
        inside.locator("textarea#question").press("Enter")
        expect(inside.locator(".made")).to_be_visible()


@pytest.mark.parametrize("position", ["bottom-right", "bottom-left", "top-right", "top-left"])
def test_the_launcher_stands_in_the_corner_it_is_told(page: Page, position: str) -> None:
    page.goto("/")
    below(page)
    page.evaluate("p => document.querySelector('#launcher').setAttribute('position', p)", position)
    button = at(page, "#launcher").box.get_by_role("button", name="Ask the assistant")
    expect(at(page, "#launcher").box.locator(".root")).to_have_attribute("data-position", position)
    box = button.bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert (box["y"] > size["height"] / 2) == position.startswith("bottom")
    assert (box["x"] > size["width"] / 2) == position.endswith("right")
