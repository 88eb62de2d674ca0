"""What is erased is in no file of the store or the database, and nowhere else that a server wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_conversations
from assistant.cli import main
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.conftest import now

CANARY, ASIDE = "Xylotarmagant", "Zwiebelfisch"
TEXT = f"# Partner search\n\n{CANARY} seeks partners for a pilot plant in Graz.\n"
OTHER = "# Calls\n\n- GEMSTONE: support for training; deadline 31 December 2026\n"
QUESTION = f"Who asks about {ASIDE} and its partners?"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "secret.md").write_text(TEXT, encoding="utf-8")
    (folder / "other.md").write_text(OTHER, encoding="utf-8")
    run("ingest", str(folder), store=tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def client(store: Path) -> Iterator[TestClient]:
    given = Settings(store=store)
    with TestClient(create_app(build(given, now), given)) as opened:
        yield opened


def run(*arguments: str, store: Path, code: int = 0) -> Result:
    done = CliRunner().invoke(main, [*arguments, "--store", str(store)])
    assert done.exit_code == code, done.output
    return done


def holding(folder: Path, word: str) -> list[str]:
    """The files that hold the word in any of the forms that an index may give it."""
    forms = [word.encode(), word.lower().encode(), word.upper().encode(), word.encode("utf-16-le")]
    files = (file for file in folder.rglob("*") if file.is_file())
    return [str(file.relative_to(folder)) for file in files if any(form in file.read_bytes() for form in forms)]


def test_an_erased_question_is_in_no_file(client: TestClient, store: Path) -> None:
    answer = client.post("/api/chat", json={"question": QUESTION}).json()
    follow_up = {"question": f"And {ASIDE} in Lyon?", "conversation_id": answer["conversation_id"]}
    client.post("/api/chat/stream", json=follow_up)
    client.post("/api/feedback", json={"answer_id": answer["answer_id"], "rating": "down", "comment": ASIDE})
    assert holding(store, ASIDE)
    assert client.delete(f"/api/conversations/{answer['conversation_id']}").status_code == 204
    assert holding(store, ASIDE) == []


def test_a_question_past_its_retention_is_in_no_file_after_the_job(client: TestClient, store: Path) -> None:
    client.post("/api/chat", json={"question": QUESTION})
    later = build_conversations(Settings(store=store), lambda: now() + timedelta(days=31))
    assert holding(store, ASIDE)
    assert later.purge() == 1
    assert holding(store, ASIDE) == []


def test_a_source_is_found_by_its_sum_and_purged_while_the_server_runs(client: TestClient, store: Path) -> None:
    asked = {"question": f"What does {CANARY} seek?"}
    assert CANARY in client.post("/api/chat", json=asked).text.replace(asked["question"], "")
    backup = store.parent / "old.tar.gz"
    run("index", "backup", str(backup), store=store)
    found = run("index", "find", hashlib.sha256(TEXT.encode()).hexdigest()[:12], store=store).stdout
    assert found == run("index", "find", str(store.parent / "in" / "secret.md"), store=store).stdout
    (line,) = found.splitlines()
    document_id = line.split()[0]
    purged = run("index", "purge", document_id, store=store)
    assert "erased" in purged.stdout
    assert "secret.md" in purged.stderr  # which still lies there and would come back
    assert client.post("/api/chat", json=asked).json()["citations"] == []
    assert client.get(f"/api/documents/{document_id}").status_code == 404
    conversations = [name for name in holding(store, CANARY) if not name.startswith("conversations.sqlite")]
    assert conversations == []  # the last question alone still names it
    assert run("index", "find", found.split()[1], store=store, code=4).stderr.startswith("Error: Nothing")


def test_no_backup_holds_what_people_asked(client: TestClient, store: Path) -> None:
    client.post("/api/chat", json={"question": QUESTION})
    archive = store.parent / "backup.tar.gz"
    run("index", "backup", str(archive), store=store)
    run("index", "restore", str(archive), store=store.parent / "restored")
    assert holding(store.parent / "restored", "GEMSTONE")
    assert holding(store.parent / "restored", ASIDE) == []
