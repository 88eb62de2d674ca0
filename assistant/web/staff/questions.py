"""/api/staff/questions/{id}: what staff do with one question. Every change names the version that was read."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException

from assistant.desk.working import Hand
from assistant.web.staff.access import DeskIn, Drafting, Who
from assistant.web.staff.schemas import (
    AnswerIn,
    ApprovalIn,
    EarlierOut,
    KindIn,
    MergeIn,
    QuestionOut,
    StatusIn,
    VersionIn,
    out,
)

ROUTER = APIRouter(prefix="/questions/{question_id}", tags=["staff"])


@ROUTER.get("")
def question(question_id: str, desk: DeskIn) -> QuestionOut:
    """One question as it stands."""
    return out(desk, desk.questions.get(question_id))


@ROUTER.get("/earlier")
def earlier(question_id: str, desk: DeskIn) -> EarlierOut:
    """The answer given to the same question before, in this session or an earlier one."""
    asked = desk.questions.get(question_id)
    if asked.earlier is None:
        raise HTTPException(404, "This question was not answered before.")
    found = desk.questions.get(asked.earlier)
    session = desk.sessions.get(found.session_id)
    return EarlierOut(
        question_id=found.question_id,
        question=found.question,
        answer=found.said,
        session=session.title,
        day=session.day,
        status=found.status,
        answered_by=found.answered_by,
        here=found.session_id == asked.session_id,
    )


@ROUTER.post("/claim")
def claim(question_id: str, desk: DeskIn, who: Who) -> QuestionOut:
    """Keep others from changing it for a while; again to keep it longer."""
    return out(desk, desk.work.claim(question_id, who))


@ROUTER.post("/release")
def release(question_id: str, desk: DeskIn, who: Who) -> QuestionOut:
    """Give one's claim back."""
    return out(desk, desk.work.release(question_id, who))


@ROUTER.put("/answer")
def edit(question_id: str, given: AnswerIn, desk: DeskIn, who: Who) -> QuestionOut:
    """Keep the text that is being worked on; 409 with the present one where somebody else was quicker."""
    return out(desk, desk.work.edit(question_id, Hand(who, given.version), given.answer, given.follow_up))


@ROUTER.post("/approve")
def approve(question_id: str, given: ApprovalIn, desk: DeskIn, who: Who) -> QuestionOut:
    """Make it the answer."""
    return out(desk, desk.work.approve(question_id, Hand(who, given.version), given.answer, given.follow_up))


@ROUTER.post("/status")
def settle(question_id: str, given: StatusIn, desk: DeskIn, who: Who) -> QuestionOut:
    """Answered live, dismissed, or to be followed up by mail."""
    return out(desk, desk.work.settle(question_id, Hand(who, given.version), given.status))


@ROUTER.post("/reopen")
def reopen(question_id: str, given: VersionIn, desk: DeskIn, drafting: Drafting, who: Who) -> QuestionOut:
    """Back into the queue."""
    reopened = desk.work.reopen(question_id, Hand(who, given.version))
    drafting.draft(reopened.session_id)
    return out(desk, reopened)


@ROUTER.post("/redraft")
def redraft(question_id: str, given: VersionIn, desk: DeskIn, drafting: Drafting, who: Who) -> QuestionOut:
    """Forget draft and text, and ask again."""
    waiting = desk.work.redraft(question_id, Hand(who, given.version))
    drafting.draft(waiting.session_id)
    return out(desk, waiting)


@ROUTER.post("/kind")
def sort_as(question_id: str, given: KindIn, desk: DeskIn, drafting: Drafting, who: Who) -> QuestionOut:
    """Correct how it was sorted."""
    found = desk.work.sort_as(question_id, Hand(who, given.version), given.kind)
    drafting.draft(found.session_id)
    return out(desk, found)


@ROUTER.post("/split")
def split(question_id: str, given: VersionIn, desk: DeskIn, drafting: Drafting, who: Who) -> QuestionOut:
    """No longer a repetition of another one."""
    found = desk.work.split(question_id, Hand(who, given.version))
    drafting.draft(found.session_id)
    return out(desk, found)


@ROUTER.post("/merge")
def merge(question_id: str, given: MergeIn, desk: DeskIn, who: Who) -> QuestionOut:
    """A repetition of another one."""
    return out(desk, desk.work.merge(question_id, Hand(who, given.version), given.into))
