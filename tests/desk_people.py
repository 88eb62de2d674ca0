"""People of the staff at the desk's HTTP interface."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from fastapi.testclient import TestClient

TOKEN = "a-staff-token-for-these-tests-only"
DAY = "2024-05-15"
TALK = datetime(2024, 5, 15, 8, 0, tzinfo=UTC)


class Person:
    """One of the staff, with a token."""

    def __init__(self, client: TestClient, name: str = "Ann", token: str = TOKEN) -> None:
        self.client = client
        self.headers = {"Authorization": f"Bearer {token}", "X-Staff-Name": name}

    def __call__(self, method: str, path: str, **kwargs: Any) -> Any:
        headers = {**self.headers, **kwargs.pop("headers", {})}
        return self.client.request(method, f"/api/staff{path}", headers=headers, **kwargs)

    def session(self, **more: Any) -> str:
        made = self("POST", "/sessions", json={"title": "Talk", "day": DAY, **more})
        assert made.status_code == 201, made.text
        return str(made.json()["session"]["session_id"])

    def queue(self, session: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self("GET", f"/sessions/{session}").json()["questions"]
        return found

    def ask(self, session: str, *texts: str) -> list[dict[str, Any]]:
        assert self("POST", f"/sessions/{session}/questions", json={"text": "\n".join(texts)}).status_code == 201
        return self.drafted(session)

    def drafted(self, session: str) -> list[dict[str, Any]]:
        deadline = time.monotonic() + 30
        while True:
            found = self.queue(session)
            if not any(q["status"] == "waiting" and q["kind"] == "question" and not q["merged_into"] for q in found):
                return found
            assert time.monotonic() < deadline, "no draft within 30 s"

    def act(self, question: dict[str, Any], deed: str, **more: Any) -> Any:
        body = {"version": question["version"], **more}
        return self("PUT" if deed == "answer" else "POST", f"/questions/{question['question_id']}/{deed}", json=body)
