"""No library of ours tells anyone that it is used: nothing but the index is written, no other machine is called."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
ENCODE = """
import sys
from pathlib import Path
from vectorstore.embedders import open_embedder
assert open_embedder("packaged", Path(sys.argv[1])).encode(["water"]).shape == (1, 384)
"""
READ = """
from ingest.readers.ocr import _engine
_engine()
"""


@pytest.mark.parametrize("script", [ENCODE, READ], ids=["encoding", "reading pictures"])
def test_no_library_leaves_an_id_or_a_report_in_the_users_cache(tmp_path: Path, script: str) -> None:
    Path(Settings().cache).mkdir(parents=True, exist_ok=True)
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")} | home
    command = [sys.executable, "-c", script, str(Settings().cache)]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
