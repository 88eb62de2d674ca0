"""The desk over the sample corpus, with a clock of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.desk import WebinarDesk
from assistant.desk.records import Session
from assistant.desk.sessions import NewSession
from assistant.settings import Settings
from tests.desks import DAY, Wall, opened


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'desk.sqlite'}"


@pytest.fixture
def desk(settings: Settings, database: str, wall: Wall) -> WebinarDesk:
    return opened(settings, database, wall)


@pytest.fixture
def session(desk: WebinarDesk) -> Session:
    return desk.sessions.create(NewSession("Water talk", DAY, speakers=("Anna Kowalska",)))
