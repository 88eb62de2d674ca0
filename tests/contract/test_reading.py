"""The routes that read: calls, documents, passages, sources, health, pages."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient


def test_calls_are_filtered_sorted_and_paged(client: TestClient) -> None:
    page = client.get("/api/calls", params={"as_of": "2024-05-15", "status": "open", "size": 5}).json()
    assert sorted(page) == ["items", "page", "size", "total"]
    assert len(page["items"]) == 5 < page["total"]
    days = [card["next_deadline"] for card in page["items"]]
    assert days == sorted(days)
    second = client.get("/api/calls", params={"as_of": "2024-05-15", "status": "open", "size": 5, "page": 2}).json()
    assert not {card["call_id"] for card in page["items"]} & {card["call_id"] for card in second["items"]}


def test_no_call_past_its_last_deadline_is_listed_as_open(client: TestClient) -> None:
    for as_of in ("2024-05-15", "2024-10-03", "2026-11-23", "2028-01-01"):
        page = client.get("/api/calls", params={"as_of": as_of, "size": 100}).json()
        for card in page["items"]:
            if card["deadlines"] and max(d["date"] for d in card["deadlines"]) < as_of:
                assert card["status"] == "closed"


@pytest.mark.parametrize(
    "params", [{"status": "perhaps"}, {"size": 101}, {"page": 0}, {"sort": "luck"}, {"closes_after": "soon"}]
)
def test_a_wrong_condition_is_422_and_named(client: TestClient, params: dict[str, str]) -> None:
    response = client.get("/api/calls", params=params)
    assert response.status_code == 422
    assert next(iter(params)) in response.json()["detail"]


@pytest.mark.parametrize("route", ["/api/calls", "/api/calls.ics"])
def test_a_condition_that_there_is_not_is_refused_with_those_there_are(client: TestClient, route: str) -> None:
    response = client.get(route, params={"sectr": "water"})
    assert response.status_code == 422
    assert response.json()["detail"].startswith("The query: sectr: unknown; allowed are as_of, status, q, programme")


def test_one_call_comes_with_the_evidence_of_its_fields(client: TestClient) -> None:
    card = client.get("/api/calls", params={"q": "CirInWater", "as_of": "2024-05-15"}).json()["items"][0]
    detail = client.get(f"/api/calls/{card['call_id']}", params={"as_of": "2024-05-15"}).json()
    assert detail["card"]["acronym"] == "CirInWater"
    fields = {evidence["field"] for evidence in detail["evidence"]}
    assert {"deadline", "title"} <= fields
    for evidence in detail["evidence"]:
        text = client.get(f"/api/passages/{evidence['citation']['passage_id']}").json()["text"]
        assert evidence["citation"]["quote"] == text[evidence["citation"]["start"] : evidence["citation"]["end"]]


def test_documents_list_outline_and_passages_hang_together(client: TestClient) -> None:
    listing = client.get("/api/documents").json()
    assert listing["total"] == len(listing["items"]) > 0
    document = listing["items"][0]["document_id"]
    outline = client.get(f"/api/documents/{document}").json()["outline"]
    ids = [passage for entry in outline for passage in entry["passages"]]
    walked, at = [], ids[0]
    while at:
        walked.append(at)
        at = client.get(f"/api/passages/{at}").json()["next"]
    assert walked == ids


@pytest.mark.parametrize("path", ["/api/calls/none", "/api/documents/none", "/api/passages/none", "/api/nothing"])
def test_what_is_not_there_is_a_404_problem(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/sources/none", "/documents/none"])
def test_a_missing_source_is_a_page_for_a_browser_and_a_problem_for_a_program(client: TestClient, path: str) -> None:
    for accepted, given in (("text/html,*/*;q=0.8", "text/html"), ("*/*", "application/problem+json")):
        response = client.get(path, headers={"accept": accepted})
        assert response.status_code == 404
        assert response.headers["content-type"].startswith(given)


@pytest.mark.parametrize("query", ["?start=-1&end=5", "?start=9&end=2", "?start=0&end=999999", "?start=a&end=b", ""])
def test_offsets_that_make_no_sense_mark_the_whole_passage(client: TestClient, query: str) -> None:
    document = client.get("/api/documents").json()["items"][0]["document_id"]
    passage = client.get(f"/api/documents/{document}").json()["outline"][0]["passages"][0]
    page = client.get(f"/sources/{passage}{query}")
    assert page.status_code == 200
    assert page.text.count("<mark") == 1


def test_health_says_alive_and_ready(client: TestClient) -> None:
    assert client.get("/livez").json() == {"status": "alive"}
    assert client.get("/readyz").json() == {"status": "ready"}


def test_the_api_describes_itself_without_third_parties(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert {"/api/chat", "/api/calls", "/api/calls/{call_id}", "/api/documents", "/livez", "/readyz"} <= set(
        document["paths"]
    )
    for page in ("/", "/docs"):
        text = client.get(page).text
        assert not re.search(r'<\w[^>]*\ssrc="http', text)
        assert 'href="http' not in text


@pytest.mark.parametrize("path", ["/", "/api/calls", "/api/nothing", "/sources/none", "/static/demo.js"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in headers
