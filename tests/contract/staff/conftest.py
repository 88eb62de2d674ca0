"""A desk over the sample corpus, and two people at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import build
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.desk_people import TALK, TOKEN, Person


@pytest.fixture(scope="module")
def given(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    database = f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite'}"
    return Settings(store=settings.store, staff_token=TOKEN, conversations={"url": database})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def anyone(given: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(build(given, lambda: TALK), given), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def ann(anyone: TestClient) -> Person:
    return Person(anyone)


@pytest.fixture
def bob(anyone: TestClient) -> Person:
    return Person(anyone, "Bob%20M%C3%BCller")
