"""What staff and administrators do is kept, what they look at or say is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.audit import AuditLog
from assistant.bootstrap import build, build_audit
from assistant.cli import main
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.conftest import now

TOKEN = "kJ8-u2Lq_w9ZbX0vR4tYcE6mNs1P"


@pytest.fixture
def given(tmp_path: Path) -> Settings:
    return Settings(store=tmp_path / "store", staff_token=SecretStr(TOKEN))


@pytest.fixture
def client(given: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(build(given, now), given)) as opened:
        yield opened


def test_changes_and_refusals_are_kept_without_what_was_said(given: Settings) -> None:
    with TestClient(create_app(build(given, now), given)) as client:
        client.delete("/api/staff/sessions/quokka", headers={"authorization": f"Bearer {TOKEN}"})
        client.get("/api/staff/sessions", headers={"authorization": f"Bearer {TOKEN}"})
        wrong = client.post("/api/staff/sessions", headers={"authorization": "Bearer xylophone"}, json={"title": "zoo"})
        client.post("/api/chat", json={"question": "hello"})
    lines = build_audit(given, now).lines()
    assert [(line.actor, line.outcome) for line in lines] == [("staff (token)", "404"), ("nobody", "401")]
    assert lines[0].action.startswith("DELETE /api/staff/sessions/{")
    assert "quokka" in lines[0].target
    assert lines[1].request_id == wrong.headers["x-request-id"]
    told = str(lines)
    assert not any(word in told for word in (TOKEN, "xylophone", "zoo", "testclient"))


def test_what_administrators_do_on_the_command_line_is_kept(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    document = tmp_path / "calls.md"
    document.write_text("# Calls\n\n- GEMSTONE: support for training; deadline 31 December 2026\n", encoding="utf-8")
    run = CliRunner().invoke
    assert run(main, ["ingest", str(document), "--store", store]).exit_code == 0
    assert run(main, ["conversations", "purge", "--store", store]).exit_code == 0
    shown = run(main, ["audit", "--store", store, "--json"]).stdout.splitlines()
    lines = [json.loads(line) for line in shown]
    assert [line["action"] for line in lines] == ["ingest", "conversations purge"]
    assert all(line["actor"].startswith("administrator (") for line in lines)
    assert "created 1" in lines[0]["outcome"]
    assert "conversations purge" in run(main, ["audit", "--store", store]).stdout
    assert not run(main, ["audit", "--store", store, "--since", "2999-01-01"]).stdout


def test_lines_past_their_retention_are_deleted(given: Settings) -> None:
    class Hands:
        now = now()

        def __call__(self) -> datetime:
            return self.now

    hands = Hands()
    kept = AuditLog(build(given, hands).conversations.engine, hands, timedelta(days=10))
    kept.add("a", "old")
    hands.now += timedelta(days=9)
    kept.add("a", "new")
    hands.now += timedelta(days=2)
    assert kept.purge() == 1
    assert [line.action for line in kept.lines()] == ["new"]


def test_nothing_fails_because_it_cannot_be_kept(given: Settings, client: TestClient) -> None:
    for file in given.store.glob("conversations.sqlite*"):
        file.unlink()
    (given.store / "conversations.sqlite").mkdir()
    assert client.delete("/api/staff/sessions/x", headers={"authorization": "Bearer wrong"}).status_code == 401
