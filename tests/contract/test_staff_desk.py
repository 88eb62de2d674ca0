"""The webinar desk over HTTP: who gets in, what happens to questions, what two people at once do, attacks."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app

TOKEN = "a-staff-token-for-these-tests-only"
DAY = "2024-05-15"
TALK = datetime(2024, 5, 15, 8, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def given(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    database = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite'}"
    return Settings(store=settings.store, staff_token=TOKEN, conversations={"url": database})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def anyone(given: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(build(given, lambda: TALK), given), raise_server_exceptions=False) as client:
        yield client


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


@pytest.fixture
def ann(anyone: TestClient) -> Person:
    return Person(anyone)


@pytest.fixture
def bob(anyone: TestClient) -> Person:
    return Person(anyone, "Bob%20M%C3%BCller")


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


def test_the_desk_is_closed_while_no_token_is_set(settings: Settings) -> None:
    with TestClient(create_app(build(settings, lambda: TALK), settings)) as client:
        closed = client.get("/staff")
        assert closed.status_code == 403
        assert "EUCLUSTERS_STAFF_TOKEN" in closed.text
        for token in ("", "None", TOKEN):
            refused = client.get("/api/staff/sessions", headers={"Authorization": f"Bearer {token}"})
            assert (refused.status_code, refused.json()["status"]) == (403, 403)


def test_every_route_wants_the_token(anyone: TestClient, given: Settings) -> None:
    app = create_app(build(given, lambda: TALK), given)
    routes = [
        (method.upper(), path)
        for path, operations in app.openapi()["paths"].items()
        for method in operations
        if path.startswith("/api/staff") and not path.endswith("/session")
    ]
    assert len(routes) > 15
    fresh = TestClient(app)
    for method, path in [*routes, ("GET", "/staff/sources/p1")]:
        refused = fresh.request(method, path, headers={"Authorization": "Bearer wrong"})
        assert refused.status_code in (401, 429), (method, path)
    assert anyone.get("/staff").status_code == 200


def test_a_wrong_token_is_counted_and_then_refused_for_a_while(given: Settings) -> None:
    client = TestClient(create_app(build(given, lambda: TALK), given))
    answers = [client.post("/api/staff/session", json={"token": f"wrong{n}"}) for n in range(11)]
    assert [a.status_code for a in answers] == [401] * 10 + [429]
    assert int(answers[-1].headers["retry-after"]) > 0
    assert client.post("/api/staff/session", json={"token": TOKEN}).status_code == 429


def test_a_session_cookie_counts_for_changes_only_from_the_desks_own_pages(given: Settings) -> None:
    client = TestClient(create_app(build(given, lambda: TALK), given))
    assert client.post("/api/staff/session", json={"token": TOKEN}).status_code == 204
    new = {"title": "Talk"}
    assert client.post("/api/staff/sessions", json=new, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 201
    for foreign in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post("/api/staff/sessions", json=new, headers=foreign).status_code in (401, 403)
    assert client.get("/api/staff/sessions").json()["items"][0]["session"]["title"] == "Talk"
    assert client.delete("/api/staff/session").status_code == 204
    assert client.get("/api/staff/sessions").status_code == 401


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


def _events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line.removeprefix("data: ")) for line in text.splitlines() if line.startswith("data: ")]


def test_a_report_is_imported_and_imported_again(ann: Person) -> None:
    session = ann.session()
    report = (
        "Q&A Report\n\n#,Question,Asker Name,Asker Email,Answer(s)\n1,Who may apply for GEMSTONE?,Jane Doe,j@x.eu,\n"
    )
    path = f"/sessions/{session}/import?name=report.csv"
    first = ann("POST", path, content=report.encode())
    assert first.json() == {"created": 1, "updated": 0, "unchanged": 0, "form": "table"}
    assert ann("POST", path, content=report.encode()).json()["unchanged"] == 1
    assert "Jane" not in ann("GET", f"/sessions/{session}").text


def test_a_large_report_is_taken_and_a_huge_body_is_not(ann: Person) -> None:
    session = ann.session()
    rows = "".join(f"{n},no sound {n}\n" for n in range(3000))
    taken = ann("POST", f"/sessions/{session}/import?name=r.csv", content=f"#,Question\n{rows}{' ' * 70_000}".encode())
    assert taken.json()["created"] == 3000
    assert ann("POST", f"/sessions/{session}/import?name=r.csv", content=b" " * 9_000_000).status_code == 413
    assert ann("POST", f"/sessions/{session}/questions", content=b" " * 70_000).status_code == 413


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("q.csv", b"", "q.csv is empty"),
        ("q.csv", b"Company,City\nAcme,Graz\n", "no column that is known to hold questions"),
        ("q.csv", b"%PDF-1.4", "is a PDF"),
        ("q.json", b"{", "not valid JSON"),
        ("t.vtt", b"WEBVTT\n\n", "transcript"),
    ],
)
def test_a_wrong_file_is_refused_in_one_sentence(ann: Person, name: str, content: bytes, said: str) -> None:
    session = ann.session()
    refused = ann("POST", f"/sessions/{session}/import?name={name}", content=content)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert said in refused.json()["detail"]
    assert ann.queue(session) == []


def test_a_table_without_a_question_column_can_be_mapped(ann: Person) -> None:
    session = ann.session()
    content = b"Company,Ask us\nAcme,Who may apply for GEMSTONE?\n"
    refused = ann("POST", f"/sessions/{session}/import?name=q.csv", content=content).json()
    assert (refused["reason"], refused["columns"]) == ("no_question_column", ["Company", "Ask us"])
    taken = ann("POST", f"/sessions/{session}/import?name=q.csv&question=Ask+us", content=content)
    assert taken.json()["created"] == 1


def test_of_two_imports_at_once_the_second_is_asked_to_wait(ann: Person, anyone: TestClient) -> None:
    session = ann.session()
    with anyone.app.state.desk.sessions.importing(session):  # type: ignore[attr-defined]
        refused = ann("POST", f"/sessions/{session}/import?name=q.txt", content=b"Who?")
    assert (refused.status_code, refused.headers["retry-after"]) == (409, "3")
    assert "still running" in refused.json()["detail"]
    assert ann("POST", f"/sessions/{session}/import?name=q.txt", content=b"Who?").status_code == 201


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


ATTACKS = [
    "<script>alert(1)</script> who may apply?",
    '=HYPERLINK("http://evil.example") who may apply?',
    "![x](http://evil.example/p.png) who may apply?",
    "who \u202emay\u200b apply?",
    "x" * 40_000 + "?",
]


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


def test_a_deleted_session_is_gone(ann: Person) -> None:
    session = ann.session()
    ann.ask(session, "Who may apply for GEMSTONE?")
    assert ann("DELETE", f"/sessions/{session}").status_code == 204
    assert ann("GET", f"/sessions/{session}").status_code == 404
