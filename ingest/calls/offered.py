"""What every extractor of calls takes from its finds alike: whom a call is for, what it gives, and the evidence."""

from __future__ import annotations

from typing import TypedDict

from ingest.calls.evidence import Finds
from vectorstore.records import Budget, Evidence


class Offered(TypedDict):
    """Fields of a Call, under their names there."""

    applicants: tuple[str, ...]
    sectors: tuple[str, ...]
    support: tuple[str, ...]
    countries: tuple[str, ...]
    budget: Budget
    evidence: tuple[Evidence, ...]


def offered(finds: Finds) -> Offered:
    """Read once everything is found: the evidence is that of now."""
    return Offered(
        applicants=finds.values("applicant"),
        sectors=finds.values("sector"),
        support=finds.values("support"),
        countries=finds.values("country"),
        budget=_budget(finds),
        evidence=finds.evidence,
    )


def _budget(finds: Finds) -> Budget:
    """The first amount found for each part, and the first number of grants."""
    fields = ("budget_total", "budget_min", "budget_max", "grants")
    parts = (next(iter(finds.values(field)), None) for field in fields)
    return Budget(*(int(value) if value else None for value in parts))
