"""The files of the widget: their size, and what must not stand in them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from assistant.web.routes.widget import WIDGET

MOST_BYTES = 30_000
MODULES = sorted(WIDGET.glob("*.js"))
PAGES = sorted(file for folder in ("static", "staff/static") for file in (WIDGET.parent / folder).glob("*.js"))
# Ways to turn text into markup, style or code.
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTML|document\.write|DOMParser|createContextualFragment|srcdoc"
    r"|\beval\(|new Function|setTimeout\([\"'`]|\.style\b|[\"']style[\"']|cssText|javascript:|importScripts"
)
ELSEWHERE = re.compile(r"https?://(?!www\.w3\.org/2000/svg|HOST/)")


def test_script_and_styles_together_stay_within_the_budget() -> None:
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in MODULES) <= MOST_BYTES


@pytest.mark.parametrize("file", [*MODULES, *PAGES], ids=lambda file: file.name)
def test_a_script_has_no_html_sink_and_names_no_other_server(file: Path) -> None:
    text = "\n".join(line for line in file.read_text("utf-8").split("\n") if not line.lstrip().startswith(("//", "/*")))
    assert SINKS.findall(text) == []
    assert ELSEWHERE.findall(text) == []


def test_the_entry_names_every_module_so_that_all_are_fetched_at_once() -> None:
    named = set(re.findall(r'"\./widget/([\w-]+\.js)"', (WIDGET / "widget.js").read_text("utf-8")))
    assert named == {file.name for file in MODULES} - {"widget.js"}
