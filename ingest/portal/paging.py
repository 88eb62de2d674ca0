"""All pages of a query, each result once, and whether that was all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ingest.errors import PortalUnavailable
from ingest.portal.sources import PortalSource, Query

_MOST_PAGES = 1000

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """Results as the portal gave them; ``missing`` says in a clause what was not had, empty where nothing."""

    results: tuple[Result, ...]
    missing: str = ""


def all_pages(source: PortalSource, query: Query) -> Found:
    """Page by page until nothing new comes; raises PortalUnavailable where not even the first can be had.

    A portal that gives the same page for ever, or more pages than it said, is left after the first that adds nothing.
    """
    results: list[Result] = []
    seen: set[str] = set()
    total = 0
    for page in range(1, _MOST_PAGES + 1):
        try:
            rows, total = _page(source, query, page)
        except PortalUnavailable as error:
            if page == 1:
                raise
            return Found(tuple(results), f"page {page} could not be had ({error.reason})")
        fresh = [row for row in rows if _reference(row) not in seen]
        seen.update(map(_reference, fresh))
        results += fresh
        if not fresh or len(results) >= total:
            break
    short = total - len(results)
    return Found(tuple(results), f"{short} of {total} results did not come" if short > 0 else "")


def _page(source: PortalSource, query: Query, page: int) -> tuple[list[Result], int]:
    answer = source.search(query, page)
    rows = answer.get("results") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not isinstance(answer.get("totalResults"), int):
        raise PortalUnavailable("search", "an answer of another kind than is known")
    return [row for row in rows if isinstance(row, dict)], answer["totalResults"]


def _reference(row: Result) -> str:
    return str(row.get("reference") or row.get("url") or sorted(row.items(), key=str))
