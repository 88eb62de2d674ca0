"""The session as a FAQ in Markdown, grouped by topic; nothing in it can be markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.desk.cleaning import one_line
from assistant.desk.exporting.rows import Exported
from assistant.desk.records import Session, Source
from assistant.desk.speakers import unaddressed
from prompts import messages

# What can be markup anywhere in a line, and what can at its beginning; addresses are not to become links by themselves.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&$!])|(?<=[A-Za-z])(:)(?=//)|(?<=\b[Ww]{3})(\.)|(?<=\w)(@)(?=\w)")
_AT_START = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=#:]))")


def faq(session: Session, items: Iterable[Exported]) -> str:
    """The answered questions, each once and to nobody by name, the topics most asked about first; no mere promises."""
    groups: dict[str, list[Exported]] = {}
    for item in items:
        if item.status == "approved" and item.question.merged_into is None and not item.only_promises:
            groups.setdefault(_topic(item), []).append(item)
    ordered = sorted(groups.items(), key=lambda group: -sum(item.times_asked for item in group[1]))
    head = [f"# {escaped(session.title)}", f"{session.day.isoformat()}"]
    return "\n\n".join((*head, *(block for topic, group in ordered for block in _group(topic, group)))) + "\n"


def _group(topic: str, items: Sequence[Exported]) -> list[str]:
    blocks = [f"## {escaped(topic)}"]
    for item in items:
        asked = unaddressed(item.question.question, item.question.speaker)
        blocks += [f"### {escaped(asked)}", *_paragraphs(item.answer)]
        if item.sources:
            blocks.append("\n".join(f"- {_source(source)}" for source in item.sources))
    return blocks


def _topic(item: Exported) -> str:
    draft = item.head.draft
    return draft.topic if draft else messages(item.question.language)("desk_topic_other")


def _paragraphs(text: str) -> list[str]:
    return [escaped(line) for line in text.splitlines() if line.strip()]


def _source(source: Source) -> str:
    where = escaped(f"{source.title}, {source.locator}")
    return f"{where}: <{_address(source.url)}>" if source.url else where


def _address(url: str) -> str:
    """An address that stays inside its brackets."""
    return re.sub(r"[<>\s\"`]", lambda m: f"%{ord(m.group()):02X}", url)


def escaped(text: str) -> str:
    """A text in one line in which no sign is markup."""
    marked = _ANYWHERE.sub(lambda match: f"\\{match.group()}", one_line(text))
    return _AT_START.sub(lambda match: f"{match.group()}\\", marked)
