"""The pictures of the webinar desk: two people, some minutes into a talk."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.staff_desk import Served, Window, served

FIRST = ("Will the slides be shared?", "no sound", "Hello from Lisbon!", "What is the e-mail of Marek Przeor?")
LATER = (
    "which calls fit a water-tech SME",
    "Which calls close in June 2024?",
    "When is the deadline of GEMSTONE?",
    "gemstone deadline?",
    "Question for Anna: was sind die Hindernisse für Resilienz?",
    "Can we get the slides after the webinar?",
)


def take(browser: Browser, store: Path, images: Path) -> None:
    """Write desk-*.png into a folder."""
    with served(store, f"sqlite:///{store.parent / 'desk.sqlite'}") as desk:
        ann, bob = Window(browser, desk, "Ann"), Window(browser, desk, "Bob", color_scheme="dark")
        _talk(desk, ann, bob)
        ann.choose("water-tech")
        _picture(ann, images / "desk-queue.png")
        ann.choose("Can we get the slides")
        _picture(ann, images / "desk-again.png")
        ann.choose("water-tech")
        ann.answer.press_sequentially("For you: ")
        bob.choose("water-tech")
        expect(bob.page.locator("#claim")).to_contain_text("Ann is working")
        _picture(bob, images / "desk-claimed.png")
        ann.context.close()
        bob.context.close()


def _talk(desk: Served, ann: Window, bob: Window) -> None:
    _at(desk, ann, bob, seconds=0)
    ann.sign_in()
    ann.create("Green, digital and resilient through clusters", speakers="Anna Kowalska")
    bob.sign_in(ann.session)
    ann.ask(*FIRST)
    ann.choose("slides")
    ann.answer.fill("Yes: everybody who registered gets them by mail tomorrow.")
    ann.deed("Approve and copy")
    _at(desk, ann, bob, seconds=50)
    bob.ask(*LATER)
    expect(ann.page.locator("#queue")).not_to_contain_text("drafting")
    _at(desk, ann, bob, seconds=25)


def _at(desk: Served, *windows: Window, seconds: float) -> None:
    """The wall clock moves on for server and windows alike."""
    desk.wall.move(seconds=seconds)
    for window in windows:
        window.page.clock.set_system_time(desk.wall.now)


def _picture(window: Window, path: Path) -> None:
    window.page.set_viewport_size({"width": 1280, "height": 860})
    window.page.mouse.move(0, 0)
    window.page.screenshot(path=path)
