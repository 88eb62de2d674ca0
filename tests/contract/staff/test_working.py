"""What staff do with questions over HTTP, two of them at once, and how the other one hears of it."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from tests.desk_people import Person


def _events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]


def test_a_question_is_pasted_drafted_approved_and_exported(ann: Person) -> None:
    session = ann.session()
    (question,) = ann.ask(session, "which calls fit a water-tech SME")
    assert "CirInWater" in question["text"]
    assert question["draft"]["calls"][0]["status"] == "open"
    assert ann.client.get(question["draft"]["sources"][0]["link"]).status_code == 200
    approved = ann.act(question, "approve").json()
    assert (approved["status"], approved["answered_by"]) == ("approved", "Ann")
    exported = ann("GET", f"/sessions/{session}/export.csv")
    assert "attachment" in exported.headers["content-disposition"]
    (row,) = csv.DictReader(io.StringIO(exported.text))
    assert (row["status"], row["seconds_to_answer"], row["edited"]) == ("approved", "0", "no")
    assert "## " in ann("GET", f"/sessions/{session}/export.md").text
    assert "questions:" in ann("GET", f"/sessions/{session}/export.yaml").text


def test_two_edits_of_one_version_lose_neither(ann: Person, bob: Person) -> None:
    (question,) = ann.ask(ann.session(), "Who may apply for GEMSTONE?")
    saved = ann.act(question, "answer", answer="Ann's words").json()
    ann("POST", f"/questions/{question['question_id']}/release")
    refused = bob.act(question, "answer", answer="Bob's words")
    assert refused.status_code == 409
    problem = refused.json()
    assert (problem["reason"], problem["current"]["text"]) == ("out_of_date", "Ann's words")
    kept = bob.act({**question, "version": saved["version"]}, "answer", answer="Ann's and Bob's words").json()
    assert (kept["text"], kept["claimed_by"]) == ("Ann's and Bob's words", "Bob Müller")


def test_a_claimed_question_is_kept_from_others(ann: Person, bob: Person) -> None:
    (question,) = ann.ask(ann.session(), "Who may apply for GEMSTONE?")
    path = f"/questions/{question['question_id']}"
    assert ann("POST", f"{path}/claim").json()["claimed_by"] == "Ann"
    for refused in (bob("POST", f"{path}/claim"), bob.act(question, "approve")):
        assert (refused.status_code, refused.json()["reason"]) == (409, "claimed")
        assert "Ann is working" in refused.json()["detail"]
    ann("POST", f"{path}/release")
    assert bob.act(question, "approve").json()["answered_by"] == "Bob Müller"


def test_a_question_is_answered_once(ann: Person, bob: Person) -> None:
    (question,) = ann.ask(ann.session(), "Who may apply for GEMSTONE?")
    assert ann.act(question, "approve").status_code == 200
    assert bob.act(question, "approve").status_code == 409
    assert bob.act(question, "status", status="dismissed").status_code == 409


def test_every_deed_of_staff(ann: Person) -> None:
    session = ann.session()
    live, mail, gone, again = ann.ask(
        session, "Who may apply for GEMSTONE?", "Which calls close in June 2024?", "barriers to resilience", "No sound!"
    )
    assert ann.act(live, "status", status="live").json()["status"] == "live"
    assert ann.act(mail, "status", status="follow_up").json()["follow_up"] is True
    dismissed = ann.act(gone, "status", status="dismissed").json()
    assert ann.act(dismissed, "reopen").json()["status"] == "drafted"
    assert ann.act(again, "kind", kind="question").json()["kind"] == "question"
    redrafted = ann.act({**dismissed, "version": dismissed["version"] + 1}, "redraft").json()
    assert redrafted["status"] == "waiting"
    merged = ann.act(
        {**redrafted, "version": ann.drafted(session)[2]["version"]}, "merge", into=mail["question_id"]
    ).json()
    assert merged["merged_into"] == mail["question_id"]
    assert ann.act(merged, "split").json()["merged_into"] is None
    assert ann.act({**merged, "version": merged["version"] + 1}, "split").status_code == 409


def test_changes_are_told_as_events_from_where_one_was_cut_off(ann: Person) -> None:
    session = ann.session()
    first, second = ann.ask(session, "Who may apply for GEMSTONE?", "Which calls close in June 2024?")
    sequence = ann("GET", f"/sessions/{session}").json()["sequence"]
    ann.act(first, "approve")
    path = f"/sessions/{session}/events?wait=0"
    told = _events(ann("GET", f"{path}&after={sequence}").text)
    assert [(e["question_id"], e["status"]) for e in told] == [(first["question_id"], "approved")]
    everything = _events(ann("GET", path).text)
    assert {e["question_id"] for e in everything} == {first["question_id"], second["question_id"]}
    assert _events(ann("GET", path, headers={"Last-Event-ID": str(sequence + 1)}).text) == []


def test_a_deleted_session_is_gone(ann: Person) -> None:
    session = ann.session()
    ann.ask(session, "Who may apply for GEMSTONE?")
    assert ann("DELETE", f"/sessions/{session}").status_code == 204
    assert ann("GET", f"/sessions/{session}").status_code == 404
