"""No memory of the writing process is left in the files of the neighbour graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.chroma import DenseIndex
from vectorstore.hnsw_files import clear_unused


@pytest.mark.parametrize("count", [2, 150])
def test_only_what_lies_behind_the_last_element_is_cleared(tmp_path: Path, count: int) -> None:
    vectors = np.eye(count, 160, dtype=np.float32)
    folder = tmp_path / "g" / "chroma"
    DenseIndex.create(folder, [f"v{number:03d}" for number in range(count)], vectors)
    data = next(folder.rglob("data_level0.bin"))
    before = data.read_bytes()
    element = 4 + 2 * 32 * 4 + 160 * 4 + 8
    used = before[: count * element]
    data.write_bytes(used + b"\xab" * (len(before) - len(used)))
    clear_unused(folder)
    assert data.read_bytes() == used + bytes(len(before) - len(used))
    index = DenseIndex(folder)
    assert index.unfound({f"v{number:03d}": vectors[number] for number in range(count)}) == []
    index.close()


@pytest.mark.parametrize("count", [1, 2, 101])
def test_opening_a_finished_graph_changes_none_of_its_files(tmp_path: Path, count: int) -> None:
    vectors = np.eye(count, 160, dtype=np.float32)
    ids = [f"v{number:03d}" for number in range(count)]
    folder = tmp_path / "g" / "chroma"
    DenseIndex.create(folder, ids, vectors)
    clear_unused(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.bin")}
    index = DenseIndex(folder)
    assert index.unfound(dict(zip(ids, vectors, strict=True))) == []
    index.close()
    assert {path: path.read_bytes() for path in folder.rglob("*.bin")} == before
