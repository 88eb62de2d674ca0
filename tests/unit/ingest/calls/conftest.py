"""The real harvest of the portal, read once for all tests that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.assembling import assemble
from vectorstore.drafts.draft import DocumentContent


@pytest.fixture(scope="session")
def harvest(shared: Path) -> tuple[DocumentContent, ...]:
    file = shared / "data" / "ft-topics-2026-08" / "topics.jsonl"
    return assemble(file, "digest", lambda text: len(text.split()), 254).documents
