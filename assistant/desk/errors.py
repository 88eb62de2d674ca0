"""What can go wrong at the webinar desk.

DeskError (an AssistantError)
├── UnknownSession     a session that was never created, or was deleted
├── UnknownQuestion    a question that was never asked, or was deleted with its session
├── OutOfDate          the question was changed by somebody else since it was read
├── Claimed            somebody else is working on the question
├── ImportRunning      another import into the same session is not finished
├── NotPossible        what is asked makes no sense in the question's present state
└── UnreadableImport   a file or text with questions cannot be taken
    └── NoQuestionColumn   a table without a column that is known to hold questions
"""

from __future__ import annotations

from assistant.desk.records import DeskQuestion
from assistant.errors import AssistantError


class DeskError(AssistantError):
    """Root of the desk's errors."""


class UnknownSession(DeskError):
    def __init__(self, session_id: str) -> None:
        super().__init__(f"There is no session {session_id!r}; it may have been deleted. Choose one from the list.")


class UnknownQuestion(DeskError):
    def __init__(self, question_id: str) -> None:
        super().__init__(f"There is no question {question_id!r}; it may have been deleted with its session.")


class OutOfDate(DeskError):
    """``current`` is the question as it stands now, so that both texts can be shown."""

    def __init__(self, current: DeskQuestion) -> None:
        super().__init__("Somebody else changed this question in the meantime; compare the two texts and save again.")
        self.current = current


class Claimed(DeskError):
    """``current`` is the question as it stands now."""

    def __init__(self, current: DeskQuestion) -> None:
        super().__init__(f"{current.claimed_by} is working on this question.")
        self.current = current


class ImportRunning(DeskError):
    def __init__(self) -> None:
        super().__init__("Another import into this session is still running; try again in a moment.")


class NotPossible(DeskError):
    """The message says why."""


class UnreadableImport(DeskError):
    """The message says what was expected."""


class NoQuestionColumn(UnreadableImport):
    """``columns`` are the names that were found, for a mapping."""

    def __init__(self, name: str, columns: tuple[str, ...]) -> None:
        found = ", ".join(columns) or "none"
        super().__init__(
            f"{name} has no column that is known to hold questions. Its columns: {found}. "
            "Say which of them holds the questions."
        )
        self.columns = columns
