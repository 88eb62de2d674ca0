"""A saved Zoom chat: ``HH:MM:SS<TAB>Name:<TAB>text``, or ``HH:MM:SS From X to Everyone: text``.

A message goes on until the next line that begins with a time. Everything is taken; what asks nothing is a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.desk.importing.said import known_name
from assistant.desk.importing.times import When
from assistant.desk.records import Incoming

_TAB = re.compile(r"^(\d{1,2}):(\d{2}):(\d{2})\t\s*(.{1,200}?):\t(.*)$")
_FROM = re.compile(
    r"^(?:\d{4}-\d{2}-\d{2} )?(\d{1,2}):(\d{2}):(\d{2})[\t ]+(?:From|Von|De|Da|Od)\s+(.{1,120}?)"
    r"(?:\s+(?:to|an|à|a|do)\s+(.{1,120}?))?\s*:(?:\s+|$)(.*)$"
)
_REPLY = re.compile(r"^Replying to \"(?:[^\"\n]|\"(?!\s*\n))*\"?\s*\n+", re.IGNORECASE)


@dataclass
class _Message:
    hours: int
    minutes: int
    seconds: int
    name: str
    lines: list[str]
    by_the_clock: bool


def is_chat(text: str) -> bool:
    """Does it begin as a saved chat does?"""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return bool(_TAB.match(first) or _FROM.match(first))


def read(text: str, when: When) -> tuple[Incoming, ...]:
    """Every message, in order."""
    return tuple(_incoming(message, when) for message in _messages(text))


def _messages(text: str) -> Iterator[_Message]:
    current: _Message | None = None
    for line in text.splitlines():
        begun = _begun(line)
        if begun is None and current is not None:
            current.lines.append(line)
        elif begun is not None:
            if current is not None:
                yield current
            current = begun
    if current is not None:
        yield current


def _begun(line: str) -> _Message | None:
    if tabbed := _TAB.match(line):
        hours, minutes, seconds, name, said = tabbed.groups()
        return _Message(int(hours), int(minutes), int(seconds), name, [said], by_the_clock=False)
    if named := _FROM.match(line):
        hours, minutes, seconds, name, _, said = named.groups()
        return _Message(int(hours), int(minutes), int(seconds), name, [said], by_the_clock=True)
    return None


def _incoming(message: _Message, when: When) -> Incoming:
    said = "\n".join(message.lines).strip()
    words = _REPLY.sub("", said).strip() or said
    return Incoming(
        text=words,
        asked_at=_instant(message, when),
        asker=known_name(message.name),
        remark=True,
    )


def _instant(message: _Message, when: When) -> datetime | None:
    if message.by_the_clock:
        return when.instant(f"{message.hours}:{message.minutes:02}:{message.seconds:02}")
    return when.elapsed(message.hours, message.minutes, message.seconds)
