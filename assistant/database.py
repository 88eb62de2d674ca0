"""The SQL database of what people leave behind: SQLite in the store by default, PostgreSQL by URL."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from assistant.errors import InvalidSetting

METADATA = MetaData()
BUSY_SECONDS = 3
_DRIVERS = frozenset({"psycopg", "psycopg2"})  # the second where a URL names no driver
# WAL lets many read while one writes; secure_delete overwrites what is deleted with zeros.
_PRAGMAS = ("journal_mode=WAL", "secure_delete=ON", "synchronous=NORMAL")


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite file; it and its folder are made when missing, for this user alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(OSError):  # opening it tells better what is wrong
        file.touch(0o600)
    return f"sqlite:///{file}"


def open_engine(url: str) -> Engine:
    """An engine whose tables exist; InvalidSetting where the URL or the server behind it cannot be used."""
    try:
        engine = _engine(url)
        make_tables(engine)
    except (ArgumentError, NoSuchModuleError, OperationalError, ModuleNotFoundError) as error:
        raise InvalidSetting(
            f"The conversations cannot be kept at the URL of EUCLUSTERS_CONVERSATIONS__URL ({_reason(error)}): give "
            "one that SQLAlchemy knows, such as postgresql+psycopg://user@host/name, or none for a file in the store."
        ) from None
    return engine


def make_tables(engine: Engine) -> None:
    """The tables that are missing."""
    METADATA.create_all(engine)


def has_file(engine: Engine) -> bool:
    """False where the database is a file that is no longer there, although open connections still write to it."""
    file = engine.url.database if engine.dialect.name == "sqlite" else None
    return not file or file == ":memory:" or file.startswith("file:") or Path(file).exists()


def scrub(engine: Engine) -> None:
    """After a deletion: let SQLite write its log into the file and empty it, so that no deleted byte is left."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def _engine(url: str) -> Engine:
    backend = make_url(url).get_backend_name()
    if backend != "sqlite":
        limits = {"connect_timeout": BUSY_SECONDS} if backend == "postgresql" else {}
        server = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=limits)
        event.listen(server, "before_cursor_execute", _without_nul, retval=True)
        return server
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _configure)
    return engine


def _without_nul(*execution: Any) -> tuple[str, Any]:
    """PostgreSQL keeps no text with a NUL character: without it, one question would stop the keeping for all."""
    _, _, statement, values, _, many = execution
    return statement, [_clean(row) for row in values] if many else _clean(values)


def _clean(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}


def _configure(connection: Any, _: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _reason(error: Exception) -> str:
    """The first line only: SQLAlchemy's messages go on with the statement and a link."""
    if isinstance(error, ModuleNotFoundError) and error.name in _DRIVERS:
        return f"{error}: pip install -c constraints.txt -e '.[postgresql]'"
    return str(error).splitlines()[0]
