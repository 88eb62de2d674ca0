"""Fixtures shared by every test: the shared material, and an application over the sample corpus."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.bootstrap import build, build_store
from assistant.settings import Settings
from assistant.web.app import create_app
from ingest.options import Reading
from ingest.syncing import sync

SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPUS = Path(__file__).resolve().parents[1] / "corpus"

# For a search that takes minutes, by --hypothesis-profile=thorough.
hypothesis.settings.register_profile("thorough", max_examples=75, deadline=None, print_blob=True)


def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real material beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no shared/ material beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a store that holds the sample corpus, without pictures: not every machine has LibreOffice."""
    made = Settings(store=tmp_path_factory.mktemp("store"))
    sync([CORPUS], build_store(made, now), reading=Reading(pictures=False))
    return made


@pytest.fixture(scope="session")
def app(settings: Settings) -> FastAPI:
    """The application over the sample corpus, with the real embedder and a fixed clock."""
    return create_app(build(settings, now))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened
