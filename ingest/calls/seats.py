"""Where applicants must be established, as far as words of eligibility say so: no market, nor where a mission goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.taxonomy import Mention

_APPLICANTS = (
    r"(?:compan(?:y|ies)|smes?|start-?ups?|enterprises?|firms?|business(?:es)?|undertakings?|applicants?|entit(?:y|ies)|"
    r"organi[sz]ations?|associations?|ngos|farms?|communit(?:y|ies)|municipalit(?:y|ies)|unternehmen|firmen|kmu|vereine|entreprises|pme|associations|empresas|"
    r"pymes|entidades|imprese|pmi|aziende|firm\w*|przedsiębiorstw\w*|mśp)"
)
_SEATED = re.compile(
    r"\b(?:established|based|located|registered|incorporated|headquartered|resident|domiciled|legal seat|seat|"
    r"ansässig|niedergelassen|mit Sitz|(?:établi|implanté|situé|basé)e?s?|establecid[ao]s?|radicad[ao]s?|"
    r"(?:stabilit|residen|bas)[aeio]t?[aeio]?|con sede|z siedzibą|zarejestrowan\w+)(?: and operating)?\s+"
    r"(?:in|within|en|au|à|a|w|na)\s+(?:(?:the|an?|one of|any|either|la|le|les|el|der|dem|den)\s+)*$"
    rf"|\b{_APPLICANTS}\s+(?:from|in|aus|de|d['’]|dal(?:la)?|z|ze)\s+(?:the\s+|la\s+|der\s+)?$",
    re.IGNORECASE,
)
_MET = re.compile(r"\b(?:with|between|meet\w*|mit|avec|con|z)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_BEFORE = 60  # characters
_BEHIND = re.compile(rf"\s*-based\b|[- ]registered\s+(?:\w+ ){{0,2}}?{_APPLICANTS}\b", re.IGNORECASE)
_LISTED = re.compile(r"(?:[,;/\s]|\b(?:and|or|und|oder|et|ou|y|o|e|i|lub|the)\b)*")
_SENTENCE = re.compile(r"[.!?](?:\s|$)|\n")
# A sentence that bars some, lets others in too, or opens to countries that it does not name, says who may not apply.
_OPEN_ENDED = re.compile(
    r"\b(?:not eligible|ineligible|not be eligible|excluded|may not|cannot|also|exceptionally|in addition|additionally|"
    r"associated countr\w+|third countr\w+|other countr\w+|worldwide|partners?|for example|e\.g|such as)\b",
    re.IGNORECASE,
)


def seats(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of countries in which a text says that applicants are to be established."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.kind != "country" or _OPEN_ENDED.search(_sentence(text, mention)):
            continue
        follows = bool(found) and _LISTED.fullmatch(text[found[-1].end : mention.start]) is not None
        if follows or _is_seat(text[max(0, mention.start - _BEFORE) : mention.start], text[mention.end :]):
            found.append(mention)
    return found


def _is_seat(before: str, behind: str) -> bool:
    """Do the words around a country say so, and not that applicants meet others from there?"""
    seated = _SEATED.search(before)
    return bool(seated and not _MET.search(before[: seated.start()])) or _BEHIND.match(behind) is not None


def _sentence(text: str, mention: Mention) -> str:
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, mention.start)), default=0)
    end = _SENTENCE.search(text, mention.end)
    return text[start : end.start() if end else len(text)]
