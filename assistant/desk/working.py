"""What staff do with a question: claim, edit, approve, answer live, dismiss, follow up, merge, split, draft again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from assistant.desk.cleaning import clean
from assistant.desk.errors import NotPossible
from assistant.desk.questions import Q, QuestionBook, Values
from assistant.desk.queueing import merge
from assistant.desk.records import ANSWERED, SETTLED, DeskQuestion, Kind, Status

MOST_ANSWER = 10_000
_UNCLAIMED: Values = {"claimed_by": None, "claimed_until": None}
_UNSETTLED: Values = {"answered_by": None, "answered_at": None}


@dataclass(frozen=True, slots=True)
class Hand:
    """One person at work on the version of a question that they have read."""

    who: str
    version: int


@dataclass(frozen=True, slots=True)
class Workbench:
    """Each deed raises UnknownQuestion, OutOfDate or Claimed, and then changes nothing."""

    questions: QuestionBook
    claim_for: timedelta

    def claim(self, question_id: str, who: str) -> DeskQuestion:
        """Keep others from changing a question for a while; again to keep it longer."""
        return self.questions.claim(question_id, who, self.questions.clock() + self.claim_for)

    def release(self, question_id: str, who: str) -> DeskQuestion:
        """Give a claim back; without one of one's own nothing happens."""
        released = self.questions.touch(question_id, _UNCLAIMED, Q.claimed_by == who)
        return released or self.questions.get(question_id)

    def edit(self, question_id: str, hand: Hand, answer: str, follow_up: bool | None = None) -> DeskQuestion:
        """Keep a text that is being worked on, and the claim with it."""
        question = self.questions.get(question_id)
        if question.status in SETTLED and question.status != "follow_up":
            raise NotPossible("This question is settled; reopen it to change its answer.")
        until = self.questions.clock() + self.claim_for
        values = _answered(question, answer, follow_up) | {"claimed_by": hand.who, "claimed_until": until}
        return self._change(question_id, hand, values)

    def approve(self, question_id: str, hand: Hand, answer: str | None, follow_up: bool | None = None) -> DeskQuestion:
        """Make a text the answer; without one the draft as it stands."""
        question = self.questions.get(question_id)
        text = clean(question.said if answer is None else answer, MOST_ANSWER)
        if not text:
            raise NotPossible("There is no answer to approve yet; write one.")
        return self._change(question_id, hand, _answered(question, text, follow_up) | self._settled(hand, "approved"))

    def settle(self, question_id: str, hand: Hand, status: Status) -> DeskQuestion:
        """Answered live, dismissed, or to be followed up by mail; a text written so far is kept."""
        values = self._settled(hand, status)
        if status == "follow_up":
            values |= {"follow_up": True}
        elif status == "live":
            values |= {"follow_up": False}
        return self._change(question_id, hand, values)

    def reopen(self, question_id: str, hand: Hand) -> DeskQuestion:
        """Back into the queue, with the text that it had."""
        question = self.questions.get(question_id)
        return self._change(question_id, hand, {**_reopened(question), **_UNCLAIMED})

    def redraft(self, question_id: str, hand: Hand) -> DeskQuestion:
        """Forget the draft and the text, and ask again."""
        fresh = {"status": "waiting", "draft": None, "draft_problem": None, "drafting_until": None, "answer": None}
        return self._change(question_id, hand, {**fresh, "edited": False, "follow_up": False, **_UNSETTLED})

    def sort_as(self, question_id: str, hand: Hand, kind: Kind) -> DeskQuestion:
        """Correct the sorting; what turns out to be a question is drafted."""
        question = self.questions.get(question_id)
        waits = kind == "question" and question.draft is None and question.status not in SETTLED
        values = {"kind": kind} | ({"status": "waiting", "drafting_until": None} if waits else {})
        return self._change(question_id, hand, values)

    def split(self, question_id: str, hand: Hand) -> DeskQuestion:
        """A question of its own again."""
        question = self.questions.get(question_id)
        if question.merged_into is None:
            raise NotPossible("This question is not merged with another one.")
        return self._change(question_id, hand, {"merged_into": None, **_reopened(question)})

    def merge(self, question_id: str, hand: Hand, head_id: str) -> DeskQuestion:
        """Let it repeat another question of the same session; of one that was answered it takes the answer now."""
        question, head = self.questions.get(question_id), self.questions.get(head_id)
        if question.session_id != head.session_id or question_id == head_id or head.merged_into is not None:
            raise NotPossible("Only a question of the same session that is not merged itself can be repeated.")
        told = head.status in ANSWERED
        self._change(question_id, hand, self._settled(hand, head.status) if told else dict(_UNCLAIMED))
        merge(self.questions, question, head_id)
        return self.questions.get(question_id)

    def _change(self, question_id: str, hand: Hand, values: Values) -> DeskQuestion:
        return self.questions.change(question_id, hand.version, hand.who, values)

    def _settled(self, hand: Hand, status: Status) -> Values:
        return {"status": status, "answered_by": hand.who, "answered_at": self.questions.clock(), **_UNCLAIMED}


def _reopened(question: DeskQuestion) -> Values:
    has_text = question.draft is not None or question.answer is not None or question.kind != "question"
    return {"status": "drafted" if has_text else "waiting", **_UNSETTLED}


def _answered(question: DeskQuestion, answer: str, follow_up: bool | None) -> Values:
    """The text and whether it is the staff's own; one's own words take the place of a promise to follow up."""
    text = clean(answer, MOST_ANSWER)
    edited = question.draft is None or text != question.draft.text
    still = question.follow_up and not edited
    return {"answer": text, "edited": edited, "follow_up": still if follow_up is None else follow_up}


def heads(questions: Sequence[DeskQuestion]) -> dict[str, DeskQuestion]:
    """Of every question the one that is answered for it: its head, itself where it repeats none."""
    by_id: dict[str, Any] = {question.question_id: question for question in questions}
    return {q.question_id: by_id.get(q.merged_into or q.question_id, q) for q in questions}
