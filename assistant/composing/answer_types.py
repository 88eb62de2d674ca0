"""Is what a question asks for there at all: an address for "e-mail", an amount for "how much", a date for "when"?

Similarity alone cannot tell: the entity may be known and the attribute not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from assistant.composing.counting import CURRENCY, has_number
from assistant.composing.demands import EVERYWHERE
from assistant.understanding.understood import Understood
from assistant.words import CAPITALS, fold, stem
from ingest.calls.dates import find_dates
from ingest.taxonomy import load

# A month is as long as an event may last; a year that is named dates nothing.
LONGEST_EVENT = 31
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"\+\d[\d\s()/-]{6,}\d|\b0\d[\d\s()/-]{6,}\d")
_MAIL_WORD = re.compile(r"\be-?mail|\bcourriel|\bcorreo", re.IGNORECASE)
_PHONE_WORD = re.compile(r"\bphone|\btele[fp]|\bmobile|\bcall\b", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"(?:{CURRENCY})\)?:?\s?\d|\d[\d.,\s]*(?:%|{CURRENCY}|per ?cent|million|billion)|\b(?:free of charge|no fee)\b",
    re.IGNORECASE,
)
# A share is an amount where it is one of money.
_SHARE_OF_MONEY = re.compile(
    r"(?:%|per ?cent)[^.;]{0,60}\b(?:costs?|fees?|expens\w+|price|budget|salar\w+|wages?|invest\w+|funding|grant|"
    r"rates?|eligible|income|turnover|reimburs\w+|covered)\b"
    r"|\b(?:costs?|fees?|funding|rates?|cover\w*|pays?|financ\w+)\b[^.;]{0,60}(?:%|per ?cent)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\d[\d.,]*\s?(?:%|per ?cent)", re.IGNORECASE)
_SHARE = re.compile(
    r"\d ?%|\bper ?cent\b|\b(?:half|third|quarter)\b"
    r"|\b(?:\d+|one|two|three|four|nine) (?:out of|in) (?:\d+|two|three|four|five|ten)\b",
    re.IGNORECASE,
)
_MONEY_WORD = re.compile(
    r"\b(?:fees?|price|costs?|salar\w+|wages?|turnover|revenues?|earns?|earned|paid|bonus(?:es)?|premiums?|subsid\w+|rents?)\b",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(r"\bhow much of\b", re.IGNORECASE)
_SHARE_WORD = re.compile(r"\b(?:how much of|rates?|percentage|percent|share|portion|part|fraction)\b", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[A-Z0-9]+){2,}\b")
_LINK = re.compile(r"https?://|www\.|\b[\w-]+\.(?:eu|com|org|net|int)\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_OF_WEEK = re.compile(r"\bweekdays?\b|\bdays? of the week\b", re.IGNORECASE)
_LAST = re.compile(
    r"deadline|cut-?off|\b(?:clos\w+|ends?|ended|due|expires?|last day|latest|date limite|[eé]ch[eé]ance|cl[oô]tur\w+|"
    r"frist|einreich\w+|stichtag|plazo|cierra|scadenza|scade|chiude|termin)",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"(?:\b(?:until|till|by|before|no later than|up to|bis(?: zum)?|jusqu.(?:au|à)|avant(?: le)?|hasta(?: el)?|"
    r"antes del?|entro(?: il)?|fino al?|do(?: dnia)?)\b|[-–])[^\w\n]*"
    r"(?:the\W+)?(?:\w+day,?\W+)?(?:\d{1,2}[:.]\d{2},?\W+)?(?:on\W+)?$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:until when|ends?|ended|finish(?:es|ed)?)\b", re.IGNORECASE)
_APPLYING = re.compile(
    r"\b(?:calls?|dead-?lines?|register|registration|appl\w+|submi\w+|sign|enrol\w*)\b", re.IGNORECASE
)
_SPAN = re.compile(
    r"\bfrom\b[^.;\n]{3,40}\b(?:to|until|till)\b|\b(?:19|20)\d\d ?[-–] ?(?:19|20)?\d\d\b"
    r"|\b(?:19|20)\d\d [-–] [A-Z]\w+ (?:19|20)\d\d\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"\b(?:in|at|near)\s+(?:the\s+)?[{CAPITALS}]"
    r"|\b(?:online|on-?site|venue|virtual|worldwide|Africa|Asia|America|Oceania|Zoom|YouTube|LinkedIn)\b"
    rf"|\bon (?:the )?(?:[{CAPITALS}][\w-]+ )+(?:Platform|Portal|Website|Channel)\b"
)
_KIND_OF_PLACE = re.compile(
    r"\b(?:which|what) (room|hall|building|hotel|floor|booth|street|airport|station)s?\b", re.IGNORECASE
)
_BESIDE_DATE = re.compile(rf"^\s*,\s*[{CAPITALS}]{{2}}|^\s*,\s*[{CAPITALS}][a-z]+\s*$")
_ANY_WORD = re.compile(r"[^\W_]+")
_AGE = re.compile(r"\b(?:aged?|born|years old|birthday)\b", re.IGNORECASE)
_HOUR = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2} ?(?:am|pm|h|o'clock|Uhr)\b", re.IGNORECASE)
_DURATION = re.compile(r"\b(?:years?|months?|weeks?|days?|hours?|minutes?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _has(pattern: re.Pattern[str]) -> Callable[[str, Understood], bool]:
    return lambda text, _: pattern.search(text) is not None


def _has_contact(text: str, understood: Understood) -> bool:
    """An address for mail, a number for a phone; either where any contact will do."""
    mail, phone = (pattern.search(understood.question) for pattern in (_MAIL_WORD, _PHONE_WORD))
    has_mail, has_phone = _MAIL.search(text) is not None, _PHONE.search(text) is not None
    return (has_mail and (not phone or bool(mail))) or (has_phone and (not mail or bool(phone)))


def _has_amount(text: str, understood: Understood) -> bool:
    if _SHARE_WORD.search(understood.question):
        return _AMOUNT.search(text) is not None
    return _AMOUNT.search(_PERCENT.sub("", text)) is not None or _SHARE_OF_MONEY.search(text) is not None


def _has_count(text: str, understood: Understood) -> bool:
    return has_number(text, understood.question)


def _has_figure(text: str, understood: Understood) -> bool:
    """An amount for a fee or a turnover, a share for a rate, else any number."""
    if _SHARE_WORD.search(understood.question):
        share = _SHARE.search(text) is not None
        return share or (_OF_WHOLE.search(understood.question) is not None and _AMOUNT.search(text) is not None)
    if _MONEY_WORD.search(understood.question):
        return _AMOUNT.search(_PERCENT.sub("", text)) is not None
    return _has_count(text, understood)


def _has_country(text: str, _: Understood) -> bool:
    return any(mention.kind == "country" and mention.key not in EVERYWHERE for mention in load().find(text))


def _has_time(text: str, understood: Understood) -> bool:
    """A day or a span of days; a year or a weekday is better than nothing, and what is asked for where it is."""
    if _OF_WEEK.search(understood.question):
        return _WEEKDAY.search(text) is not None
    return bool(find_dates(text, year_hint=understood.as_of.day.year)) or any(
        pattern.search(text) for pattern in (_YEAR, _WEEKDAY)
    )


def names_deadline(text: str) -> bool:
    """Does a text speak of the end of something in so many words?"""
    return _LAST.search(text) is not None


def _has_deadline(text: str, understood: Understood) -> bool:
    """A day beside a word for the end, or right after "by" or "until"; the end of a span but of no application."""
    if _ENDS.search(understood.question) and not _APPLYING.search(understood.question) and _SPAN.search(text):
        return True
    if names_deadline(text):
        return _has_time(text, understood)
    return any(_UNTIL.search(text[: day.span[0]]) for day in find_dates(text, year_hint=understood.as_of.day.year))


def _has_future(text: str, understood: Understood) -> bool:
    found = find_dates(text, year_hint=understood.as_of.day.year)
    return any(day.end > understood.as_of.day for day in found if (day.end - day.start).days <= LONGEST_EVENT)


def _has_duration(text: str, understood: Understood) -> bool:
    """So many months, or from one day to another."""
    spans = find_dates(text, year_hint=understood.as_of.day.year)
    few_days = any(0 < (found.end - found.start).days < LONGEST_EVENT - 3 for found in spans)
    return _DURATION.search(text) is not None or len(spans) > 1 or few_days


def _has_place(text: str, understood: Understood) -> bool:
    """A place in so many words, or one beside a date: "7-8 May 2024, BRUSSELS"; a room only where a text names one."""
    kind = _KIND_OF_PLACE.search(understood.question)
    if kind:
        return fold(kind[1]) in fold(text)
    beside = (
        text[found.span[1] :].partition("\n")[0] for found in find_dates(text, year_hint=understood.as_of.day.year)
    )
    if "link" in understood.attributes and _LINK.search(text):
        return True
    return bool(_PLACE.search(text)) or _has_country(text, understood) or any(map(_BESIDE_DATE.match, beside))


_CHECKS: dict[str, Callable[[str, Understood], bool]] = {
    "contact": _has_contact,
    "amount": _has_amount,
    "figure": _has_figure,
    "age": _has(_AGE),
    "duration": _has_duration,
    "hour": _has(_HOUR),
    "count": _has_count,
    "topic_id": _has(_IDENTIFIER),
    "time": _has_time,
    "deadline": _has_deadline,
    "opens": _has_time,
    "future": _has_future,
    "place": _has_place,
    "countries": _has_country,
    "link": _has(_LINK),
}


def without_words(text: str, roots: Set[str]) -> str:
    """A text without the words that have one of these stems."""
    return _ANY_WORD.sub(lambda match: "" if stem(fold(match.group())) in roots else match.group(), text)


def holds_type(understood: Understood, text: str, attributes: frozenset[str] | None = None) -> bool:
    """Does a text hold every kind of thing that the question asks for, or of these attributes only?"""
    asked = (understood.attributes if attributes is None else attributes) & _CHECKS.keys()
    if "count" in asked:  # "how many" may be worded as an amount
        asked -= {"amount"}
    return all(_CHECKS[attribute](text, understood) for attribute in asked)
