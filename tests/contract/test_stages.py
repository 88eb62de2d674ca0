"""A call of two stages, the first of which has ended: open by its days, and said to be so with a caution."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.syncing import sync
from tests.conftest import now

TABLE = """Title,Topic ID,Deadline,Summary
Rivers restored,SMP-TEST-2026-01,Stage 1: 10 March 2026; Stage 2: 10 September 2026,Grants for SMEs in water treatment.
Wells cleaned,SMP-TEST-2026-02,10 March 2026; 10 September 2026,Grants for SMEs in water supply.
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("stages")
    (folder / "calls.csv").write_text(TABLE)
    made = Settings(store=folder / "store")
    sync([folder / "calls.csv"], build_store(made, now))
    with TestClient(create_app(build(made, now))) as client:
        yield client


@pytest.mark.parametrize(
    "question",
    [
        "Is SMP-TEST-2026-01 still open?",
        "When does SMP-TEST-2026-01 close?",
        "Which calls fit an SME that treats water?",
    ],
)
def test_that_the_first_stage_has_ended_is_said_with_its_source(served: TestClient, question: str) -> None:
    answer = served.post("/api/chat", json={"question": question, "as_of": "2026-03-11"}).json()
    (said,) = [each for each in answer["statements"] if "stage 1 ended on 10 March 2026" in each["text"]]
    quotes = {citation["number"]: citation["quote"] for citation in answer["citations"]}
    assert any("10 March 2026" in quotes[number] for number in said["citations"])


@pytest.mark.parametrize(("topic", "day"), [("01", "2026-03-10"), ("01", "2026-09-11"), ("02", "2026-03-11")])
def test_nothing_of_stages_is_said_before_the_first_after_the_last_and_of_cut_offs(
    served: TestClient, topic: str, day: str
) -> None:
    question = {"question": f"Is SMP-TEST-2026-{topic} still open?", "as_of": day}
    assert "ended" not in served.post("/api/chat", json=question).json()["text"]
