"""No call past its last deadline is ever current: random calls, ingested, then seen by every way out on random days."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from assistant.bootstrap import build, build_store
from assistant.cli import main
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.conftest import now

CALLS = 60
FIELDS = ("Title", "Topic ID", "Deadline", "Deadline model", "Opening date", "Status", "Summary")
THEMES = ("water treatment", "tourism services", "steel and cement", "training of staff", "furniture and lighting")
QUESTIONS = (
    "Which calls are open?",
    "which calls fit a water-tech SME",
    "tourism SME, is there money for services?",
    "What is the next deadline?",
    "Is {id} still open?",
    "Which calls close next month?",
    "training for our staff",
    "which call stays open longest?",
)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
DAYS = st.dates(FIRST - timedelta(days=40), LAST + timedelta(days=40))


def random_call(number: int, chance: random.Random) -> dict[str, str]:
    days = sorted(
        FIRST + timedelta(days=chance.randrange((LAST - FIRST).days)) for _ in range(chance.choice((1, 1, 2, 3)))
    )
    opens = days[0] - timedelta(days=chance.randrange(200))
    values = (
        f"Support for {chance.choice(THEMES)} {number}",
        f"SMP-TEST-2026-{number:03}",
        "; ".join(day.isoformat() for day in days),
        "multiple cut-off" if len(days) > 1 else "single-stage",
        chance.choice(("", opens.isoformat())),
        chance.choice(("open", "forthcoming", "closed", "rolling", "")),
        f"Grants for SMEs in {chance.choice(THEMES)}.",
    )
    return dict(zip(FIELDS, values, strict=True))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of random calls, and beside it what was ingested."""
    folder = tmp_path_factory.mktemp("random")
    chance = random.Random(4)
    with (folder / "calls.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(random_call(number, chance) for number in range(CALLS))
    sync([folder / "calls.csv"], build_store(Settings(store=folder / "store"), now))
    return folder


@pytest.fixture(scope="module")
def last(place: Path) -> dict[str, date]:
    """The last deadline of every call, by its identifier."""
    with (place / "calls.csv").open(newline="") as file:
        return {row["Topic ID"]: date.fromisoformat(row["Deadline"].split("; ")[-1]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def served(place: Path) -> Iterator[TestClient]:
    with TestClient(create_app(build(Settings(store=place / "store"), now))) as client:
        yield client


def late(cards: list[dict[str, Any]], day: date, last: dict[str, date]) -> list[str]:
    """The calls shown as current or without a deadline behind them, though their last deadline is past."""
    shown = [card["topic_id"] for card in cards if card["status"] != "closed"]
    return [topic for topic in shown if last[topic] < day]


def test_every_random_call_was_read(served: TestClient) -> None:
    assert served.get("/api/calls", params={"size": 100}).json()["total"] == CALLS


@given(
    day=DAYS,
    status=st.sampled_from(("", "open", "forthcoming", "unknown")),
    sort=st.sampled_from(("deadline", "title")),
)
@settings(max_examples=40, deadline=None)
def test_lists_and_calendars_show_no_late_call(
    served: TestClient, last: dict[str, date], day: date, status: str, sort: str
) -> None:
    conditions = {"as_of": day.isoformat(), "size": "100", "sort": sort} | ({"status": status} if status else {})
    assert late(served.get("/api/calls", params=conditions).json()["items"], day, last) == []
    events = Calendar.from_ical(served.get("/api/calls.ics", params=conditions).text).walk("VEVENT")
    ends = {str(event["uid"]).split("@")[0]: event.decoded("dtstart").date() for event in events}
    assert not ends or max(ends.values()) >= day


@given(day=DAYS, number=st.integers(0, CALLS - 1))
@settings(max_examples=40, deadline=None)
def test_a_late_call_by_itself_is_closed(served: TestClient, last: dict[str, date], day: date, number: int) -> None:
    topic = f"SMP-TEST-2026-{number:03}"
    address, asked = f"/api/calls/{topic.lower()}", {"as_of": day.isoformat()}
    assert late([served.get(address, params=asked).json()["card"]], day, last) == []
    entries = Calendar.from_ical(served.get(f"{address}.ics", params=asked).text).walk("VEVENT")
    is_late = last[topic] < day
    assert not is_late or all("closed" in str(entry["summary"]).lower() for entry in entries)


@given(day=DAYS, question=st.sampled_from(QUESTIONS), number=st.integers(0, CALLS - 1))
@settings(max_examples=60, deadline=None)
def test_answers_and_streams_show_no_late_call(
    served: TestClient, last: dict[str, date], day: date, question: str, number: int
) -> None:
    body = {"question": question.format(id=f"SMP-TEST-2026-{number:03}"), "as_of": day.isoformat()}
    answer = served.post("/api/chat", json=body).json()
    assert all(card["status"] != "closed" for card in answer["calls"])
    assert late(answer["calls"], day, last) == []
    streamed = served.post("/api/chat/stream", json=body).text
    shown = [json.loads(line[6:]) for line in streamed.split("\n") if line.startswith("data: {") and '"calls"' in line]
    assert shown
    assert all(late(event["calls"], day, last) == [] for event in shown)


@given(day=DAYS)
@settings(max_examples=8, deadline=None)
def test_exports_of_the_command_show_no_late_call(place: Path, last: dict[str, date], day: date) -> None:
    command = ["calls", "--as-of", day.isoformat(), "--store", str(place / "store")]
    cards = json.loads(CliRunner().invoke(main, [*command, "--json"]).stdout)
    assert late(cards, day, last) == []
    rows = list(csv.DictReader(io.StringIO(CliRunner().invoke(main, [*command, "--csv"]).stdout)))
    assert late([dict(row) for row in rows], day, last) == []
