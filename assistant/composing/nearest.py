"""Nothing fits: that it is so, and which open calls come nearest, each with the reason why."""

from __future__ import annotations

from assistant.answers import Criterion
from assistant.calls.status import next_deadline
from assistant.composing.call_lists import name_before
from assistant.composing.fixed import nearby
from assistant.composing.materials import Materials
from assistant.drafts import Draft, Match, Sentence

# The messages that name a reason, and the kind of key that each speaks of.
_REASONS: dict[Criterion, tuple[str, str]] = {
    "applicant": ("reason_applicant", "applicant"),
    "country": ("reason_country", "country"),
}


def compose_none_fits(materials: Materials, nearest: tuple[Match, ...]) -> Draft:
    """Without cards: what does not fit is no answer, it is only told."""
    near = [sentence for match in nearest for sentence in _said(materials, match)]
    none = Sentence(materials.wording.say("none_match"))
    return Draft("no_evidence", (none, *(near or nearby(materials))))


def _said(materials: Materials, match: Match) -> list[Sentence]:
    """Why a call comes near, in the source's words; nothing where no words say so or its deadline is not known."""
    wording, call = materials.wording, match.call
    passed = [f for f in match.findings if f.outcome == "pass" and f.criterion in _REASONS and f.quote]
    upcoming = next_deadline(call, wording.as_of)
    if not passed or upcoming is None:
        return []
    reasons = []
    for finding in passed:
        message, kind = _REASONS[finding.criterion]
        label = wording.taxonomy.label(kind, finding.key or "", wording.language)
        reasons.append(wording.say(message, label=label))
    text = wording.say(
        "match_nearest",
        reasons=", ".join(reasons),
        call=name_before(call),
        summary=call.summary.rstrip(" .;"),
        date=wording.deadline(upcoming),
        left=wording.left(upcoming),
    )
    quotes = (
        materials.call_quote(call),
        *(f.quote for f in passed if f.quote),
        materials.field_quote(call, "deadline"),
    )
    return [Sentence(text, tuple(dict.fromkeys(filter(None, quotes))))]
