"""axe-core on a page: violations of WCAG 2.0, 2.1 and 2.2, levels A and AA."""

from __future__ import annotations

from importlib import resources
from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_RUN = """async (tags) => {
  const found = await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
  const node = ({ target, failureSummary }) => [target, failureSummary];
  return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(node) }));
}"""


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds wrong; it is put in by the debugger, so that the page's own policy stays as it is."""
    page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8"))
    found: list[dict[str, Any]] = page.evaluate(_RUN, TAGS)
    return found
