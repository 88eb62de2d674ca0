"""An ingest that is killed leaves the index wholly as it was, or wholly new."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from tests.faults.killing import kill
from vectorstore.errors import StoreLocked
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

def progress(phase, done, total):
    if phase == sys.argv[3] and done >= int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)

sync([Path(sys.argv[1])], Store(Path(sys.argv[2]), FakeEmbedder(), lambda: NOON), progress=progress)
"""
HELD = """
import sys
from pathlib import Path
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

with Store(Path(sys.argv[1]), FakeEmbedder(), lambda: NOON).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text("# A\n\nThe first note.\n")
    return tmp_path / "in"


@pytest.fixture
def store(tmp_path: Path, folder: Path) -> Store:
    made = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([folder], made)
    return made


def texts(store: Store) -> set[str]:
    with closing(store.open()) as generation:
        return {passage.text for passage in generation.catalogue.all_passages()}


@pytest.mark.parametrize(
    ("phase", "done"),
    [
        ("read", 0),
        ("embed", 0),
        ("embed", 1),
        ("lexical", 0),
        ("dense", 0),
        ("verify", 2),
        ("switch", 0),
        ("switch", 1),
    ],
)
def test_a_killed_ingest_leaves_a_whole_index(store: Store, folder: Path, phase: str, done: int) -> None:
    (folder / "b.md").write_text("# B\n\nThe second note.\n")
    script = [sys.executable, "-c", KILLED, str(folder), str(store.pointer.parent), phase, str(done)]
    killed = subprocess.run(script, cwd=ROOT, capture_output=True, check=False)
    assert killed.returncode == -9
    whole = {"The first note.", "The second note."} if (phase, done) == ("switch", 1) else {"The first note."}
    assert texts(store) == whole
    assert store.verify().ok
    sync([folder], store)
    assert texts(store) == {"The first note.", "The second note."}


def test_what_a_killed_ingest_has_embedded_is_not_embedded_again(store: Store, folder: Path) -> None:
    for number in range(5):
        (folder / f"n{number}.md").write_text(f"# N{number}\n\nNote number {number}.\n")
    script = [sys.executable, "-c", KILLED, str(folder), str(store.pointer.parent), "dense", "0"]
    assert subprocess.run(script, cwd=ROOT, capture_output=True, check=False).returncode == -9
    journal = store.pointer.parent / "vectors.journal"
    journal.write_bytes(journal.read_bytes()[:-7])  # the last record half written
    embedder = FakeEmbedder()
    again = Store(store.pointer.parent, embedder, lambda: NOON)
    assert sync([folder], again).created == 5
    assert len(embedder.encoded) == 1
    assert again.verify().ok
    assert not journal.exists()


def test_a_second_ingest_at_the_same_time_is_refused_and_the_first_one_undisturbed(store: Store, folder: Path) -> None:
    script = [sys.executable, "-c", HELD, str(store.pointer.parent)]
    with subprocess.Popen(script, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        with pytest.raises(StoreLocked, match=str(writer.pid)):
            sync([folder], store)
        writer.communicate("")
    assert store.verify().ok


def test_an_ingest_killed_at_any_moment_leaves_a_whole_index(tmp_path: Path) -> None:
    found = kill(times=7, seed=7, root=tmp_path)  # one for each phase; fifty: python -m tests.faults.killing 50
    assert found.total() == 7
    assert len({phase for phase, _ in found}) > 3
