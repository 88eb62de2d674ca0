"""Who asks: the profile that comes with a question, completed by what its words say of the asker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Profile, Size
from ingest.taxonomy import Mention

_ASSOCIATION = re.compile(r"\b(?:associa\w+|asocia\w+|verb[aä]nd\w*|verein\w*|stowarzysz\w+)\b", re.IGNORECASE)
_BESIDE = 6  # characters between an association and what its members do
_STAFF = re.compile(
    r"(?<![\w.,-])(?<!up to )(?<!than )(?<!least )(?<!most )(\d{1,3}(?:[., ]\d{3})+|\d+) (?:full-time |permanent )?"
    r"(?:employees|staff|workers|mitarbeiter\w*|beschäftigte\w*|angestellte\w*|salariés|employés|empleados|"
    r"trabajadores|dipendenti|addetti|pracowników)\b",
    re.IGNORECASE,
)
_BIG = re.compile(
    r"\b(?:large|big|major|multinational|gro(?:ß|ss)e[rs]?|duż[ay]|grande?) (?:(?!of\b|number\b|and\b)[\w-]+ ){0,3}?"
    r"(?:company|firm|group|corporation|enterprise|manufacturer|producer|retailer|maker|operator|\w*unternehmen|"
    r"\w*konzern|\w*gruppe|\w*hersteller|groupe|grupo|gruppo|spółka)\b",
    re.IGNORECASE,
)
# Recommendation 2003/361/EC, by staff alone: an enterprise is of a size below this headcount.
_HEADCOUNTS: tuple[tuple[int, Size], ...] = ((10, "micro"), (50, "small"), (250, "medium"))
_COMPANIES = (None, "sme", "large-company")


def profile_of(given: Profile | None, mentions: Sequence[Mention], text: str) -> Profile:
    """What is known of who asks; a profile given with the question goes before its words."""
    given = given or Profile()
    of_trade = _of_trade(mentions, text)
    said = "business-support-organisation" if of_trade else next(iter(keys(mentions, "applicant")), None)
    size = given.size or _size(said, text)
    return replace(
        given,
        applicant=given.applicant or _of_size(said, size),
        size=size,
        sectors=tuple(dict.fromkeys((*given.sectors, *keys(_beyond_who_asks(mentions), "sector")))),
        needs=tuple(dict.fromkeys((*given.needs, *keys(mentions, "support")))),
    )


def keys(mentions: Sequence[Mention], kind: str) -> tuple[str, ...]:
    """The keys of a kind; words that name a programme say nothing of who asks or for what."""
    programmes = [mention for mention in mentions if mention.kind == "programme" and kind != "programme"]
    free = (m for m in mentions if not any(p.start < m.end and m.start < p.end for p in programmes))
    return tuple(dict.fromkeys(mention.key for mention in free if mention.kind == kind))


def _beyond_who_asks(mentions: Sequence[Mention]) -> list[Mention]:
    """A single person is of no field: a student asks not for education, nor a researcher for science."""
    persons = [m for m in mentions if (m.kind, m.key) == ("applicant", "natural-person")]
    return [m for m in mentions if not any(p.start <= m.start and m.end <= p.end for p in persons)]


def _size(applicant: str | None, text: str) -> Size | None:
    """The size that the words give: a headcount, or that a company is big."""
    if staff := _STAFF.search(text):
        number = int("".join(filter(str.isdigit, staff[1])))
        return next((size for below, size in _HEADCOUNTS if number < below), "large")
    return "large" if applicant is None and _BIG.search(text) else None


def _of_size(applicant: str | None, size: Size | None) -> str | None:
    """The applicant that a company of this size is: calls tell small and medium-sized ones from large ones alone."""
    if size is None or applicant not in _COMPANIES:
        return applicant
    return "large-company" if size == "large" else "sme"


def _of_trade(mentions: Sequence[Mention], text: str) -> bool:
    """Is the first applicant an association named by a trade ("machine builder association"), not by a cause?"""
    first = next((mention for mention in mentions if mention.kind == "applicant"), None)
    if first is None or not _ASSOCIATION.fullmatch(text[first.start : first.end]):
        return False
    trades = (mention for mention in mentions if mention.kind == "sector")
    return any(min(abs(first.start - m.end), abs(m.start - first.end)) <= _BESIDE for m in trades)
