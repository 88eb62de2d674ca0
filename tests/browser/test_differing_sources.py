"""Where the sources of a call differ: the note in the viewer, and what the card says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.browser.axe import violations
from tests.browser.serving import served
from tests.browser.widget import embedded
from tests.conftest import now

pytestmark = pytest.mark.browser

OLD = """---
title: Calls in spring
date: 2026-03-01
---
# Calls

- GEMSTONE: support for training in green manufacturing; deadline 31 December 2026
- SILEO: support for skills in tourism; deadline 30 November 2026
"""
NEW = OLD.replace("spring", "autumn").replace("2026-03-01", "2026-10-01").replace("31 December 2026", "31 January 2027")


@pytest.fixture
def corrected(tmp_path: Path) -> Iterator[tuple[str, Settings]]:
    """A server over two talks, the later of which names another deadline for one of the calls."""
    (tmp_path / "spring.md").write_text(OLD, "utf-8")
    (tmp_path / "autumn.md").write_text(NEW, "utf-8")
    settings = Settings(store=tmp_path / "store")
    sync([tmp_path / "spring.md", tmp_path / "autumn.md"], build_store(settings, now))
    with served(create_app(build(settings, now))) as found:
        yield found, settings


def test_a_newer_source_that_says_otherwise_is_named(browser: Browser, corrected: tuple[str, Settings]) -> None:
    address, settings = corrected
    generation = build_store(settings, now).open()
    ids = {(p.text[:6], p.document_id): p.passage_id for p in generation.catalogue.all_passages()}
    titles = {d.document_id: d.title for d in generation.catalogue.documents()}
    generation.close()
    places = {(start.strip("- ")[:3], titles[document]): passage for (start, document), passage in ids.items()}
    page = browser.new_page(base_url=address, locale="en-GB")
    page.goto(f"/sources/{places['GEM', 'Calls in spring']}")
    expect(page.locator(".newer")).to_have_count(1)
    expect(page.locator(".newer")).to_contain_text("This source says: 31 December 2026.")
    expect(page.locator(".newer")).to_contain_text("Deadline: 31 January 2027, according to Calls in autumn")
    page.locator(".newer").get_by_role("link").click()
    expect(page.locator("mark")).to_contain_text("31 January 2027")
    expect(page.locator(".newer")).to_have_count(0)
    page.goto(f"/sources/{places['SIL', 'Calls in spring']}")
    expect(page.locator(".newer")).to_have_count(0)
    page.close()


def test_a_more_trusted_source_that_says_otherwise_is_named_though_it_is_older(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "spring.md").write_text(OLD, "utf-8")
    (tmp_path / "in" / "page.md").write_text(NEW.replace("2026-10-01", "2026-01-15"), "utf-8")
    (tmp_path / "in" / "sources.yaml").write_text('"page.md": {authority: platform}\n', "utf-8")
    settings = Settings(store=tmp_path / "store")
    sync([tmp_path / "in"], build_store(settings, now))
    generation = build_store(settings, now).open()
    passages = {p.passage_id: p for p in generation.catalogue.all_passages() if "31 December" in p.text}
    generation.close()
    with served(create_app(build(settings, now))) as address:
        page = browser.new_page(base_url=address, locale="en-GB")
        page.goto(f"/sources/{next(iter(passages))}")
        expect(page.locator(".newer h2")).to_have_text("A more trusted source says otherwise")
        expect(page.locator(".newer")).to_contain_text("Deadline: 31 January 2027, according to Calls in autumn")
        page.close()


def test_a_card_says_where_another_source_gives_another_date(browser: Browser, corrected: tuple[str, Settings]) -> None:
    page = browser.new_page(base_url=corrected[0], locale="en-GB")
    card = embedded(page, "lang=en").ask("Which calls support training in green manufacturing?").locator(".card").first
    expect(card.locator("time").first).to_have_text("31 January 2027")
    expect(card.locator(".otherwise")).to_contain_text("Another source of this call says otherwise")
    expect(card.locator(".otherwise li")).to_have_text(re.compile(r"^Deadline: 31 December 2026\s\d$"))
    expect(card.locator(".otherwise a.cite")).to_have_accessible_name(re.compile("Calls in spring"))
    assert violations(page) == []
    page.close()
