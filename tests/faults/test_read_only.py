"""A store that may not be written is answered from, verified, and left as it was by an ingest that says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.bootstrap import build_store
from assistant.settings import Settings
from ingest.syncing import sync
from tests.conftest import now
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from assistant.cli import main; main()"]
# Nothing is read-only for the superuser, unless it lays down the right to pass over permissions.
HUMBLE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text("# A\n\nThe first note on clusters.\n")
    return tmp_path / "in"


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Iterator[Store]:
    """A store of one note whose every folder and file is read-only."""
    if os.geteuid() == 0 and not _can_be_humble():
        pytest.skip("the superuser may write anywhere")
    root = tmp_path / "store"
    made = build_store(Settings(store=root), now)
    sync([folder], made)
    paths = [root, *root.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    yield made
    for path in paths:
        path.chmod(path.stat().st_mode | 0o200)


def _can_be_humble() -> bool:
    return bool(shutil.which(HUMBLE[0])) and subprocess.run([*HUMBLE, "true"], check=False).returncode == 0


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    humble = HUMBLE if os.geteuid() == 0 else []
    return subprocess.run(
        [*humble, *COMMAND, *map(str, arguments)], cwd=ROOT, capture_output=True, check=False, text=True
    )


def test_an_ingest_says_in_one_sentence_that_it_cannot_write_and_leaves_the_index_as_it_was(
    store: Store, folder: Path
) -> None:
    root = store.pointer.parent
    before = store.current_id()
    (folder / "b.md").write_text("# B\n\nThe second note on clusters.\n")
    refused = run("ingest", folder, "--store", root)
    assert refused.returncode == 4
    assert refused.stderr.startswith(f"Error: The store {root} cannot be written: ")
    assert refused.stderr.count("\n") == 1
    verified = run("index", "verify", "--store", root)
    assert verified.returncode == 0, verified.stderr
    assert verified.stdout == f"{before}: ok; documents 1, passages 1, calls 0\n"
    assert store.current_id() == before
    with closing(store.open()) as generation:
        assert [passage.text for passage in generation.catalogue.all_passages()] == ["The first note on clusters."]


def test_questions_are_answered_where_conversations_are_kept_elsewhere(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EUCLUSTERS_CONVERSATIONS__URL", f"sqlite:///{tmp_path / 'conversations.sqlite'}")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    asked = run("ask", "What do the notes on clusters say?", "--store", store.pointer.parent)
    assert "The first note on clusters [1]." in asked.stdout, asked.stderr
    assert not list(tmp_path.glob("euclusters-*"))
