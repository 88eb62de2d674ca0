"""Lines of a slide or page under a known label: "Who may apply: …", "What you get: …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ingest import labels
from ingest.calls import applicants, money, scopes
from ingest.calls.evidence import Finds, Region
from vectorstore.records import Passage


def regions(passages: Sequence[Passage], *fields: str) -> Iterator[Region]:
    """The values of the lines whose label names one of these fields, list markers left out."""
    for passage in passages:
        start = 0
        for line in passage.text.split("\n"):
            label, colon, value = line.partition(": ")
            if colon and value.strip() and not labels.known_fields(((label.lstrip(" -•*–"), ""),)).isdisjoint(fields):
                yield Region(passage, start + len(label) + len(colon), start + len(line.rstrip()))
            start += len(line) + 1


def read(passages: Sequence[Passage], finds: Finds) -> None:
    """Who may apply and what each gets, as the lines that are labelled so say it."""
    for region in chain(regions(passages, "applicants"), scopes.headed(passages, "who")):
        applicants.listed(region, finds)
    for region in regions(passages, "support", "budget_max"):
        money.find_grant(region, finds)
