"""Nothing fits: that it is so, and which open calls come nearest, each with the reason why."""

from __future__ import annotations

from assistant.answers import Criterion
from assistant.calls.status import next_deadline
from assistant.composing.call_lists import name_before
from assistant.composing.fixed import nearby
from assistant.composing.materials import Materials
from assistant.drafts import Draft, Finding, Match, Sentence
from assistant.wording import Wording

# The messages that name a reason, and the kind of key that each speaks of.
_REASONS: dict[Criterion, tuple[str, str]] = {
    "sector": ("reason_sector", "sector"),
    "need": ("reason_need", "support"),
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
    telling = [f for f in match.findings if f.outcome != "unknown" and f.criterion in _REASONS and f.quote]
    upcoming = next_deadline(call, wording.as_of)
    if not telling or upcoming is None:
        return []
    text = wording.say(
        "match_for_others" if match.failed else "match_nearest",
        reasons=", ".join(_reason(wording, finding) for finding in telling),
        call=name_before(call),
        summary=call.summary.rstrip(" .;"),
        date=wording.deadline(upcoming),
        left=wording.left(upcoming),
    )
    quotes = (
        materials.call_quote(call),
        *(f.quote for f in telling if f.quote),
        materials.field_quote(call, "deadline"),
    )
    return [Sentence(text, tuple(dict.fromkeys(filter(None, quotes))))]


def _reason(wording: Wording, finding: Finding) -> str:
    message, kind = _REASONS[finding.criterion]
    return wording.say(message, label=wording.taxonomy.label(kind, finding.key or "", wording.language))
