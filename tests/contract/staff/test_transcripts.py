"""A transcript put in at the desk answers later questions, with the time at which it was said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_store
from assistant.desk.desk import WebinarDesk
from assistant.settings import DeskSettings, Settings
from assistant.web.app import create_app
from assistant.words import tokens
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


@contextmanager
def desk(folder: Path, *, keeps_names: bool) -> Iterator[TestClient]:
    (folder / "talk.md").write_text("# Talk\n\nThe cluster meets every autumn in Linz.\n")
    settings = Settings(
        store=folder / "store",
        staff_token=STAFF["Authorization"].split()[1],  # type: ignore[arg-type]
        desk=DeskSettings(keep_attendees=keeps_names),
    )
    sync([folder / "talk.md"], build_store(settings, lambda: TALK))
    with TestClient(create_app(build(settings, lambda: TALK), settings), headers=STAFF) as opened:
        yield opened


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with desk(tmp_path, keeps_names=False) as opened:
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
def test_the_real_transcripts_are_taken_without_loss(tmp_path: Path, shared: Path, call: str) -> None:
    content = (shared / "data" / "zoom" / call / "transcript.vtt").read_bytes()
    with desk(tmp_path, keeps_names=True) as client:
        transcript = taken(client, content)
        kept = words(texts(client, transcript["document_id"]))
    assert transcript["published"] == "2024-05-15"
    said = [words(cue) for cue in cues(content.decode().replace("\r\n", "\n"))]
    assert len(said) > 300
    assert [cue for cue in said if cue not in kept] == []


def test_of_an_attendee_who_said_little_the_name_is_dropped_unless_names_are_kept(
    client: TestClient, tmp_path: Path
) -> None:
    lecture = " ".join(["The quokkaberry network explains its calls."] * 60)
    content = (
        SAID.decode() + f"\n3\n00:20:00.000 --> 00:30:00.000\nAnn: {lecture}\n\n4\n00:31:00.000 --> 00:31:04.000\n"
    )
    content += "Vera Lindqvist: May growers from Poland join?\n"
    said = texts(client, taken(client, content.encode())["document_id"])
    assert "growers from Poland" in said
    assert "Ann: " in said
    assert "Vera" not in said
    (tmp_path / "other").mkdir()
    with desk(tmp_path / "other", keeps_names=True) as other:
        assert "Vera Lindqvist" in texts(other, taken(other, content.encode())["document_id"])


VERA = SAID + b"\n3\n00:20:00.000 --> 00:30:00.000\nAnn: " + b"The network explains its calls. " * 60
VERA += b"\n\n4\n00:31:00.000 --> 00:31:04.000\nVera Lindqvist: May growers from Poland join?\n"


def holding(folder: Path, words: bytes) -> list[str]:
    return [file.name for file in folder.rglob("*") if file.is_file() and words in file.read_bytes()]


def test_a_name_that_is_not_kept_is_in_no_file(tmp_path: Path) -> None:
    with desk(tmp_path, keeps_names=False) as client:
        assert "growers from Poland" in texts(client, taken(client, VERA)["document_id"])
    assert holding(tmp_path / "store", b"Lindqvist") == []
    assert holding(tmp_path / "store", b"quokkaberry network") != []


def test_a_kept_name_goes_from_file_and_index_when_its_time_is_over(tmp_path: Path) -> None:
    with desk(tmp_path, keeps_names=True) as client:
        document = taken(client, VERA)["document_id"]
        assert "Vera Lindqvist" in texts(client, document)
        at: WebinarDesk = client.app.state.desk  # type: ignore[attr-defined]
        assert at.transcripts.drop_names_before(date(2024, 5, 15)) == 0
        assert at.transcripts.drop_names_before(date(2024, 5, 16)) == 1
        assert at.transcripts.drop_names_before(date(2024, 5, 16)) == 0
        (left,) = [d for d in client.get("/api/documents").json()["items"] if d["media_type"] == "text/vtt"]
        assert "growers from Poland" in texts(client, left["document_id"])
    assert holding(tmp_path / "store", b"Lindqvist") == []


def taken(client: TestClient, content: bytes) -> dict[str, Any]:
    """The document that a transcript became."""
    assert put(client, session(client), "transcript.vtt", content).status_code == 201
    documents = client.get("/api/documents").json()["items"]
    (transcript,) = [d for d in documents if d["media_type"] == "text/vtt"]
    return dict(transcript)


def cues(transcript: str) -> list[str]:
    """What was said in each cue, without who said it."""
    blocks = [block.splitlines()[2:] for block in transcript.split("\n\n")[1:]]
    return [" ".join(lines).partition(": ")[2] or " ".join(lines) for lines in blocks if lines]


def texts(client: TestClient, document_id: str) -> str:
    at: WebinarDesk = client.app.state.desk  # type: ignore[attr-defined]
    with at.drafter.assistant("public").reader.reading() as generation:
        return " ".join(passage.text for passage in generation.catalogue.passages(document_id))


def words(text: str) -> str:
    return " ".join(tokens(text))
