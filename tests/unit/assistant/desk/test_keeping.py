"""What is kept of attendees, and what is deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.desk.errors import UnknownQuestion, UnknownSession
from assistant.desk.records import Incoming
from assistant.desk.sessions import NewSession
from assistant.settings import Settings
from tests.desks import DAY, Wall, opened


def test_names_of_attendees_are_dropped_unless_kept_and_then_purged(
    settings: Settings, database: str, wall: Wall
) -> None:
    incoming = [Incoming("Who may apply for GEMSTONE?", asker="Jane Doe", email="jane@example.com")]
    dropping = opened(settings, database, wall)
    session = dropping.sessions.create(NewSession("Talk", DAY))
    dropping.take(session.session_id, incoming)
    keeping = opened(settings, database, wall, keep_attendees=True, attendee_days=7)
    other = keeping.sessions.create(NewSession("Talk", DAY))
    keeping.take(other.session_id, incoming)
    assert dropping.questions.queue(session.session_id)[0].asker is None
    assert keeping.questions.queue(other.session_id)[0].email == "jane@example.com"
    wall.move(days=8)
    assert keeping.purge() == 1
    assert keeping.questions.queue(other.session_id)[0].asker is None
    wall.move(days=400)
    assert keeping.purge() == 2
    assert keeping.sessions.all() == ()


def test_a_deleted_session_leaves_no_byte(settings: Settings, tmp_path: Path, wall: Wall) -> None:
    desk = opened(settings, f"sqlite:///{tmp_path / 'erased.sqlite'}", wall)
    session = desk.sessions.create(NewSession("Talk", DAY))
    desk.take(session.session_id, [Incoming("Who may grow quokkaberries?")])
    desk.sessions.delete(session.session_id)
    desk.questions.engine.dispose()
    assert all(b"quokkaberries" not in file.read_bytes() for file in tmp_path.glob("erased.sqlite*"))
    with pytest.raises(UnknownSession):
        desk.sessions.get(session.session_id)
    with pytest.raises(UnknownQuestion):
        desk.questions.get("q0")
