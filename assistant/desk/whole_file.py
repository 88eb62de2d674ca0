"""All questions of a file drafted at once, by the same steps as at the desk, without a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant.clock import Clock
from assistant.desk.drafting import Asked, Drafter
from assistant.desk.exporting.rows import Exported, exported
from assistant.desk.pasting import pasted
from assistant.desk.records import DeskQuestion, Incoming
from assistant.desk.sorting import Sorted, cleaned, kinds, merged, with_vectors


def draft_all(
    incoming: Sequence[Incoming], drafter: Drafter, day: date | None, clock: Clock, everything: bool = False
) -> tuple[Exported, ...]:
    """The questions in their order with their drafts; what was answered in Zoom keeps that answer, unless told not to.

    Raises StoreError.
    """
    items = [cleaned(raw, keep_names=False) for raw in incoming]
    found = _sorted([_open(i) if everything else i for i in items if i.text], drafter)
    rows = [_drafted(_question(item, number, clock), drafter, day) for number, item in enumerate(found, 1)]
    return tuple(_in_parts(item, drafter.max_chars) for item in exported(rows))


def _open(item: Incoming) -> Incoming:
    return replace(item, answer="", answered_live=False, dismissed=False, answered_by=None, answered_at=None)


def _sorted(items: Sequence[Incoming], drafter: Drafter) -> list[Sorted]:
    found = kinds(items, [f"{number}" for number in range(len(items))], ())
    texts = [item.incoming.text for item in found if item.kind == "question"]
    names = drafter.names("public")
    return merged(with_vectors(found, drafter.encode(texts)), (), (), names) if texts else found


def _question(item: Sorted, number: int, clock: Clock) -> DeskQuestion:
    given, now = item.incoming, clock()
    status = "live" if given.answered_live else "approved" if given.answer else "waiting"
    return DeskQuestion(
        question_id=item.question_id,
        session_id="",
        number=number,
        version=1,
        sequence=0,
        arrived_at=now,
        asked_at=given.asked_at,
        question=given.text,
        language=item.language,
        kind=item.kind,
        status="dismissed" if given.dismissed and status == "waiting" else status,  # type: ignore[arg-type]
        merged_into=item.merged_into,
        answer=given.answer or None,
        answered_by=given.answered_by,
        answered_at=given.answered_at,
    )


def _drafted(question: DeskQuestion, drafter: Drafter, day: date | None) -> DeskQuestion:
    """With its draft, where it asks something that nobody has answered; a repetition takes that of its head."""
    if question.status != "waiting" or question.kind != "question" or question.merged_into:
        return question
    reply = drafter.draft(Asked(question.question, question.language, day, "public"))
    status = "follow_up" if reply.follow_up else "drafted"
    return replace(question, draft=reply, status=status, follow_up=reply.follow_up)  # type: ignore[arg-type]


def _in_parts(item: Exported, limit: int) -> Exported:
    """The answer as it will be pasted: in parts where one does not hold it."""
    head = item.head
    if head.draft is None or not head.said:
        return item
    return replace(item, head=replace(head, answer="\n\n".join(pasted(head.said, (), limit))))
