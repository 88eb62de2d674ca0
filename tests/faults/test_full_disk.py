"""A disk that refuses what is written, at whatever point, leaves the index wholly as it was."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.store import Store

ROOT = Path(__file__).resolve().parents[2]
LIMITED = """
import resource, signal, sys
from pathlib import Path
from ingest.syncing import sync
from tests.fakes import NOON, FakeEmbedder
from vectorstore.errors import StoreUnwritable
from vectorstore.store import Store
import chromadb, tantivy

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    sync([Path(sys.argv[1])], Store(Path(sys.argv[2]), FakeEmbedder(), lambda: NOON))
except StoreUnwritable as error:
    sys.exit(f"refused: {error}")
"""


@pytest.mark.parametrize("largest", [0, 1000, 60_000, 120_000])
def test_a_full_disk_leaves_the_index_as_it_was(tmp_path: Path, largest: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.md").write_text("# A\n\nThe first note.\n")
    store = Store(tmp_path / "store", FakeEmbedder(), lambda: NOON)
    sync([folder], store)
    before = store.current_id()
    for number in range(150):
        (folder / f"n{number}.md").write_text(f"# N{number}\n\nNote number {number} on clusters.\n")
    script = [sys.executable, "-c", LIMITED, str(folder), str(tmp_path / "store"), str(largest)]
    limited = subprocess.run(script, cwd=ROOT, capture_output=True, check=False, text=True)
    assert limited.returncode != 0
    assert store.current_id() == before
    assert store.verify().ok
    assert sync([folder], store).created == 150
    with closing(store.open()) as generation:
        assert generation.manifest.counts.documents == 151
    assert "refused: The store" in limited.stderr, limited.stderr[-2000:]
