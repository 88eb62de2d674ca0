"""From the hour of its last deadline on a call is closed by every way out: random calls, days and hours, with DST."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from assistant.bootstrap import build, build_desk, build_store
from assistant.cli import main
from assistant.clock import BRUSSELS, brussels_day
from assistant.desk.desk import WebinarDesk
from assistant.desk.records import Incoming
from assistant.desk.sessions import NewSession
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.desks import Wall

CALLS = 24
FIELDS = ("Title", "Topic ID", "Deadline", "Status", "Summary")
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31))
FIRST = date(2026, 1, 10)
WRITTEN = {
    "": (time(17), "Europe/Brussels"),
    " at 12:00 CET": (time(12), "Europe/Brussels"),
    ", 17:00:00 Brussels time": (time(17), "Europe/Brussels"),
    " at 5 pm Lisbon time": (time(17), "Europe/Lisbon"),
    ", 09:30 (UTC)": (time(9, 30), "UTC"),
    " at midnight": (time(23, 59), "Europe/Brussels"),
    ", 23:59 AoE": (time(23, 59), "Europe/Brussels"),  # no deadline outlasts its day in Brussels
    ", 02:30": (time(2, 30), "Europe/Brussels"),
    " 18 Uhr": (time(18), "Europe/Brussels"),
    ", 11:00 EEST": (time(11), "Europe/Helsinki"),
}
QUESTIONS = (
    "Which calls are open?",
    "which calls fit a water SME",
    "Is {id} still open?",
    "What is the next deadline?",
)
Ends = dict[str, tuple[datetime, ...]]


def random_days(chance: random.Random) -> list[date]:
    days = {FIRST + timedelta(days=chance.randrange(700)) for _ in range(chance.choice((1, 1, 2)))}
    return sorted({chance.choice(CHANGES)} if chance.random() < 0.3 else days)


def random_call(number: int, chance: random.Random) -> tuple[dict[str, str], tuple[datetime, ...]]:
    """A row of a table, and the instants at which its deadlines pass."""
    told = [(day, chance.choice(tuple(WRITTEN))) for day in random_days(chance)]
    if len(told) > 1:  # an hour said once is that of all days
        told = [(day, told[0][1]) for day, _ in told]
    ends = [datetime.combine(day, WRITTEN[hour][0], ZoneInfo(WRITTEN[hour][1])).astimezone(UTC) for day, hour in told]
    values = (
        f"Support for water firms {number}",
        f"SMP-TEST-2026-{number:03}",
        "; ".join(f"{day:%d %B %Y}{hour}" for day, hour in told),
        chance.choice(("open", "open", "")),
        "Grants for SMEs in water treatment.",
    )
    return dict(zip(FIELDS, values, strict=True)), tuple(ends)


MADE = [random_call(number, random.Random(number)) for number in range(CALLS)]
ENDS: Ends = {row["Topic ID"]: ends for row, ends in MADE}
LAST = {topic: max(ends) for topic, ends in ENDS.items()}
# Around the last deadline of some call: the very instant, an hour, half a day.
MOMENTS = st.builds(
    lambda last, minutes: last + timedelta(minutes=minutes),
    st.sampled_from(sorted(LAST.values())),
    st.sampled_from((-720, -61, -1, 0, 1, 30, 61, 119, 421, 720)),
)


@pytest.fixture(scope="module")
def wall() -> Wall:
    return Wall()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, wall: Wall) -> Settings:
    folder = tmp_path_factory.mktemp("hours")
    with (folder / "calls.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(row for row, _ in MADE)
    made = Settings(store=folder / "store")
    sync([folder / "calls.csv"], build_store(made, wall))
    return made


@pytest.fixture(scope="module")
def served(place: Settings, wall: Wall) -> Iterator[TestClient]:
    with TestClient(create_app(build(place, wall))) as client:
        yield client


@pytest.fixture(scope="module")
def command(place: Settings, wall: Wall) -> Iterator[partial[Any]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assistant.bootstrap.build", partial(build, clock=wall))
        yield partial(CliRunner().invoke, main, env={"EUCLUSTERS_STORE": str(place.store)})


@pytest.fixture(scope="module")
def desk(place: Settings, wall: Wall) -> WebinarDesk:
    return build_desk(place, build(place, wall))


def late(cards: list[dict[str, Any]], now: datetime) -> list[str]:
    """The calls shown as anything but closed though their last deadline has passed."""
    return [card["topic_id"] for card in cards if card["status"] != "closed" and now >= LAST[card["topic_id"]]]


def misplaced(cards: list[dict[str, Any]], now: datetime) -> list[str]:
    """The calls whose next deadline, or the days left to it, is not the first that has not passed."""
    return [card["topic_id"] for card in cards if _ahead(card) != _expected(card["topic_id"], now)]


def _ahead(card: dict[str, Any]) -> tuple[str | None, int | None]:
    return card["next_deadline"], card["days_left"]


def _expected(topic: str, now: datetime) -> tuple[str | None, int | None]:
    ahead = min((end for end in ENDS[topic] if end > now), default=None)
    day = brussels_day(ahead) if ahead else None
    return (day.isoformat(), (day - brussels_day(now)).days) if day else (None, None)


def test_every_call_was_read_with_its_hour(served: TestClient) -> None:
    cards = served.get("/api/calls", params={"size": 100}).json()["items"]
    assert len(cards) == CALLS
    said = {card["topic_id"]: card["deadlines"][-1]["time"] is not None for card in cards}
    assert said == {row["Topic ID"]: any(row["Deadline"].endswith(hour) for hour in WRITTEN if hour) for row, _ in MADE}


@given(now=MOMENTS, status=st.sampled_from(("", "open", "closed")))
@settings(max_examples=60, deadline=None)
def test_lists_calendars_and_single_calls_know_the_hour(
    served: TestClient, wall: Wall, now: datetime, status: str
) -> None:
    wall.now = now
    cards = served.get("/api/calls", params={"size": "100"} | ({"status": status} if status else {})).json()["items"]
    assert late(cards, now) == misplaced(cards, now) == []
    closed = {topic for topic, last in LAST.items() if now >= last}
    assert status != "closed" or {card["topic_id"] for card in cards} == closed
    ahead = Calendar.from_ical(served.get("/api/calls.ics").text).walk("VEVENT")
    assert all(event.decoded("dtstart") > now for event in ahead)
    one = served.get(f"/api/calls/{cards[0]['call_id']}").json()["card"] if cards else None
    assert one is None or late([one], now) == misplaced([one], now) == []


@given(now=MOMENTS, question=st.sampled_from(QUESTIONS), topic=st.sampled_from(sorted(LAST)))
@settings(max_examples=40, deadline=None)
def test_answers_and_streams_know_the_hour(
    served: TestClient, wall: Wall, now: datetime, question: str, topic: str
) -> None:
    wall.now = now
    body = {"question": question.format(id=topic)}
    answer = served.post("/api/chat", json=body).json()
    assert all(card["status"] != "closed" for card in answer["calls"])
    assert late(answer["calls"], now) == []
    assert misplaced([*answer["calls"], *answer["closed_calls"]], now) == []
    streamed = served.post("/api/chat/stream", json=body).text
    events = [json.loads(line[6:]) for line in streamed.split("\n") if line.startswith("data: {") and '"calls"' in line]
    assert events
    assert all(late(event["calls"], now) == [] for event in events)


@given(now=MOMENTS)
@settings(max_examples=8, deadline=None)
def test_exports_of_the_command_know_the_hour(command: partial[Any], wall: Wall, now: datetime) -> None:
    wall.now = now
    cards = json.loads(command(["calls", "--json"]).stdout)
    assert late(cards, now) == misplaced(cards, now) == []
    assert late(list(csv.DictReader(io.StringIO(command(["calls", "--csv"]).stdout))), now) == []
    ahead = Calendar.from_ical(command(["calls", "--ics"]).stdout).walk("VEVENT")
    assert all(event.decoded("dtstart") > now for event in ahead)
    assert late(json.loads(command(["ask", "Which calls are open?", "--json"]).stdout)["calls"], now) == []


@given(now=MOMENTS)
@settings(max_examples=8, deadline=None)
def test_drafts_on_the_day_of_a_session_and_figures_know_the_hour(
    desk: WebinarDesk, served: TestClient, wall: Wall, now: datetime
) -> None:
    wall.now = now
    session = desk.sessions.create(NewSession("Calls", brussels_day(now), "public"))
    desk.take(session.session_id, [Incoming("Which calls are open?")])
    desk.draft_waiting(session.session_id)
    (question,) = desk.questions.queue(session.session_id)
    assert question.draft
    named = {row["Title"]: LAST[row["Topic ID"]] for row, _ in MADE}
    shown = [call.name for call in question.draft.calls if call.status != "closed"]
    assert [name for name in shown if now >= named[name]] == []
    text = served.get("/metrics").text
    counted = next(line for line in text.splitlines() if line.startswith("euclusters_calls_open "))
    assert float(counted.split()[1]) == sum(now < last for last in LAST.values())


@pytest.mark.parametrize(("clock", "said"), [((11, 59), "until|last day"), ((12, 0), "closed")])
def test_on_the_last_day_the_answer_says_the_hour(
    served: TestClient, wall: Wall, clock: tuple[int, int], said: str
) -> None:
    row, ends = next((row, ends) for row, ends in MADE if row["Deadline"].endswith("12:00 CET"))
    wall.now = datetime.combine(brussels_day(max(ends)), time(*clock), BRUSSELS).astimezone(UTC)
    answer = served.post("/api/chat", json={"question": f"When does {row['Topic ID']} close?"}).json()
    assert "12:00 Brussels time" in answer["text"]
    assert any(word in answer["text"] for word in said.split("|"))


def test_a_question_for_the_hour_of_a_deadline_is_answered_by_it(served: TestClient, wall: Wall) -> None:
    wall.now = datetime(2026, 1, 1, 9, tzinfo=UTC)
    usual = next(row for row, _ in MADE if row["Deadline"].endswith("Brussels time"))
    silent = next(row for row, _ in MADE if row["Deadline"][-4:].isdigit())
    asked = [
        served.post("/api/chat", json={"question": f"At what hour does {row['Topic ID']} close?"}).json()
        for row in (usual, silent)
    ]
    assert "17:00 Brussels time" in asked[0]["text"]
    assert [answer["status"] for answer in asked] == ["answered", "no_evidence"]
