"""Topic identifiers as programmes write them, and the ids of our own calls."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from vectorstore.records import Deadline

# "SMP-COSME-2024-EEN-01", "RFCS-2026-02-PDP", "EuropeAid/186246/DD/ACT/NG"
TOPIC_ID = re.compile(
    r"(?<![\w/-])(?:[A-Z][A-Z0-9]+(?:-[A-Za-z0-9]+)*-20\d\d(?:-[A-Za-z0-9]+)*|EuropeAid/\d+/[\w/]+\w)(?![\w])"
)
_LABELLED = re.compile(r"\b(?:topic|call)\s*(?:id(?:entifier)?|code)?\s*[:#]\s*", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SLUG = 60  # characters of the readable part


def labelled_topic_ids(text: str) -> list[re.Match[str]]:
    """Identifiers that directly follow "Topic ID:", "Call identifier:" or the like."""
    matches = (TOPIC_ID.match(text, label.end()) for label in _LABELLED.finditer(text))
    return [match for match in matches if match]


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l")).encode("ascii", "ignore").decode()
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")


def edition(title: str, opens: date | None, deadlines: Iterable[Deadline]) -> str:
    """The year that tells the rounds of a call apart: none where its title names one, else that of its opening, else
    of its first deadline."""
    days = [opens] if opens else sorted(deadline.date for deadline in deadlines)
    return str(days[0].year) if days and not _YEAR.search(title) else ""


def call_id(topic_id: str | None, acronym: str | None, title: str, edition: str) -> str:
    """URL-safe, readable, and the same for the same identifier, or name, title and edition, in any document."""
    if topic_id:
        return slug(topic_id)
    names = slug(acronym or ""), slug(title), edition
    digest = hashlib.sha256("|".join(names).encode()).hexdigest()[:6]
    readable = slug(f"{acronym or ''} {title}")
    if len(readable) > _SLUG:
        readable = readable[:_SLUG].rsplit("-", 1)[0]
    return f"{readable or 'call'}-{digest}"
