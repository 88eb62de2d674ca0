"""An interrupted embedding is taken up where it ended."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.fakes import FakeEmbedder
from vectorstore.drafts.journal import Journal, JournalledEmbedder

TEXTS = ["Graz", "Lyon", "Turin"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def test_what_was_embedded_before_the_end_is_not_embedded_again(path: Path) -> None:
    before = JournalledEmbedder(FakeEmbedder(), path).encode(TEXTS[:2])
    embedder = FakeEmbedder()
    after = JournalledEmbedder(embedder, path).encode([*TEXTS, "Graz"])
    assert embedder.encoded == ["Turin"]
    assert np.array_equal(after[:2], before)
    assert np.array_equal(after[3], before[0])


@pytest.mark.parametrize(("lost", "records"), [(1, 1), (83, 1), (84, 1), (85, 2)])
def test_a_record_half_written_is_computed_again(path: Path, lost: int, records: int) -> None:
    JournalledEmbedder(FakeEmbedder(), path).encode(TEXTS)
    path.write_bytes(path.read_bytes()[:-lost])
    embedder = FakeEmbedder()
    again = JournalledEmbedder(embedder, path)
    again.encode(TEXTS)
    assert embedder.encoded == TEXTS[-records:]
    assert len(Journal(path, embedder.digest, 16).read()) == 3


def test_a_damaged_record_does_not_count(path: Path) -> None:
    JournalledEmbedder(FakeEmbedder(), path).encode(TEXTS)
    content = bytearray(path.read_bytes())
    content[-90] ^= 1  # in the second record
    path.write_bytes(content)
    embedder = FakeEmbedder()
    vectors = JournalledEmbedder(embedder, path).encode(TEXTS)
    assert embedder.encoded == ["Lyon"]
    assert np.array_equal(vectors, FakeEmbedder().encode(TEXTS))


def test_another_embedders_vectors_do_not_count(path: Path) -> None:
    JournalledEmbedder(FakeEmbedder("one"), path).encode(TEXTS)
    other = FakeEmbedder("other")
    JournalledEmbedder(other, path).encode(TEXTS)
    assert other.encoded == TEXTS


def test_the_journal_holds_no_text_and_goes_when_all_is_done(path: Path) -> None:
    embedder = JournalledEmbedder(FakeEmbedder(), path)
    embedder.encode(TEXTS)
    assert b"Graz" not in path.read_bytes()
    embedder.forget()
    assert not path.exists()
    embedder.encode(TEXTS[:1])
    assert len(Journal(path, embedder.digest, 16).read()) == 1
