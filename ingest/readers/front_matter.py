"""The YAML block between ``---`` lines at the top of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from vectorstore.records import Audience, Authority

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a file declares of itself; None or empty where it says nothing."""

    title: str = ""
    published: date | None = None
    language: str = ""
    source_url: str | None = None
    publisher: str | None = None
    author: str | None = None
    audience: Audience = "public"
    authority: Authority | None = None


def split(text: str) -> tuple[FrontMatter, str]:
    """What the front matter declares, and the text after it; a block that is no YAML mapping stays text."""
    import yaml

    match = _FRONT.match(text)
    if not match:
        return FrontMatter(), text
    try:
        declared = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError):  # ValueError: an impossible day such as 2024-02-31
        return FrontMatter(), text
    return (_read(declared), text[match.end() :]) if isinstance(declared, dict) else (FrontMatter(), text)


def _read(declared: dict[Any, Any]) -> FrontMatter:
    values = {str(key).lower(): value for key, value in declared.items()}
    return FrontMatter(
        title=_text(values.get("title")) or "",
        published=_day(values.get("published", values.get("date"))),
        language=(_text(values.get("language", values.get("lang"))) or "").lower(),
        source_url=_address(values.get("source_url", values.get("url"))),
        publisher=_text(values.get("publisher")),
        author=_text(values.get("author")),
        audience="staff" if (_text(values.get("audience")) or "").lower() == "staff" else "public",
        authority=Authority.__members__.get((_text(values.get("authority")) or "").upper()),
    )


def _text(value: object) -> str | None:
    return str(value).strip() or None if isinstance(value, str | int | float | date) else None


def _address(value: object) -> str | None:
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    from ingest.readers.metadata import day_in_name, first_day

    return (day_in_name(value) or first_day([value])) if isinstance(value, str) else None
