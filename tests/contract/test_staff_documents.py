"""What only staff may read reaches no public route."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.conftest import now

CANARY = "Quokkaberry"
STAFF = f"""---
audience: staff
---
# Notes for staff

The {CANARY} budget of the network is 12 million euros. Ask the {CANARY} desk.

# Calls

- {CANARY.upper()}: vouchers for {CANARY} growers; deadline 1 March 2027
- GEMSTONE: {CANARY} training for manufacturers; deadline 1 April 2027
"""
PUBLIC = """# Calls

- GEMSTONE: support for training in green manufacturing; deadline 31 December 2026
"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("mixed")
    (folder / "staff.md").write_text(STAFF, encoding="utf-8")
    (folder / "public.md").write_text(PUBLIC, encoding="utf-8")
    made = Settings(store=tmp_path_factory.mktemp("mixed-store"))
    sync([folder], build_store(made, now))
    return made


@pytest.fixture(scope="module")
def public(settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(build(settings, now))) as client:
        yield client


def passages(settings: Settings) -> list[str]:
    generation = build_store(settings, now).open()
    try:
        return [p.passage_id for p in generation.catalogue.all_passages() if CANARY in p.text or "QUOKKA" in p.text]
    finally:
        generation.close()


@pytest.mark.parametrize(
    "question", [f"What is the {CANARY} budget?", f"vouchers for {CANARY} growers", "Which calls are open?", "GEMSTONE"]
)
def test_no_answer_or_stream_shows_it(public: TestClient, question: str) -> None:
    for route in ("/api/chat", "/api/chat/stream"):
        said = public.post(route, json={"question": question}).text
        assert CANARY.casefold() not in said.replace(question, "").casefold().replace(question.casefold(), "")


def test_no_list_export_or_count_shows_it(public: TestClient) -> None:
    for route in ("/api/documents", "/api/calls?size=100", "/api/calls.ics", "/"):
        assert CANARY.casefold() not in public.get(route).text.casefold()
    listed = public.get("/api/documents").json()
    assert (listed["total"], listed["calls"]) == (1, 1)
    (call,) = public.get("/api/calls").json()["items"]
    assert [deadline["date"] for deadline in call["deadlines"]] == ["2026-12-31"]


def test_its_passages_cannot_be_opened_by_their_ids(public: TestClient, settings: Settings) -> None:
    ids = passages(settings)
    assert ids
    for passage_id in ids:
        assert public.get(f"/api/passages/{passage_id}").status_code == 404
        assert public.get(f"/sources/{passage_id}").status_code == 404
