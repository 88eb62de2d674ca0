"""The chat of a Zoom meeting, in both forms that Zoom saves: who wrote what when, private messages left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import ReaderError
from ingest.options import Reading
from ingest.readers.cues import Cue
from ingest.readers.file_names import title_of
from ingest.readers.inline import clean
from ingest.readers.metadata import day_in_path, language_of
from ingest.readers.participants import renamed
from ingest.readers.turns import Turn, sections
from ingest.structure import ReadDocument
from vectorstore.records import Authority

_CLOCK = r"(?P<h>\d{1,2}):(?P<m>\d\d):(?P<s>\d\d)"
_TABBED = re.compile(rf"{_CLOCK}\t(?P<name>[^\t\n]{{1,120}}?):?\t(?P<text>.*)")
_FROM = re.compile(
    rf"(?:\d{{4}}-\d\d-\d\d )?{_CLOCK}\s+(?:From|Von|De|Da|Od)\s+(?P<name>[^\n]{{1,120}}?)"
    r"(?:\s+(?:[Tt]o|an|à|a|para|do)\s+(?P<to>[^\n:]{1,120}?))?\s*:(?:\s+(?P<text>.*))?$"
)
_PRIVATE = re.compile(r"direct message|privately|direktnachricht|message direct|mensaje directo", re.IGNORECASE)
_EVERYONE = re.compile(
    r"everyone|all panelists|hosts and panelists|alle|tous|tout le monde|iedereen|todos|tutti|wszyscy", re.IGNORECASE
)
_REACTION = re.compile(r'(?:Reacted to|Removed a .{1,20}reaction from)\s+["“]', re.IGNORECASE)
_REPLY = re.compile(r'\AReplying to (["“].*?["”])\s+')
_UNSHOWN = re.compile(r"\[Full message cannot be displayed on this version\]")
_SAYS_SOMETHING = re.compile(r"[^\W\d_]{3}|\d{2}")
_LOOKED_AT = 20  # lines that show whether a text is a chat
_PAUSE = 300  # seconds without a message that part two sections


def is_chat(text: str) -> bool:
    """Whether most of the first lines that begin with a time are messages, the very first line among them."""
    lines = [line for line in text.split("\n") if line.strip()][:_LOOKED_AT]
    return (
        bool(lines)
        and _message(lines[0]) is not None
        and sum(_message(line) is not None for line in lines) * 3 >= (len(lines))
    )


def documents(text: str, path: Path, reading: Reading) -> tuple[ReadDocument, ...]:
    """One document; ReaderError where nobody wrote anything to everyone."""
    found = list(_messages(text))
    kept = [message for message in found if message]
    if not kept:
        raise ReaderError(path.name, "holds no message to everyone.")
    if not reading.participant_names:
        kept = renamed(kept, frozenset(message.speaker for message in kept))
    left_out = len(found) - len(kept)
    return (
        ReadDocument(
            title=title_of(path),
            sections=sections((Turn(each.start, each.end, each.speaker, each.text) for each in kept), _PAUSE),
            media_type="text/plain",
            language=language_of(" ".join(message.text for message in kept)),
            published=day_in_path(path),
            authority=Authority.TRANSCRIPT,
            remarks=(f"private messages are left out: {left_out}",) if left_out else (),
        ),
    )


def _message(line: str) -> re.Match[str] | None:
    return _TABBED.fullmatch(line) or _FROM.fullmatch(line)


def _messages(text: str) -> Iterator[Cue | None]:
    """The messages in order, None for a private one; reactions are no messages."""
    head: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*text.split("\n"), None]:
        begins = _message(line) if line is not None else None
        if begins is None and line is not None:
            lines.append(line)
            continue
        if head:
            yield from _of(head, "\n".join(lines))
        head, lines = begins, [(begins["text"] or "") if begins else ""]


def _of(head: re.Match[str], written: str) -> Iterator[Cue | None]:
    if _is_private(head):
        yield None
        return
    lines = (clean(line) for line in written.split("\n"))
    text = "\n".join(line for line in lines if line and not _UNSHOWN.fullmatch(line))
    if _SAYS_SOMETHING.search(text) and not _REACTION.match(text):
        at = int(head["h"]) * 3600 + int(head["m"]) * 60 + int(head["s"])
        yield Cue(at, at, clean(head["name"]), _REPLY.sub(r"(replying to \1) ", text, count=1))


def _is_private(head: re.Match[str]) -> bool:
    """Newer chats say so behind the name, others by whom it was written to."""
    to = head.groupdict().get("to") or ""
    return bool(_PRIVATE.search(f"{head['name']} {to}")) or bool(to and not _EVERYONE.search(to))
