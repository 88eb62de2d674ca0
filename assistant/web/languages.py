"""The language of a page: the one asked for, else the first of the browser's that there are words for."""

from __future__ import annotations

from fastapi import Request

from prompts import LANGUAGES


def page_language(wanted: str, request: Request) -> str:
    """One of the six languages, English where none is asked for that there is."""
    tags = (wanted, *_accepted(request.headers.get("accept-language", "")))
    bases = (tag.strip().split("-")[0].lower() for tag in tags)
    return next((base for base in bases if base in LANGUAGES), "en")


def _accepted(header: str) -> list[str]:
    """The tags of an Accept-Language header, the most wanted first; what is no number weighs nothing."""
    weighed = [part.partition(";q=") for part in header.split(",")]
    return [tag for tag, _, weight in sorted(weighed, key=lambda part: -_number(part[2]))]


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0
