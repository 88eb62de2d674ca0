"""The desk served on loopback with a clock that stands until it is moved, and people at it in windows of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.browser import serving
from tests.desks import Wall

TOKEN = "a-staff-token-for-these-tests-only"
START = Wall().now


@dataclass
class Served:
    """Where the desk is, its application, and the clock on its wall."""

    address: str
    app: FastAPI
    wall: Wall


@contextmanager
def served(store: Path, database: str) -> Iterator[Served]:
    wall = Wall()
    settings = Settings(store=store, staff_token=TOKEN, conversations={"url": database})  # type: ignore[arg-type]
    app = create_app(build(settings, wall), settings)
    with serving.served(app) as address:
        yield Served(address, app, wall)


class Window:
    """One person of the staff at the desk."""

    def __init__(self, browser: Browser, desk: Served, name: str, **options: Any) -> None:
        self.context = browser.new_context(
            base_url=desk.address,
            viewport={"width": 1280, "height": 900},
            locale="en-GB",
            timezone_id="Europe/Brussels",
            permissions=["clipboard-read", "clipboard-write"],
            **options,
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.name = name

    def sign_in(self, session: str = "") -> None:
        self.page.goto(f"/staff#{session}")
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("Staff token").fill(TOKEN)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_text(f"Signed in as {self.name}")).to_be_visible()

    def create(self, title: str, day: str = "2024-05-15", speakers: str = "") -> None:
        self.page.get_by_role("button", name="New session").click()
        self.page.get_by_label("Title").fill(title)
        self.page.get_by_label("Date of the talk").fill(day)
        self.page.get_by_label("Speakers").fill(speakers)
        self.page.get_by_role("button", name="Create").click()
        expect(self.page.get_by_label("Session", exact=True).locator("option:checked")).to_contain_text(title)

    @property
    def session(self) -> str:
        return self.page.url.partition("#")[2]

    def ask(self, *questions: str) -> None:
        self.page.get_by_role("button", name="Add questions").click()
        self.page.get_by_label("Paste questions").fill("\n".join(questions))
        self.page.get_by_role("button", name="Add", exact=True).click()
        expect(self.page.locator("#add")).to_be_hidden(timeout=15_000)

    def choose(self, text: str) -> None:
        self.page.locator("#queue button", has_text=text).first.click()
        expect(self.page.locator("#asked")).to_contain_text(text)

    @property
    def answer(self) -> Any:
        return self.page.get_by_label("Answer, plain text")

    def deed(self, label: str) -> None:
        self.page.locator("#deeds").get_by_role("button", name=label, exact=True).click()

    def clipboard(self) -> str:
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text
