"""Approved answers as a question set for evaluation runs: what was said once must be found again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import yaml

from assistant.desk.exporting.rows import Exported
from assistant.desk.records import Session
from assistant.desk.speakers import unaddressed

MOST_QUOTE = 60
_DATE = re.compile(r"\b\d{1,2} [^\W\d_]{3,12} 20\d\d\b|\b20\d\d-\d\d-\d\d\b")
_AMOUNT = re.compile(r"\bEUR \d[\d,.\u00a0 ]*\d\b|\b\d+ ?%")


def question_set(session: Session, items: Iterable[Exported]) -> str:
    """The set as YAML; empty questions where nothing was approved, which a run refuses by name."""
    approved = [i for i in items if i.status == "approved" and i.question.merged_into is None]
    document = {
        "name": f"{session.title}, {session.day.isoformat()}",
        "as_of": session.day,
        "questions": [_question(item) for item in approved],
    }
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)


def _question(item: Exported) -> dict[str, Any]:
    """What the approved text states in dates and amounts, and, where it still is the draft, the words it cites."""
    question, head = item.question, item.head
    made: dict[str, Any] = {
        "id": f"Q{question.number:03}",
        "question": unaddressed(question.question, question.speaker),
        "language": question.language,
    }
    if head.follow_up or item.only_promises:
        return made | {"expect": "abstain", "tags": ["webinar"]}
    made |= {"expect": "answer", "tags": ["webinar", *(["edited"] if head.edited else [])]}
    said = list(dict.fromkeys(re.escape(m) for p in (_DATE, _AMOUNT) for m in p.findall(item.answer)))
    cited = [re.escape(_words(s.quote)) for s in item.sources[:1]] if not head.edited else []
    return made | ({"say": said} if said else {}) | ({"cite": cited} if cited else {})


def _words(quote: str) -> str:
    """The first words of a quote's first line."""
    line = quote.strip().splitlines()[0] if quote.strip() else ""
    return line if len(line) <= MOST_QUOTE else line[:MOST_QUOTE].rsplit(" ", 1)[0]
