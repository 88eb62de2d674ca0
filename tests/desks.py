"""What tests of the webinar desk share: a clock that stands, the desk, questions put to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from assistant.bootstrap import build, build_desk
from assistant.desk.desk import WebinarDesk
from assistant.desk.records import DeskQuestion, Incoming, Session
from assistant.settings import DeskSettings, Settings

DAY = date(2024, 5, 15)


class Wall:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2024, 5, 15, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def opened(settings: Settings, database: str, wall: Wall, **desk: object) -> WebinarDesk:
    given = Settings(store=settings.store, conversations={"url": database}, desk=DeskSettings(**desk))  # type: ignore[arg-type]
    return build_desk(given, build(given, wall))


def ask(desk: WebinarDesk, session: Session, *texts: str) -> list[DeskQuestion]:
    desk.take(session.session_id, map(Incoming, texts))
    desk.draft_waiting(session.session_id)
    return list(desk.questions.queue(session.session_id))
