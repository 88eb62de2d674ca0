"""Is it the thing asked for that a text counts? "A third of the patents" beside "clusters" is no number of clusters."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.retrieving import holds
from assistant.words import stems
from ingest.calls.dates import find_dates

CURRENCY = (
    r"€|\$|£|zł|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|RON)\b|\beuros?\b|\b(?:euro)?cents?\b|\bpence\b|\bkron\w+"
    r"|\bdollars?\b|\bpounds?\b|\bfrancs?\b"
)
_OF_MONEY = re.compile(r"\b(?:million|billion|euros?|dollars?)\b", re.IGNORECASE)
_MONEY = re.compile(rf"(?:€|\$|£|\bEUR\b) ?\d[\d.,]*|\d[\d.,]* ?(?:million |billion )?(?:{CURRENCY})", re.IGNORECASE)
_COUNT = re.compile(
    r"(?<![^\W_])\d+(?:[.,]\d+)*(?![^\W_])|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"hundreds?|thousands?|half|third|quarter|majority|none)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:cluster|strand|phase|activity|step|annex|article|part|pillar|stage|page|slide|option|section|chapter|figure|"
    r"table|note|version|release|lot|sdgs?|horizon|work package|wp|no\.|nr\.) ?\d+(?:\.\d+)*|#\s?\d+",
    re.IGNORECASE,
)
# "third countries" and a "one-stop shop" count nothing; a third of them does, as do two-thirds.
_NO_COUNT = re.compile(
    r"(?<!\ba )(?<!\bone )(?<!\bone-)\b(?:third|quarter)\b(?! of\b)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)-(?!thirds?\b|quarters?\b)(?=[a-z])",
    re.IGNORECASE,
)
_NUMBER = r"(?:one|two|three|four|five|six|seven|eight|nine|ten)"
_RATIO = re.compile(rf"\b{_NUMBER} (?:out of|in)(?: every)? {_NUMBER}\b", re.IGNORECASE)
_PLURAL = re.compile(r"[a-z]{3,}s|people|women|men|children")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SUMS = frozenset({"million", "billion", "euro", "euros"})
CLOSE = 6  # words between a number and what it counts
_HAPPENS = re.compile(r"\b(?:tak(?:es?|ing|en)|took) place\b", re.IGNORECASE)  # no place that is counted
_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")


def counts(text: str, counted: Set[str], lead_in: str = "") -> bool:
    """Does a number stand close to one of the words that say what is counted, or below a lead-in that holds one?"""
    if not counted or any(holds(stems(lead_in), word) for word in counted):
        return True
    text = text if counted & _SUMS else _unpaid(text)
    words = _WORD.findall(_undated(_RATIO.sub("", _HAPPENS.sub("", text))))
    numbers = [at for at, word in enumerate(words) if _COUNT.fullmatch(word)]
    things = [at for at, word in enumerate(words) if any(holds(stems(word), asked) for asked in counted)]
    return any(_counts(words, number, thing) for number in numbers for thing in things)


def _counts(words: Sequence[str], number: int, thing: int) -> bool:
    """Is a thing that stands close after a number counted by it, or one before where the number counts nothing else?"""
    if thing >= number:
        return thing - number <= CLOSE
    after = words[number + 1] if number + 1 < len(words) else ""
    return number - thing <= CLOSE and not _PLURAL.fullmatch(after)


def has_number(text: str, question: str) -> bool:
    """Does a text hold a number that may count something?"""
    text = text if _OF_MONEY.search(question) else _unpaid(text)
    return _COUNT.search(_undated(text)) is not None


def _undated(text: str) -> str:
    """A text without the numbers that count nothing: days, hours, years, parts ("Cluster 2"), ordinals."""
    for found in reversed(find_dates(text, year_hint=None)):
        text = text[: found.span[0]] + text[found.span[1] :]
    return _YEAR.sub("", _PART.sub("", _NO_COUNT.sub("", _CLOCK.sub("", text))))


def _unpaid(text: str) -> str:
    """A text without its sums of money, which count nothing else."""
    return _MONEY.sub("", text)
