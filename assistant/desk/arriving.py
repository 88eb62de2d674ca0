"""Questions taken into a session: new ones sorted and queued, known ones brought up to date, no edit overwritten."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.desk.drafting import Drafter
from assistant.desk.errors import Claimed, OutOfDate
from assistant.desk.likeness import identity
from assistant.desk.questions import Q, QuestionBook, new_question_id
from assistant.desk.records import DeskQuestion, Incoming, Session, Status
from assistant.desk.sorting import Sorted, cleaned, kinds, merged, with_vectors

IMPORTER = "Zoom"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of the questions that came in."""

    created: int
    updated: int
    unchanged: int
    question_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Takes questions into the queues."""

    questions: QuestionBook
    drafter: Drafter
    keep_names: bool

    def take(self, session: Session, incoming: Iterable[Incoming]) -> Arrived:
        """Raises UnknownSession."""
        items = [item for item in (cleaned(raw, self.keep_names) for raw in incoming) if item.text]
        known = _Known(self.questions.identities(session.session_id))
        found = [(item, known.match(item)) for item in items]
        updated = sum(self._update(question_id, item) for item, question_id in found if question_id)
        new = [item for item, question_id in found if question_id is None]
        ids = self._add(session, new)
        return Arrived(len(new), updated, len(items) - len(new) - updated, ids)

    def _add(self, session: Session, items: Sequence[Incoming]) -> tuple[str, ...]:
        ids = [new_question_id() for _ in items]
        sorted_items = self._sorted(session, kinds(items, ids, session.speakers))
        return self.questions.add(session.session_id, [self._row(item) for item in sorted_items])

    def _sorted(self, session: Session, items: list[Sorted]) -> list[Sorted]:
        texts = [item.incoming.text for item in items if item.kind == "question"]
        if not texts:
            return items
        embedder = self.drafter.embedder.digest
        heads = self.questions.heads(session.session_id, embedder)
        answered = self.questions.answered(session.session_id, embedder)
        return merged(
            with_vectors(items, self.drafter.encode(texts)), heads, answered, self.drafter.names(session.scope)
        )

    def _row(self, item: Sorted) -> dict[str, Any]:
        incoming = item.incoming
        return {
            "question_id": item.question_id,
            "key": incoming.key,
            "identity": identity(incoming.text),
            "arrived_at": self.questions.clock(),
            "asked_at": incoming.asked_at,
            "question": incoming.text,
            "language": item.language,
            "kind": item.kind,
            "status": "waiting",
            "speaker": item.speaker,
            "asker": incoming.asker,
            "email": incoming.email,
            "merged_into": item.merged_into,
            "earlier": item.earlier,
            "vector": item.vector.tobytes() if item.vector is not None else None,
            "embedder": self.drafter.embedder.digest if item.vector is not None else None,
            **_settled(incoming),
        }

    def _update(self, question_id: str, item: Incoming) -> bool:
        """Is there news of a question that nobody of the staff has touched? Its time and key are always filled in."""
        question = self.questions.get(question_id)
        news = _settled(item) if question.untouched else {}
        gaps = _gaps(question, item)
        if gaps:
            self.questions.touch(question_id, gaps, Q.version == question.version)
        return bool(gaps) | bool(news and self._changed(question, news))

    def _changed(self, question: DeskQuestion, news: dict[str, Any]) -> bool:
        try:
            self.questions.change(question.question_id, question.version, IMPORTER, news)
        except (OutOfDate, Claimed):  # somebody took it in hand just now: their word counts
            return False
        return True


def _settled(item: Incoming) -> dict[str, Any]:
    """What Zoom says of a question that was settled there."""
    status: Status | None = "live" if item.answered_live else "approved" if item.answer else None
    status = "dismissed" if item.dismissed and status is None else status
    if status is None:
        return {}
    settled = {"status": status, "answered_by": item.answered_by, "answered_at": item.answered_at}
    return settled | ({"answer": item.answer} if item.answer else {})


def _gaps(question: DeskQuestion, item: Incoming) -> dict[str, Any]:
    """What was not known when it was pasted."""
    given = {"asked_at": item.asked_at, "asker": item.asker, "email": item.email}
    return {name: value for name, value in given.items() if value and getattr(question, name) is None}


class _Known:
    """The questions of a session, each matched once: by Zoom's key, else by its words, the first asked first."""

    def __init__(self, rows: Sequence[tuple[str, str | None, str]]) -> None:
        self._by_key = {key: question_id for question_id, key, _ in rows if key}
        self._by_words: dict[str, deque[str]] = defaultdict(deque)
        for question_id, _, words in rows:
            self._by_words[words].append(question_id)
        self._used: Counter[str] = Counter()

    def match(self, item: Incoming) -> str | None:
        question_id = self._by_key.get(item.key or "") or self._first(identity(item.text))
        if question_id is None or self._used[question_id]:
            return None
        self._used[question_id] += 1
        return question_id

    def _first(self, words: str) -> str | None:
        waiting = self._by_words.get(words)
        while waiting:
            question_id = waiting.popleft()
            if not self._used[question_id]:
                return question_id
        return None
