"""Calls as calendars, filters that are refused, and the rule that no closed call is ever current."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from assistant.answers import Question
from assistant.bootstrap import build
from assistant.settings import Settings
from tests.conftest import now

QUESTIONS = (
    "which calls fit a water-tech SME",
    "tourism SME, is there money for services?",
    "Which calls close next month?",
    "list all RESIST calls",
    "What can I still apply for?",
    "training for our staff",
    "Is POLREC still open?",
    "furniture maker looking abroad",
    "public authority, climate-neutral cities",
    "Which calls are forthcoming?",
)


def test_a_feed_holds_every_deadline_of_what_is_open(client: TestClient) -> None:
    conditions = {"as_of": "2024-05-15", "status": "open"}
    response = client.get("/api/calls.ics", params=conditions)
    assert response.headers["content-type"].startswith("text/calendar")
    cards = client.get("/api/calls", params=conditions | {"size": "100"}).json()["items"]
    days = sorted(deadline["date"] for card in cards for deadline in card["deadlines"])
    events = Calendar.from_ical(response.text).walk("VEVENT")
    assert sorted(event.decoded("dtstart").date().isoformat() for event in events) == days
    assert {event.decoded("dtstart").strftime("%H:%M %Z") for event in events} <= {"17:00 CEST", "17:00 CET"}


def test_one_call_has_its_own_entry_and_a_closed_one_says_so(client: TestClient) -> None:
    card = client.get("/api/calls", params={"q": "CirInWater"}).json()["items"][0]
    early = client.get(f"/api/calls/{card['call_id']}.ics", params={"as_of": "2024-05-15"}).text
    late = client.get(f"/api/calls/{card['call_id']}.ics", params={"as_of": "2024-10-03"}).text
    assert "Deadline: CirInWater" in early
    assert "Closed: CirInWater" in late
    assert client.get("/api/calls/nothing.ics").status_code == 404


def test_a_feed_holds_closed_calls_only_where_they_are_asked_for(client: TestClient) -> None:
    def kinds(**conditions: object) -> set[str]:
        feed = client.get("/api/calls.ics", params={"as_of": "2024-10-03", **conditions}).text
        return {str(event["summary"]).split(":")[0] for event in Calendar.from_ical(feed).walk("VEVENT")}

    assert kinds() == kinds(status=["open", "forthcoming"]) == {"Deadline"}
    assert kinds(status="closed") == {"Closed"}
    assert kinds(status=["open", "closed"]) == {"Deadline", "Closed"}


def test_several_statuses_are_any_of_them(client: TestClient) -> None:
    def total(*statuses: str) -> int:
        return int(client.get("/api/calls", params={"as_of": "2024-10-03", "status": statuses}).json()["total"])

    assert total("open", "closed") == total("open") + total("closed")
    assert min(total("open"), total("closed")) > 0


@pytest.mark.parametrize("name", ["as_of", "programme", "closes_before", "sort", "page"])
def test_a_condition_that_is_given_twice_is_refused_by_name(client: TestClient, name: str) -> None:
    for address in ("/api/calls", "/api/calls.ics"):
        refused = client.get(f"{address}?{name}=2027-01-01&{name}=2027-01-02")
        assert refused.status_code == 422
        assert refused.json()["detail"].startswith(f"{name}: is given more than once")


@pytest.mark.parametrize("name", ["sector", "support", "applicant", "country"])
def test_an_unknown_value_is_refused_with_the_allowed_ones(client: TestClient, name: str) -> None:
    response = client.get("/api/calls", params={name: "xyzzy"})
    assert response.status_code == 422
    assert name in response.json()["detail"]
    assert "allowed are" in response.json()["detail"]


def test_contradictory_days_are_refused(client: TestClient) -> None:
    response = client.get("/api/calls", params={"closes_after": "2027-01-02", "closes_before": "2027-01-01"})
    assert response.status_code == 422
    assert response.json()["detail"].startswith("closes_before: no call can meet both")
    assert "closes_after=2027-01-02" in response.json()["detail"]


@pytest.mark.parametrize("topic", ["horizon-cl2-2027-01-heritage-66", "HORIZON_CL2_2027_01_HERITAGE_66"])
def test_an_unknown_topic_id_is_said_to_be_unknown_however_it_is_written(client: TestClient, topic: str) -> None:
    answer = client.post("/api/chat", json={"question": f"budget of {topic}", "as_of": "2024-05-15"}).json()
    assert answer["status"] == "no_evidence"
    assert topic.replace("_", "-") in answer["text"]
    assert not answer["calls"] + answer["closed_calls"]


def test_an_unknown_topic_id_beside_a_known_one_is_said_to_be_unknown(client: TestClient) -> None:
    question = "compare CirInWater with HORIZON-CL2-2027-01-HERITAGE-66"
    answer = client.post("/api/chat", json={"question": question, "as_of": "2024-05-15"}).json()
    assert [card["acronym"] for card in answer["calls"]] == ["CirInWater"]
    assert "holds no call HORIZON-CL2-2027-01-HERITAGE-66" in answer["text"]


def test_a_profile_takes_words_for_keys_and_refuses_others(client: TestClient) -> None:
    question = {"question": "which calls fit us", "as_of": "2024-05-15"}
    fits = client.post("/api/chat", json=question | {"profile": {"applicant": "SME", "sectors": ["water"]}}).json()
    assert fits["calls"][0]["acronym"] == "CirInWater"
    refused = client.post("/api/chat", json=question | {"profile": {"sectors": ["xyzzy"]}})
    assert refused.status_code == 422


def test_a_call_for_smes_alone_is_none_for_a_large_company(client: TestClient) -> None:
    question = {"question": "which calls fit us", "as_of": "2024-05-15"}
    of_a_size = {
        size: client.post("/api/chat", json=question | {"profile": {"size": size, "sectors": ["water"]}}).json()
        for size in ("small", "large")
    }
    assert "CirInWater" in [card["acronym"] for card in of_a_size["small"]["calls"]]
    assert "CirInWater" not in [card["acronym"] for card in of_a_size["large"]["calls"]]


def test_no_closed_call_is_current_over_a_sweep_of_questions_and_days(settings: Settings) -> None:
    assistant = build(settings, now)
    days = [date(2024, 4, 1) + timedelta(days=17 * step) for step in range(100)]
    for day in days:
        for question in QUESTIONS:
            answer = assistant.answer(Question(question, as_of=day))
            assert all(card.status != "closed" for card in answer.calls), (question, day)
            late = [c for c in answer.calls if c.deadlines and max(d.date for d in c.deadlines) < day]
            assert late == [], (question, day)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_from_which_no_days_can_be_counted_is_refused(client: TestClient, day: str) -> None:
    asked = {"question": "Which calls close in the next ten years?", "as_of": day}
    for response in (
        client.post("/api/chat", json=asked),
        client.get("/api/calls", params={"as_of": day}),
        client.get("/api/calls/nothing", params={"as_of": day}),
    ):
        assert response.status_code == 422
        assert response.json()["detail"].startswith("as_of: no day that can be asked for; allowed are 1900-01-01 to")


def test_days_are_counted_from_the_last_day_that_can_be_asked_for(client: TestClient) -> None:
    for said in ("in the next 9999 years", "next month", "within 5000 weeks", "in the next 9999 days"):
        asked = {"question": f"Which calls close {said}?", "as_of": "2999-12-31"}
        assert client.post("/api/chat", json=asked).status_code == 200
