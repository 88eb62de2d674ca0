"""The session as CSV: no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from assistant.desk.cleaning import cell, one_line
from assistant.desk.exporting.rows import Exported, local
from assistant.desk.records import Source

COLUMNS = (
    "id",
    "asked_at",
    "question",
    "language",
    "status",
    "answer",
    "sources",
    "answered_by",
    "answered_at",
    "seconds_to_answer",
    "edited",
)


def table(items: Iterable[Exported]) -> str:
    """One row for each question, by number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(item)] for item in items)
    return out.getvalue()


def _row(item: Exported) -> list[object]:
    question, head = item.question, item.head
    seconds = item.seconds_to_answer
    return [
        question.number,
        local(item.asked_at),
        question.question,
        question.language,
        item.status,
        item.answer,
        sources_cell(item.sources),
        item.answered_by,
        local(item.answered_at),
        "" if seconds is None else seconds,
        "yes" if head.edited else "no",
    ]


def sources_cell(sources: Sequence[Source]) -> str:
    """Title and address of each, a line apiece."""
    lines = (f"{one_line(s.title, 200)}, {s.locator}" + (f": {s.url}" if s.url else "") for s in sources)
    return "\n".join(lines)
