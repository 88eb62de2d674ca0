"""Log lines as JSON objects (or as text to read), with the id of the request they belong to.

A line carries ids, statuses and timings. Of an exception it has the type and the places in the code: its message may
quote what someone asked, and is left out unless ``EUCLUSTERS_LOGS__PERSONAL`` says otherwise. Only a process that
serves sets this up; a library's messages go through it too.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from assistant.settings import LogSettings

# Libraries that tell addresses, questions or every step of theirs.
QUIET = ("httpx", "httpcore", "openai", "chromadb", "urllib3", "asyncio")


def set_up_logs(settings: LogSettings, stream: TextIO = sys.stderr) -> None:
    """From now on all logging of this process goes to the stream in the form of the settings."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_formatter(settings))
    logging.basicConfig(handlers=[handler], level=settings.level.upper(), force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


def current_request_id() -> str | None:
    """The id of the request that is being answered here, None outside of one."""
    found: str | None = structlog.contextvars.get_contextvars().get("request_id")
    return found


def _shared(settings: LogSettings) -> list[Processor]:
    """What happens to every line, ours and the libraries'."""
    return [
        structlog.stdlib.ExtraAdder(),
        _without_colours,
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _places_with_message if settings.personal else _places,
    ]


def _formatter(settings: LogSettings) -> logging.Formatter:
    drawn: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, drawn],
        foreign_pre_chain=_shared(settings),
    )


def _without_colours(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """uvicorn tells some things twice, once for terminals."""
    event.pop("color_message", None)
    return event


def _places(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """An exception as its type and the places that it came through."""
    error = _error_of(event)
    if error is not None:
        event["error"], event["places"] = type(error).__name__, places(error.__traceback__)
    return event


def _places_with_message(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    error = _error_of(dict(event))
    event = _places(logger, name, event)
    if error is not None:
        event["message"] = str(error)
    return event


def _error_of(event: EventDict) -> BaseException | None:
    found = event.pop("exc_info", None)
    if isinstance(found, tuple):
        found = found[1]
    elif found is True:
        found = sys.exc_info()[1]
    return found if isinstance(found, BaseException) else None


def places(trace: TracebackType | None) -> list[str]:
    """Where an exception came through, outermost first: file, line and function, and nothing of any value."""
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
