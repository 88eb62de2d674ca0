"""Attacks, wrong requests and documents that are not for everybody."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.desk_people import TALK, TOKEN, Person

ATTACKS = [
    "<script>alert(1)</script> who may apply?",
    '=HYPERLINK("http://evil.example") who may apply?',
    "![x](http://evil.example/p.png) who may apply?",
    "who \u202emay\u200b apply?",
    "x" * 49_999 + "?",
]


def test_a_staff_document_answers_only_where_the_scope_says_so(tmp_path: Path) -> None:
    from assistant.bootstrap import build_store
    from ingest.syncing import sync

    (tmp_path / "staff.md").write_text("---\naudience: staff\n---\n# Notes\n\nThe Quokkaberry desk is in Graz.\n")
    (tmp_path / "public.md").write_text("# Talk\n\nThe cluster meets every spring in Linz.\n")
    own = Settings(store=tmp_path / "store", staff_token=TOKEN)  # type: ignore[arg-type]
    sync([tmp_path / "staff.md", tmp_path / "public.md"], build_store(own, lambda: TALK))
    with TestClient(create_app(build(own, lambda: TALK), own)) as client:
        ann = Person(client)
        (public,) = ann.ask(ann.session(), "Where is the Quokkaberry desk?")
        (staff,) = ann.ask(ann.session(scope="staff"), "Where is the Quokkaberry desk?")
        assert "Graz" not in public["text"]
        assert "Graz" in staff["text"]
        link = staff["draft"]["sources"][0]["link"]
        assert staff["draft"]["sources"][0]["public"] is False
        assert client.get(link.replace("/staff/", "/")).status_code == 404
        assert client.get(link).status_code == 401
        assert client.get(link, headers=ann.headers).status_code == 200


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_stored_attack_does_nothing(ann: Person, attack: str) -> None:
    session = ann.session(title=attack[:150], speakers=[attack[:90]])
    (question,) = ann.ask(session, attack)
    ann("POST", f"/questions/{question['question_id']}/claim", headers={"X-Staff-Name": "%E2%80%AE=Ann%3Cb%3E"})
    ann("POST", f"/questions/{question['question_id']}/release", headers={"X-Staff-Name": "%E2%80%AE=Ann%3Cb%3E"})
    current = ann("GET", f"/questions/{question['question_id']}").json()
    approved = ann.act(current, "approve", answer=f"{attack[:9000]} indeed")
    assert approved.status_code == 200, approved.text
    for part in approved.json()["parts"]:
        assert len(part) <= 500
        assert not {"\u202e", "\u200b"} & set(part)
    table = ann("GET", f"/sessions/{session}/export.csv").text
    assert not any(
        c.lstrip("\"' ").startswith("=") and not c.startswith("'") for r in csv.reader(io.StringIO(table)) for c in r
    )
    faq = ann("GET", f"/sessions/{session}/export.md").text
    assert "<script" not in faq.replace("\\<", "")
    assert "\n![" not in faq
    assert not {"\u202e", "\u200b"} & set(table + faq)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/sessions/none", None, 404),
        ("GET", "/sessions/none/export.csv", None, 404),
        ("GET", "/sessions/none/events", None, 404),
        ("DELETE", "/sessions/none", None, 404),
        ("POST", "/sessions/none/questions", {"text": "Who?"}, 404),
        ("GET", "/questions/none", None, 404),
        ("POST", "/questions/none/claim", None, 404),
        ("POST", "/questions/none/approve", {"version": 1}, 404),
        ("POST", "/sessions", {"title": " "}, 422),
        ("POST", "/sessions", {"title": "Talk", "day": "soon"}, 422),
        ("POST", "/sessions", {"title": "Talk", "scope": "everyone"}, 422),
        ("POST", "/questions/none/approve", {}, 422),
    ],
)
def test_what_does_not_exist_or_is_wrong_is_said(
    ann: Person, method: str, path: str, body: dict[str, Any] | None, status: int
) -> None:
    refused = ann(method, path, json=body)
    assert refused.status_code == status, refused.text
    assert refused.json().keys() >= {"type", "title", "status", "detail"}
