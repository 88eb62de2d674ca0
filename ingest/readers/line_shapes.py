"""What a line without markup looks like: a heading, a fact under a label, a day, an address, a sentence."""

from __future__ import annotations

import re

from ingest.readers.furniture import is_hashtags
from ingest.readers.people import is_person, is_role

_LONG_HEADING = 90  # characters; beyond them only a list right below makes a line a heading
_LONGEST_HEADING = 200
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|mai|juin|juil|août|déc|märz|okt|dez|"
    r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott)[^\W\d_]*\.?"
)
MONTH_WORD = re.compile(rf"\b{_MONTH}", re.IGNORECASE)
_DAY = re.compile(
    rf"^(?:[^\W\d_]+day,?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\.?(?:\s*[-–&/]\s*\d{{1,2}}\.?)?\s+{_MONTH}(?:\s+\d{{4}})?|"
    rf"{_MONTH}\s+\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?(?:,?\s+\d{{4}})?|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d\d-\d\d)"
    r"(?:\s*(?:[,|•–-]|at|in)\s*.{0,40})?$",
    re.IGNORECASE,
)
_TIME = re.compile(r"^\d{1,2}[:.h]\d{2}\b.{0,40}$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.\w+|^\S+\.(?:eu|com|org|net|int)(?:/\S*)?$")
_LABELLED = re.compile(r"^[^:]{2,40}:\s+\S")
_FACT = re.compile(
    r"^(?:(?:first|final|next|second|last)\s+)?(?:deadline|cut-?off|date|dates|when|where|venue|place|location|time|"
    r"topic id|budget|contact|e-?mail|website|web|link|more info(?:rmation)?|register|registration|focus(?: areas?)?|"
    r"target(?: group)?s?|who|what|how|source|speakers?|moderator|language|duration|sectors?|countries|eligib\w+|"
    r"opening|status|programme|type of action|grant|amount|phone|tel|note|notes)\b[^:]{0,30}:",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,2}[.)] (.+)")
_BYLINE = re.compile(r"^(?:submitted|posted|published|updated|last updated|written)\b.*\d{4}$", re.IGNORECASE)
_SENTENCE_END = (".", ";", ",", "…", ":")


def is_day(text: str) -> bool:
    """Nothing but a day or days, perhaps with a place: "29 May", "7-8 MAY 2024, BRUSSELS"."""
    return bool(_DAY.match(text))


def is_contact(text: str) -> bool:
    """Nothing but an address, a handle or hashtags."""
    return bool(re.fullmatch(r"(?:https?://|www\.|@)\S+", text)) or is_hashtags(text)


def is_fact(text: str) -> bool:
    """A value by itself or under its label: never a heading."""
    if _TIME.match(text) or _ADDRESS.search(text) or is_day(text) or is_hashtags(text):
        return True
    if text.isupper():  # a title in capitals may hold a colon
        return False
    labelled = _LABELLED.match(text) and re.search(r"\d", text.split(":", 1)[1][:40])
    return bool(_FACT.match(text) or _BYLINE.match(text) or labelled)


def is_heading(text: str, *, before_list: bool, alone: bool = True) -> bool:
    """Whether a line without markup is a heading: short, begun like a title, no sentence, no value, no person."""
    if len(text) > (_LONGEST_HEADING if before_list else _LONG_HEADING) or text.endswith(_SENTENCE_END):
        return False
    if not _begins_like_a_title(text) or is_fact(text) or is_person(text) or is_role(text):
        return False
    if before_list or text.isupper():
        return True
    return alone and not re.search(r"[.!?]\s+\S", text)


def numbered_heading(text: str, after: str) -> str:
    """The words of a short numbered line above a sentence, as in minutes; empty where it is an item of a list."""
    match = _NUMBERED.match(text)
    title = match[1] if match else ""
    if not is_heading(title, before_list=False) or not after[:1].isupper() or is_person(after) or is_role(after):
        return ""
    is_sentence = after.endswith((".", "!", "?")) or len(after) > _LONG_HEADING
    return title if is_sentence and 2 * len(title) <= len(after) else ""


def _begins_like_a_title(text: str) -> bool:
    letters = re.search(r"\w", text)
    if not letters or not re.search(r"[^\W\d_]{2}", text):
        return False
    first = letters.group()
    return first.isupper() or first.isdigit() or not first.isalpha() or bool(re.match(r"\W*[a-z]+[A-Z]", text))
