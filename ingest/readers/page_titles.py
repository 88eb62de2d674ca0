"""The title of a page that gives none: the line that its address repeats, else the words of the address."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

_OPENING = 8  # lines among which a page's title stands
_LONGEST = 200  # characters
_FEWEST = 3  # words of an address that says what its page is about
_ALIKE = 0.5  # of the words of line and address together that both have
_ENDING = re.compile(r"(?:[-_][a-z]{2})?(?:\.[a-z]{3,5})?$")  # "_en", ".html"
_WORD = re.compile(r"[^\W\d_]{2,}|\d+")


def named_by_address(url: str, text: str) -> str:
    """Empty where the address has no speaking end ("/node/1234")."""
    words = _words_of(url)
    if sum(not word.isdigit() for word in words) < _FEWEST:
        return ""
    lines = [line.strip() for line in text.split("\n") if line.strip()][:_OPENING]
    titles = [line for line in lines if len(line) <= _LONGEST and not line.endswith((".", ":", ";", ","))]
    best = max(titles, key=lambda line: _likeness(line, words), default="")
    if best and _likeness(best, words) > _ALIKE:
        return best
    told = " ".join(word for word in words if not word.isdigit())
    return told[0].upper() + told[1:]


def _words_of(url: str) -> list[str]:
    parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    return _WORD.findall(_ENDING.sub("", parts[-1]).lower()) if parts else []


def _likeness(line: str, words: list[str]) -> float:
    """The share of all words that both have."""
    found, wanted = set(_WORD.findall(line.lower())), set(words)
    return len(found & wanted) / max(1, len(found | wanted))
