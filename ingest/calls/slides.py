"""Whether a whole section states one funding call: a topic identifier, or a deadline among funding opportunities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ingest import labels
from ingest.calls.dates import find_dates
from ingest.calls.day_roles import roles
from ingest.structure import ReadSection

_TOPIC_ID = re.compile(r"\btopic\s+id(?:entifier)?\s*:", re.IGNORECASE)
_DEADLINE = re.compile(
    r"^\W*(?:(?:first|final|next|last|submission|application)\s+)?"
    r"(?:deadlines?|(?:multiple )?cut-?offs?|closing date|close[sd]\b(?: on)?(?=\W*\d)|apply (?:by|until|before))\b",
    re.IGNORECASE,
)
_FUNDING = re.compile(r"\b(?:fund(?:ing)?|calls?|grants?|opportunit(?:y|ies)|cascade|fstp)\b", re.IGNORECASE)
_CALL_HEADING = re.compile(
    r"\b(?:calls? for proposals|call|grant|voucher|appel à projets|aufruf|ausschreibung|convocatoria|bando|nabór)\b",
    re.IGNORECASE,
)
NAMED_AS_CALL = re.compile(  # a heading that is a label with the call's name: "Call: SaltLab", "Open call 2 - SaltLab"
    r"\A\W*(?:(?:open|new|next|funding|grant)\s+)?(?:call(?: for proposals)?|grant|voucher|prize|appel(?: à (?:projets|"
    r"candidatures|propositions))?|\w*aufruf|\w*ausschreibung|convocatoria|bando|nab[oó]r)(?:\s+\d{1,2})?"
    r"\s*(?::|\s[–—-])\s*(?=\S)",
    re.IGNORECASE,
)
_LABEL = 40  # characters
_SAYS_LITTLE = frozenset({"title", "summary", "url", "status"})  # fields that events and news have too
_EVENT = re.compile(r"\b(?:matchmaking|conference|webinar|workshop|events?|mission)\b", re.IGNORECASE)


def states_one_call(section: ReadSection) -> bool:
    """True for a slide that is one call as a whole; an event with a deadline to register is none."""
    said = [block for block in section.blocks if block.kind != "note"]
    texts = [block.text for block in said if block.kind != "row"] or [block.text for block in said]
    if sum(len(_TOPIC_ID.findall(text)) for text in texts) == 1:
        return True
    headings = section.heading_path or ((section.locator.value,) if section.locator.kind == "section" else ())
    heading = headings[-1] if headings else ""
    if _EVENT.search(heading) and not NAMED_AS_CALL.match(heading):
        return False
    if _is_announced(heading, texts) or (heading and _is_labelled(texts)):
        return True
    funding = any(_FUNDING.search(heading) for heading in headings)
    return funding and sum(bool(_DEADLINE.search(line)) for text in texts for line in text.split("\n")) == 1


def names_a_call(heading: str) -> bool:
    """Is a heading the name of a call, said to be one: "Call: SaltLab", "SaltLab voucher"?"""
    return bool(NAMED_AS_CALL.match(heading) or _CALL_HEADING.search(heading))


def _is_labelled(texts: list[str]) -> bool:
    """Lines under known labels, in whatever language, among them one deadline: "Frist: …", "Programm: …"."""
    lines = [line.partition(":") for text in texts for line in text.split("\n")]
    cells = [((label.lstrip(" -•*–"), value),) for label, colon, value in lines if colon and value.strip()]
    named = [labels.known_fields(cell) - _SAYS_LITTLE for cell in cells if len(cell[0][0]) <= _LABEL]
    return sum("deadline" in fields for fields in named) == 1 and len(frozenset().union(*named)) > 1


def _is_announced(heading: str, texts: list[str]) -> bool:
    """A page that is headed as a call and gives its deadline in a sentence."""
    if not names_a_call(heading):
        return False
    days = {day for text in texts for day in _closing_days(text)}
    return len(days) == 1 or bool(days and NAMED_AS_CALL.match(heading))


def _closing_days(text: str) -> Iterator[date]:
    days = find_dates(text)
    return (day.end for day, role in zip(days, roles(text, days), strict=True) if role == "closes" and day.is_day)
