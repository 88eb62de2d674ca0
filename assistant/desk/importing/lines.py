"""Plain text: one question a line, list marks and numbers before it dropped."""

from __future__ import annotations

import re

from assistant.desk.records import Incoming

_MARK = re.compile(r"^\s*(?:[-*•–]\s+|(?:Q\s*)?\d{1,4}\s*[.):]\s+|Q\s*:\s+)", re.IGNORECASE)


def read(text: str) -> tuple[Incoming, ...]:
    """A question for each line that is not blank."""
    lines = (_MARK.sub("", line, count=1).strip() for line in text.splitlines())
    return tuple(Incoming(line) for line in lines if line)
