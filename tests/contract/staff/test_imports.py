"""Files given to a session: taken, taken again, refused in one sentence."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from tests.desk_people import Person


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
