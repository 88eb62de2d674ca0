"""Whether a list item, a paragraph or a table row states a funding call by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.calls.dates import FoundDate, find_dates

ITEM = re.compile(
    r"\s*(?:[-•*–▪◦]\s+|\d+[.)]\s+)?(?P<acronym>[^\W_][^:;,\n]{0,39}?)(?:\s*:\s+|\s+[–—-]\s+)(?P<what>\S.+)", re.DOTALL
)
_NAME = re.compile(r"[^\W\d_a-z]*[A-Z0-9À-Þ][\w.&+'’-]*(?: [A-Z0-9À-Þ&][\w.&+'’-]*){0,3}")
_SHOUTED = re.compile(r"[A-Z]{2}|[a-z][A-Z]|[A-Z]-[A-Z]")
_LABEL = re.compile(
    r"(?:deadline|topic|call|activity|note|example|focus|date|when|where|title|url|programme|status|budget|day|session|"
    r"panel|part|step|question|phase|cluster|work package|task|agenda|first|second|last|source|contact|event)\b",
    re.IGNORECASE,
)
DUE = re.compile(
    r"\b(?:dead-?lines?|closing date|closes?|closing|cut-?offs?|due|apply (?:by|until|before)|applications? (?:by|until)|"
    r"submit (?:by|until|before)|open (?:until|till)|until|date limite|clôture|échéance|jusqu'au|"
    r"frist|einreichfrist|einreichschluss|bis(?: zum)?|fecha límite|plazo|hasta(?: el)?|scadenza|entro(?: il)?|termin\w*|do)"
    r"\b[^\d\n]{0,25}$",
    re.IGNORECASE,
)
FUNDING = re.compile(
    r"\b(?:open calls?|calls? for (?!speakers|papers|abstracts|participa|experts|interest)|grants?|vouchers?|fund(?:ing|s)?|"
    r"financial support|lump sums?|fstp|cascade|subsid\w+|prizes?|awards?|aides? financi\w+|subventions?|appels? à|"
    r"zuschuss|zuschüsse|förder\w+|aufrufe?|ausschreibung\w*|ayudas?|subvenci\w+|convocatorias?|bandi|bando|contribut\w+|"
    r"finanziament\w+|dotacj\w+|dofinansowan\w+|nab[oó]r\w*|konkurs\w*)\b",
    re.IGNORECASE,
)
EVENT = re.compile(
    r"\b(?:match-?making|conference|webinar|workshop|congress|summit|networking day|info ?day|register|registration|"
    r"talks?|speakers|anmeldung|inscription|iscrizione)\b",
    re.IGNORECASE,
)
_LEAP_YEAR = 2000  # any year will do to see that a day is meant


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A one-line call taken apart; spans are offsets in the text it was read from."""

    acronym: tuple[int, int] | None
    what: tuple[int, int]
    deadlines: tuple[FoundDate, ...]


def read_item(text: str, year: int | None = None) -> ListedItem | None:
    """The parts of an item such as "ACRONYM: what; deadline D Month YYYY", or None where it states no call."""
    first = text.split("\n", 1)[0] if len(text) > 1200 else text
    due = _due(first, year or _LEAP_YEAR)
    if not due or _is_event(first):
        return None
    acronym = _acronym(first)
    if acronym is None and not (FUNDING.search(first) and len(first) <= 600):
        return None
    begin = _what_begins(first, acronym)
    return ListedItem(acronym, (begin, _what_ends(first, begin, due)), due)


def _due(text: str, year: int) -> tuple[FoundDate, ...]:
    """The days that a deadline word directly precedes, and those joined to such a day."""
    found: list[FoundDate] = []
    for day in find_dates(text, year_hint=year):
        before = text[found[-1].span[1] if found else 0 : day.span[0]]
        if DUE.search(before) or (found and re.fullmatch(r"\s*(?:,|;|/|and|und|et|y|e|i|&)+\s*", before)):
            found.append(day)
    return tuple(found)


def _is_event(text: str) -> bool:
    return bool(EVENT.search(text)) and not FUNDING.search(text)


def _acronym(text: str) -> tuple[int, int] | None:
    match = ITEM.match(text)
    if not match or _LABEL.match(match["acronym"]) or not _NAME.fullmatch(match["acronym"]):
        return None
    named = _SHOUTED.search(match["acronym"]) or FUNDING.search(match["what"])
    return match.span("acronym") if named else None


def _what_begins(text: str, acronym: tuple[int, int] | None) -> int:
    if acronym:
        match = ITEM.match(text)
        return match.start("what") if match else acronym[1]
    marker = re.match(r"\s*(?:[-•*–▪◦]\s+|\d+[.)]\s+)?", text)
    return marker.end() if marker else 0


def _what_ends(text: str, begin: int, due: tuple[FoundDate, ...]) -> int:
    """Before the words that announce the deadline, punctuation left out; the whole text where the deadline leads."""
    cue = DUE.search(text[: due[0].span[0]])
    end = cue.start() if cue and cue.start() > begin else len(text)
    return begin + len(text[begin:end].rstrip(" ;,.:(–—-\n"))
