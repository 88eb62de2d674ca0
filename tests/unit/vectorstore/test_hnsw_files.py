"""No memory of the writing process is left in the files of the neighbour graph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vectorstore.chroma import GRAPHS, DenseIndex, graphs_for
from vectorstore.hnsw_files import clear_unused


def widened(folder: Path) -> DenseIndex:
    """As it is read: vectors at right angles to one another are found by a wide search only."""
    narrow = DenseIndex(folder)
    narrow.widen(GRAPHS[0])
    narrow.close()
    return DenseIndex(folder)


@pytest.mark.parametrize("count", [2, 150])
def test_only_what_lies_behind_the_last_element_is_cleared(tmp_path: Path, count: int) -> None:
    vectors = np.eye(count, 160, dtype=np.float32)
    folder = tmp_path / "g" / "chroma"
    DenseIndex.create(folder, count, [([f"v{number:03d}" for number in range(count)], vectors)])
    data = next(folder.rglob("data_level0.bin"))
    before = data.read_bytes()
    element = 4 + 2 * GRAPHS[0].neighbours * 4 + 160 * 4 + 8
    used = before[: count * element]
    data.write_bytes(used + b"\xab" * (len(before) - len(used)))
    clear_unused(folder)
    assert data.read_bytes() == used + bytes(len(before) - len(used))
    index = widened(folder)
    assert index.unfound({f"v{number:03d}": vectors[number] for number in range(count)}) == []
    index.close()


@pytest.mark.parametrize("count", [1, 2, 101])
def test_opening_a_finished_graph_changes_none_of_its_files(tmp_path: Path, count: int) -> None:
    vectors = np.eye(count, 160, dtype=np.float32)
    ids = [f"v{number:03d}" for number in range(count)]
    folder = tmp_path / "g" / "chroma"
    DenseIndex.create(folder, count, [(ids, vectors)])
    clear_unused(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.bin")}
    index = widened(folder)
    assert index.unfound(dict(zip(ids, vectors, strict=True))) == []
    index.close()
    assert {path: path.read_bytes() for path in folder.rglob("*.bin")} == before


def test_vectors_that_the_graph_does_not_lead_to_are_found_one_by_one(tmp_path: Path) -> None:
    vectors = np.eye(150, 160, dtype=np.float32)
    ids = [f"v{number:03d}" for number in range(150)]
    folder = tmp_path / "g" / "chroma"
    DenseIndex.create(folder, 150, [(ids, vectors)])
    narrow = DenseIndex(folder)
    lost = narrow.unfound(dict(zip(ids, vectors, strict=True)))
    narrow.close()
    assert lost  # vectors at right angles to one another lead nowhere
    DenseIndex.set_apart(folder, lost, np.stack([vectors[ids.index(name)] for name in lost]))
    index = DenseIndex(folder)
    assert index.unfound(dict(zip(ids, vectors, strict=True))) == []
    found = index.search(vectors[ids.index(lost[0])], 5)
    assert next(iter(found.items())) == (lost[0], 1.0)
    assert len(found) == 5
    index.close()


def test_many_vectors_begin_with_a_denser_graph() -> None:
    assert graphs_for(100_000) == GRAPHS
    assert graphs_for(1_000_000) == GRAPHS[1:]
