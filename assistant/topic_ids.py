"""Topic ids as people write them in questions, known to the index or not."""

from __future__ import annotations

import re

from ingest.taxonomy import load

_JOINERS = re.compile(r"(?<=\w)[_\u2010-\u2015\u2212](?=\w)")
_IN_CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]+(?:-[A-Za-z0-9]+){2,}\b")
# In small letters only with a year inside, which is neither the first of two nor part of a day.
_WITH_YEAR = re.compile(
    r"(?<![\w-])[a-z][a-z0-9]+(?:-[a-z0-9]+)*-20\d\d(?!-20\d\d\b)(?!-\d\d?-\d\d?\b(?!-))(?P<rest>(?:-[a-z0-9]+)+)",
    re.IGNORECASE,
)


def written_ids(text: str) -> tuple[str, ...]:
    """What a text names as topic ids, in order, joined by hyphens whatever joined them there."""
    joined = _JOINERS.sub("-", text)
    matches = [*_WITH_YEAR.finditer(joined), *_IN_CAPITALS.finditer(joined)]
    found: list[re.Match[str]] = []
    for match in (match for match in matches if _is_id(match)):
        if not any(match.start() < other.end() and other.start() < match.end() for other in found):
            found.append(match)
    return tuple(dict.fromkeys(match.group() for match in sorted(found, key=lambda match: match.start())))


def _is_id(match: re.Match[str]) -> bool:
    """Digits where capitals say the rest; else a number after the year, or a programme that begins like this."""
    if "rest" not in match.re.groupindex:
        return any(c.isdigit() for c in match.group())
    return any(c.isdigit() for c in match["rest"]) or load().programme_of(match.group()) is not None
