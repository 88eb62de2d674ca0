"""GET /widget.js, its modules and words, /embed: what a page of another site needs."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from prompts import LANGUAGES
from tests.unit.assistant.web.test_widget_files import MODULES

ORIGIN = {"Origin": "http://localhost:8080"}


@pytest.mark.parametrize("path", ["/widget.js", *(f"/widget/{file.name}" for file in MODULES)])
def test_a_module_is_a_script_that_other_sites_may_load(client: TestClient, path: str) -> None:
    response = client.get(path, headers=ORIGIN)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["access-control-allow-origin"] == ORIGIN["Origin"]
    assert response.headers["cache-control"] == "no-cache"


def test_a_module_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/widget.js").headers["etag"]
    assert client.get("/widget.js", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/widget/none.js", "/widget/..%2Fapp.js", "/widget/%2e%2e/settings.js", "/widget/words/ja.json"]
)
def test_what_does_not_exist_is_a_problem_document(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_come_with_the_labels_of_the_taxonomy(client: TestClient, language: str) -> None:
    found = client.get(f"/widget/words/{language}.json").json()
    assert found["words"]["send"]
    assert {"sme", "start-up"} <= found["labels"]["applicant"].keys()
    assert "fr" not in found["labels"]["country"]


def test_the_framed_page_speaks_the_language_asked_for_else_the_browsers(client: TestClient) -> None:
    assert '<html lang="pl">' in client.get("/embed?lang=pl").text
    assert '<html lang="es">' in client.get("/embed", headers={"Accept-Language": "sv, en;q=0.3, es;q=0.8"}).text
    assert '<html lang="en">' in client.get("/embed?lang=%3Cscript%3E", headers={"Accept-Language": ""}).text


@pytest.mark.parametrize("query", ["theme=pink", "as_of=tomorrow"])
def test_the_framed_page_refuses_what_it_does_not_know(client: TestClient, query: str) -> None:
    assert client.get(f"/embed?{query}").status_code == 422


def test_a_document_leads_to_its_beginning_in_the_viewer(client: TestClient) -> None:
    (document, *_) = client.get("/api/documents").json()["items"]
    response = client.get(f"/documents/{document['document_id']}", follow_redirects=False)
    assert response.status_code == 303
    assert client.get(response.headers["location"]).status_code == 200
