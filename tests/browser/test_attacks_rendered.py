"""Markup of a public collection, planted wherever text comes from: it stays text, and nothing is asked elsewhere."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.browser.serving import served
from tests.browser.widget import AS_OF, at, embedded
from tests.conftest import now

pytestmark = pytest.mark.browser
NAMES = ("<img src=x onerror=alert(1)>.md", "a' onmouseover='alert(1).md", '"><script>alert(1)<.md')
FORBIDDEN = "img, script, iframe, svg, style, math, form, object"
PAGES_WITH_MARKUP = f"""async (passages) => {{
  const found = [];
  for (const passage of passages) {{
    const page = new DOMParser().parseFromString(await (await fetch(`/sources/${{passage}}`)).text(), "text/html");
    const article = page.querySelector("article.source");
    if (!article || article.querySelector("{FORBIDDEN}")) found.push(passage);
  }}
  return found;
}}"""
ALLOWED = {
    "a", "button", "dd", "details", "div", "dl", "dt", "fieldset", "form", "h2", "h3", "h4", "h5", "h6", "header",
    "input", "label", "legend", "li", "ol", "p", "path", "q", "section", "span", "summary", "svg", "textarea", "time",
    "ul",
}  # fmt: skip


@pytest.fixture(scope="module")
def payloads(shared: Path) -> list[str]:
    file = shared / "data" / "attacks" / "dompurify_fixtures" / "payloads.jsonl"
    found = [json.loads(line)["payload"] for line in file.read_text("utf-8").split("\n") if line.strip()]
    return [payload for payload in found if payload.strip()]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, payloads: list[str]) -> Settings:
    """A store whose documents, file names, headings and calls hold the payloads."""
    folder = tmp_path_factory.mktemp("attacks")
    for number, name in enumerate(as_names(payloads)):
        (folder / name).write_text(f"# Note {number}\n\nWater note {number} stands in a file with an odd name.\n")
    for number, name in enumerate(NAMES):
        mine = payloads[number :: len(NAMES)]
        sections = (f"# {payload[:120]}\n\nWater workshop {i}: {payload}\n" for i, payload in enumerate(mine))
        (folder / name).write_text("\n".join(" ".join(s.split("\n", 1)[:1]) + "\n" + s for s in sections), "utf-8")
    with (folder / "calls.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Call", "Title", "Deadline", "Applicants", "Link"])
        rows.writerows([f"ATT{i}", f"water {p}", "2024-12-31", p, p] for i, p in enumerate(payloads[1::4]))
    settings = Settings(store=tmp_path_factory.mktemp("attack-store"))
    sync([folder], build_store(settings, now))
    return settings


def as_names(payloads: list[str]) -> list[str]:
    """Those of the payloads that a file can be named by."""
    return [f"{payload}.md" for payload in payloads if len(payload.encode()) < 200 and not {*"/\n\0"} & {*payload}]


@pytest.fixture(scope="module")
def attacked(planted: Settings) -> Iterator[str]:
    with served(create_app(build(planted, now))) as found:
        yield found


@dataclass
class Watch:
    """What must not happen on a page: dialogs, requests to others, attempts that its policy had to stop."""

    page: Page
    server: str
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("request", self._request)
        self.page.add_init_script("""
          window.stopped = [];
          addEventListener("securitypolicyviolation", (event) => stopped.push(event.violatedDirective));
        """)

    def _dialog(self, dialog: Any) -> None:
        self.seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.server, "about:", "blob:")):
            self.seen.append(f"request {request.url}")

    def quiet(self) -> bool:
        return [*self.seen, *self.page.evaluate("stopped")] == []


@pytest.fixture
def watched(browser: Browser, attacked: str) -> Iterator[Watch]:
    context = browser.new_context(base_url=attacked, locale="en-GB")
    context.set_default_timeout(15_000)
    yield Watch(context.new_page(), attacked)
    context.close()


def test_planted_in_documents_calls_and_file_names_nothing_runs_in_the_widget(watched: Watch) -> None:
    widget = embedded(watched.page)
    turn = widget.ask("Which water calls are open?")
    expect(turn.locator(".card").first).to_be_visible()
    widget.ask("water workshop")
    assert_only_text(watched.page)
    assert watched.quiet()


def test_nothing_runs_on_the_demo_page(watched: Watch, payloads: list[str]) -> None:
    watched.page.goto("/")
    watched.page.get_by_label("Answer as of").fill(AS_OF)
    expect(watched.page.locator("#calls-table tbody tr")).to_have_count(12)
    watched.page.get_by_role("button", name=re.compile("Show all")).click()
    files = watched.page.locator("#documents-list small").all_text_contents()
    assert {*NAMES, *as_names(payloads)} <= {text.split(" · ")[-1] for text in files}
    assert watched.page.locator("#calls-table, #documents-list").locator("img, script, iframe, svg, style").count() == 0
    assert watched.quiet()


def test_nothing_runs_in_the_viewer(watched: Watch, planted: Settings) -> None:
    generation = build_store(planted, now).open()
    passages = [passage.passage_id for passage in generation.catalogue.all_passages()]
    generation.close()
    assert len(passages) > 300
    watched.page.goto(f"/sources/{passages[0]}")
    assert watched.page.evaluate(PAGES_WITH_MARKUP, passages) == []
    for passage_id in passages[:: len(passages) // 12]:
        watched.page.goto(f"/sources/{passage_id}")
        expect(watched.page.locator("mark")).to_have_count(1)
        article = watched.page.locator("article.source")
        assert article.locator(FORBIDDEN).count() == 0
        assert watched.quiet()


def test_as_the_output_of_a_model_in_every_field_it_stays_text(watched: Watch, payloads: list[str]) -> None:
    answer = answer_of(payloads)
    body = f"event: done\ndata: {json.dumps(answer)}\n\n"
    widget = embedded(watched.page)
    watched.page.route("**/api/chat/stream", lambda r: r.fulfill(content_type="text/event-stream", body=body))
    turn = widget.ask("anything")
    expect(turn.locator(".said p")).to_have_count(len(payloads))
    for number in (0, len(payloads) // 2, len(payloads) - 1):
        assert turn.locator(".said p").nth(number).text_content() == payloads[number]
    assert_only_text(watched.page)
    turn.locator("details").evaluate_all("(folds) => folds.forEach((fold) => (fold.open = true))")
    addresses = turn.locator("a").evaluate_all("(links) => links.map((link) => link.protocol)")
    assert set(addresses) <= {"http:", "https:"}
    assert watched.quiet()


def assert_only_text(page: Page) -> None:
    """The shadow tree holds nothing but the elements that the widget makes."""
    nodes = "(root) => [...root.shadowRoot.querySelectorAll('.root *')].map((node) => node.localName)"
    names = at(page).box.evaluate(nodes)
    assert set(names) <= ALLOWED
    handlers = "(root) => [...root.shadowRoot.querySelectorAll('*')].flatMap((n) => n.getAttributeNames())"
    assert not any(name.startswith("on") or name == "style" for name in at(page).box.evaluate(handlers))


def answer_of(payloads: list[str]) -> dict[str, Any]:
    return {
        "answer_id": payloads[0], "conversation_id": payloads[1], "created_at": "2024-05-15T00:00:00Z",
        "as_of": AS_OF, "language": payloads[2], "status": "answered", "text": "\n".join(payloads),
        "statements": [{"text": payload, "citations": [], "language": payload} for payload in payloads],
        "citations": [citation_of(number, payload) for number, payload in enumerate(payloads)],
        "calls": [call_of(payload) for payload in payloads], "closed_calls": [call_of(p) for p in payloads[::10]],
        "suggestions": payloads[:3], "generator": payloads[3],
        "usage": {}, "timings_ms": {},
    }  # fmt: skip


def citation_of(number: int, payload: str) -> dict[str, Any]:
    return {
        "number": number, "passage_id": payload, "document_id": payload, "title": payload, "quote": payload,
        "locator": {"kind": "section", "value": payload}, "heading_path": [payload], "start": 0, "end": 1,
        "url": ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", payload)[number % 3],
        "source_url": "javascript:alert(1)", "published": None, "language": payload,
    }  # fmt: skip


def call_of(payload: str) -> dict[str, Any]:
    return {
        "call_id": payload, "title": payload, "acronym": None, "topic_id": payload, "programme": payload,
        "language": payload, "action_type": payload, "summary": payload, "url": "javascript:alert(1)",
        "status": "open", "opens": None,
        "deadlines": [{"date": "2024-10-02", "label": payload}, {"date": "2024-10-03", "label": payload}],
        "next_deadline": "2024-10-02", "days_left": 140, "applicants": [payload], "sectors": [payload],
        "support": [payload], "countries": [payload], "verdict": "fits", "score": 1.0,
        "budget": {"total_eur": 1, "min_eur": 1, "max_eur": 2}, "reasons": [{"text": payload, "citation": 1}],
        "checks": [{"criterion": "country", "outcome": "unknown", "citation": None}],
        "conflicts": [{"field": payload, "value": payload, "citation": 1}],
    }  # fmt: skip
