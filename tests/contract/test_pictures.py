"""GET /api/passages/{id}/picture: for the public what the public may see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.conftest import now
from tests.pdf_files import pdf


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("decks")
    (folder / "staff").mkdir()
    (folder / "talk.pdf").write_bytes(pdf([[(300, 24, "Clusters meet in Graz")]], 960, 540))
    (folder / "staff" / "plan.pdf").write_bytes(pdf([[(300, 24, "The plan of the staff")]], 960, 540))
    (folder / "note.md").write_text("# Note\n\nA note without a picture.\n")
    made = Settings(store=tmp_path_factory.mktemp("decks-store"))
    sync([folder], build_store(made, now))
    return made


@pytest.fixture(scope="module")
def public(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(build(settings, now))) as client:
        yield client


@pytest.fixture(scope="module")
def passages(settings: Settings) -> dict[str, str]:
    with closing(build_store(settings, now).open()) as generation:
        return {passage.text: passage.passage_id for passage in generation.catalogue.all_passages()}


def test_a_passage_names_the_picture_of_its_page(public: TestClient, passages: dict[str, str]) -> None:
    address = public.get(f"/api/passages/{passages['Clusters meet in Graz']}").json()["picture"]
    response = public.get(address)
    assert (response.status_code, response.headers["content-type"]) == (200, "image/jpeg")
    assert response.content[:3] == b"\xff\xd8\xff"
    again = public.get(address, headers={"If-None-Match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("text", ["The plan of the staff", "A note without a picture."])
def test_what_the_public_may_not_see_and_what_there_is_not_are_told_alike(
    public: TestClient, passages: dict[str, str], text: str
) -> None:
    response = public.get(f"/api/passages/{passages[text]}/picture")
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert public.get("/api/passages/unknown/picture").json()["detail"].startswith("There is no picture")


def test_a_passage_without_a_picture_says_so(public: TestClient, passages: dict[str, str]) -> None:
    assert public.get(f"/api/passages/{passages['A note without a picture.']}").json()["picture"] is None
