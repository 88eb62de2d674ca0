"""Log lines are JSON with ids and timings; what people wrote is in them only where a setting says so."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.logs import set_up_logs
from assistant.settings import LogSettings

SECRET = "which calls fit a purple xylophone"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


def written(**settings: Any) -> str:
    out = io.StringIO()
    set_up_logs(LogSettings(**settings), out)
    log = logging.getLogger("assistant.test")
    log.info("told %d things", 2, extra={"status": 200})
    log.debug("too small to tell")
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        log.error("a request failed", exc_info=error)
    return out.getvalue()


def test_each_line_is_an_object_with_what_was_told() -> None:
    first, second = map(json.loads, written().splitlines())
    assert (first["event"], first["status"], first["level"]) == ("told 2 things", 200, "info")
    assert first["timestamp"].endswith("Z")
    assert second["error"] == "ValueError"
    assert "test_logs.py" in second["places"][-1]


def test_the_message_of_an_exception_is_told_only_where_personal_things_may_be() -> None:
    assert SECRET not in written()
    assert SECRET in written(personal=True)


def test_lines_may_be_text_and_more_or_fewer() -> None:
    assert not written(format="text").startswith("{")
    assert "too small" in written(level="debug")
