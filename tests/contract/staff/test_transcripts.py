"""A transcript put in at the desk answers later questions, with the time at which it was said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync

STAFF = {"Authorization": "Bearer a-staff-token-for-these-tests-only"}
TALK = datetime(2024, 5, 15, 8, 0, tzinfo=UTC)
SAID = b"""WEBVTT

1
00:00:05.000 --> 00:00:12.000
Ann: Welcome to the talk of the quokkaberry network.

2
00:12:30.000 --> 00:12:40.000
Ann: The quokkaberry network meets every spring in Graz with forty growers.
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    (tmp_path / "talk.md").write_text("# Talk\n\nThe cluster meets every autumn in Linz.\n")
    settings = Settings(store=tmp_path / "store", staff_token=STAFF["Authorization"].split()[1])  # type: ignore[arg-type]
    sync([tmp_path / "talk.md"], build_store(settings, lambda: TALK))
    with TestClient(create_app(build(settings, lambda: TALK), settings), headers=STAFF) as opened:
        yield opened


def session(client: TestClient) -> str:
    made = client.post("/api/staff/sessions", json={"title": "Berries", "day": "2024-05-15"}).json()
    return str(made["session"]["session_id"])


def put(client: TestClient, to: str, name: str, content: bytes) -> Any:
    return client.post(f"/api/staff/sessions/{to}/transcript?name={name}", content=content)


def test_what_was_said_answers_later_questions_with_its_time(client: TestClient) -> None:
    to = session(client)
    assert put(client, to, "talk.vtt", SAID).json()["said"] == "The transcript is in the index."
    answer = client.post("/api/chat", json={"question": "Where does the quokkaberry network meet?"}).json()
    assert "Graz" in answer["text"]
    (kind,) = {citation["locator"]["kind"] for citation in answer["citations"]}
    assert kind == "time"
    autumn = client.post("/api/chat", json={"question": "Where does the cluster meet every autumn?"}).json()
    assert "Linz" in autumn["text"]  # what was indexed before is still there
    assert put(client, to, "again.vtt", SAID).json()["said"] == "The transcript was in the index already."


@pytest.mark.parametrize(
    ("name", "content"), [("talk.vtt", b""), ("talk.csv", SAID), ("talk.vtt", b"WEBVTT\n\n"), ("talk.vtt", b"\x00\x01")]
)
def test_what_is_no_transcript_is_refused_and_changes_nothing(client: TestClient, name: str, content: bytes) -> None:
    to = session(client)
    before = client.get("/api/documents").json()
    refused = put(client, to, name, content)
    assert refused.status_code == 422, refused.text
    assert name in refused.json()["detail"]
    assert client.get("/api/documents").json() == before


@pytest.mark.parametrize("call", ["2026-02-05_174", "2026-07-15_040"])
def test_the_real_transcripts_are_taken(client: TestClient, shared: Path, call: str) -> None:
    content = (shared / "data" / "zoom" / call / "transcript.vtt").read_bytes()
    to = session(client)
    assert put(client, to, "transcript.vtt", content).status_code == 201
    documents = client.get("/api/documents").json()["items"]
    assert [d["published"] for d in documents if d["media_type"] == "text/vtt"] == ["2024-05-15"]
