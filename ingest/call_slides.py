"""Whether a whole section states one funding call: a topic identifier, or a deadline among funding opportunities."""

from __future__ import annotations

import re

from ingest.structure import ReadSection

_TOPIC_ID = re.compile(r"\btopic\s+id(?:entifier)?\s*:", re.IGNORECASE)
_DEADLINE = re.compile(
    r"^\W*(?:(?:first|final|next|submission|application)\s+)?(?:deadline|cut-?off|closing date|multiple cut-?offs)\b",
    re.IGNORECASE,
)
_FUNDING = re.compile(r"\b(?:fund(?:ing)?|calls?|grants?|opportunit(?:y|ies)|cascade|fstp)\b", re.IGNORECASE)
_EVENT = re.compile(r"\b(?:matchmaking|conference|webinar|workshop|events?|mission)\b", re.IGNORECASE)


def states_one_call(section: ReadSection) -> bool:
    """True for a slide that is one call as a whole; an event with a deadline to register is none."""
    said = [block for block in section.blocks if block.kind != "note"]
    texts = [block.text for block in said if block.kind != "row"] or [block.text for block in said]
    if sum(len(_TOPIC_ID.findall(text)) for text in texts) == 1:
        return True
    if _EVENT.search(section.heading_path[-1] if section.heading_path else ""):
        return False
    funding = any(_FUNDING.search(heading) for heading in section.heading_path)
    return funding and sum(bool(_DEADLINE.search(line)) for text in texts for line in text.split("\n")) == 1
