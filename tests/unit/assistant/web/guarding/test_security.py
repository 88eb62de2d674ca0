"""The door of the desk: token or session, neither guessed nor outlived."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pydantic import SecretStr

from assistant.web.guarding.security import SESSION, StaffDoor

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
TOKEN = SecretStr("a-token-of-the-desk-for-tests")


class Hands:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_only_the_token_opens_and_none_opens_a_closed_door() -> None:
    door = StaffDoor(TOKEN, Hands())
    assert door.knows(TOKEN.get_secret_value())
    assert not door.knows(TOKEN.get_secret_value() + " ")
    assert not door.knows("")
    closed = StaffDoor(SecretStr(""), Hands())
    assert not closed.knows("")
    assert not closed.admits(door.session())


def test_a_session_ends_after_its_hours() -> None:
    hands = Hands()
    door = StaffDoor(TOKEN, hands)
    session = door.session()
    hands.now += SESSION - timedelta(seconds=1)
    assert door.admits(session)
    hands.now += timedelta(seconds=1)
    assert not door.admits(session)


def test_a_session_is_worth_nothing_changed_or_under_another_token() -> None:
    hands = Hands()
    door = StaffDoor(TOKEN, hands)
    session = door.session()
    ends, _, rest = session.partition(".")
    assert not door.admits(f"{int(ends) + 1}.{rest}")
    assert not StaffDoor(SecretStr("another-token-of-the-desk"), hands).admits(session)
    for wrong in ("", ".", "..", "x.y.z", session[:-1], "é"):
        assert not door.admits(wrong)
