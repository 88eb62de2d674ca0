"""Next questions that this index can answer, from the calls of the answer."""

from __future__ import annotations

from assistant.drafts import Draft
from assistant.wording import Wording, short_name

MOST = 3


def suggest(draft: Draft, wording: Wording) -> tuple[str, ...]:
    """Up to three questions: on the first call shown, else on what is open."""
    if not draft.matches.current:
        return (wording.say("suggest_open"),)
    call = draft.matches.current[0].call
    asked = [wording.say("suggest_about", call=short_name(call))]
    if call.deadlines:
        asked.append(wording.say("suggest_deadline", call=short_name(call)))
    if call.applicants:
        asked.append(wording.say("suggest_applicants", call=short_name(call)))
    return tuple(asked[:MOST])
