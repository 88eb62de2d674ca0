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
    r"\b(?:calls? for proposals|call|grants?|vouchers?|appel à projets|aufruf|ausschreibung|convocatoria|bando|"
    r"nabór)\b",
    re.IGNORECASE,
)
_OF_THE_CALL = re.compile(r"(?:\A|[.!?]\s+)(?:the|this) (?:open )?call\b", re.IGNORECASE)
OF_NAMED_CALL = re.compile(
    r"\A(?:timeline|timetable|(?:key )?dates|calendar|overview|summary) (?:of|for) (?:the )?", re.IGNORECASE
)
NAMED_AS_CALL = re.compile(  # a heading that is a label with the call's name: "Call: SaltLab", "Open call 2 - SaltLab"
    r"\A\W*(?:(?:open|new|next|funding|grant)\s+)?(?:call(?: for proposals)?|grant|voucher|prize|appel(?: à (?:projets|"
    r"candidatures|propositions))?|\w*aufruf|\w*ausschreibung|convocatoria|bando|nab[oó]r)(?:\s+\d{1,2})?"
    r"\s*(?::|\s[–—-])\s*(?=\S)",
    re.IGNORECASE,
)
_LONGEST_NAME = 120  # characters
_LABEL = 40  # characters
_SAYS_LITTLE = frozenset({"title", "summary", "url", "status"})  # fields that events and news have too
_EVENT = re.compile(r"\b(?:matchmaking|conference|webinar|workshop|events?|mission)\b", re.IGNORECASE)


def states_one_call(section: ReadSection) -> bool:
    """True for a slide that is one call as a whole; an event with a deadline to register is none."""
    said = [block for block in section.blocks if block.kind != "note"]
    texts = [block.text for block in said if block.kind != "row"] or [block.text for block in said]
    identifiers = sum(len(_TOPIC_ID.findall(text)) for text in texts)
    if identifiers:
        return identifiers == 1
    headings = _headings(section)
    heading = headings[-1] if headings else ""
    if _EVENT.search(heading) and not NAMED_AS_CALL.match(heading):
        return False
    if _is_announced(heading, texts) or (heading and _is_labelled(texts, lists_calls(section))):
        return True
    funding = any(_FUNDING.search(heading) for heading in headings)
    return funding and sum(bool(_DEADLINE.search(line)) for text in texts for line in text.split("\n")) == 1


def lists_calls(section: ReadSection) -> bool:
    """Do the headings of a section speak of calls or money?"""
    return any(map(_FUNDING.search, _headings(section)))


def _headings(section: ReadSection) -> tuple[str, ...]:
    return section.heading_path or ((section.locator.value,) if section.locator.kind == "section" else ())


def states_facts(text: str, *, among_calls: bool = False) -> bool:
    """Is it a name with lines of facts below it that make it a call: an identifier, or a deadline and more?

    ``among_calls`` a line "When: …" is a deadline too.
    """
    name, *facts = text.split("\n")
    if (
        not facts
        or len(name) > _LONGEST_NAME
        or name.rstrip().endswith((".", ":"))
        or _EVENT.search(name)
        or labels.is_known(name.partition(":")[0].lstrip(" -•*–"))
    ):
        return False
    return sum(len(_TOPIC_ID.findall(fact)) for fact in facts) == 1 or _is_labelled(facts, among_calls)


def names_a_call(heading: str) -> bool:
    """Is a heading the name of a call, said to be one: "Call: SaltLab", "SaltLab voucher"?"""
    return bool(NAMED_AS_CALL.match(heading) or _CALL_HEADING.search(heading))


def _is_labelled(texts: list[str], among_calls: bool = False) -> bool:
    """Lines under known labels, in whatever language, among them one deadline: "Frist: …", "Programm: …"."""
    every = [line for text in texts for line in text.split("\n")]
    lines = [line.partition(":") for line in every]
    cells = [((label.lstrip(" -•*–"), value),) for label, colon, value in lines if colon and value.strip()]
    named = [labels.known_fields(cell) - _SAYS_LITTLE for cell in cells if len(cell[0][0]) <= _LABEL]
    days = {"deadline", "when"} if among_calls else {"deadline"}
    others = frozenset().union(*named) - days
    labelled = sum(not days.isdisjoint(fields) for fields in named)
    return bool(others) and (labelled or sum(any(_closing_days(line)) for line in every)) == 1


def _is_announced(heading: str, texts: list[str]) -> bool:
    """A page that is headed as a call, or says what "the call" is for, and gives its deadline in a sentence."""
    if not names_a_call(heading) and not any(map(_OF_THE_CALL.search, texts)):
        return False
    days = {day for text in texts for day in _closing_days(text)}
    return len(days) == 1 or bool(days and NAMED_AS_CALL.match(heading))


def _closing_days(text: str) -> Iterator[date]:
    """By the words beside them; in a row of a timetable ("Step: deadline", "When: 5 May") by its other cell."""
    line = text.replace("\n", " ") if text.count("\n") == 1 else text
    days = find_dates(line)
    return (day.end for day, role in zip(days, roles(line, days), strict=True) if role == "closes" and day.is_day)
